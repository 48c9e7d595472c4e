package linear

import (
	"cmp"
	"fmt"
	"slices"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/recordings"
)

// A history is what the clients did, in order of invocation.
type history struct {
	ops     []*op
	ignored int // operations that are not about keys, or not linearizable by design
}

// An op is one operation. Moments are events, counted over the whole recording:
// of two steps in the same millisecond one comes first.
type op struct {
	Operation
	cmd     command.Command
	began   []int // the moment each attempt began
	ended   int   // the moment of the answer
	unknown bool  // its last attempt, too
	hints   []int64
}

// reader collects a history while it goes through a recording.
type reader struct {
	history
	clues  clues
	open   map[uint64]*op
	moment int
}

var telling = event.SetOf(event.Invoked, event.Retried, event.Responded, event.Proposed, event.Applied)

func read(r *recordings.Recording) (history, error) {
	c := &reader{open: map[uint64]*op{}, clues: clues{proposed: map[slot]uint64{}}}
	for pos := range r.Len() + 1 {
		if !r.Kinds(pos).Meets(telling) {
			continue
		}
		s, err := r.At(pos)
		if err != nil {
			return history{}, err
		}
		for i := range s.Events {
			if err := c.take(s, &s.Events[i]); err != nil {
				return history{}, fmt.Errorf("linear: step %d: %w", s.Index, err)
			}
		}
	}
	c.ops = slices.DeleteFunc(c.ops, func(o *op) bool { return o.began == nil })
	c.hint(c.clues.order)
	return c.history, nil
}

// take takes one event.
func (c *reader) take(s *event.Step, e *event.Event) error {
	c.moment++
	c.clues.take(s, e)
	o := c.open[e.Op]
	switch {
	case e.Kind == event.Invoked:
		return c.invoked(s, e)
	case o == nil: // ignored, or not about an operation
	case e.Kind == event.Retried:
		o.began = append(o.began, c.moment)
	case e.Kind != event.Responded:
	case e.Reason == event.Failed: // for certain, and every attempt of it
		o.began = nil
		delete(c.open, e.Op)
	case e.Reason == event.InDoubt:
		delete(c.open, e.Op)
	default:
		delete(c.open, e.Op)
		last := answered(s.Frame, e)
		if last == nil {
			return fmt.Errorf("%s has an answer to operation %d that its frame does not know", e.Peer, e.Op)
		}
		o.Result, o.Rev, o.End, o.EndStep = e.Text, last.Rev, s.Time, s.Index
		o.ended, o.unknown = c.moment, false
	}
	return nil
}

// invoked takes the beginning of an operation. Reads that need not be fresh,
// and what is not about keys, are ignored.
func (c *reader) invoked(s *event.Step, e *event.Event) error {
	cmd, err := command.Parse(e.Text)
	if err != nil {
		return fmt.Errorf("%q is no command: %w", frame.Printable(e.Text), err)
	}
	switch x := cmd.(type) {
	case command.Put, command.Del, command.Txn:
	case command.Get:
		if x.Serializable {
			c.ignored++
			return nil
		}
	default:
		c.ignored++
		return nil
	}
	o := &op{
		Operation: Operation{ID: e.Op, Client: e.Peer, Text: e.Text, Call: s.Time, CallStep: s.Index},
		cmd:       cmd, began: []int{c.moment}, unknown: true,
	}
	c.ops = append(c.ops, o)
	c.open[e.Op] = o
	return nil
}

// answered returns the operation that e ends, as the frame has it.
func answered(f *frame.Frame, e *event.Event) *frame.Op {
	for _, cl := range f.Clients {
		if cl.Name == e.Peer && cl.Last != nil && cl.Last.ID == e.Op {
			return cl.Last
		}
	}
	return nil
}

// claims lists the revisions that operations of known outcome have made. None
// of them can be due to another.
func claims(ops []*op) map[int64]bool {
	revs := map[int64]bool{}
	for _, o := range ops {
		if !o.unknown && wroteFor(o.cmd, o.Result) {
			revs[o.Rev] = true
		}
	}
	return revs
}

// An attempt is what may be applied once: an operation, or one of its retries.
// Those that are not sure may have happened at any time after they began.
type attempt struct {
	*op
	began, ended int
	sure         bool  // it happened, and was answered as it was
	pin          int64 // if it happened, it was at this revision; 0 is at any
	hint         int64 // when it did according to the logs; 0 is never
}

// attempts takes operations apart. What only reads and has no answer says
// nothing, and is left out.
func attempts(ops []*op) []attempt {
	var as []attempt
	for _, o := range ops {
		n := len(o.began)
		for i, began := range o.began {
			switch sure := i == n-1 && !o.unknown; {
			case sure:
				as = append(as, attempt{op: o, began: began, ended: o.ended, sure: true})
			case writes(o.cmd):
				a := attempt{op: o, began: began}
				if i < len(o.hints) {
					a.hint = o.hints[i]
				}
				as = append(as, a)
			}
		}
	}
	slices.SortStableFunc(as, func(a, b attempt) int { return cmp.Compare(a.began, b.began) })
	return as
}
