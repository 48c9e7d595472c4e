package explain

import (
	"slices"
	"strconv"

	asked "raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
)

// How wide texts of users may be inside a sentence, in cells.
const (
	textWidth   = 36  // a command, an operation, a key and its value
	resultWidth = 40  // an answer
	failedWidth = 110 // one that is an error, which is to be read whole
	reportWidth = 130 // what a check or a panic says
)

// facts are the blanks of templates: what the scene tells, in the scene's
// language. "" means that the scene does not tell.
var facts map[string]func(c *scene) string

func init() {
	facts = map[string]func(c *scene) string{
		// Who.
		"node": func(c *scene) string { return c.name },
		"peer": func(c *scene) string { return c.peer() },
		"from": func(c *scene) string { return c.from() },
		"to":   func(c *scene) string { return c.to() },
		"lead": func(c *scene) string { return c.lead() },
		"others": func(c *scene) string {
			return c.names(slices.DeleteFunc(voters(c.node()), func(v string) bool { return v == c.name }))
		},
		"transferee": func(c *scene) string { return c.transferee() },
		"client":     func(c *scene) string { return c.answered() },
		"endpoint":   func(c *scene) string { return c.endpoint() },

		// The event.
		"term":       func(c *scene) string { return c.termText() },
		"index":      func(c *scene) string { first, _ := c.e.Span(); return positive(first) },
		"range":      func(c *scene) string { return c.span(c.lang.indexes) },
		"entries":    func(c *scene) string { return c.span(c.lang.entries) },
		"last":       func(c *scene) string { return positive(c.lastIndex()) },
		"hint":       func(c *scene) string { return c.hint() },
		"shortrange": func(c *scene) string { return c.span(dashed) },
		"result":     func(c *scene) string { return c.resultText() },
		"report":     func(c *scene) string { return c.report() },
		"command":    func(c *scene) string { return quoted(c, c.step.Cause.Text) },
		"what":       func(c *scene) string { return c.what() },
		"op":         func(c *scene) string { return c.opText() },
		"watch":      func(c *scene) string { return c.watchText() },

		// The node.
		"nterm":      func(c *scene) string { return c.nodeTerm(c.node()) },
		"wterm":      func(c *scene) string { return c.nodeTerm(c.was) },
		"nextterm":   func(c *scene) string { return c.nextTerm() },
		"oldterm":    func(c *scene) string { return c.oldTerm() },
		"mytail":     func(c *scene) string { return c.ownLog(c.lang.tail) },
		"mylast":     func(c *scene) string { return c.ownLog(c.lang.position) },
		"mylength":   func(c *scene) string { i, ok := lastOf(c.node()); return c.ends(i, ok) },
		"mylog":      func(c *scene) string { i, ok := lastOf(c.node()); return c.logTo(i, ok) },
		"myterm":     func(c *scene) string { t, ok := c.termHere(c.node()); return known(t, ok) },
		"oldat":      func(c *scene) string { t, ok := c.termHere(c.was); return known(t, ok) },
		"newat":      func(c *scene) string { t, ok := c.termHere(c.now); return known(t, ok) },
		"commit":     func(c *scene) string { return ofNode(c, func(n *frame.Node) uint64 { return n.Commit }) },
		"first":      func(c *scene) string { return ofNode(c, func(n *frame.Node) uint64 { return n.First }) },
		"revision":   func(c *scene) string { return c.revision() },
		"stored":     func(c *scene) string { return ofNode(c, func(n *frame.Node) uint64 { return n.StoreDurable }) },
		"storeindex": func(c *scene) string { return ofNode(c, func(n *frame.Node) uint64 { return n.OpenStore().Index }) },
		"nvote":      func(c *scene) string { return ofVote(c, func(n *frame.Node) string { return n.Vote }) },
		"votedfor":   func(c *scene) string { return c.votedFor() },
		"durterm":    func(c *scene) string { return c.durable(func(n *frame.Node) string { return c.lang.term(n.DurTerm) }) },
		"durvote":    func(c *scene) string { return c.durable(func(n *frame.Node) string { return c.lang.vote(n.DurVote) }) },
		"durlog":     func(c *scene) string { return c.durable(func(n *frame.Node) string { return c.lang.logTo(n.Durable) }) },
		"overtaken":  func(c *scene) string { return c.overtaken() },
		"written":    func(c *scene) string { return c.written() },
		"role":       func(c *scene) string { return c.role() },
		"inbox":      func(c *scene) string { return c.inbox() },
		"latency":    func(c *scene) string { return c.latency() },
		"rate":       func(c *scene) string { return c.rate() },

		// Time.
		"timeout":   func(c *scene) string { return c.timeout() },
		"elapsed":   func(c *scene) string { return c.elapsed() },
		"ticked":    func(c *scene) string { return c.ticked() },
		"left":      func(c *scene) string { return c.left() },
		"election":  func(c *scene) string { return c.election(0) },
		"electionn": func(c *scene) string { return c.electionTicks() },
		"election2": func(c *scene) string { return c.election(1) },
		"due":       func(c *scene) string { return ofMsg(c, func(m *frame.Message) string { return ms(m.Due) }) },
		"patience":  func(c *scene) string { return c.patience() },
		"passed":    func(c *scene) string { return ms(c.step.Time - c.prev.Time) },

		"property": func(c *scene) string { return c.property() },
		"says":     func(c *scene) string { return c.propertySays() },
		"culprits": func(c *scene) string { return c.culprits() },
		"nnodes":   func(c *scene) string { return c.size() },
		"linkis":   func(c *scene) string { return c.linkIs() },
		"holdtype": func(c *scene) string { return c.field("type") },
		"diskis":   func(c *scene) string { return c.diskIs() },
		"side":     func(c *scene) string { return c.majoritySide() },
		"sidea":    func(c *scene) string { a, _ := c.sides(); return c.names(a) },
		"sideb":    func(c *scene) string { _, b := c.sides(); return c.names(b) },
	}
	addMessageFacts()
	addQuorumFacts()
}

