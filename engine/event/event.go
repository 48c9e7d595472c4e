// Package event says what happened: the causes and facts a run is made of.
package event

import (
	"reflect"
	"unsafe"

	"raftviz/engine/frame"
)

// An Event is one fact that a step produced: where, and what. Its payload is a
// pointer to the struct of its kind (*Voted, *Committed, …), which is never
// changed once it is made.
type Event struct {
	Node    string // where it happened; "" is the network
	Payload Payload
}

// A Payload is what an event of one kind tells. All payloads are in this package.
type Payload interface{ kind() Kind }

// Kind returns the kind of the event, KindNone for one without a payload.
func (e *Event) Kind() Kind {
	if e.Payload == nil {
		return KindNone
	}
	return e.Payload.kind()
}

// Fields returns where the fields of the payload are, for its kind's Schema.
func (e *Event) Fields() unsafe.Pointer { return reflect.ValueOf(e.Payload).UnsafePointer() }

// The methods below serve readers of events of many kinds. Each returns the
// payload's value, and zero if the payload has none.

// Msg returns the message that the event is about, or nil.
func (e *Event) Msg() *frame.Message {
	if f := kinds[e.Kind()].msg; f != nil {
		return *(**frame.Message)(f.At(e.Fields()))
	}
	return nil
}

// Peer returns the other node or the client concerned: the payload's, or the
// message's other end.
func (e *Event) Peer() string {
	if f := kinds[e.Kind()].peer; f != nil {
		return f.String(e.Fields())
	}
	switch m := e.Msg(); {
	case m == nil:
		return ""
	case m.From == e.Node:
		return m.To
	default:
		return m.From
	}
}

// Op returns the client operation concerned: the payload's, or the message's.
func (e *Event) Op() uint64 {
	if f := kinds[e.Kind()].op; f != nil {
		return f.Uint64(e.Fields())
	}
	if m := e.Msg(); m != nil {
		return m.Op
	}
	return 0
}

// Term returns the term that the payload or its message names.
func (e *Event) Term() uint64 {
	if f := kinds[e.Kind()].term; f != nil {
		return f.Uint64(e.Fields())
	}
	if m := e.Msg(); m != nil {
		return m.Term
	}
	return 0
}

// Span returns the first and the last log index that the event is about. They
// are the same if it is about one, and 0 if it is about none.
func (e *Event) Span() (first, last uint64) {
	k := &kinds[e.Kind()]
	if k.index == nil {
		return 0, 0
	}
	first = k.index.Uint64(e.Fields())
	if k.last == nil {
		return first, first
	}
	return first, k.last.Uint64(e.Fields())
}

// Reason returns why, NoReason if the event does not say.
func (e *Event) Reason() Reason {
	if f := kinds[e.Kind()].reason; f != nil {
		return Reason(f.Enum(e.Fields()))
	}
	return NoReason
}

// A Step is one cause and all its immediate effects.
//
// Its Parent is the step that put it on the schedule: that sent the message,
// started the fsync, committed the entries, made the attempt that timed out. A
// message keeps the step of its sending however long it is held, delayed or
// waits; a copy has that of its making. A command that delivers or drops a
// message has the message's. Other commands, waits, the start and ticks have
// none, 0; a tick at which the election timer fires has the step that last set
// the timer back. What the start put on the schedule has 0 as well: the start.
// HasParent tells the two apart.
type Step struct {
	Index  uint64 // 1 for the first
	Time   int64  // virtual ms
	Cause  Cause
	Parent uint64 // the step that begot it, see below
	Events []Event
	Raft   []RaftLine   // what raft itself logged, in order
	Frame  *frame.Frame // the cluster after the step
}

// HasParent reports whether a step with this cause, this Parent and events of
// these kinds comes of an earlier one, be it the start.
func HasParent(cause CauseType, parent uint64, kinds Set) bool {
	switch {
	case parent > 0:
		return true
	case cause == Start, cause == Command, cause == Wait:
		return false
	case cause == Tick:
		return kinds.Has(KindTimerFired)
	}
	return true
}

// A RaftLine is a line that raft logged on a node.
type RaftLine struct{ Node, Text string }

// Kinds returns the set of the kinds of the step's events; with KindNone if one is
// notable whose kind is not, so that the set meets Notables.
func (s *Step) Kinds() (set Set) {
	for i := range s.Events {
		e := &s.Events[i]
		set.Add(e.Kind())
		if e.failed() {
			set.Add(KindNone)
		}
	}
	return set
}

// Notable reports whether a person would want to stop at the event: at every one
// of a notable kind, and at an answer that is an error.
func (e *Event) Notable() bool { return e.Kind().Notable() || e.failed() }

// failed reports whether the event is the end of an operation that failed, or of
// which the client does not know whether it happened.
func (e *Event) failed() bool {
	p, ok := e.Payload.(*Responded)
	return ok && p.Reason != NoReason
}

// Has returns the step's first event of the kind, or nil.
func (s *Step) Has(k Kind) *Event {
	for i := range s.Events {
		if s.Events[i].Kind() == k {
			return &s.Events[i]
		}
	}
	return nil
}
