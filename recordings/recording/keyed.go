package recording

import (
	"fmt"
	"strings"
	"unsafe"
)

// A keyed list is one of records that are told apart by their first field, their
// key. It is written as the records that are new or changed, each as what changed,
// and the bare keys of those that are gone:
//
//	"watch": [{"id":3,"next":9}, 5]
//
// What is written is in the order of the keys, as the list is; but see byAge.
type keyed struct {
	of    *shape
	limit int
	order order
	stays bool // nothing ever goes

	timed bool // new records are written against encoder.message

	// made completes a record that is new, given what holds the list.
	made func(parent, item unsafe.Pointer)
	// enter is told of a record that is about to be read.
	enter func(d *decoder, item unsafe.Pointer)
	// check says what is wrong with a record that is new or changed.
	check func(item unsafe.Pointer) error

	zero  unsafe.Pointer // what new records are written against
	alloc func() unsafe.Pointer
}

// An order says how a list is ordered by its keys.
type order uint8

const (
	byNumber order = iota
	bySigned       // numbers that may be below 0
	byNode         // names of nodes: n2 before n10
	byAge          // names in any order: what is new follows what there was
)

// pointerListOf and valueListOf return the codecs of keyed lists.
func pointerListOf[T any](k keyed) codec {
	return &pointerList[T]{settled[T](k)}
}

func valueListOf[T any](k keyed) codec {
	return &valueList[T]{settled[T](k)}
}

func settled[T any](k keyed) keyed {
	if k.of.members[0].off != 0 {
		panic("recording: the key of " + k.of.what + " must be its first field")
	}
	k.zero, k.alloc = unsafe.Pointer(new(T)), alloc[T]
	return k
}

func alloc[T any]() unsafe.Pointer { return unsafe.Pointer(new(T)) }

// compare compares the keys of two records; under byAge it only tells whether
// they are equal.
func (k *keyed) compare(a, b unsafe.Pointer) int {
	switch k.order {
	case byNumber:
		return compareNumbers(*(*uint64)(a), *(*uint64)(b))
	case bySigned:
		return compareNumbers(*(*int64)(a), *(*int64)(b))
	}
	x, y := *(*string)(a), *(*string)(b)
	if len(x) != len(y) {
		return len(x) - len(y)
	}
	return strings.Compare(x, y)
}

func compareNumbers[N uint64 | int64](a, b N) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// keyText writes a record's key, for errors.
func (k *keyed) keyText(item unsafe.Pointer) string {
	var l line
	m := &k.of.members[0]
	m.put(&l, "", item)
	_, noun, _ := strings.Cut(k.of.what, " ")
	return noun + " " + string(l.b)
}

// errOrder is what is wrong with a list whose keys are not in order.
func (k *keyed) errOrder(item unsafe.Pointer) error {
	return fmt.Errorf("%s is out of order", k.keyText(item))
}

// items are those of a slice of records, or of pointers to them.
type items struct {
	base    unsafe.Pointer
	n       int
	size    uintptr
	pointer bool
}

func (v items) at(i int) unsafe.Pointer {
	p := unsafe.Add(v.base, uintptr(i)*v.size)
	if v.pointer {
		return *(*unsafe.Pointer)(p)
	}
	return p
}

func pointersIn(p unsafe.Pointer) items {
	s := *(*[]unsafe.Pointer)(p)
	return items{unsafe.Pointer(unsafe.SliceData(s)), len(s), unsafe.Sizeof(p), true}
}

// A listWriter writes the items of a keyed list, and the brackets around them.
type listWriter struct {
	e     *encoder
	k     *keyed
	lead  string
	fresh unsafe.Pointer // what new records are written against
	some  bool
}

// put writes how a list changed.
func (k *keyed) put(e *encoder, m *member, old, v items, fresh unsafe.Pointer) error {
	if v.n > k.limit {
		return errTooMany(m.field.Name, v.n, k.limit)
	}
	if v.n == old.n && (v.n == 0 || v.base == old.base) {
		return nil
	}
	w := listWriter{e: e, k: k, lead: m.lead, fresh: fresh}
	var err error
	if k.order == byAge {
		err = w.aged(old, v)
	} else {
		err = w.sorted(old, v)
	}
	if w.some {
		e.line.raw("]")
	}
	return err
}

func (w *listWriter) sorted(old, v items) error {
	i, last := 0, unsafe.Pointer(nil)
	for j := range v.n {
		x := v.at(j)
		if i < old.n && old.at(i) == x { // what there was is in order
			i, last = i+1, x
			continue
		}
		if j > 0 && w.k.compare(last, x) >= 0 {
			return w.k.errOrder(x)
		}
		last = x
		base := w.fresh
		for ; i < old.n; i++ {
			was := old.at(i)
			c := 0
			if was != x {
				c = w.k.compare(was, x)
			}
			if c == 0 {
				base = was
				i++
			}
			if c >= 0 {
				break
			}
			if err := w.gone(was); err != nil {
				return err
			}
		}
		if err := w.item(base, x); err != nil {
			return err
		}
	}
	return w.allGone(old, i)
}

