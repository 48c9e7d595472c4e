package recording

import (
	"slices"
	"unsafe"
)

// A tuple is a struct or an item of a list that is written as a list of its
// members' values, all of them, in their order: [index, term].
type tuple struct{ of *shape }

func (t tuple) diff(e *encoder, m *member, old, v unsafe.Pointer) error {
	if v = unsafe.Add(v, m.off); !t.of.equal(unsafe.Add(old, m.off), v) {
		e.line.raw(m.lead)
		t.put(&e.line, v, len(t.of.members))
	}
	return nil
}

// put writes the first n values.
func (t tuple) put(l *line, v unsafe.Pointer, n int) {
	key := "["
	for i := range n {
		m := &t.of.members[i]
		m.put(l, key, unsafe.Add(v, m.off))
		key = ","
	}
	l.raw("]")
}

func (t tuple) read(d *decoder, m *member, v unsafe.Pointer) {
	t.get(&d.s, unsafe.Add(v, m.off), len(t.of.members))
}

// get reads the first least values, and those of the others that are there; it
// returns how many it has read.
func (t tuple) get(s *scanner, v unsafe.Pointer, least int) int {
	s.lit('[')
	for i := range t.of.members {
		switch {
		case i < least && i > 0:
			s.lit(',')
		case i >= least && !s.more(']', i):
			return i
		}
		m := &t.of.members[i]
		m.value(s, t.of, unsafe.Add(v, m.off))
	}
	s.lit(']')
	return len(t.of.members)
}

func (t tuple) equal(m *member, a, b unsafe.Pointer) bool {
	return t.of.equal(unsafe.Add(a, m.off), unsafe.Add(b, m.off))
}

func (tuple) weighs() bool { return false }

func (tuple) weigh(*member, unsafe.Pointer, unsafe.Pointer) int { return 0 }

// An object is a record behind a pointer, written as what changed of it; null if
// there is none any more. It is what it was if nothing changed, even if the
// pointer did.
type object[T any] struct {
	of   *shape
	must error // what is wrong if there is none; nil if there may be none
}

func (o object[T]) diff(e *encoder, m *member, old, v unsafe.Pointer) error {
	was, now := *(**T)(unsafe.Add(old, m.off)), *(**T)(unsafe.Add(v, m.off))
	l := &e.line
	switch {
	case now == nil && o.must != nil:
		return o.must
	case was == now:
		return nil
	case now == nil:
		l.raw(m.lead)
		l.raw("null")
		return nil
	}
	base, mark := was, len(l.b)
	if base == nil {
		base = new(T)
	}
	l.raw(m.lead)
	bare := len(l.b)
	if err := o.of.diff(e, 0, unsafe.Pointer(base), unsafe.Pointer(now)); err != nil {
		return err
	}
	switch {
	case len(l.b) > bare:
		l.b[bare] = '{'
		l.raw("}")
	case was == nil:
		l.raw("{}")
	default:
		l.b = l.b[:mark]
	}
	return nil
}

func (o object[T]) read(d *decoder, m *member, v unsafe.Pointer) {
	p := (**T)(unsafe.Add(v, m.off))
	if d.s.null() {
		*p = nil
		return
	}
	now := new(T)
	if *p != nil {
		*now = **p
	}
	*p = now
	d.s.lit('{')
	o.of.read(d, 0, unsafe.Pointer(now))
}

func (o object[T]) equal(m *member, a, b unsafe.Pointer) bool {
	x, y := *(**T)(unsafe.Add(a, m.off)), *(**T)(unsafe.Add(b, m.off))
	return x == y || x != nil && y != nil && o.of.equal(unsafe.Pointer(x), unsafe.Pointer(y))
}

func (o object[T]) weighs() bool { return len(o.of.lists) > 0 }

func (o object[T]) weigh(m *member, old, v unsafe.Pointer) int {
	was, now := *(**T)(unsafe.Add(old, m.off)), *(**T)(unsafe.Add(v, m.off))
	switch {
	case now == nil || was == now:
		return 0
	case was == nil:
		was = new(T)
	}
	return o.of.weigh(unsafe.Pointer(was), unsafe.Pointer(now))
}

// A whole is a list of records that is written as a whole when it changes: of
// tuples, or of objects.
type whole[T any] struct {
	of     *shape
	tuples bool
	limit  int
}

