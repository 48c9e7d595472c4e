package mvcc

import (
	"bytes"
	"slices"

	"raftviz/mvccviz/layout"

	"github.com/google/btree"
)

// btreeDegree is the degree that etcd uses.
const btreeDegree = 32

// A treeIndex holds the keyIndex of every key in the file, deleted ones
// included, in key order (treeIndex in etcd's storage/mvcc/index.go).
type treeIndex struct {
	tree    *btree.BTreeG[*keyIndex]
	numKeys int // keys that exist now

	probe, lo, hi keyIndex // scratch: search arguments, so that a search does not allocate
}

func newTreeIndex() *treeIndex {
	less := func(a, b *keyIndex) bool { return bytes.Compare(a.key, b.key) < 0 }
	return &treeIndex{tree: btree.NewG(btreeDegree, less)}
}

// get returns the keyIndex of a key, or nil if the index does not have it.
func (x *treeIndex) get(key []byte) *keyIndex {
	x.probe.key = key
	ki, _ := x.tree.Get(&x.probe)
	x.probe.key = nil
	return ki
}

// add inserts a keyIndex for a key that has none. It keeps the slice.
func (x *treeIndex) add(key []byte) *keyIndex {
	ki := newKeyIndex(key)
	x.tree.ReplaceOrInsert(ki)
	return ki
}

// put records a put at rev and returns the generation that it belongs to. It
// does not keep key.
func (x *treeIndex) put(key []byte, rev layout.Revision) *generation {
	ki := x.get(key)
	if ki == nil {
		ki = x.add(bytes.Clone(key))
	}
	if !ki.exists() {
		x.numKeys++
	}
	return ki.put(rev)
}

// tombstone records the deletion of a key and reports whether the key existed.
func (x *treeIndex) tombstone(ki *keyIndex, rev layout.Revision) bool {
	if !ki.tombstone(rev) {
		return false
	}
	x.numKeys--
	return true
}

// allKeys as the end of a range means every key from the range's start on, as
// in an API request.
var allKeys = []byte(layout.AllKeys)

// visit calls f with the keys of a range in order, until f returns false. The
// range is the single key if end is empty, all keys from key on if end is
// "\x00", and otherwise [key, end). f must neither add keys nor call visit.
func (x *treeIndex) visit(key, end []byte, f func(*keyIndex) bool) {
	if len(end) == 0 {
		if ki := x.get(key); ki != nil {
			f(ki)
		}
		return
	}
	x.lo.key = key
	if bytes.Equal(end, allKeys) {
		x.tree.AscendGreaterOrEqual(&x.lo, f)
	} else {
		x.hi.key = end
		x.tree.AscendRange(&x.lo, &x.hi, f)
	}
	x.lo.key, x.hi.key = nil, nil
}

// keep returns, in order, the revisions up to the main revision at that a
// compaction at it would keep: at most one per key, without tombstones.
func (x *treeIndex) keep(at int64) []layout.Revision {
	kept := make([]layout.Revision, 0, x.tree.Len())
	x.tree.Ascend(func(ki *keyIndex) bool {
		if rev, ok := ki.keep(at); ok {
			kept = append(kept, rev)
		}
		return true
	})
	slices.SortFunc(kept, layout.Revision.Compare)
	return kept
}

// compact removes what a compaction at the main revision at removes, and
// returns, in order, the revisions up to at that remain.
func (x *treeIndex) compact(at int64) []layout.Revision {
	kept := make([]layout.Revision, 0, x.tree.Len())
	var empty []*keyIndex
	x.tree.Ascend(func(ki *keyIndex) bool {
		if rev, ok := ki.compact(at); ok {
			kept = append(kept, rev)
		}
		if ki.isEmpty() {
			empty = append(empty, ki)
		}
		return true
	})
	for _, ki := range empty {
		x.tree.Delete(ki)
	}
	slices.SortFunc(kept, layout.Revision.Compare)
	return kept
}