// positive is a number that starts at 1, or unknown.
func positive(u uint64) string {
	if u == 0 {
		return ""
	}
	return strconv.FormatUint(u, 10)
}

func known(u uint64, ok bool) string {
	if !ok {
		return ""
	}
	return strconv.FormatUint(u, 10)
}

// dashed is a range in few letters: 4-6.
func dashed(first, last uint64) string {
	s := strconv.FormatUint(first, 10)
	if last > first {
		s += "-" + strconv.FormatUint(last, 10)
	}
	return s
}

func ms(t int64) string { return strconv.FormatInt(t, 10) }

func quoted(c *scene, s string) string {
	if s = termtext.Clean(s, textWidth); s == "" {
		return ""
	}
	return c.lang.quote(s)
}

// names lists names, "" if there are none.
func (c *scene) names(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return c.lang.list(list)
}

func ofNode(c *scene, f func(n *frame.Node) uint64) string {
	if n := c.node(); n != nil {
		return strconv.FormatUint(f(n), 10)
	}
	return ""
}

func ofVote(c *scene, f func(n *frame.Node) string) string {
	if n := c.node(); n != nil {
		return c.lang.vote(f(n))
	}
	return ""
}

// durable tells what the node's disk kept: as it was before, where a crash is
// what happened.
func (c *scene) durable(f func(n *frame.Node) string) string {
	n := c.was
	if n == nil {
		n = c.now
	}
	if n == nil {
		return ""
	}
	return f(n)
}

func (c *scene) logTo(last uint64, ok bool) string {
	if !ok {
		return ""
	}
	return c.lang.logTo(last)
}

func (c *scene) ends(last uint64, ok bool) string {
	if !ok {
		return ""
	}
	return c.lang.ends(last)
}

// lastIndex is the last log index that the event is about, 0 if it is about none.
func (c *scene) lastIndex() uint64 {
	first, last := c.e.Span()
	return max(first, last)
}

