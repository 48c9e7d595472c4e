package explain

import (
	"slices"
	"strconv"

	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// addQuorumFacts adds the facts that count: votes, copies of entries, progress.
func addQuorumFacts() {
	for name, f := range map[string]func(c *scene) string{
		"nvoters":  func(c *scene) string { return c.counted(len(c.electorate())) },
		"need":     func(c *scene) string { return c.needed() },
		"voters":   func(c *scene) string { return c.half(0) },
		"oldvoter": func(c *scene) string { return c.half(1) },
		"learners": func(c *scene) string { return c.learners() },
		"tally":    func(c *scene) string { return c.tally() },
		"granters": func(c *scene) string { return c.names(c.votes(true)) },
		"refusers": func(c *scene) string { return c.names(c.votes(false)) },
		"nvotes":   func(c *scene) string { return c.counted(len(c.votes(true))) },
		"heard":    func(c *scene) string { return c.names(c.heard()) },

		"holders":  func(c *scene) string { return c.names(holdersOf(c, c.lastIndex())) },
		"nholders": func(c *scene) string { return c.counted(len(holdersOf(c, c.lastIndex()))) },
		"newheld":  func(c *scene) string { return c.held(0, c.lastIndex()) },
		"newsize":  func(c *scene) string { return c.halfSize(0) },
		"newheard": func(c *scene) string { return c.active(0) },
		"oldheard": func(c *scene) string { return c.active(1) },
		"oldheld":  func(c *scene) string { return c.held(1, c.lastIndex()) },
		"oldsize":  func(c *scene) string { return c.halfSize(1) },
		"acked":    func(c *scene) string { return c.acked() },
		"older":    func(c *scene) string { return c.olderEntries() },
		"f8":       func(c *scene) string { return positive(c.figure8()) },
		"f8term":   func(c *scene) string { t, ok := termAt(c.now, c.figure8()); return known(t, ok) },

		"synced":  func(c *scene) string { return ofNode(c, func(n *frame.Node) uint64 { return n.Synced }) },
		"nsynced": func(c *scene) string { return c.syncedHolders() },
		"asked":   func(c *scene) string { return c.receivers("MsgVote") },

		"readers": func(c *scene) string { return c.receivers("MsgReadIndexResp") },
		"started": func(c *scene) string { return c.names(c.started()) },
		"liars":   func(c *scene) string { return c.names(c.liars()) },

		"match":   func(c *scene) string { return ofProgress(c, c.now, func(p *frame.Progress) uint64 { return p.Match }) },
		"lacks":   func(c *scene) string { return ofProgress(c, c.was, c.needs) },
		"retry":   func(c *scene) string { return c.retryAfter() },
		"beats":   func(c *scene) string { return c.receivers("MsgHeartbeat") },
		"answers": func(c *scene) string { return c.receivers("MsgAppResp", "MsgVoteResp", "MsgPreVoteResp") },
	} {
		facts[name] = f
	}
}

// electorate is the set of voters, "" while joint: then one number says little.
func (c *scene) electorate() []string {
	if hs := halves(c.node()); len(hs) == 1 {
		return hs[0]
	}
	return nil
}

func (c *scene) counted(n int) string {
	if n == 0 {
		return ""
	}
	return c.lang.count(n)
}

func (c *scene) needed() string {
	if k := len(c.electorate()); k > 0 {
		return c.lang.count(majority(k))
	}
	return ""
}

func (c *scene) half(k int) string {
	if hs := halves(c.node()); k < len(hs) {
		return c.names(hs[k])
	}
	return ""
}

func (c *scene) halfSize(k int) string {
	if hs := halves(c.node()); k < len(hs) {
		return c.lang.count(len(hs[k]))
	}
	return ""
}

func (c *scene) held(k int, index uint64) string {
	if hs := halves(c.now); k < len(hs) {
		return c.lang.count(len(holders(c.now, hs[k], index)))
	}
	return ""
}

// needs is the index that a follower needs next, as the leader takes it to be when
// it looks whether its log still holds that: a refusal has just moved it back
// (tracker/progress.go, MaybeDecrTo).
func (c *scene) needs(p *frame.Progress) uint64 {
	switch refused := c.msg != nil && c.msg.Type == "MsgAppResp" && c.msg.Reject; {
	case refused && p.State == frame.Replicate:
		return p.Match + 1
	case refused:
		return max(min(c.msg.Index, c.msg.Hint+1), 1)
	}
	return p.Next
}

// active counts who of half k of a joint configuration the leader had heard from
// since its last check, with itself.
func (c *scene) active(k int) string {
	hs := halves(c.was)
	if k >= len(hs) {
		return ""
	}
	return c.lang.count(len(among(append(c.heard(), c.was.Name), hs[k])))
}

func (c *scene) learners() string {
	if n := c.node(); n != nil && n.Config != nil {
		return c.names(n.Config.Learners)
	}
	return ""
}

// votes lists whose answers of that kind the candidate has counted, up to the
// scene's event.
func (c *scene) votes(granted bool) (who []string) {
	if c.was != nil {
		who = slices.Clone(c.was.Refused)
		if granted {
			who = slices.Clone(c.was.Granted)
		}
	}
	for i := range c.step.Events {
		e := &c.step.Events[i]
		if c.at >= 0 && i > c.at {
			break
		}
		if p, ok := e.Payload.(*event.VoteCounted); ok && e.Node == c.name && p.Granted == granted && !slices.Contains(who, p.Voter) {
			who = append(who, p.Voter)
		}
	}
	return byNumber(who)
}

// tally is how the election stands, unless the configuration is joint.
func (c *scene) tally() string {
	granted, refused := c.votes(true), c.votes(false)
	set := c.electorate()
	if len(set) == 0 || len(granted)+len(refused) == 0 {
		return ""
	}
	return c.lang.tally(len(among(granted, set)), len(among(refused, set)), len(set))
}

// heard lists the voters that a leader had heard from since its last check.
func (c *scene) heard() (who []string) {
	if c.was == nil {
		return nil
	}
	all := voters(c.was)
	for _, p := range c.was.Progress {
		if p.Active && !p.Learner && slices.Contains(all, p.Node) {
			who = append(who, p.Node)
		}
	}
	return who
}

// holdersOf is who holds the leader's log up to index, as the leader knows.
func holdersOf(c *scene, index uint64) []string {
	set := halves(c.now)
	if len(set) != 1 || index == 0 || c.now.Role != frame.Leader {
		return nil
	}
	return holders(c.now, set[0], index)
}

// acked is on how many disks the index is that a message acknowledged.
func (c *scene) acked() string {
	if c.msg == nil {
		return ""
	}
	return c.counted(len(holdersOf(c, c.msg.Index)))
}

// liars are those holders of what the leader committed whose disks kept it not.
func (c *scene) liars() (who []string) {
	last := c.lastIndex()
	for _, h := range holdersOf(c, last) {
		if n := c.next.Node(h); n != nil && n.Up() && n.Disk.Lied && n.Synced >= last && n.Durable < last {
			who = append(who, h)
		}
	}
	return who
}

// started lists the nodes that the step started.
func (c *scene) started() (who []string) {
	for i := range c.step.Events {
		if e := &c.step.Events[i]; e.Kind() == event.KindStarted {
			who = append(who, e.Node)
		}
	}
	return who
}

// syncedHolders is on how many disks the last index is that the leader's own
// disk holds.
func (c *scene) syncedHolders() string {
	if c.now == nil {
		return ""
	}
	return c.counted(len(holdersOf(c, c.now.Synced)))
}

// figure8 is the last index that a majority holds and that the leader
// nevertheless may not commit, since its entry is of an earlier term; 0 if
// there is none. (Figure 8 of the paper.)
func (c *scene) figure8() uint64 {
	n := c.now
	if n == nil || n.Role != frame.Leader {
		return 0
	}
	i := quorumIndex(n)
	if t, ok := termAt(n, i); ok && i > n.Commit && t < n.Term {
		return i
	}
	return 0
}

// olderEntries names those entries of earlier terms that a commit took along.
func (c *scene) olderEntries() string {
	first, _ := c.e.Span()
	last := first - 1
	if c.now == nil || first == 0 {
		return ""
	}
	for i := first; i <= c.lastIndex(); i++ {
		if t, ok := termAt(c.now, i); !ok || t >= c.now.Term {
			break
		}
		last = i
	}
	if last < first {
		return ""
	}
	return c.lang.entries(first, last)
}

func ofProgress(c *scene, n *frame.Node, f func(p *frame.Progress) uint64) string {
	if n == nil {
		return ""
	}
	if p := n.PeerProgress(c.peer()); p != nil {
		return strconv.FormatUint(f(p), 10)
	}
	return ""
}

// retryAfter is where the leader looks for agreement next, after a refusal.
func (c *scene) retryAfter() string {
	if c.now == nil || c.was == nil {
		return ""
	}
	p, q := c.was.PeerProgress(c.peer()), c.now.PeerProgress(c.peer())
	if p == nil || q == nil || q.Next == 0 || q.Next >= p.Next {
		return ""
	}
	// In the same step the message that tries there has left; in state probe
	// that does not move Next.
	return c.lang.after(q.Next - 1)
}

// receivers lists to whom the node sent messages of the given types.
func (c *scene) receivers(types ...string) string {
	var who []string
	c.sent(func(m *frame.Message) {
		if !slices.Contains(who, m.To) {
			who = append(who, m.To)
		}
	}, types...)
	return c.names(who)
}
