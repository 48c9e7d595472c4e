package linear

import "raftviz/engine/event"

// The logs know what the clients do not: which operations without an answer
// have happened, and in which order. A search tries that first, and so is short
// for any run that went well. No verdict rests on it: an order is accepted
// because the answers fit, whoever proposed it, and none is refused because the
// logs have another.

// A slot is a place in the log.
type slot struct{ index, term uint64 }

// clues are what a reader gathers for hints.
type clues struct {
	proposed map[slot]uint64 // operation
	top      uint64          // the highest index that any node has applied
	order    []uint64        // operations in the order in which they were first applied
}

func (c *clues) take(s *event.Step, e *event.Event) {
	switch e.Kind {
	case event.Proposed:
		c.proposed[slot{e.Index, e.Term}] = e.Op
	case event.Applied:
		n := s.Frame.Node(e.Node)
		for i := max(c.top+1, e.Index); i <= e.Last; i++ {
			c.top = i
			if term, ok := n.TermAt(i); ok {
				c.order = append(c.order, c.proposed[slot{i, term}])
			}
		}
	}
}

// hint tells operations at which revisions they have happened, beside the one
// they were answered with.
func (h history) hint(order []uint64) {
	byID := map[uint64]*op{}
	for _, o := range h.ops {
		byID[o.ID] = o
	}
	var store kvs
	rev := int64(1)
	for _, id := range order {
		o := byID[id]
		if o == nil {
			continue
		}
		at := rev + 1
		if !o.unknown && o.Rev > rev && len(o.began) == 1 {
			at = o.Rev // leases may have moved it on
		}
		next, _, wrote, _ := store.apply(o.cmd, at)
		if !wrote {
			continue
		}
		store, rev = next, at
		if o.unknown || o.Rev != rev {
			o.hints = append(o.hints, rev)
		}
	}
}
