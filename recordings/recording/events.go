package recording

import (
	"slices"
	"unsafe"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/record"
)

// An event is written as its kind ("k"), its node ("n") and the fields of its
// payload that are not zero, by their keys. A message is written by its number,
// with the place in "seen" that is meant ("v"), if one is.

func (e *encoder) putEvents(events []event.Event, refs []int) {
	if len(events) == 0 {
		return
	}
	l := &e.line
	sep := `,"ev":[{"k":"`
	for i := range events {
		ev := &events[i]
		l.raw(sep)
		l.raw(ev.Kind().String())
		l.raw(`"`)
		l.dStr(`,"n":`, "", ev.Node)
		if ev.Payload != nil {
			l.fields(ev.Kind().Schema(), ev.Fields(), refs[i])
		}
		l.raw("}")
		sep = `,{"k":"`
	}
	l.raw("]")
}

// fields appends the fields of a payload that are not zero.
func (l *line) fields(schema *record.Schema, p unsafe.Pointer, ref int) {
	for i := range schema.Fields {
		switch f := &schema.Fields[i]; f.Kind {
		case record.Bool:
			l.dBool(f.Member, false, f.Bool(p))
		case record.Int:
			l.dInt(f.Member, 0, int64(f.Int(p)))
		case record.Int64:
			if v := f.Int64(p); f.Tag.Get("signed") != "" {
				l.signed(f.Member, v)
			} else {
				l.dInt(f.Member, 0, v)
			}
		case record.Uint64:
			l.dUint(f.Member, 0, f.Uint64(p))
		case record.Enum:
			if f.Enum(p) != 0 {
				l.str(f.Member, f.EnumName(p))
			}
		case record.String:
			l.dStr(f.Member, "", f.String(p))
		case record.Message:
			if v := f.String(p); v != "" {
				l.message(f.Member, v)
			}
		case record.Strings:
			if v := f.Strings(p); len(v) > 0 {
				l.strs(f.Member, v)
			}
		case record.Pointer:
			if m := *(**frame.Message)(f.At(p)); m != nil {
				l.uint(f.Member, m.ID)
				l.dInt(`,"v":`, 0, int64(ref))
			}
		default:
			panic("recordings: an event has a field that cannot be written: " + f.Go)
		}
	}
}

// readEvents reads the step's events. The messages they speak of have been read.
func (d *decoder) readEvents() {
	d.settle()
	s := &d.s
	s.lit('[')
	d.events = d.events[:0]
	for n := 0; s.more(']', n); n++ {
		if n == maxEvents {
			s.fail("more than %d events", maxEvents)
			return
		}
		d.events = append(d.events, event.Event{})
		d.event(&d.events[n])
	}
	d.step.Events = slices.Clone(d.events)
}

func (d *decoder) event(ev *event.Event) {
	s := &d.s
	s.lit('{')
	if string(s.key()) != "k" {
		s.fail(`an event should begin with its kind, "k"`)
	}
	kind := kinds.get(s, &aKind)
	if s.err == nil && kind == event.KindNone {
		s.fail("an event needs a kind")
	}
	if s.err != nil {
		return
	}
	p, at := kind.New()
	ev.Payload = p
	fields, next := kind.Schema().Fields, 0
	for n := 1; s.more('}', n); n++ {
		key := s.key()
		if string(key) == "n" {
			ev.Node = s.name()
			continue
		}
		i := kind.Schema().Find(key, next)
		if i < 0 {
			s.unknown(texts.Sayf("an event %s", kind), key)
			return
		}
		next = i + 1
		if f := &fields[i]; f.Kind == record.Pointer {
			*(**frame.Message)(f.At(at)) = d.meant()
		} else {
			s.field(f, at)
		}
	}
}

// meant reads the number of a message, and the place in "seen" if there is one,
// and returns the message that an event means by them.
func (d *decoder) meant() (m *frame.Message) {
	s := &d.s
	id, ref := s.uint(), uint64(0)
	if s.member("v") {
		ref = s.uint()
	}
	if s.err != nil {
		return nil
	}
	switch seen := d.flight.seen; {
	case ref == 0:
		m = resolve(id, d.next, d.prev, seen)
	case ref <= uint64(len(seen)) && seen[ref-1].ID == id:
		m = seen[ref-1]
	}
	if m == nil {
		s.fail("an event speaks of message %d, which is nowhere", id)
	}
	return m
}

// member passes over a comma and the key if they are next, and reports whether
// they were.
func (s *scanner) member(key string) bool {
	rest := s.b[min(s.i, len(s.b)):]
	n := len(key) + 4
	if s.err != nil || len(rest) < n || string(rest[:2]) != `,"` || string(rest[2:n-2]) != key || string(rest[n-2:n]) != `":` {
		return false
	}
	s.i += n
	return true
}

// field reads one field of a struct.
func (s *scanner) field(f *record.Field, p unsafe.Pointer) {
	switch f.Kind {
	case record.Bool:
		f.SetBool(p, s.bool())
	case record.Int:
		f.SetInt(p, s.int())
	case record.Int64:
		if f.Tag.Get("signed") != "" {
			f.SetInt64(p, s.signed())
		} else {
			f.SetInt64(p, s.int64())
		}
	case record.Uint64:
		f.SetUint64(p, s.uint())
	case record.Enum:
		b, _ := s.text()
		v, ok := f.ParseEnum(b)
		if !ok {
			s.fail("%q is no %s", string(b), f.Name)
		}
		f.SetEnum(p, v)
	case record.String:
		if f.Key == "p" {
			f.SetString(p, s.name()) // a node or a client
		} else {
			f.SetString(p, s.str())
		}
	case record.Message:
		f.SetString(p, s.message(f))
	case record.Strings:
		f.SetStrings(p, slices.Clip(s.strs(maxWatches)))
	default:
		panic("recordings: an event has a field that cannot be read: " + f.Go)
	}
}
