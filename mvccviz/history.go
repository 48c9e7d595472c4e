package mvccviz

import (
	"bytes"

	"github.com/google/btree"

	"raftviz/mvccviz/mvcc"
)

// A KeyHistory is what etcd's key index knows of a key after a restart: the
// generations of which the store still holds something. All but the last end in
// a tombstone; the last is empty if the key does not exist.
type KeyHistory struct {
	Key         []byte
	Generations []Generation
	Omitted     int   // older revisions that were left out to save memory
	Lease       int64 // that the key is attached to; 0 if it does not exist
}

// A Generation is one life of a key. Its Created is zero if only the tombstone
// is left of it.
type Generation = mvcc.Generation

// Last returns the last generation.
func (h *KeyHistory) Last() *Generation { return &h.Generations[len(h.Generations)-1] }

// Living reports whether the key exists.
func (h *KeyHistory) Living() bool { return len(h.Last().Revs) > 0 }

// Modified returns the last change, be it a tombstone.
func (h *KeyHistory) Modified() mvcc.Revision {
	g := h.Last()
	if len(g.Revs) == 0 && len(h.Generations) > 1 {
		g = &h.Generations[len(h.Generations)-2]
	}
	if len(g.Revs) == 0 {
		return mvcc.Revision{}
	}
	return g.Revs[len(g.Revs)-1]
}

// String returns the generations as package mvcc writes them: "{2.0 4.0 5.0t}{6.0}".
func (h *KeyHistory) String() string {
	var b []byte
	for i, g := range h.Generations {
		b = append(b, '{')
		if i == 0 && h.Omitted > 0 {
			b = append(b, "… "...)
		}
		for j, r := range g.Revs {
			if j > 0 {
				b = append(b, ' ')
			}
			b = append(b, r.String()...)
		}
		if i < len(h.Generations)-1 {
			b = append(b, 't')
		}
		b = append(b, '}')
	}
	return string(b)
}

// add notes the next revision of the key, as etcd does when it starts. A
// tombstone of a key that does not exist is passed over, as etcd does, too.
func (h *KeyHistory) add(r *Revision) (added int) {
	if len(h.Generations) == 0 {
		g := Generation{Created: mvcc.Revision{Main: r.Created}, Version: r.Version}
		if r.Tombstone {
			g = Generation{Version: 1}
		}
		g.Revs = append(g.Revs, r.Revision)
		h.Generations = append(h.Generations, g)
	} else {
		g := h.Last()
		switch {
		case len(g.Revs) > 0:
		case r.Tombstone:
			return 0
		default:
			g.Created = r.Revision
		}
		g.Revs = append(g.Revs, r.Revision)
		g.Version++
	}
	h.Lease = r.Lease
	if r.Tombstone {
		h.Last().Ended = true
		h.Generations = append(h.Generations, Generation{})
	}
	return 1
}

// revisions returns how many revisions are kept.
func (h *KeyHistory) revisions() (n int) {
	for i := range h.Generations {
		n += len(h.Generations[i].Revs)
	}
	return n
}

// HistoriesOf returns what the key index of an open store holds of the keys of a
// range, limit of them at most, 0 being all, and whether there are more.
func HistoriesOf(s *mvcc.Store, r Range, limit int) (keys []*KeyHistory, more bool) {
	s.Histories(r.Key, r.End, func(h mvcc.KeyHistory) bool {
		if more = limit > 0 && len(keys) == limit; more {
			return false
		}
		keys = append(keys, &KeyHistory{Key: h.Key, Generations: h.Generations, Lease: s.LeaseOf(h.Key)})
		return true
	})
	return keys, more
}

// trim leaves out the oldest revisions but for the newest n.
func (h *KeyHistory) trim(n int) {
	for drop := h.revisions() - n; drop > 0; {
		g := &h.Generations[0]
		k := min(drop, len(g.Revs))
		g.Revs = append([]mvcc.Revision(nil), g.Revs[k:]...)
		h.Omitted += k
		drop -= k
		if len(g.Revs) == 0 && len(h.Generations) > 1 {
			h.Generations = append([]Generation(nil), h.Generations[1:]...)
		}
	}
}

// How much Histories keeps unless it is told.
const (
	defaultBudget = 64 << 20 // bytes
	keyCost       = 320      // bytes a key takes, about, besides itself
	revCost       = 24       // bytes a revision takes, about: slices have room to grow
)

