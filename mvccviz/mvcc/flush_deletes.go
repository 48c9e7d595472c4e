package mvcc

import (
	"bytes"
	"slices"
	"sort"

	"raftviz/mvccviz/layout"

	"go.etcd.io/bbolt"
)

// flushDeletes deletes from a bucket of the file the keys that the buffer marks
// as deleted.
//
// At the end of a transaction with deletions, bbolt merges each page that has
// become too empty with a neighbor, in map order. With two such pages, the file
// would not always come out the same. So flushDeletes first deletes what leads
// to no merge, in as few transactions as possible, and then the rest, one leaf
// page a transaction. The file comes out about as large as etcd's.
func (b *backend) flushDeletes(id layout.Bucket) error {
	keys := make([][]byte, 0, len(b.pending[id])-b.pending[id].numPuts())
	for _, p := range b.pending[id] {
		if p.deleted {
			keys = append(keys, p.key)
		}
	}
	return cannotWrite(b.path, b.guard(func() (err error) {
		if id == layout.KeyBucket {
			if keys, err = b.deleteUnmerged(id, keys); err != nil {
				return err
			}
		}
		for len(keys) > 0 && err == nil {
			keys, err = b.deleteInLeaf(id, keys)
		}
		return err
	}))
}

// deleteInLeaf deletes the keys that belong to the same leaf page as the first,
// and returns the others. keys must be in ascending order.
func (b *backend) deleteInLeaf(id layout.Bucket, keys [][]byte) (rest [][]byte, err error) {
	br, err := b.findBranch(id, keys[0])
	if err != nil {
		return nil, err
	}
	n := len(keys)
	if br.page != nil {
		n = countBefore(keys, br.childEnd(br.index))
	}
	return keys[n:], b.deleteKeys(id, keys[:n], keyFillPercent)
}

// deleteUnmerged deletes the keys that can go without any page being merged, in
// one transaction per branch page, and returns the others. keys must be in
// ascending order and all be in the file.
func (b *backend) deleteUnmerged(id layout.Bucket, keys [][]byte) (rest [][]byte, err error) {
	for len(keys) > 0 {
		br, err := b.findBranch(id, keys[0])
		if err != nil {
			return nil, err
		}
		if br.page == nil {
			return append(rest, keys...), nil
		}
		n := countBefore(keys, br.endKey)
		now, later, err := b.splitUnmerged(br, keys[:n])
		if err != nil {
			return nil, err
		}
		if err := b.deleteKeys(id, now, 0); err != nil {
			return nil, err
		}
		rest, keys = append(rest, later...), keys[n:]
	}
	return rest, nil
}

// splitUnmerged splits the keys of a branch into those that can be deleted now,
// in one transaction with fill percentage 0, and those to be deleted later.
// With this fill percentage, bbolt merges only a leaf with a single entry and a
// branch with two children. So the keys of a leaf can be deleted now if they
// are all of its entries and the branch keeps enough children, or if at least
// two entries remain. If only few of many entries remain, the keys wait: it is
// better to merge that leaf.
func (b *backend) splitUnmerged(br branch, keys [][]byte) (now, later [][]byte, err error) {
	for children := br.len(); len(keys) > 0; {
		i := br.childFor(keys[0])
		n := countBefore(keys, br.childEnd(i))
		count, err := b.leafCount(br.child(i))
		if err != nil {
			return nil, nil, err
		}
		switch left := count - n; {
		case left == 0 && children > minChildren:
			children--
			now = append(now, keys[:n]...)
		case left >= 2 && mergeFraction*left >= count:
			now = append(now, keys[:n]...)
		default:
			later = append(later, keys[:n]...)
		}
		keys = keys[n:]
	}
	return now, later, nil
}

// deleteKeys deletes keys, which must be in ascending order, in one
// transaction.
//
// It goes backwards with one cursor. The next key to delete is usually just
// before the last one, so no search is needed, and few entries follow it on its
// page that would have to move.
func (b *backend) deleteKeys(id layout.Bucket, keys [][]byte, fill float64) error {
	if len(keys) == 0 {
		return nil
	}
	return b.db.Update(func(tx *bbolt.Tx) error {
		bk := tx.Bucket(id.Name())
		bk.FillPercent = fill
		c := bk.Cursor()
		at, _ := c.Seek(keys[len(keys)-1])
		for _, key := range slices.Backward(keys) {
			for near := 0; near < maxBackSteps && bytes.Compare(at, key) > 0; near++ {
				at, _ = c.Prev()
			}
			if !bytes.Equal(at, key) {
				at, _ = c.Seek(key)
			}
			if !bytes.Equal(at, key) {
				continue // it is not in the file
			}
			if err := c.Delete(); err != nil {
				return err
			}
		}
		return nil
	})
}

// maxBackSteps is how many entries the cursor goes back before it searches a
// key from the root.
const maxBackSteps = 16

// mergeFraction sets when a leaf is merged: when less than one in mergeFraction
// of its entries remains. A larger number makes files larger than etcd's; a
// smaller one makes compaction slower.
const mergeFraction = 6

// minChildren is the least number of children with which bbolt leaves a branch
// page alone: more than node.minKeys.
const minChildren = 3

// countBefore returns how many of the keys, in ascending order, are below end;
// nil means no end.
func countBefore(keys [][]byte, end []byte) int {
	if end == nil {
		return len(keys)
	}
	return sort.Search(len(keys), func(i int) bool { return bytes.Compare(keys[i], end) >= 0 })
}
