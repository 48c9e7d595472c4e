package check

import (
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// reads remembers what clients were told, and the reads that have no answer yet.
type reads struct {
	newest told            // the highest revision that any client was told
	open   map[uint64]read // by operation

	alone     []string // leaders that are their cluster's one voter and have committed nothing of their term
	aloneLast uint64   // the last step in which there was one
}

// A told is an answer: a revision, to whom, and the step.
type told struct {
	revision int64
	client   string
	step     uint64
}

// A read is one under way: when it began, and what had been told by then.
type read struct {
	began  uint64
	newest told
}

var clientKinds = event.SetOf(event.KindInvoked, event.KindResponded, event.KindTimedOut)

// freshReads compares the revision in the answer to a linearizable read with what
// any client had been told before the read began.
//
// It does not judge what raft does not promise: reads by lease, which rely on
// clocks, on the leader's not handing over, and on a quorum check that may be two
// election timeouts old; a leader that is its cluster's one voter and has
// committed nothing of its term, which raft lets answer at once, after a restart
// also from before what it had answered (etcd-io/raft, PR 105); and runs in which
// a node lost what others rely on.
func freshReads(c *Checker, v *view) *frame.Violation {
	c.reads.observe(v)
	if !v.kinds.Meets(clientKinds) || v.frame.Config == nil || v.frame.Config.Reads == config.ReadsLease {
		return nil
	}
	for i := range v.events {
		switch p := v.events[i].Payload.(type) {
		case *event.Invoked:
			if p.Request.Linearizable() {
				c.reads.begin(p.Op, v.step)
			}
		case *event.TimedOut:
			delete(c.reads.open, p.Op)
		case *event.Responded:
			if b := c.answered(v, p); b != nil {
				return b
			}
		}
	}
	return nil
}

// begin notes that a read begins.
func (r *reads) begin(op, step uint64) {
	if r.open == nil {
		r.open = map[uint64]read{}
	}
	r.open[op] = read{step, r.newest}
}

// answered judges an answer, and notes its revision.
func (c *Checker) answered(v *view, p *event.Responded) *frame.Violation {
	r := &c.reads
	x, open := r.open[p.Op]
	delete(r.open, p.Op)
	if p.Msg == nil {
		return nil
	}
	revision := int64(p.Msg.Index)
	if open && p.Reason == event.NoReason && revision < x.newest.revision && !c.disks.lost && r.aloneLast < x.began {
		return &frame.Violation{
			Text: texts.Sayf("%s read at revision %d on %s, but %s had been told of revision %d %s, before that read began %s.",
				p.Client, revision, p.Msg.From, x.newest.client, x.newest.revision, when(x.newest.step), when(x.began)).Text(),
			Nodes: []string{p.Msg.From},
		}
	}
	if revision > r.newest.revision {
		r.newest = told{revision, p.Client, v.step}
	}
	return nil
}

// observe notes the leaders that raft lets answer by themselves.
func (r *reads) observe(v *view) {
	for k := range v.changes {
		n := v.changes[k].new
		i := -1
		for j, name := range r.alone {
			if name == n.Name {
				i = j
			}
		}
		switch is := alone(n); {
		case is && i < 0:
			r.alone = append(r.alone, n.Name)
		case !is && i >= 0:
			r.alone = append(r.alone[:i], r.alone[i+1:]...)
			r.aloneLast = v.step
		}
	}
	if len(r.alone) > 0 {
		r.aloneLast = v.step
	}
}

// alone reports whether a node is the one voter of its configuration, and leads
// without having committed an entry of its term.
func alone(n *frame.Node) bool {
	if !leads(n) || n.Config == nil || len(n.Config.Voters) != 1 || len(n.Config.Outgoing) > 0 {
		return false
	}
	term, ok := termAt(n, n.Commit)
	return !ok || term < n.Term
}