func (w *listWriter) aged(old, v items) error {
	j := 0
	for i := range old.n {
		var err error
		if was := old.at(i); j < v.n && (was == v.at(j) || w.k.compare(was, v.at(j)) == 0) {
			err = w.item(was, v.at(j))
			j++
		} else {
			err = w.gone(was)
		}
		if err != nil {
			return err
		}
	}
	if j == v.n {
		return nil
	}
	seen := make(map[string]bool, v.n)
	for i := range v.n {
		x := v.at(i)
		name := *(*string)(x)
		if seen[name] {
			return fmt.Errorf("there are two of %s", w.k.keyText(x))
		}
		if seen[name] = true; i < j {
			continue
		}
		if err := w.item(w.fresh, x); err != nil {
			return err
		}
	}
	return nil
}

func (w *listWriter) allGone(old items, i int) error {
	for ; i < old.n; i++ {
		if err := w.gone(old.at(i)); err != nil {
			return err
		}
	}
	return nil
}

func (w *listWriter) gone(item unsafe.Pointer) error {
	if w.k.stays {
		return errVanished
	}
	w.sep()
	m := &w.k.of.members[0]
	m.put(&w.e.line, "", item)
	return nil
}

func (w *listWriter) sep() {
	l := &w.e.line
	if w.some {
		l.raw(",")
		return
	}
	l.raw(w.lead)
	l.raw("[")
	w.some = true
}

// item writes an item as what differs from base, unless nothing does.
func (w *listWriter) item(base, item unsafe.Pointer) error {
	if base == item {
		return nil
	}
	l, some := &w.e.line, w.some
	mark := len(l.b)
	w.sep()
	l.raw("{")
	m := &w.k.of.members[0]
	m.put(l, m.lead[1:], item)
	bare := len(l.b)
	if err := w.k.of.diff(w.e, 1, base, item); err != nil {
		return err
	}
	if len(l.b) == bare && base != w.fresh {
		l.b, w.some = l.b[:mark], some
		return nil
	}
	l.raw("}")
	if w.k.check != nil {
		return w.k.check(item)
	}
	return nil
}

// A listReader reads how a keyed list changed.
type listReader struct {
	k      *keyed
	d      *decoder
	m      *member
	parent unsafe.Pointer
}

// next reads the key of the next item into a new record; or a bare one, of an item
// that is gone, into room of the decoder that holds it for one more call.
func (r *listReader) next() (item unsafe.Pointer, gone bool) {
	s, m := &r.d.s, &r.k.of.members[0]
	if gone = !s.at('{'); gone {
		item = r.d.bare.room(r.k.order)
	} else {
		item = r.k.alloc()
		s.lit('{')
		if key := s.key(); s.err == nil && string(key) != m.key {
			s.fail("%s should begin with %q", r.k.of.what, m.key)
		}
	}
	m.value(s, r.k.of.what, item)
	return item, gone
}

// bareKeys are room for two keys, each as it begins a record.
type bareKeys struct {
	numbers [2]uint64
	names   [2]string
	turn    int
}

func (b *bareKeys) room(o order) unsafe.Pointer {
	b.turn ^= 1
	if o == byNumber || o == bySigned {
		return unsafe.Pointer(&b.numbers[b.turn])
	}
	return unsafe.Pointer(&b.names[b.turn])
}

// rest reads an item after its key, which changes the one there was, if there was
// one. total is how many there are then.
func (r *listReader) rest(item unsafe.Pointer, isNew bool, total int) {
	s := &r.d.s
	if total > r.k.limit {
		s.fail("more than %d %s", r.k.limit, r.m.field.Name)
		return
	}
	if isNew && r.k.made != nil {
		r.k.made(r.parent, item)
	}
	if r.k.enter != nil {
		r.k.enter(r.d, item)
	}
	r.k.of.read(r.d, 1, item)
	if r.k.check != nil && s.err == nil {
		if err := r.k.check(item); err != nil {
			s.fail("%v", err)
		}
	}
}

// lost refuses a bare key of what is not there, or cannot go.
func (r *listReader) lost(item unsafe.Pointer) {
	if r.k.stays {
		r.d.s.fail("%v", errVanished)
		return
	}
	r.d.s.fail("there is no %s", r.k.keyText(item))
}

// sorted reads a sorted list. stay is given the places in old of what stays, and
// add what is new or changed, in the order of the new list; change makes a record
// like the one it takes the place of.
func (r *listReader) sorted(old items, change func(was, item unsafe.Pointer), stay func(i int), add func(item unsafe.Pointer)) {
	s, i, total := &r.d.s, 0, old.n
	var last unsafe.Pointer
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		item, gone := r.next()
		if s.err == nil && n > 0 && r.k.compare(last, item) >= 0 {
			s.fail("%v", r.k.errOrder(item))
		}
		if s.err != nil {
			return
		}
		last = item
		for ; i < old.n && r.k.compare(old.at(i), item) < 0; i++ {
			stay(i)
		}
		had := i < old.n && r.k.compare(old.at(i), item) == 0
		switch {
		case gone && (!had || r.k.stays):
			r.lost(item)
			return
		case gone:
			total--
			i++
			continue
		case had:
			change(old.at(i), item)
			i++
		default:
			total++
		}
		r.rest(item, !had, total)
		add(item)
	}
	for ; i < old.n; i++ {
		stay(i)
	}
}

