package explain

import (
	"slices"
	"strconv"
	"strings"

	"raftviz/engine/check"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
)

// Facts about nodes, clients and surroundings that take more than a line.

func (c *scene) peer() string {
	if c.e.Peer() != "" {
		return c.e.Peer()
	}
	if c.msg == nil {
		return ""
	}
	if c.msg.From == c.name {
		return c.msg.To
	}
	return c.msg.From
}

// lead is whom the node takes for the leader; before the step rather than
// after, since many steps make it forget.
func (c *scene) lead() string {
	for _, n := range []*frame.Node{c.was, c.now} {
		if n != nil && n.Lead != "" && n.Lead != c.name {
			return n.Lead
		}
	}
	return ""
}

func (c *scene) transferee() string {
	for _, n := range []*frame.Node{c.now, c.was} {
		if n != nil && n.Transferee != "" {
			return n.Transferee
		}
	}
	return ""
}

// votedFor is whom the node had voted for in the term it is in.
func (c *scene) votedFor() string {
	if c.was != nil && c.was.Vote != "" && (c.now == nil || c.was.Term == c.now.Term) {
		return c.was.Vote
	}
	if c.now != nil {
		return c.now.Vote
	}
	return ""
}

// answered is the client whom the node answers in the step.
func (c *scene) answered() (client string) {
	c.sent(func(m *frame.Message) { client = m.To }, response)
	return client
}

// endpoint is the node that a client turns to.
func (c *scene) endpoint() string {
	if o := c.op(); o != nil && o.Node != "" {
		return o.Node
	}
	for i := range c.step.Events {
		e := &c.step.Events[i]
		if e.Kind() == event.KindSent && e.Msg() != nil && e.Msg().Type == request && (e.Op() == c.e.Op() || e.Msg().Op == c.e.Op()) {
			return e.Msg().To
		}
	}
	return c.e.Node
}

// patience is how long the client waited.
func (c *scene) patience() string {
	if cl := c.client(c.e.Peer()); cl != nil && cl.Timeout > 0 {
		return ms(cl.Timeout)
	}
	return ""
}

