package recording

import "unsafe"

// A listReader reads how a keyed list changed.
type listReader struct {
	k      *keyed
	d      *decoder
	m      *member
	parent unsafe.Pointer
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

// setKey gives a new record its key.
func (k *keyed) setKey(item, key unsafe.Pointer) {
	if k.order == byNumber || k.order == bySigned {
		*(*uint64)(item) = *(*uint64)(key)
	} else {
		*(*string)(item) = *(*string)(key)
	}
}

// next reads the key of the next item, and whether it is bare: the item is gone.
// The key holds until a list inside the item is read, or for one more call.
func (r *listReader) next() (key unsafe.Pointer, gone bool) {
	s, m := &r.d.s, &r.k.of.members[0]
	if gone = !s.at('{'); !gone {
		s.lit('{')
		if k := s.key(); s.err == nil && string(k) != m.key {
			s.fail("%s should begin with %q", r.k.of.what, m.key)
		}
	}
	key = r.d.bare.room(r.k.order)
	m.value(s, r.k.of, key)
	return key, gone
}

// rest reads an item after its key. total is how many there are with it.
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
			s.refuse(err)
		}
	}
}

// lost refuses a bare key of what is not there, or cannot go.
func (r *listReader) lost(key unsafe.Pointer) {
	if r.k.stays {
		r.d.s.refuse(errVanished)
		return
	}
	r.d.s.fail("there is no %s", r.k.keyText(key))
}

// sorted reads a sorted list. In the order of the new list, keep is told which
// items of old stay as they are, from one place on before another; and place makes
// a record, like the one in that place, or a new one with that key if the place is
// below 0.
func (r *listReader) sorted(old items, keep func(from, to int), place func(i int, key unsafe.Pointer) unsafe.Pointer) {
	s, i, kept, total := &r.d.s, 0, 0, old.n
	var last unsafe.Pointer
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		key, gone := r.next()
		if s.err == nil && n > 0 && r.k.compare(last, key) >= 0 {
			s.refuse(r.k.errOrder(key))
		}
		if s.err != nil {
			return
		}
		i = r.k.seek(old, i, key)
		had := i < old.n && r.k.compare(old.at(i), key) == 0
		keep(kept, i)
		kept, last = i, key
		if had {
			i++
			kept = i
		}
		switch {
		case gone && (!had || r.k.stays):
			r.lost(key)
			return
		case gone:
			total--
			continue
		case had:
			last = place(i-1, key)
		default:
			total++
			last = place(-1, key)
		}
		r.rest(last, !had, total)
	}
	keep(kept, old.n)
}

// seek returns the place of the first item from i on whose key is not below the
// given one. Most keys that are sought are new ones, above all others.
func (k *keyed) seek(v items, i int, key unsafe.Pointer) int {
	if i < v.n && k.compare(v.at(v.n-1), key) < 0 {
		return v.n
	}
	for i < v.n && k.compare(v.at(i), key) < 0 {
		i++
	}
	return i
}

// room is how long a list may become that is read from the given one.
func (k *keyed) room(old int) int {
	if k.stays {
		return old
	}
	return old + 1
}