// termHere is the term that a node's log has at the first log index that the
// event is about.
func (c *scene) termHere(n *frame.Node) (uint64, bool) {
	first, _ := c.e.Span()
	return termAt(n, first)
}

func (c *scene) resultText() string {
	width := resultWidth
	if c.e.Kind() == event.KindResponded && c.e.Reason() != event.NoReason {
		width = failedWidth
	}
	return termtext.Clean(c.result(), width)
}

// result is what a client was told.
func (c *scene) result() string {
	switch p := c.e.Payload.(type) {
	case *event.Responded:
		return p.Answer.Text()
	case *event.WatchCanceled:
		return p.Why
	case *event.WatchReceived:
		if p.Msg != nil {
			return p.Msg.Text()
		}
	}
	return ""
}

// span names the entries that the event is about.
func (c *scene) span(form func(first, last uint64) string) string {
	first, _ := c.e.Span()
	if first == 0 {
		return ""
	}
	return form(first, c.lastIndex())
}

func (c *scene) nodeTerm(n *frame.Node) string {
	if n == nil {
		return ""
	}
	return strconv.FormatUint(n.Term, 10)
}

func (c *scene) termText() string {
	if c.e.Term() > 0 {
		return positive(c.e.Term())
	}
	if n := c.node(); n != nil {
		return positive(n.Term)
	}
	return ""
}

// nextTerm is the term a pre-candidate asks about.
func (c *scene) nextTerm() string {
	if n := c.node(); n != nil {
		return strconv.FormatUint(n.Term+1, 10)
	}
	if c.e.Term() > 0 {
		return strconv.FormatUint(c.e.Term()+1, 10)
	}
	return ""
}

// oldTerm is the term a node left; the event carries it unless it is 0.
func (c *scene) oldTerm() string {
	if p, ok := c.e.Payload.(*event.TermChanged); ok && p.Old > 0 {
		return positive(p.Old)
	}
	return c.nodeTerm(c.was)
}

// ownLog says where the node's log ended when the event happened.
func (c *scene) ownLog(form func(index, term uint64) string) string {
	n := c.was
	if n == nil {
		n = c.now
	}
	last, ok := lastOf(n)
	if !ok {
		return ""
	}
	term, _ := termAt(n, last)
	return form(last, term)
}

// hint is where a follower that refuses entries supposes that the logs agree.
func (c *scene) hint() string {
	p, ok := c.e.Payload.(*event.AppendRefused)
	if !ok {
		return ""
	}
	t, ok := termAt(c.node(), p.Hint)
	if !ok {
		return ""
	}
	return c.lang.position(p.Hint, t)
}

// what says what the first entry of the event asks for.
func (c *scene) what() string {
	first, last := c.e.Span()
	if first == 0 || last > first {
		return ""
	}
	if e := entryAt(c.node(), first); e != nil {
		return quoted(c, e.Text())
	}
	return ""
}

// request is what a client asks.
func (c *scene) request() asked.Request {
	switch p := c.e.Payload.(type) {
	case *event.Invoked:
		return p.Request
	case *event.Retried:
		return p.Request
	case *event.TimedOut:
		return p.Request
	}
	return ""
}

// opText is the operation that the event concerns.
func (c *scene) opText() string {
	if o := c.op(); o != nil {
		return quoted(c, o.Request.Text())
	}
	return quoted(c, c.request().Text())
}

// watchText is the watch that the event concerns.
func (c *scene) watchText() string {
	for _, f := range []*frame.Frame{c.next, c.prev} {
		for _, cl := range f.Clients {
			for _, w := range cl.Watches {
				if w.ID == c.e.Op() {
					return quoted(c, w.Request.Text())
				}
			}
		}
	}
	return ""
}

func (c *scene) revision() string {
	if n := c.node(); n != nil {
		return strconv.FormatInt(n.OpenStore().Rev, 10)
	}
	return ""
}

func (c *scene) role() string {
	if n := c.node(); n != nil {
		return c.lang.aRole(n.Role)
	}
	return ""
}
