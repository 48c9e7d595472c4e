package mvcc

import (
	"cmp"
	"slices"
	"sort"

	"raftviz/mvccviz/store"
)

// An index finds the revisions of a key, and the keys in order. It follows the
// contents of a store from one to the next, at the cost of what differs between
// them: nothing, if they share their memory, but what was added at the end.
type index struct {
	of     *store.State
	revs   []*store.Rev // what it follows; not its own
	byKey  map[string]*life
	keys   []*life // by key
	living int     // keys that exist
	bytes  int64   // of the bucket "key"

	asked  uint64       // a raft entry, and
	answer []*store.Rev // what it wrote
}

// A life is all that a store holds of a key, in the order of revisions. There is
// one entry at least.
type life struct {
	key  string
	revs []*store.Rev
}

// exists reports whether the key does at the newest revision.
func (l *life) exists() bool {
	return len(l.revs) > 0 && !l.revs[len(l.revs)-1].Tombstone
}

// after returns the place of the first entry after a main revision.
func (l *life) after(main int64) int {
	return sort.Search(len(l.revs), func(i int) bool { return l.revs[i].Main > main })
}

// at returns the newest entry up to a main revision; nil if there is none.
func (l *life) at(main int64) *store.Rev {
	if i := l.after(main); i > 0 {
		return l.revs[i-1]
	}
	return nil
}

// kept returns the place of the first entry that a compaction at a main
// revision leaves: the newest up to there, unless that is a tombstone, which is
// of use at that very revision only.
func (l *life) kept(main int64) int {
	i := l.after(main)
	if i == 0 {
		return 0
	}
	if r := l.revs[i-1]; r.Tombstone && r.Main < main {
		return i
	}
	return i - 1
}

// life returns the life of a key, nil if the store holds nothing of it.
func (x *index) life(key string) *life { return x.byKey[key] }

// row returns the place of a key among all, or where it would be.
func (x *index) row(key string) (at int, ok bool) {
	return slices.BinarySearchFunc(x.keys, key, func(l *life, key string) int { return cmp.Compare(l.key, key) })
}

// follow makes it the index of the given contents.
func (x *index) follow(c *store.State) {
	if x.of == c {
		return
	}
	gone, fresh := difference(x.revs, c.Revs)
	if len(gone) > len(c.Revs)/2 {
		*x = index{}
		gone, fresh = nil, c.Revs
	}
	if x.byKey == nil {
		x.byKey = map[string]*life{}
	}
	x.of, x.revs = c, c.Revs
	x.asked, x.answer = 0, nil
	touched := map[*life][]*store.Rev{} // with what is gone of each
	for _, r := range gone {
		l := x.byKey[r.Key]
		x.touch(touched, l)
		touched[l] = append(touched[l], r)
		x.bytes -= size(r)
	}
	for l, gone := range touched {
		l.revs = without(l.revs, gone)
	}
	born := x.add(fresh, touched)
	x.settle(touched, born)
}

// touch takes a life out of the count, the first time that it is changed.
func (x *index) touch(touched map[*life][]*store.Rev, l *life) {
	if _, ok := touched[l]; ok {
		return
	}
	touched[l] = nil
	if l.exists() {
		x.living--
	}
}

// add adds entries and returns the lives that are new.
func (x *index) add(fresh []*store.Rev, touched map[*life][]*store.Rev) (born []*life) {
	for _, r := range fresh {
		l := x.byKey[r.Key]
		if l == nil {
			l = &life{key: r.Key}
			x.byKey[r.Key] = l
			born = append(born, l)
		}
		x.touch(touched, l)
		n := len(l.revs)
		l.revs = append(l.revs, r)
		if n > 0 && l.revs[n-1].Compare(r) > 0 { // it was missing in the middle
			slices.SortFunc(l.revs, (*store.Rev).Compare)
		}
		x.bytes += size(r)
	}
	return born
}

// settle counts what was changed, and puts new keys in order.
func (x *index) settle(touched map[*life][]*store.Rev, born []*life) {
	dead := false
	for l := range touched {
		switch {
		case len(l.revs) == 0:
			delete(x.byKey, l.key)
			dead = true
		case l.exists():
			x.living++
		}
	}
	if dead {
		x.keys = slices.DeleteFunc(x.keys, func(l *life) bool { return len(l.revs) == 0 })
	}
	const few = 16
	if len(born) <= few {
		for _, l := range born {
			at, _ := x.row(l.key)
			x.keys = slices.Insert(x.keys, at, l)
		}
		return
	}
	x.keys = append(x.keys, born...)
	slices.SortFunc(x.keys, func(a, b *life) int { return cmp.Compare(a.key, b.key) })
}

// wrote returns what the raft entry at an index wrote.
func (x *index) wrote(index uint64) []*store.Rev {
	if x.asked != index {
		x.asked, x.answer = index, x.of.Wrote(index)
	}
	return x.answer
}

// difference returns what is in one list of revisions only. Lists that begin in
// the same memory are the same as far as both go.
func difference(old, now []*store.Rev) (gone, fresh []*store.Rev) {
	n := min(len(old), len(now))
	i := 0
	if n > 0 && &old[0] == &now[0] {
		i = n
	}
	for i < n && old[i] == now[i] {
		i++
	}
	old, now = old[i:], now[i:]
	if len(old) == 0 || len(now) == 0 {
		return old, now
	}
	for len(old) > 0 && len(now) > 0 {
		switch c := old[0].Compare(now[0]); {
		case old[0] == now[0]:
			old, now = old[1:], now[1:]
		case c <= 0:
			gone, old = append(gone, old[0]), old[1:]
		default:
			fresh, now = append(fresh, now[0]), now[1:]
		}
	}
	return append(gone, old...), append(fresh, now...)
}

// without returns the entries that are not among those gone, both in order.
func without(revs, gone []*store.Rev) []*store.Rev {
	kept := revs[:0]
	for _, r := range revs {
		if len(gone) > 0 && gone[0] == r {
			gone = gone[1:]
			continue
		}
		kept = append(kept, r)
	}
	clear(revs[len(kept):])
	return kept
}

// size returns how many bytes an entry of the bucket "key" has: 17 for its
// revision, or 18 for a tombstone's, and an mvccpb.KeyValue, which has of a
// tombstone only the key.
func size(r *store.Rev) int64 {
	n := 17 + field(len(r.Key))
	if r.Tombstone {
		return int64(n + 1)
	}
	for _, v := range [...]int64{r.Created, r.Main, r.Version, r.Lease} {
		if v != 0 {
			n += 1 + varint(uint64(v))
		}
	}
	return int64(n + field(len(r.Value)))
}

// field returns how many bytes a protocol buffer's field of so many bytes takes.
func field(n int) int {
	if n == 0 {
		return 0
	}
	return 1 + varint(uint64(n)) + n
}

func varint(v uint64) (n int) {
	for n = 1; v >= 0x80; n++ {
		v >>= 7
	}
	return n
}
