package recording

import (
	"slices"

	"raftviz/engine/event"
)

func (e *encoder) putEvents(events []event.Event, refs []int) {
	if len(events) == 0 {
		return
	}
	l := &e.line
	sep := `,"ev":[{"k":"`
	for i := range events {
		ev := &events[i]
		l.raw(sep)
		l.raw(ev.Kind.String())
		l.raw(`"`)
		l.dStr(`,"n":`, "", ev.Node)
		l.dStr(`,"p":`, "", ev.Peer)
		if ev.Msg != nil {
			l.uint(`,"m":`, ev.Msg.ID)
			l.dInt(`,"v":`, 0, int64(refs[i]))
		}
		l.dUint(`,"term":`, 0, ev.Term)
		l.dUint(`,"i":`, 0, ev.Index)
		l.dUint(`,"l":`, 0, ev.Last)
		l.dUint(`,"op":`, 0, ev.Op)
		if ev.Reason != event.NoReason {
			l.str(`,"r":`, ev.Reason.String())
		}
		l.dStr(`,"x":`, "", ev.Text)
		l.raw("}")
		sep = `,{"k":"`
	}
	l.raw("]")
}

// readEvents reads the step's events. The messages they speak of have been read.
func (d *decoder) readEvents() {
	d.settle()
	s := &d.s
	s.lit('[')
	d.events = d.events[:0]
	for n := 0; s.more(']', n); n++ {
		d.events = append(d.events, event.Event{})
		d.event(&d.events[n])
	}
	d.step.Events = slices.Clone(d.events)
}

func (d *decoder) event(ev *event.Event) {
	s := &d.s
	var msg, ref uint64
	has := false
	s.lit('{')
	for n := 0; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "k":
			ev.Kind = kinds.get(s, "kind of event")
		case "n":
			ev.Node = s.name()
		case "p":
			ev.Peer = s.name()
		case "m":
			msg, has = s.uint(), true
		case "v":
			ref = s.uint()
		case "term":
			ev.Term = s.uint()
		case "i":
			ev.Index = s.uint()
		case "l":
			ev.Last = s.uint()
		case "op":
			ev.Op = s.uint()
		case "r":
			ev.Reason = reasons.get(s, "reason")
		case "x":
			ev.Text = s.str()
		default:
			s.unknown("an event", key)
		}
	}
	if !has || s.err != nil {
		return
	}
	switch seen := d.flight.seen; {
	case ref == 0:
		ev.Msg = resolve(msg, d.next, d.prev, seen)
	case ref <= uint64(len(seen)) && seen[ref-1].ID == msg:
		ev.Msg = seen[ref-1]
	}
	if ev.Msg == nil {
		s.fail("an event speaks of message %d, which is nowhere", msg)
	}
}
