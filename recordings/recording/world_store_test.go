package recording

import (
	"cmp"
	"math"
	"reflect"
	"slices"

	"raftviz/engine/frame"
	"raftviz/mvccviz/store"
)

// data changes what is in a node's store.
func (w *world) data(v *frame.Node) {
	if v.Store != nil && w.n(10) == 0 {
		v.Store = nil
		return
	}
	c := &store.State{}
	if v.Store != nil {
		*c = *v.Store
	}
	for range 1 + w.n(3) {
		switch w.n(6) {
		case 0:
			w.touch(reflect.ValueOf(c).Elem(), "Revs", "Leases", "Streams", "File")
		case 1: // a hash is no number
			c.Hash = [...]uint64{0, 1, 1 << 63, math.MaxUint64}[w.n(4)]
		case 2:
			c.Revs = w.moreRevs(c.Revs)
		case 3:
			c.Revs = w.otherRevs(c.Revs)
		case 4:
			if c.Leases = w.leases(c.Leases); w.n(2) == 0 {
				c.Streams = w.streams(c.Streams)
			}
		case 5:
			file := store.File{}
			if c.File != nil {
				file = *c.File
			}
			w.touch(reflect.ValueOf(&file).Elem())
			if c.File = &file; w.n(4) == 0 {
				c.File = nil
			}
		}
	}
	v.Store = c
}

// moreRevs lets revisions grow in place, as the engine's do.
func (w *world) moreRevs(v []*store.Rev) []*store.Rev {
	for range 1 + w.n(3) {
		at := store.Rev{Main: 2}
		if len(v) > 0 {
			at = *v[len(v)-1]
			at.Sub++
			if w.n(2) == 0 {
				at.Main, at.Sub = at.Main+int64(1+w.n(3)), 0
			}
		}
		v = append(v, w.revAt(at.Main, at.Sub))
	}
	return v
}

// otherRevs changes revisions otherwise.
func (w *world) otherRevs(v []*store.Rev) []*store.Rev {
	n := len(v)
	switch v = slices.Clone(v); w.n(6) {
	case 0, 1: // compacted
		v = slices.DeleteFunc(v, func(*store.Rev) bool { return w.n(2) == 0 })
	case 2: // opened again: equal entries that are not the same
		for i, r := range v {
			same := *r
			v[i] = &same
		}
	case 3: // what was in the batch is lost
		v = v[:w.n(n+1)]
	case 4: // other entries in their midst
		for i, r := range v {
			if w.n(3) == 0 {
				v[i] = w.revAt(r.Main, r.Sub)
			}
		}
	case 5:
		v = nil
	}
	if len(v) == 0 {
		return nil
	}
	return slices.Clip(v)
}

// revAt makes an entry for a revision, often one that another store has.
func (w *world) revAt(main, sub int64) *store.Rev {
	for _, r := range w.revs {
		if r.Main == main && r.Sub == sub && w.n(4) > 0 {
			return r
		}
	}
	r := new(store.Rev)
	w.fill(reflect.ValueOf(r).Elem())
	r.Key, r.Value = w.bytes(), w.bytes()
	if r.Tombstone = w.n(3) == 0; r.Tombstone {
		*r = store.Rev{Tombstone: true, Key: r.Key, Index: r.Index}
	} else {
		r.Lease = [...]int64{0, 1, -3, math.MaxInt64}[w.n(4)]
	}
	r.Main, r.Sub = main, sub
	w.revs = append(w.revs, r)
	return r
}

// bytes is what users may write.
func (w *world) bytes() string {
	if w.n(4) == 0 {
		return [...]string{"\xff", "a\x00\xfe", string([]byte{0xc3}), "[\"00\"]"}[w.n(4)]
	}
	return w.text()
}

func (w *world) leases(old []*store.Lease) []*store.Lease {
	v := slices.Clone(old)
	for range 1 + w.n(3) {
		l := &store.Lease{ID: [...]int64{-7, 0, 1, 5, math.MaxInt64}[w.n(5)]}
		i, ok := slices.BinarySearchFunc(v, l, func(a, b *store.Lease) int { return cmp.Compare(a.ID, b.ID) })
		switch {
		case ok && w.n(4) == 0:
			v = slices.Delete(v, i, i+1)
			continue
		case ok:
			*l = *v[i]
			v[i] = l
		default:
			v = slices.Insert(v, i, l)
		}
		w.touch(reflect.ValueOf(l).Elem(), "ID", "Keys")
		for l.Keys = slices.Clone(l.Keys); w.n(2) == 0; {
			l.Keys = append(l.Keys, w.bytes())
		}
		l.Keys = slices.DeleteFunc(l.Keys, func(string) bool { return w.n(4) == 0 })
		slices.Sort(l.Keys)
		l.Keys = slices.Compact(l.Keys)
	}
	if len(v) == 0 {
		return nil
	}
	return v
}

func (w *world) streams(old []*store.Stream) []*store.Stream {
	v := slices.Clone(old)
	for range w.n(3) {
		s := &store.Stream{Client: w.name()}
		i := slices.IndexFunc(v, func(o *store.Stream) bool { return o.Client == s.Client })
		switch {
		case i >= 0 && w.n(4) == 0:
			v = slices.Delete(v, i, i+1)
			continue
		case i >= 0:
			*s = *v[i]
			v[i] = s
		default:
			v = slices.Insert(v, w.n(len(v)+1), s)
		}
		w.touch(reflect.ValueOf(s).Elem(), "Client", "Watchers")
		s.Watchers = w.watchers(s.Watchers)
	}
	if len(v) == 0 {
		return nil
	}
	return v
}

func (w *world) watchers(old []store.Watcher) []store.Watcher {
	v := slices.Clone(old)
	for i := range v {
		if w.n(2) == 0 {
			w.touch(reflect.ValueOf(&v[i]).Elem(), "ID", "Key", "End")
		}
	}
	switch w.n(4) {
	case 0:
		if len(v) > 0 {
			v = slices.Delete(v, 0, 1)
		}
	case 1:
		x := store.Watcher{}
		w.fill(reflect.ValueOf(&x).Elem())
		x.Key, x.End = w.bytes(), w.bytes()
		if x.ID = 0; len(v) > 0 {
			x.ID = v[len(v)-1].ID + int64(1+w.n(3))
		}
		v = append(v, x)
	}
	if len(v) == 0 {
		return nil
	}
	return v
}

func (w *world) watches(old []*frame.Watch) []*frame.Watch {
	v := slices.Clone(old)
	for i := range v {
		if w.n(2) == 0 {
			x := *v[i]
			w.touch(reflect.ValueOf(&x).Elem(), "ID")
			v[i] = &x
		}
	}
	switch w.n(4) {
	case 0:
		if len(v) > 0 {
			v = slices.Delete(v, 0, 1)
		}
	case 1, 2:
		x := new(frame.Watch)
		w.fill(reflect.ValueOf(x).Elem())
		if x.ID = 1; len(v) > 0 {
			x.ID = v[len(v)-1].ID + uint64(1+w.n(3))
		}
		v = append(v, x)
	}
	if len(v) == 0 {
		return nil
	}
	return v
}
