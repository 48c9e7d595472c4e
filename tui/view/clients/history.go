package clients

import (
	"cmp"
	"slices"
	"sort"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/tui/view/scene"
)

// A history is a stretch of a recording as clients saw it. It grows from the
// position in both directions, as far as there is room to show it, and starts
// again where the position jumps.
type history struct {
	reel     int          // whose it is
	from, to int          // steps after from, up to to, have been read
	ops      []*operation // by ID, which is the order of invocation
	pos      int          // asked for last
}

// Limits of what is read and kept.
const (
	mostKept    = 1024 // operations, above which the history starts again
	mostCounted = 400  // operations in the totals
	mostLooks   = 8192 // steps whose kinds are looked at for one drawing
	mostRead    = 3    // stretches of the recording that are read for it
	stretch     = 128  // steps that a recording reads at once
	mostAhead   = 1024 // steps after the position
)

// An effort is what may still be spent on reading.
type effort struct{ looks, stretches, last int }

// perDrawing is the effort that one drawing at a position may make.
func perDrawing(pos int) *effort { return &effort{mostLooks, mostRead, pos / stretch} }

// look pays for a look at the kinds of a step, read for its events. They return
// false if that is too much.
func (e *effort) look() bool {
	e.looks--
	return e.looks >= 0
}

func (e *effort) read(pos int) bool {
	if at := pos / stretch; at != e.last {
		e.last = at
		e.stretches--
	}
	return e.stretches >= 0
}

// told are the kinds that a history is made of.
var told = event.SetOf(event.KindInvoked, event.KindRetried, event.KindResponded, event.KindTimedOut)

// gather reads until so many operations are known up to the position, and so
// many after it, or enough was read for once.
func (h *history) gather(s *scene.Scene, before, after int) {
	r, pos := s.Reel, int(s.Step.Index)
	if r.At == nil {
		h.begin(s.Step, r.ID)
		h.from = 0
		return
	}
	e := perDrawing(pos)
	if h.ops == nil || h.reel != r.ID || h.to > r.Len || len(h.ops) > mostKept || !h.reach(r, pos, e) {
		e = perDrawing(pos)
		h.begin(s.Step, r.ID)
	}
	h.pos = pos
	for more := true; more && h.past() < before && h.from > 0; {
		more = h.back(r, e)
	}
	for more := true; more && h.lacks(after) && h.to < min(r.Len, pos+mostAhead); {
		more = h.on(r, e)
	}
}

// lacks reports whether fewer operations are known after the position, or one of
// them, or of the latest before it, has no end yet.
func (h *history) lacks(after int) bool {
	const latest = 64
	past := h.past()
	if len(h.ops)-past < after {
		return true
	}
	return slices.ContainsFunc(h.ops[max(past-latest, 0):past+after], func(o *operation) bool { return o.ended == 0 })
}

// begin starts at a step: what is open then, and what ended last.
func (h *history) begin(st *event.Step, reel int) {
	pos := int(st.Index)
	*h = history{reel: reel, from: pos, to: pos, pos: pos, ops: h.ops[:0]}
	if h.ops == nil {
		h.ops = []*operation{}
	}
	for _, c := range st.Frame.Clients {
		for _, o := range c.Open {
			h.know(o.ID).Op = *o
		}
		if c.Last != nil {
			o := h.know(c.Last.ID)
			o.Op, o.ended = *c.Last, pos
		}
	}
}

// reach reads up to a position; it returns false if that is too far away.
func (h *history) reach(r scene.Reel, pos int, e *effort) bool {
	for h.to < pos {
		if !h.on(r, e) {
			return false
		}
	}
	for h.from > pos {
		if !h.back(r, e) {
			return false
		}
	}
	return true
}

// back reads one step further back, on one further on. They return false, having
// read nothing, if enough was read.
func (h *history) back(r scene.Reel, e *effort) bool {
	if !h.read(r, h.from, e) {
		return false
	}
	h.from--
	return true
}

