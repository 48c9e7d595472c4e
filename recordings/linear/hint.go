package linear

import (
	"raftviz/engine/command"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/recordings/recording"
)

// The logs know what the clients do not: which operations without an answer
// have happened, which leases have run out, and in which order. A search tries
// that first, and so is short for any run that went well. No verdict rests on
// it: an order is accepted because the answers fit, whoever proposed it, and none
// is refused because the logs have another.

// A slot is a place in the log.
type slot struct{ index, term uint64 }

// A happening is what an entry of the log did: an operation's, or if that is 0
// what its request says.
type happening struct {
	op      uint64
	request etcd.Request
}

// clues are what a reader gathers for hints.
type clues struct {
	proposed map[slot]uint64 // operation
	top      uint64          // the highest index that any node has applied
	order    []happening     // in the order in which they were first applied
}

func (c *clues) take(s *event.Step, e *event.Event) {
	switch p := e.Payload.(type) {
	case *event.Proposed:
		c.proposed[slot{p.Index, p.Term}] = p.Op
	case *event.Applied:
		n := s.Frame.Node(e.Node)
		if n == nil || p.Last <= c.top {
			return
		}
		// A file may claim any indexes; only those that the log holds are looked at.
		last := min(p.Last, n.Last())
		for i := max(c.top+1, p.First, n.First); len(n.Log) > 0 && i <= last; i++ {
			entry := n.Entry(i)
			c.order = append(c.order, happening{c.proposed[slot{i, entry.Term}], entry.Request})
		}
		c.top = p.Last
	}
}

// hint tells operations at which revisions they have happened, beside the one
// they were answered with, and leases at which they ran out. It gives up once
// going, if that is not nil, returns false.
func (h *History) hint(order []happening, going func() bool) error {
	byID := map[uint64]*op{}
	for _, o := range h.ops {
		byID[o.ID] = o
	}
	h.dead = map[int64][]int64{}
	st, rev := newStore(), int64(1)
	for i, p := range order {
		if i%256 == 0 && going != nil && !going() {
			return recording.ErrCancelled
		}
		o := byID[p.op]
		cmd := p.request.Command()
		revoke, runsOut := cmd.(command.LeaseRevoke)
		grant, _ := cmd.(command.LeaseGrant) // as the store was told, with its ID
		switch {
		case grant.ID != 0:
			h.secret.hints[grant.ID] = rev
		case o != nil:
			cmd = o.cmd
		case p.op != 0 || !runsOut:
			continue
		}
		next, _, effect := st.apply(cmd, when{now: rev, rev: rev + 1})
		if effect == nothing {
			continue
		}
		st = next
		if effect == wrote {
			rev++
		}
		switch {
		case o == nil:
			h.dead[revoke.ID] = append(h.dead[revoke.ID], rev)
		case o.unknown || o.Rev != rev:
			o.hints = append(o.hints, rev)
		}
	}
	return nil
}
