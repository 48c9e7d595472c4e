package recording

import (
	"slices"
	"unsafe"

	"raftviz/engine/frame"
)

// A queueCodec writes how a disk's queue changed:
//
//	{"pop": n, "due": [[place, ms]], "put": [writes]}
//
// each of which may be missing: n writes leave at the head, some of those that
// stay get another due time, and others join at the end.
type queueCodec struct{}

func (queueCodec) of(p unsafe.Pointer, m *member) *[]frame.Write {
	return (*[]frame.Write)(unsafe.Add(p, m.off))
}

func (c queueCodec) diff(e *encoder, m *member, oldNode, node unsafe.Pointer) error {
	old, v := *c.of(oldNode, m), *c.of(node, m)
	if same(old, v) {
		return nil
	}
	if len(v) > maxQueue {
		return errTooMany(texts.Sayf("writes wait for a disk"), len(v), maxQueue)
	}
	l := &e.line
	pop := popped(old, v)
	stay := old[pop:]
	mark := len(l.b)
	l.raw(m.lead)
	bare := len(l.b)
	if pop > 0 {
		l.uint(`,"pop":`, uint64(pop))
	}
	due := `,"due":[[`
	for i := range stay {
		if stay[i].Due == v[i].Due {
			continue
		}
		l.uint(due, uint64(i))
		l.int(",", v[i].Due)
		l.raw("]")
		due = ",["
	}
	if due == ",[" {
		l.raw("]")
	}
	put := `,"put":[`
	for i := len(stay); i < len(v); i++ {
		l.raw(put)
		put = ","
		at := len(l.b)
		if err := writeShape.diff(e, 0, unsafe.Pointer(&noWrite), unsafe.Pointer(&v[i])); err != nil {
			return err
		}
		l.brace(at)
	}
	if put == "," {
		l.raw("]")
	}
	if len(l.b) == bare {
		l.b = l.b[:mark]
		return nil
	}
	l.brace(bare)
	return nil
}

// noWrite is what a write is written against.
var noWrite frame.Write

// popped returns how many writes left the queue at its head, for the rest to
// stand, but for their due times, at the head of the new one. It looks for a
// few only: more than one seldom leave at once.
func popped(old, v []frame.Write) int {
	for n := 0; n < min(len(old), 4); n++ {
		rest := old[n:]
		if len(rest) <= len(v) && slices.EqualFunc(rest, v[:len(rest)], sameWork) {
			return n
		}
	}
	return len(old)
}

// sameWork compares all of two writes but their due times.
func sameWork(a, b frame.Write) bool {
	a.Due = b.Due
	return a == b
}

func (c queueCodec) read(d *decoder, m *member, node unsafe.Pointer) {
	s, p := &d.s, c.of(node, m)
	v := slices.Clone(*p)
	s.lit('{')
	for n := 0; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "pop":
			pop := s.uint()
			if pop > uint64(len(v)) {
				s.fail("%d writes cannot leave a queue of %d", pop, len(v))
				return
			}
			v = v[pop:]
		case "due":
			s.dues(v)
		case "put":
			v = c.more(d, v)
		default:
			s.unknown(texts.Sayf("a queue"), key)
		}
	}
	if *p = v; len(v) == 0 {
		*p = nil
	}
}

func (s *scanner) dues(v []frame.Write) {
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		s.lit('[')
		i := s.uint()
		s.lit(',')
		due := s.int64()
		s.lit(']')
		if i >= uint64(len(v)) {
			s.fail("the queue has no place %d", i)
			return
		}
		v[i].Due = due
	}
}

func (queueCodec) more(d *decoder, v []frame.Write) []frame.Write {
	s := &d.s
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		if len(v) == maxQueue {
			s.fail("more than %d writes wait", maxQueue)
			return nil
		}
		v = append(v, frame.Write{})
		s.lit('{')
		writeShape.read(d, 0, unsafe.Pointer(&v[len(v)-1]))
	}
	return v
}

func (c queueCodec) equal(m *member, a, b unsafe.Pointer) bool {
	return equalLists(*c.of(a, m), *c.of(b, m))
}

func (queueCodec) weighs() bool { return true }

func (c queueCodec) weigh(m *member, old, v unsafe.Pointer) int {
	return grown(*c.of(old, m), *c.of(v, m))
}