// Histories collects the generations of the first keys of a range, living or
// not. Feed it every revision in order.
type Histories struct {
	Range     Range
	At        int64 // as of this main revision; 0 is the newest
	Keys      int   // keys to keep at most; 0 or below is all
	Revisions int   // newest revisions to keep of each at most; 0 or below is all
	Budget    int   // bytes to keep at most, about; 0 is 64 MB

	tree    *btree.BTreeG[*entry]
	probe   entry
	size    int
	evicted bool
}

type entry struct {
	KeyHistory
	size int // what the budget counts
	revs int // kept
}

// Add notes a revision. It keeps no part of it.
func (h *Histories) Add(r *Revision) {
	if h.tree == nil {
		h.tree = btree.NewG(32, func(a, b *entry) bool { return bytes.Compare(a.Key, b.Key) < 0 })
	}
	if h.At > 0 && r.Main > h.At || !h.Range.Has(r.Key) {
		return
	}
	if h.evicted { // usual in a large file: past the last that is kept
		if last, ok := h.tree.Max(); ok && bytes.Compare(r.Key, last.Key) > 0 {
			return
		}
	}
	h.probe.Key = r.Key
	e, ok := h.tree.Get(&h.probe)
	if !ok {
		e = &entry{KeyHistory: KeyHistory{Key: bytes.Clone(r.Key)}, size: keyCost + len(r.Key)}
		h.tree.ReplaceOrInsert(e)
		h.size += e.size
	}
	h.note(e, r)
	h.shrink(e)
}

// note adds a revision to a key.
func (h *Histories) note(e *entry, r *Revision) {
	e.revs += e.add(r)
	size := keyCost + len(e.Key) + revCost*e.revs + 48*len(e.Generations)
	h.size += size - e.size
	e.size = size
	if h.Revisions > 0 && e.revs >= 2*h.Revisions {
		h.trim(e, h.Revisions)
	}
}

func (h *Histories) trim(e *entry, n int) {
	e.KeyHistory.trim(n)
	e.revs = e.revisions()
	size := keyCost + len(e.Key) + revCost*e.revs + 48*len(e.Generations)
	h.size += size - e.size
	e.size = size
}

// shrink pushes out the last keys, or if but one is left, old revisions of it.
func (h *Histories) shrink(e *entry) {
	budget := h.Budget
	if budget <= 0 {
		budget = defaultBudget
	}
	for h.tree.Len() > 1 && (h.size > budget || h.Keys > 0 && h.tree.Len() > h.Keys) {
		last, _ := h.tree.DeleteMax()
		h.size -= last.size
		h.evicted = true
	}
	if h.tree.Len() == 1 && h.size > budget && e.revs > 1 {
		h.trim(e, e.revs/2)
	}
}

// Result returns the keys in order, and whether the range holds more of them.
func (h *Histories) Result() (keys []*KeyHistory, more bool) {
	if h.tree == nil {
		return nil, false
	}
	keys = make([]*KeyHistory, 0, h.tree.Len())
	h.tree.Ascend(func(e *entry) bool {
		if h.Revisions > 0 {
			h.trim(e, h.Revisions)
		}
		keys = append(keys, &e.KeyHistory)
		return true
	})
	return keys, h.evicted
}

// EachHistory calls f with the history of each key of a range, in key order, in
// one pass over the revisions for as many keys as h has room for. h says what of
// each is wanted and must be new.
func EachHistory(src Source, h Histories, f func(*KeyHistory) error) error {
	for {
		page := h
		if err := EachRevision(src, mvcc.Revision{}, page.feed); err != nil {
			return err
		}
		keys, more := page.Result()
		for _, k := range keys {
			if err := f(k); err != nil {
				return unstop(err)
			}
		}
		if !more {
			return nil
		}
		h.Range = h.Range.after(keys[len(keys)-1].Key)
	}
}

func (h *Histories) feed(r *Revision) error {
	if h.At > 0 && r.Main > h.At {
		return ErrStop
	}
	h.Add(r)
	return nil
}

// EachAt calls f with the puts of which a range consists as of a main revision,
// 0 being the newest, in key order: what a range request returns. Of many keys
// it may need several passes. What f is given is its own. The caller sees to it
// that the revision is neither compacted nor in the future. Keys is a hint of
// how many are wanted, 0 for all.
func EachAt(src Source, r Range, at int64, keys int, f func(*Revision) error) error {
	h := Histories{Range: r, At: at, Revisions: 1}
	if keys > 0 {
		h.Keys = 2*keys + 1000 // there may be dead ones between
	}
	return EachHistory(src, h, func(k *KeyHistory) error {
		if !k.Living() {
			return nil
		}
		put, err := Lookup(src, k.Modified())
		if err != nil || put == nil {
			return err
		}
		return f(put)
	})
}