func (w whole[T]) diff(e *encoder, m *member, old, v unsafe.Pointer) error {
	now := *(*[]T)(unsafe.Add(v, m.off))
	if len(now) > w.limit {
		return errTooMany(m.field.Name, len(now), w.limit)
	}
	if w.equal(m, old, v) {
		return nil
	}
	l := &e.line
	l.raw(m.lead)
	sep := "["
	for i := range now {
		l.raw(sep)
		sep = ","
		if w.tuples {
			tuple{w.of}.put(l, unsafe.Pointer(&now[i]), len(w.of.members))
			continue
		}
		bare := len(l.b)
		if err := w.of.diff(e, 0, unsafe.Pointer(new(T)), unsafe.Pointer(&now[i])); err != nil {
			return err
		}
		l.brace(bare)
	}
	if sep == "[" {
		l.raw(sep)
	}
	l.raw("]")
	return nil
}

// brace makes an object of the members that were written from place bare on.
func (l *line) brace(bare int) {
	if len(l.b) == bare {
		l.raw("{")
	} else {
		l.b[bare] = '{'
	}
	l.raw("}")
}

func (w whole[T]) read(d *decoder, m *member, v unsafe.Pointer) {
	s, now := &d.s, []T(nil)
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		if n == w.limit {
			s.fail("more than %d %s", w.limit, m.field.Name)
			return
		}
		now = append(now, *new(T))
		item := unsafe.Pointer(&now[n])
		if w.tuples {
			tuple{w.of}.get(s, item, len(w.of.members))
		} else {
			s.lit('{')
			w.of.read(d, 0, item)
		}
	}
	*(*[]T)(unsafe.Add(v, m.off)) = now
}

func (w whole[T]) equal(m *member, a, b unsafe.Pointer) bool {
	x, y := *(*[]T)(unsafe.Add(a, m.off)), *(*[]T)(unsafe.Add(b, m.off))
	if len(x) != len(y) {
		return false
	}
	if len(x) == 0 || &x[0] == &y[0] {
		return true
	}
	for i := range x {
		if !w.of.equal(unsafe.Pointer(&x[i]), unsafe.Pointer(&y[i])) {
			return false
		}
	}
	return true
}

func (w whole[T]) weighs() bool { return true }

func (w whole[T]) weigh(m *member, old, v unsafe.Pointer) int {
	return grown[T](*(*[]T)(unsafe.Add(old, m.off)), *(*[]T)(unsafe.Add(v, m.off)))
}

// grown returns the bytes of a list if it is not the same as the one before.
func grown[E any](old, v []E) int {
	if len(v) == 0 || len(old) > 0 && &old[0] == &v[0] {
		return 0
	}
	return len(v) * int(unsafe.Sizeof(v[0]))
}

// A set is a list of strings in order, of which the member lists those in which
// it differs: each that was in the set leaves it, and each that was not joins.
type set struct{ unordered error }

func (c set) diff(e *encoder, m *member, old, v unsafe.Pointer) error {
	was, now := *(*[]string)(unsafe.Add(old, m.off)), *(*[]string)(unsafe.Add(v, m.off))
	if same(was, now) {
		return nil
	}
	for i := 1; i < len(now); i++ {
		if now[i-1] >= now[i] {
			return c.unordered
		}
	}
	key := m.lead + "["
	for len(was)+len(now) > 0 {
		var x string
		switch {
		case len(now) == 0 || len(was) > 0 && was[0] < now[0]:
			x, was = was[0], was[1:]
		case len(was) == 0 || now[0] < was[0]:
			x, now = now[0], now[1:]
		default:
			was, now = was[1:], now[1:]
			continue
		}
		e.line.bytes(key, x)
		key = ","
	}
	if key == "," {
		e.line.raw("]")
	}
	return nil
}

// same reports whether two lists are the same memory, or empty.
func same[E any](a, b []E) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

func (c set) read(d *decoder, m *member, v unsafe.Pointer) {
	s, p := &d.s, (*[]string)(unsafe.Add(v, m.off))
	rest, last := *p, ""
	now := make([]string, 0, len(rest)+4)
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		x := s.bytes(s.name)
		if n > 0 && x <= last {
			s.fail("%q is out of order", x)
			return
		}
		last = x
		i, had := slices.BinarySearch(rest, x)
		now = append(now, rest[:i]...)
		if rest = rest[i:]; had {
			rest = rest[1:]
		} else {
			now = append(now, x)
		}
	}
	if *p = append(now, rest...); len(*p) == 0 {
		*p = nil
	}
}

func (set) equal(m *member, a, b unsafe.Pointer) bool {
	return equalLists(*(*[]string)(unsafe.Add(a, m.off)), *(*[]string)(unsafe.Add(b, m.off)))
}

func (set) weighs() bool { return true }

func (set) weigh(m *member, old, v unsafe.Pointer) int {
	return grown(*(*[]string)(unsafe.Add(old, m.off)), *(*[]string)(unsafe.Add(v, m.off)))
}
