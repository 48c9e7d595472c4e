package timeline

import (
	"slices"

	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// A Link is why one step follows from another: the one is the other's parent. A
// message was sent in the one and arrived or ended in the other or, without a
// message, a node or client had something to do later.
type Link struct {
	From, To int            // positions; To is -1 if the message is still under way
	Msg      *frame.Message // nil if no message carried it
	Who      string         // on whose line it runs, if no message carried it
}

// cause returns the link from the step that begot the one at a position; ok is
// false if none did: a command, a clock, the start.
func (r Reel) cause(pos int) (l Link, ok bool) {
	st := r.At(pos)
	if st == nil || r.Parent(pos) < 0 {
		return l, false
	}
	return link(st, pos), true
}

// link returns the link from a step's parent to it.
func link(st *event.Step, pos int) Link {
	l := Link{From: int(st.Parent), To: pos}
	switch st.Cause.Type {
	case event.Deliver, event.Command:
		l.Msg = arrived(st)
	case event.Timeout:
		if len(st.Events) > 0 {
			l.Who = st.Events[0].Peer()
		}
	default:
		l.Who = st.Cause.Node
	}
	return l
}

// arrived returns the message that ended in a step, or waits for a process that
// is stopped; nil if it was none.
func arrived(st *event.Step) *frame.Message {
	for i := range st.Events {
		e := &st.Events[i]
		if m := e.Msg(); m != nil && ending.Has(e.Kind()) && (st.Cause.Msg == m.ID || st.Cause.Type == event.Command) && !sends(st, m.ID) {
			return m
		}
	}
	return st.Frame.Message(st.Cause.Msg)
}

// ending are the kinds with which a message is no longer under way, sending
// those with which it is.
var (
	ending  = event.SetOf(event.KindReceived, event.KindDropped, event.KindResponded, event.KindWatchReceived)
	sending = event.SetOf(event.KindSent, event.KindDuplicated)
)

// sends reports whether the message was sent in the step.
func sends(st *event.Step, id uint64) bool { return mentions(st, id, sending) }

func mentions(st *event.Step, id uint64, kinds event.Set) bool {
	return slices.ContainsFunc(st.Events, func(e event.Event) bool {
		return kinds.Has(e.Kind()) && e.Msg() != nil && e.Msg().ID == id
	})
}

// effects returns what the step at a position leads to: where each message that
// it sent arrives or ends, and what it left to be done later. The order is that
// in which they happen; messages still under way come last.
func (r Reel) effects(pos int) (list []Link) {
	st := r.At(pos)
	if st == nil {
		return nil
	}
	var came []uint64 // messages whose way is known
	for at := pos + 1; at <= r.Len && at <= pos+20*far; at++ {
		if r.Parent(at) != pos || r.Kinds(at) == (event.Set{}) {
			continue
		}
		s := r.At(at)
		if s == nil {
			break
		}
		l := link(s, at)
		if l.Msg != nil {
			came = append(came, l.Msg.ID)
		}
		list = append(list, l)
	}
	var lost, waits []Link
	for i := range st.Events {
		e := &st.Events[i]
		m := e.Msg()
		switch {
		case m == nil || !sending.Has(e.Kind()) || slices.Contains(came, m.ID):
		case mentions(st, m.ID, ending):
			lost = append(lost, Link{From: pos, To: pos, Msg: m})
		default:
			waits = append(waits, Link{From: pos, To: -1, Msg: m})
		}
	}
	return slices.Concat(lost, list, waits)
}