// written says what an fsync put on the disk: entries, and the term and the
// vote if they are new there.
func (c *scene) written() string {
	var parts []string
	if s := c.span(c.lang.entries); s != "" {
		parts = append(parts, s)
	}
	if c.was != nil && c.now != nil {
		newTerm := c.was.DurTerm != c.now.DurTerm
		if newTerm {
			parts = append(parts, c.lang.term(c.now.DurTerm))
		}
		if c.now.DurVote != "" && (newTerm || c.was.DurVote != c.now.DurVote) {
			parts = append(parts, c.lang.vote(c.now.DurVote))
		}
		for _, w := range c.was.Disk.Queue {
			if w.Snapshot > 0 && w.Snapshot == c.now.Snapshot.Index {
				parts = append(parts, c.lang.snapshot(w.Snapshot))
				break
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return c.lang.join(parts)
}

// overtaken are those of the entries that an fsync wrote which the log has
// replaced since: a later write of the same indexes waits.
func (c *scene) overtaken() string {
	first, last := c.e.Span()
	if c.now == nil || first == 0 {
		return ""
	}
	for _, w := range c.now.Disk.Queue {
		if w.First > 0 && w.First <= last {
			return c.lang.entries(max(first, w.First), last)
		}
	}
	return ""
}

func (c *scene) inbox() string {
	if c.was == nil || c.was.Inbox == 0 {
		return ""
	}
	return c.lang.messages(c.was.Inbox)
}

func (c *scene) latency() string {
	if c.now == nil || c.was != nil && c.was.Disk.Latency == c.now.Disk.Latency {
		return ""
	}
	return ms(c.now.Disk.Latency)
}

// rate is a clock's rate as a decimal number.
func (c *scene) rate() string {
	p, ok := c.e.Payload.(*event.ClockChanged)
	if !ok {
		return ""
	}
	s := strconv.Itoa(p.Rate/1000) + "." + strconv.Itoa(1000 + p.Rate%1000)[1:]
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// timeout is after how many ticks the node's election timer fires or fired.
func (c *scene) timeout() string {
	fired, _ := c.find(event.KindTimerFired)
	switch {
	case fired != nil:
		return c.lang.ticks(fired.Payload.(*event.TimerFired).Timeout)
	case c.now != nil && c.now.Timer.Timeout > 0:
		return c.lang.ticks(c.now.Timer.Timeout)
	}
	return ""
}

// elapsed is how long ago, in its own ticks, the node's timer was reset.
func (c *scene) elapsed() string {
	if c.was == nil {
		return ""
	}
	return c.lang.ticks(c.was.Timer.Elapsed)
}

// ticked is how many ticks the node's timer has counted after the step.
func (c *scene) ticked() string {
	if c.now == nil {
		return ""
	}
	return strconv.Itoa(c.now.Timer.Elapsed)
}

// left is how long a leader has until its next quorum check.
func (c *scene) left() string {
	if c.now == nil || c.next.Config == nil {
		return ""
	}
	return c.lang.ticks(max(c.next.Config.Election-c.now.Timer.Elapsed, 0))
}

// election is an election timeout at least (0) or at most (1), in ticks.
func (c *scene) election(most int) string {
	if c.next.Config == nil || c.next.Config.Election == 0 {
		return ""
	}
	n := c.next.Config.Election
	if most == 1 {
		n = 2*n - 1
	}
	return c.lang.ticks(n)
}

func (c *scene) electionTicks() string {
	if c.next.Config == nil || c.next.Config.Election == 0 {
		return ""
	}
	return strconv.Itoa(c.next.Config.Election)
}

func (c *scene) size() string {
	if len(c.next.Nodes) == 0 {
		return ""
	}
	return c.lang.nodes(len(c.next.Nodes))
}

// sides are the two groups that a cut parts, or the two ends of a link that was
// mended.
func (c *scene) sides() (a, b []string) {
	switch p := c.e.Payload.(type) {
	case *event.Cut:
		return p.A, p.B
	case *event.Healed:
		if p.From != "" {
			return []string{p.From}, []string{p.To}
		}
	}
	return nil, nil
}

// oneWay reports whether the event is about what one side sends to the other
// only.
func (c *scene) oneWay() bool {
	switch p := c.e.Payload.(type) {
	case *event.Cut:
		return p.OneWay
	case *event.Healed:
		return p.From != ""
	}
	return false
}

// linkTurned reports whether that was done to a link.
func (c *scene) linkTurned(what event.LinkChange) bool {
	p, ok := c.e.Payload.(*event.LinkChanged)
	return ok && p.Change == what
}

// linkIs says how the link that was changed is now.
func (c *scene) linkIs() string {
	p, ok := c.e.Payload.(*event.LinkChanged)
	if !ok {
		return ""
	}
	return c.lang.link(frame.Link{Latency: p.Latency, Jitter: p.Jitter, Loss: p.Loss, Dup: p.Dup})
}

// diskIs is the word for what the disk that was changed does now.
func (c *scene) diskIs() string {
	if p, ok := c.e.Payload.(*event.DiskChanged); ok {
		return pick(c.lang.disks, p.State)
	}
	return ""
}

// majoritySide names the voters on that side of a cut which can go on alone;
// "" if there is none, or if the cut does not part the whole cluster.
func (c *scene) majoritySide() string {
	a, b := c.sides()
	lead := c.next.Leader()
	if lead == nil && len(c.next.Nodes) > 0 {
		lead = c.next.Nodes[0]
	}
	sets := halves(lead)
	if c.oneWay() || len(sets) != 1 || len(among(sets[0], append(slices.Clone(a), b...))) < len(sets[0]) {
		return ""
	}
	for _, side := range [][]string{a, b} {
		if v := among(sets[0], side); len(v) >= majority(len(sets[0])) {
			return c.names(v)
		}
	}
	return ""
}

// report is what a check or a panic said, without the property's name and the
// full stop. Where it is too long it ends with a sentence, if one ends in its
// latter half.
func (c *scene) report() string {
	var said string
	switch p := c.e.Payload.(type) {
	case *event.Violated:
		said = p.Text
	case *event.Panicked:
		said = p.Text
	}
	if v := c.violation(); v != nil && said == v.Text.EN {
		said = v.Text.In(c.in)
	}
	short := termtext.Clean(said, reportWidth)
	if i := strings.LastIndex(short, ". "); i > reportWidth/2 && strings.HasSuffix(short, "…") {
		short = short[:i]
	}
	return strings.TrimRight(short, ".。!?")
}

// violation is the property that the step broke, as the frame has it.
func (c *scene) violation() *frame.Violation {
	for _, v := range c.next.Violations {
		if p, ok := c.e.Payload.(*event.Violated); ok && v.Property == p.Property && v.Text.EN == p.Text {
			return v
		}
	}
	if len(c.next.Violations) > 0 {
		return c.next.Violations[0]
	}
	return nil
}

func (c *scene) property() string {
	v := c.violation()
	if v == nil {
		return ""
	}
	if p := check.Find(v.Property); p != nil {
		return p.Title.In(c.in)
	}
	return termtext.Clean(v.Property, textWidth)
}

// propertySays is what the broken property demands, without its full stop.
func (c *scene) propertySays() string {
	v := c.violation()
	if v == nil {
		return ""
	}
	p := check.Find(v.Property)
	if p == nil {
		return ""
	}
	return strings.TrimRight(c.lang.punctuate(p.Says.In(c.in)), ".。")
}

func (c *scene) culprits() string {
	if v := c.violation(); v != nil {
		return c.names(v.Nodes)
	}
	return ""
}
