package recording

import (
	"unsafe"

	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// mentions are the messages that the events of a step speak of. One that is in
// flight neither before nor after the step (lost as soon as it was sent, say) is
// written in full under "seen".
type mentions struct {
	seen []*frame.Message
	refs []int // for each event: 0, or 1 + the place in seen that it means
}

func (f *mentions) reset() { f.seen, f.refs = f.seen[:0], f.refs[:0] }

// mention collects messages that only events refer to.
func (f *mentions) mention(events []event.Event, prev, next *frame.Frame) {
	for i := range events {
		m, ref := events[i].Msg(), 0
		if m != nil {
			switch known := resolve(m.ID, next, prev, f.seen); {
			case known == nil:
				f.seen = append(f.seen, m)
			case known != m && !sameMessage(known, m):
				f.seen = append(f.seen, m)
				ref = len(f.seen)
			}
		}
		f.refs = append(f.refs, ref)
	}
}

// resolve returns the message that an event means by an id: the one in flight
// after the step, else the one in flight before it, else the first of that id
// that the step mentions.
func resolve(id uint64, next, prev *frame.Frame, seen []*frame.Message) *frame.Message {
	if m := next.Message(id); m != nil {
		return m
	}
	if m := prev.Message(id); m != nil {
		return m
	}
	for _, m := range seen {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// putSeen writes the messages that only events refer to.
func (e *encoder) putSeen(seen []*frame.Message) error {
	sep := `,"seen":[`
	for _, m := range seen {
		e.line.raw(sep)
		e.line.uint(`{"id":`, m.ID)
		if err := messageShape.diff(e, 1, unsafe.Pointer(&e.message), unsafe.Pointer(m)); err != nil {
			return err
		}
		e.line.raw("}")
		sep = ","
	}
	if sep == "," {
		e.line.raw("]")
	}
	return nil
}

// readSeen reads what putSeen wrote.
func (d *decoder) readSeen() {
	s := &d.s
	if d.settled {
		s.fail(`"seen" comes after the events`)
	}
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		m := &frame.Message{Sent: d.next.Time}
		s.lit('{')
		messageShape.read(d, 0, unsafe.Pointer(m))
		d.flight.seen = append(d.flight.seen, m)
	}
}

// sameMessage reports whether two messages are equal.
func sameMessage(a, b *frame.Message) bool {
	return a == b || messageShape.equal(unsafe.Pointer(a), unsafe.Pointer(b))
}
