package timeline

import (
	"slices"

	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// A Link is why one step follows from another: a message was sent in the one
// and ended in the other or, without a message, a node or client had something
// to do later.
type Link struct {
	From, To int            // positions; -1 is none that is known
	Msg      *frame.Message // nil if no message carried it
	Who      string         // on whose line it runs, if no message carried it
}

// An origin says which earlier event another one follows from, if no message
// brought it: the nearest of these kinds for which is holds.
type origin struct {
	from event.Set
	is   func(e, of *event.Event) bool
}

func sameNode(e, of *event.Event) bool { return e.Node == of.Node }
func sameOp(e, of *event.Event) bool   { return e.Op == of.Op }

// wrote reports whether of put something before the disk that e brought to it.
func wrote(e, of *event.Event) bool {
	if e.Node != of.Node || (of.Kind == event.Appended) != (e.Index > 0) {
		return false
	}
	return e.Index == 0 || of.Index <= e.Last && e.Last <= of.Last
}

var written = event.SetOf(event.Appended, event.Voted, event.TermChanged, event.BecameCandidate, event.SnapshotInstalled)

// origins has a row for each kind that something earlier leads to.
var origins = map[event.Kind]origin{
	event.Synced:     {written, wrote},
	event.SyncLied:   {written, wrote},
	event.SyncFailed: {written, wrote},
	event.Applied: {event.SetOf(event.Committed, event.Restarted), func(e, of *event.Event) bool {
		return e.Node == of.Node && (of.Kind == event.Restarted || of.Index <= e.Last && e.Last <= of.Last)
	}},
	event.StoreCommitted: {event.SetOf(event.Applied), sameNode},
	event.TimedOut:       {event.SetOf(event.Invoked, event.Retried), sameOp},
	event.Retried:        {event.SetOf(event.Invoked, event.TimedOut, event.Dropped), sameOp},
	event.Unreachable: {event.SetOf(event.Dropped), func(e, of *event.Event) bool {
		return of.Msg != nil && of.Msg.From == e.Node && of.Msg.To == e.Peer
	}},
	event.SnapshotReported: {event.SetOf(event.Received, event.Dropped), func(e, of *event.Event) bool {
		return of.Msg != nil && of.Msg.Type == "MsgSnap" && of.Msg.From == e.Node && of.Msg.To == e.Peer
	}},
	event.RemovedNode:        {event.SetOf(event.ConfChanged), sameNode},
	event.CompactionRan:      {event.SetOf(event.CompactionScheduled), sameNode},
	event.CompactionFinished: {event.SetOf(event.CompactionScheduled), sameNode},
	event.TimerFired:         {event.SetOf(event.Received, event.BecameFollower, event.BecameCandidate, event.Started, event.Restarted), sameNode},
}

// cause returns what brought about the step at a position; ok is false if
// nothing in the recording did: a command, a clock, the start.
func (r Reel) cause(pos int) (l Link, ok bool) {
	st := r.At(pos)
	if st == nil {
		return l, false
	}
	if m := arrived(st); m != nil {
		return Link{From: r.sentAt(m), To: pos, Msg: m}, true
	}
	for i := range st.Events {
		e := &st.Events[i]
		o, has := origins[e.Kind]
		if !has {
			continue
		}
		who := e.Node
		if e.Kind == event.TimedOut || e.Kind == event.Retried {
			who = e.Peer
		}
		if e.Kind == event.TimerFired {
			return Link{From: r.heard(pos, e), To: pos, Who: who}, true
		}
		return Link{From: r.back(pos, e, o), To: pos, Who: who}, true
	}
	return l, false
}

// arrived returns the message that ended in a step, or waits for a process that
// is stopped; nil if it was none.
func arrived(st *event.Step) *frame.Message {
	for _, kinds := range []event.Set{event.SetOf(event.Received, event.Responded, event.WatchReceived), event.SetOf(event.Dropped)} {
		for i := range st.Events {
			e := &st.Events[i]
			if e.Msg != nil && kinds.Has(e.Kind) && !sends(st, e.Msg.ID) {
				return e.Msg
			}
		}
	}
	if st.Cause.Type == event.Deliver {
		return st.Frame.Message(st.Cause.Msg)
	}
	return nil
}

// sends reports whether the message was sent in the step.
func sends(st *event.Step, id uint64) bool {
	return slices.ContainsFunc(st.Events, func(e event.Event) bool {
		return (e.Kind == event.Sent || e.Kind == event.Duplicated) && e.Msg != nil && e.Msg.ID == id
	})
}

// ends reports whether the message ended in the step.
func ends(st *event.Step, id uint64) bool {
	return slices.ContainsFunc(st.Events, func(e event.Event) bool {
		switch e.Kind {
		case event.Received, event.Dropped, event.Responded, event.WatchReceived:
			return e.Msg != nil && e.Msg.ID == id
		}
		return false
	})
}

// back returns the nearest position before pos of what an event follows from,
// -1 if there is none near.
func (r Reel) back(pos int, e *event.Event, o origin) int {
	for at := pos - 1; at >= 0 && at > pos-10*far; at-- {
		if !r.Kinds(at).Meets(o.from) {
			continue
		}
		st := r.At(at)
		if st == nil {
			break
		}
		for i := range st.Events {
			if of := &st.Events[i]; o.from.Has(of.Kind) && o.is(e, of) {
				return at
			}
		}
	}
	return -1
}

// heard returns when the timer that fired was last set back, -1 if that is not
// near.
func (r Reel) heard(pos int, fired *event.Event) int {
	kinds := origins[event.TimerFired].from
	for at := pos - 1; at >= 0 && at > pos-far; at-- {
		if at > 0 && !r.Kinds(at).Meets(kinds) {
			continue
		}
		st := r.At(at)
		if st == nil {
			break
		}
		n := st.Frame.Node(fired.Node)
		if n == nil || n.Timer.Elapsed != 0 {
			continue
		}
		if at == 0 {
			return 0
		}
		for i := range st.Events {
			if e := &st.Events[i]; e.Node == fired.Node && kinds.Has(e.Kind) {
				return at
			}
		}
	}
	return -1
}

// sentAt returns the step in which a message was sent, -1 if it is not found.
func (r Reel) sentAt(m *frame.Message) int {
	return r.during(m.Sent, event.SetOf(event.Sent, event.Duplicated), func(st *event.Step) bool { return sends(st, m.ID) })
}

// during returns the first step of a moment that has one of the kinds and
// matches, -1 if there is none.
func (r Reel) during(ms int64, kinds event.Set, is func(*event.Step) bool) int {
	from := r.since(ms)
	for at := from; at <= r.Len && at < from+far && r.Time(at) == ms; at++ {
		if !r.Kinds(at).Meets(kinds) {
			continue
		}
		if st := r.At(at); st != nil && is(st) {
			return at
		}
	}
	return -1
}

// since returns the first position at a time or after it.
func (r Reel) since(ms int64) int {
	lo, hi := 0, r.Len+1
	for lo < hi {
		if mid := (lo + hi) / 2; r.Time(mid) < ms {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
