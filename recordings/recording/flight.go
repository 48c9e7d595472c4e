package recording

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// What a step does to the messages in flight is written as three lists: new
// messages in full, changed ones as what changed, and the ids of those that
// are gone. A message that only the step's events speak of (lost as soon as it
// was sent, say) is written in full under "seen".
type flightDiff struct {
	fresh   []*frame.Message
	changed [][2]*frame.Message // before, after
	gone    []uint64
	seen    []*frame.Message
	refs    []int // for each event: 0, or 1 + the place in seen that it means
}

func (f *flightDiff) reset() {
	f.fresh, f.changed, f.gone, f.seen, f.refs = f.fresh[:0], f.changed[:0], f.gone[:0], f.seen[:0], f.refs[:0]
}

// compare finds what tells two flights apart. Both must be ordered by ID.
func (f *flightDiff) compare(prev, next []*frame.Message) error {
	if len(next) > maxFlight {
		return errTooMany("messages are under way", len(next), maxFlight)
	}
	if len(prev) == len(next) && (len(prev) == 0 || &prev[0] == &next[0]) {
		return nil
	}
	i, last := 0, uint64(0)
	for k, m := range next {
		if k > 0 && m.ID <= last {
			return errOrder
		}
		last = m.ID
		for ; i < len(prev) && prev[i].ID < m.ID; i++ {
			f.gone = append(f.gone, prev[i].ID)
		}
		switch {
		case i == len(prev) || prev[i].ID != m.ID:
			f.fresh = append(f.fresh, m)
			continue
		case !sameMessage(prev[i], m):
			f.changed = append(f.changed, [2]*frame.Message{prev[i], m})
		}
		i++
	}
	for ; i < len(prev); i++ {
		f.gone = append(f.gone, prev[i].ID)
	}
	return nil
}

// mention sees to it that every message the events speak of is written.
func (f *flightDiff) mention(events []event.Event, prev, next *frame.Frame) {
	for i := range events {
		m, ref := events[i].Msg, 0
		if m != nil {
			switch known := resolve(m.ID, next, prev, f.seen); {
			case known == nil:
				f.seen = append(f.seen, m)
			case !sameMessage(known, m):
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

func (e *encoder) putFlight(f *flightDiff, now int64) {
	l := &e.line
	base := newMessage(now)
	e.putMessages(`,"new":[`, f.fresh, &base)
	if len(f.changed) > 0 {
		sep := `,"chg":[`
		for _, c := range f.changed {
			l.raw(sep)
			e.putMessage(c[0], c[1])
			sep = ","
		}
		l.raw("]")
	}
	if len(f.gone) > 0 {
		l.uints(`,"gone":`, f.gone)
	}
	e.putMessages(`,"seen":[`, f.seen, &base)
}

func (e *encoder) putMessages(key string, ms []*frame.Message, base *frame.Message) {
	if len(ms) == 0 {
		return
	}
	for _, m := range ms {
		e.line.raw(key)
		e.putMessage(base, m)
		key = ","
	}
	e.line.raw("]")
}

// messages reads a list of messages in full.
func (d *decoder) messages(dst []*frame.Message) []*frame.Message {
	s := &d.s
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		m := newMessage(d.next.Time)
		m.ID = s.id()
		d.message(&m)
		dst = append(dst, &m)
	}
	return dst
}

// changes reads the list of messages in flight that changed.
func (d *decoder) changes() {
	s := &d.s
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		id := s.id()
		old := d.prev.Message(id)
		if old == nil {
			s.fail("message %d cannot have changed: it is not under way", id)
			return
		}
		m := *old
		d.message(&m)
		d.flight.changed = append(d.flight.changed, [2]*frame.Message{old, &m})
	}
}

// gone reads the ids of messages that are no longer in flight.
func (d *decoder) gone() {
	s := &d.s
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		id := s.uint()
		if s.err == nil && d.prev.Message(id) == nil {
			s.fail("message %d is not under way", id)
			return
		}
		d.flight.gone = append(d.flight.gone, id)
	}
}

// settle makes the next flight of the previous one and what was read about
// it, all of which must be ordered by id and fit.
func (d *decoder) settle() {
	if d.settled || d.s.err != nil {
		return
	}
	d.settled = true
	f := &d.flight
	if len(f.fresh)+len(f.changed)+len(f.gone) == 0 {
		return
	}
	size := len(d.prev.Flight) + len(f.fresh) - len(f.gone)
	if size < 0 || size > maxFlight {
		d.s.fail("%d messages under way", size)
		return
	}
	var next []*frame.Message
	if size > 0 {
		next = make([]*frame.Message, 0, size)
	}
	fresh, changed, gone := f.fresh, f.changed, f.gone
	for _, m := range d.prev.Flight {
		for len(fresh) > 0 && fresh[0].ID < m.ID {
			next, fresh = append(next, fresh[0]), fresh[1:]
		}
		switch {
		case len(gone) > 0 && gone[0] == m.ID:
			gone = gone[1:]
		case len(changed) > 0 && changed[0][0] == m:
			next, changed = append(next, changed[0][1]), changed[1:]
		default:
			next = append(next, m)
		}
	}
	next = append(next, fresh...)
	if len(changed)+len(gone) > 0 || !ordered(next) {
		d.s.fail("the messages are not in order, or not those that were under way")
		return
	}
	d.next.Flight = next
}

// ordered reports whether messages are in the order of their ids.
func ordered(ms []*frame.Message) bool {
	for i := 1; i < len(ms); i++ {
		if ms[i-1].ID >= ms[i].ID {
			return false
		}
	}
	return true
}