func (h *history) on(r scene.Reel, e *effort) bool {
	if !h.read(r, h.to+1, e) {
		return false
	}
	h.to++
	return true
}

func (h *history) read(r scene.Reel, pos int, e *effort) bool {
	if !e.look() {
		return false
	}
	if !r.Kinds(pos).Meets(told) {
		return true
	}
	if !e.read(pos) {
		return false
	}
	if st := r.At(pos); st != nil {
		h.take(st, pos)
	}
	return true
}

// past returns how many operations are invoked up to the position.
func (h *history) past() int {
	return sort.Search(len(h.ops), func(i int) bool { return h.ops[i].future(h.pos) })
}

// find returns where an operation is, -1 if it is not known.
func (h *history) find(id uint64) int {
	i, ok := h.search(id)
	if !ok {
		return -1
	}
	return i
}

func (h *history) search(id uint64) (int, bool) {
	return slices.BinarySearchFunc(h.ops, id, func(o *operation, id uint64) int { return cmp.Compare(o.ID, id) })
}

// know returns the operation with the given ID, a new one if there is none.
func (h *history) know(id uint64) *operation {
	i, ok := h.search(id)
	if !ok {
		h.ops = slices.Insert(h.ops, i, &operation{Op: frame.Op{ID: id}})
	}
	return h.ops[i]
}

// take takes what a step tells of operations.
func (h *history) take(st *event.Step, pos int) {
	for i := range st.Events {
		e := &st.Events[i]
		if e.Op() == 0 || !told.Has(e.Kind()) {
			continue
		}
		o := h.know(e.Op())
		if o.Client == "" {
			o.Client, o.Node, o.Start, o.Attempt = e.Peer(), e.Node, st.Time, 1
			if is := lookUp(st.Frame, e); is != nil {
				o.Op = *is
			}
		}
		switch p := e.Payload.(type) {
		case *event.Invoked:
			o.Request, o.Start, o.asked, o.first = p.Request, st.Time, pos, e.Node
		case *event.Retried:
			o.retried(retry{pos, st.Time, e.Node}, p.Attempt)
		default:
			o.answered(st, e, pos)
		}
	}
}

// retried notes another attempt, the n-th.
func (o *operation) retried(r retry, n int) {
	i, ok := slices.BinarySearchFunc(o.again, r.pos, func(r retry, pos int) int { return cmp.Compare(r.pos, pos) })
	if !ok {
		o.again = slices.Insert(o.again, i, r)
	}
	if n > o.Attempt {
		o.Attempt, o.Node = n, r.node
	}
}

// answered notes how an operation ended, if it did: the client may try again.
func (o *operation) answered(st *event.Step, e *event.Event, pos int) {
	is := lookUp(st.Frame, e)
	p, responded := e.Payload.(*event.Responded)
	switch {
	case is != nil && is.State == frame.OpOpen:
		return
	case is != nil:
		o.Op = *is
	case responded: // another of the client's ended in the same step
		o.End, o.Answer, o.State = st.Time, p.Answer, frame.OpOK
		switch p.Reason {
		case event.Failed:
			o.State = frame.OpFailed
		case event.InDoubt:
			o.State = frame.OpUnknown
		}
		if p.Msg != nil && o.State == frame.OpOK {
			o.Rev = int64(p.Msg.Index)
		}
	default:
		return
	}
	o.ended, o.exact = pos, true
}

// lookUp returns the operation of an event as its client's frame has it, nil if
// it has not.
func lookUp(f *frame.Frame, e *event.Event) *frame.Op {
	for _, c := range f.Clients {
		if c.Name != e.Peer() {
			continue
		}
		if c.Last != nil && c.Last.ID == e.Op() {
			return c.Last
		}
		for _, o := range c.Open {
			if o.ID == e.Op() {
				return o
			}
		}
	}
	return nil
}