// A pointerList is a keyed list of pointers to records.
type pointerList[T any] struct{ keyed }

func (c *pointerList[T]) diff(e *encoder, m *member, old, v unsafe.Pointer) error {
	fresh := c.zero
	if c.timed {
		fresh = unsafe.Pointer(&e.message)
	}
	return c.put(e, m, pointersIn(unsafe.Add(old, m.off)), pointersIn(unsafe.Add(v, m.off)), fresh)
}

func (c *pointerList[T]) read(d *decoder, m *member, v unsafe.Pointer) {
	p := (*[]unsafe.Pointer)(unsafe.Add(v, m.off))
	old, r := *p, listReader{&c.keyed, d, m, v}
	now := make([]unsafe.Pointer, 0, len(old)+4)
	if c.order == byAge {
		now = c.aged(&r, append(now, old...))
	} else {
		r.sorted(pointersIn(unsafe.Pointer(p)),
			func(was, item unsafe.Pointer) { *(*T)(item) = *(*T)(was) },
			func(i int) { now = append(now, old[i]) },
			func(item unsafe.Pointer) { now = append(now, item) })
	}
	if *p = now; len(now) == 0 {
		*p = nil
	}
}

// aged reads a list that is not sorted, of which now is a copy.
func (c *pointerList[T]) aged(r *listReader, now []unsafe.Pointer) []unsafe.Pointer {
	s := &r.d.s
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		item, gone := r.next()
		if s.err != nil {
			return now
		}
		i := 0
		for i < len(now) && c.compare(now[i], item) != 0 {
			i++
		}
		had := i < len(now)
		switch {
		case gone && (!had || c.stays):
			r.lost(item)
			return now
		case gone:
			now = append(now[:i], now[i+1:]...)
			continue
		case had:
			*(*T)(item) = *(*T)(now[i])
			now[i] = item
		default:
			now = append(now, item)
		}
		r.rest(item, !had, len(now))
	}
	return now
}

func (c *pointerList[T]) equal(m *member, a, b unsafe.Pointer) bool {
	return c.equalItems(pointersIn(unsafe.Add(a, m.off)), pointersIn(unsafe.Add(b, m.off)))
}

func (k *keyed) equalItems(a, b items) bool {
	if a.n != b.n {
		return false
	}
	for i := range a.n {
		if !k.of.equal(a.at(i), b.at(i)) {
			return false
		}
	}
	return true
}

func (c *pointerList[T]) weighs() bool { return true }

func (c *pointerList[T]) weigh(m *member, old, v unsafe.Pointer) int {
	was, now := pointersIn(unsafe.Add(old, m.off)), pointersIn(unsafe.Add(v, m.off))
	if now.n == 0 || was.base == now.base {
		return 0
	}
	n := now.n * int(now.size)
	if len(c.of.lists) == 0 {
		return n
	}
	for i := range now.n {
		base := c.zero
		if i < was.n {
			base = was.at(i)
		}
		n += c.of.weigh(base, now.at(i))
	}
	return n
}

// A valueList is a keyed list of records.
type valueList[T any] struct{ keyed }

func itemsOf[T any](v []T) items {
	return items{base: unsafe.Pointer(unsafe.SliceData(v)), n: len(v), size: unsafe.Sizeof(*new(T))}
}

func (c *valueList[T]) lists(m *member, a, b unsafe.Pointer) (x, y []T) {
	return *(*[]T)(unsafe.Add(a, m.off)), *(*[]T)(unsafe.Add(b, m.off))
}

func (c *valueList[T]) diff(e *encoder, m *member, old, v unsafe.Pointer) error {
	was, now := c.lists(m, old, v)
	return c.put(e, m, itemsOf(was), itemsOf(now), c.zero)
}

func (c *valueList[T]) read(d *decoder, m *member, v unsafe.Pointer) {
	p := (*[]T)(unsafe.Add(v, m.off))
	old, r := *p, listReader{&c.keyed, d, m, v}
	now := make([]T, 0, len(old)+4)
	r.sorted(itemsOf(old),
		func(was, item unsafe.Pointer) { *(*T)(item) = *(*T)(was) },
		func(i int) { now = append(now, old[i]) },
		func(item unsafe.Pointer) { now = append(now, *(*T)(item)) })
	if *p = now; len(now) == 0 {
		*p = nil
	}
}

func (c *valueList[T]) equal(m *member, a, b unsafe.Pointer) bool {
	x, y := c.lists(m, a, b)
	return c.equalItems(itemsOf(x), itemsOf(y))
}

func (c *valueList[T]) weighs() bool { return true }

func (c *valueList[T]) weigh(m *member, old, v unsafe.Pointer) int {
	return grown(c.lists(m, old, v))
}
