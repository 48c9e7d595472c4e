package recording

import (
	"strings"
	"unsafe"

	"raftviz/engine/lang"
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

	zero unsafe.Pointer // what new records are written against
}

// An order says how a list is ordered by its keys.
type order uint8

const (
	byNumber order = iota
	bySigned       // numbers that may be below 0
	byNode         // names of nodes: n2 before n10
	byAge          // names in any order: what is new follows what there was
)

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
func (k *keyed) keyText(item unsafe.Pointer) lang.Text {
	var l line
	m := &k.of.members[0]
	m.put(&l, "", item)
	_, noun, _ := strings.Cut(k.of.what.String(), " ")
	return lang.Text{EN: noun + " " + string(l.b), ZH: k.of.what.In(lang.Chinese) + " " + string(l.b)}
}

// errOrder is what is wrong with a list whose keys are not in order.
func (k *keyed) errOrder(item unsafe.Pointer) error {
	return texts.Errorf("%s is out of order", k.keyText(item))
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

// sorted writes a sorted list. What it shares with the old one is in order.
func (w *listWriter) sorted(old, v items) error {
	i, last := 0, unsafe.Pointer(nil)
	for j := range v.n {
		x := v.at(j)
		if i < old.n && old.at(i) == x {
			i, last = i+1, x
			continue
		}
		if j > 0 && w.k.compare(last, x) >= 0 {
			return w.k.errOrder(x)
		}
		last = x
		base, c := w.fresh, -1
		for ; i < old.n && c < 0; i++ {
			was := old.at(i)
			if c = 0; was != x {
				c = w.k.compare(was, x)
			}
			if c > 0 {
				break
			}
			if c == 0 {
				base = was
			} else if err := w.gone(was); err != nil {
				return err
			}
		}
		if err := w.item(base, x); err != nil {
			return err
		}
	}
	for ; i < old.n; i++ {
		if err := w.gone(old.at(i)); err != nil {
			return err
		}
	}
	return nil
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
			return texts.Errorf("there are two of %s", w.k.keyText(x))
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
