package mvccviz

import (
	"bytes"

	"raftviz/mvccviz/layout"

	"github.com/google/btree"
)

// The defaults and memory estimates of Histories.
const (
	defaultBudget = 64 << 20 // bytes
	keyCost       = 320      // bytes per key, approximately, in addition to the key itself
	revCost       = 24       // bytes per revision, approximately: slices have spare capacity
)

// Histories collects the generations of the first keys of a range, existing or
// deleted. Add must be called with every revision in order.
type Histories struct {
	Range     Range
	At        int64 // as of this main revision; 0 means the newest
	Keys      int   // most keys to keep; 0 or less means all
	Revisions int   // most revisions to keep per key, the newest; 0 or less means all
	Budget    int   // approximate limit of memory, in bytes; 0 means 64 MB

	tree    *btree.BTreeG[*keyEntry]
	probe   keyEntry
	size    int
	evicted bool
}

// A keyEntry is a key that Histories keeps.
type keyEntry struct {
	KeyHistory
	size int // bytes counted against the budget
	revs int // number of revisions kept
}

// Add records a revision. It does not keep r or its slices.
func (h *Histories) Add(r *Revision) {
	if h.tree == nil {
		h.tree = btree.NewG(32, func(a, b *keyEntry) bool { return bytes.Compare(a.Key, b.Key) < 0 })
	}
	if h.At > 0 && r.Main > h.At || !h.Range.Has(r.Key) {
		return
	}
	if h.evicted { // the usual case in a large file: a key after the last one kept
		if last, ok := h.tree.Max(); ok && bytes.Compare(r.Key, last.Key) > 0 {
			return
		}
	}
	h.probe.Key = r.Key
	e, ok := h.tree.Get(&h.probe)
	if !ok {
		e = &keyEntry{KeyHistory: KeyHistory{Key: bytes.Clone(r.Key)}, size: keyCost + len(r.Key)}
		h.tree.ReplaceOrInsert(e)
		h.size += e.size
	}
	h.record(e, r)
	h.evict(e)
}

// record adds a revision to a key.
func (h *Histories) record(e *keyEntry, r *Revision) {
	e.revs += e.add(r)
	size := keyCost + len(e.Key) + revCost*e.revs + 48*len(e.Generations)
	h.size += size - e.size
	e.size = size
	if h.Revisions > 0 && e.revs >= 2*h.Revisions {
		h.trim(e, h.Revisions)
	}
}

func (h *Histories) trim(e *keyEntry, n int) {
	e.KeyHistory.trim(n)
	e.revs = e.numRevisions()
	size := keyCost + len(e.Key) + revCost*e.revs + 48*len(e.Generations)
	h.size += size - e.size
	e.size = size
}

// evict removes the last keys until the rest fits; if only one key is left, it
// removes old revisions of it.
func (h *Histories) evict(e *keyEntry) {
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

// Result returns the keys in order, and whether the range has more.
func (h *Histories) Result() (keys []*KeyHistory, more bool) {
	if h.tree == nil {
		return nil, false
	}
	keys = make([]*KeyHistory, 0, h.tree.Len())
	h.tree.Ascend(func(e *keyEntry) bool {
		if h.Revisions > 0 {
			h.trim(e, h.Revisions)
		}
		keys = append(keys, &e.KeyHistory)
		return true
	})
	return keys, h.evicted
}

// EachHistory calls f with the history of each key of a range, in key order. It
// makes one pass over the revisions for as many keys as h has room for. h
// selects what is kept of each key and must be unused.
func EachHistory(src Source, h Histories, f func(*KeyHistory) error) error {
	for {
		page := h
		if err := EachRevision(src, layout.Revision{}, page.addUntilAt); err != nil {
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

func (h *Histories) addUntilAt(r *Revision) error {
	if h.At > 0 && r.Main > h.At {
		return ErrStop
	}
	h.Add(r)
	return nil
}

// EachAt calls f with the puts that a range request at a main revision returns,
// 0 being the newest, in key order. For many keys it may need several passes. f
// may keep its argument. The revision must be neither compacted nor in the
// future. keys is a hint of how many puts are wanted, 0 for all.
func EachAt(src Source, r Range, at int64, keys int, f func(*Revision) error) error {
	h := Histories{Range: r, At: at, Revisions: 1}
	if keys > 0 {
		h.Keys = 2*keys + 1000 // leaves room for deleted keys
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
