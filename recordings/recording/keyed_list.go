package recording

import "unsafe"

// pointerListOf and valueListOf return the codecs of keyed lists.
func pointerListOf[T any](k keyed) codec {
	return &pointerList[T]{settled[T](k)}
}

func valueListOf[T any](k keyed) codec {
	return &valueList[T]{settled[T](k)}
}

func settled[T any](k keyed) keyed {
	if k.of.members[0].off != 0 {
		panic("recording: the key of " + k.of.what.String() + " must be its first field")
	}
	k.zero = unsafe.Pointer(new(T))
	return k
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
	now := make([]unsafe.Pointer, 0, c.room(len(old)))
	if c.order == byAge {
		now = c.aged(&r, append(now, old...))
	} else {
		r.sorted(pointersIn(unsafe.Pointer(p)),
			func(from, to int) { now = append(now, old[from:to]...) },
			func(i int, key unsafe.Pointer) unsafe.Pointer {
				item := new(T)
				if i >= 0 {
					*item = *(*T)(old[i])
				} else {
					c.setKey(unsafe.Pointer(item), key)
				}
				now = append(now, unsafe.Pointer(item))
				return unsafe.Pointer(item)
			})
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
		key, gone := r.next()
		if s.err != nil {
			return now
		}
		i := 0
		for i < len(now) && c.compare(now[i], key) != 0 {
			i++
		}
		had := i < len(now)
		if gone {
			if !had || c.stays {
				r.lost(key)
				return now
			}
			now = append(now[:i], now[i+1:]...)
			continue
		}
		item := new(T)
		if had {
			*item = *(*T)(now[i])
			now[i] = unsafe.Pointer(item)
		} else {
			c.setKey(unsafe.Pointer(item), key)
			now = append(now, unsafe.Pointer(item))
		}
		r.rest(unsafe.Pointer(item), !had, len(now))
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
	now := make([]T, 0, c.room(len(old)))
	r.sorted(itemsOf(old),
		func(from, to int) { now = append(now, old[from:to]...) },
		func(i int, key unsafe.Pointer) unsafe.Pointer {
			if i >= 0 {
				now = append(now, old[i])
			} else {
				now = append(now, *new(T))
				c.setKey(unsafe.Pointer(&now[len(now)-1]), key)
			}
			return unsafe.Pointer(&now[len(now)-1])
		})
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
