package mvcc

import (
	"bytes"
	"slices"

	"github.com/google/btree"
)

// btreeDegree is etcd's.
const btreeDegree = 32

// An index holds the keyIndex of every key that the file knows, living or
// deleted, in key order.
type treeIndex struct {
	tree    *btree.BTreeG[*keyIndex]
	numKeys int // keys that exist now

	probe, lo, hi keyIndex // what the tree is searched for; kept, so that a search allocates nothing
}

func newIndex() *treeIndex {
	less := func(a, b *keyIndex) bool { return bytes.Compare(a.key, b.key) < 0 }
	return &treeIndex{tree: btree.NewG(btreeDegree, less)}
}

// get returns the index of the key, or nil if there never was such a key.
func (x *treeIndex) get(key []byte) *keyIndex {
	x.probe.key = key
	ki, _ := x.tree.Get(&x.probe)
	x.probe.key = nil
	return ki
}

// add inserts an index for a key that has none yet, and keeps the slice.
func (x *treeIndex) add(key []byte) *keyIndex {
	ki := newKeyIndex(key)
	x.tree.ReplaceOrInsert(ki)
	return ki
}

// put notes a put and returns the generation that it belongs to. It keeps no
// part of key.
func (x *treeIndex) put(key []byte, rev Revision) *generation {
	ki := x.get(key)
	if ki == nil {
		ki = x.add(bytes.Clone(key))
	}
	if !ki.exists() {
		x.numKeys++
	}
	return ki.put(rev)
}

// tombstone notes the deletion of a key, and reports whether it existed.
func (x *treeIndex) tombstone(ki *keyIndex, rev Revision) bool {
	if !ki.tombstone(rev) {
		return false
	}
	x.numKeys--
	return true
}

// allKeys as the end of a range means every key from its start on; so an API
// request says it, too.
var allKeys = []byte{0}

// visit calls f with the keys of a range in order, until f returns false. The
// range is the single key if end is empty, all keys from key on if end is
// "\x00", and else [key, end). f must neither
// add keys nor visit in its turn.
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

// keep returns, in order, the revisions at or before the given main revision
// that compaction there leaves, one a key at most, but for tombstones.
func (x *treeIndex) keep(at int64) []Revision {
	kept := make([]Revision, 0, x.tree.Len())
	x.tree.Ascend(func(ki *keyIndex) bool {
		if rev, ok := ki.keep(at); ok {
			kept = append(kept, rev)
		}
		return true
	})
	slices.SortFunc(kept, Revision.Compare)
	return kept
}

// compact forgets what a compaction at the given main revision takes away, and
// returns, in order, the revisions at or before it that are left.
func (x *treeIndex) compact(at int64) []Revision {
	kept := make([]Revision, 0, x.tree.Len())
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
	slices.SortFunc(kept, Revision.Compare)
	return kept
}

// PrefixEnd returns the end of the range of all keys that begin with prefix.
func PrefixEnd(prefix []byte) []byte {
	end := bytes.Clone(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i] < 0xff {
			end[i]++
			return end[:i+1]
		}
	}
	return bytes.Clone(allKeys)
}
