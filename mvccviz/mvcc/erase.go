package mvcc

import (
	"bytes"
	"encoding/binary"
	"slices"
	"sort"

	"go.etcd.io/bbolt"
)

// erase deletes from a bucket of the file what its buffer says is gone.
//
// After a transaction that deleted, bbolt merges pages that have become too
// empty with their neighbours, one after the other in the order of a map: with
// two such pages the file would come out another way each time. So what leaves
// bbolt nothing to merge goes first, as much at once as may be; and then, page
// by page, the rest. The file comes out about as large as etcd's.
func (b *backend) flushDeletes(id bucket) error {
	keys := make([][]byte, 0, len(b.pending[id])-b.pending[id].numPuts())
	for _, p := range b.pending[id] {
		if p.deleted {
			keys = append(keys, p.key)
		}
	}
	return cannotWrite(b.path, b.guard(func() (err error) {
		if id == bucketKey {
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

// eraseLeaf deletes those of the keys, which rise, that belong to the same leaf
// page as the first, and returns the others.
func (b *backend) deleteInLeaf(id bucket, keys [][]byte) (rest [][]byte, err error) {
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

// eraseUnmerged deletes those of the keys, which rise and are all in the file,
// that can go without any page being merged; one transaction for each branch
// page. It returns the others.
func (b *backend) deleteUnmerged(id bucket, keys [][]byte) (rest [][]byte, err error) {
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

// unmerged parts the keys of a branch into those that may go now, in one
// transaction of fill percentage 0, and those that may not. Bbolt then merges
// only a leaf with a single entry and a branch with two children: so those may
// go whose leaf keeps more or none, while the branch keeps its children. Those of
// a leaf that would keep little may not, either: it had better be merged.
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

// erasePart deletes keys, which rise, in one transaction.
//
// It goes backwards with one cursor: the key to go is mostly the one before, so
// it need not be looked for, and there is mostly nothing behind it on its page,
// that would have to move.
func (b *backend) deleteKeys(id bucket, keys [][]byte, fill float64) error {
	if len(keys) == 0 {
		return nil
	}
	return b.db.Update(func(tx *bbolt.Tx) error {
		bk := tx.Bucket(bucketNames[id])
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

// nearby is how many entries back a key is looked for before it is sought from
// the root.
const maxBackSteps = 16

// little is the part of a leaf's entries, one in so many, below which it is
// merged. Merging less makes files larger than etcd's; more, compaction slower.
const mergeFraction = 6

// minChildren is more than bbolt wants a branch page to have (node.minKeys).
const minChildren = 3

// before returns how many of the keys, which rise, come before end; nil is no
// end.
func countBefore(keys [][]byte, end []byte) int {
	if end == nil {
		return len(keys)
	}
	return sort.Search(len(keys), func(i int) bool { return bytes.Compare(keys[i], end) >= 0 })
}

// A branch page lists its children, in key order: for each where its first key
// lies, counted from the element, how long that key is, and its page.
const (
	branchFlag       = 0x01
	branchElementLen = 16
	offKeyLen        = 4
	offChild         = 8
)

// A branch is a branch page whose children are leaves.
type branch struct {
	page   []byte // nil if the tree is a single leaf
	endKey []byte // the first key of the branch after it, nil if it is the last
	index  int    // the child that was looked for
}

// descend returns the branch over the leaf that a key of a bucket belongs to,
// valid until the next descent.
func (b *backend) findBranch(id bucket, key []byte) (br branch, err error) {
	var root uint64
	if err := b.db.View(func(tx *bbolt.Tx) error {
		root = uint64(tx.Bucket(bucketNames[id]).Root())
		return nil
	}); err != nil || root == 0 {
		return br, err // root 0: the bucket lies inside its parent's page
	}
	var end []byte
	for depth := range maxDepth {
		if depth == len(b.pageBufs) {
			b.pageBufs = append(b.pageBufs, make([]byte, pageSize))
		}
		page := b.pageBufs[depth]
		if _, err := b.file.ReadAt(page, int64(root)*pageSize); err != nil {
			return br, err
		}
		next := branch{page: page, endKey: end}
		switch flags := binary.NativeEndian.Uint16(page[offFlags:]); {
		case flags == leafFlag:
			return br, nil
		case flags != branchFlag || !next.valid():
			return br, corrupt(b.path, "page %d is neither leaf nor branch", root)
		}
		next.index = next.childFor(key)
		root, end, br = next.child(next.index), next.childEnd(next.index), next
	}
	return br, corrupt(b.path, "page %d leads nowhere", root)
}

// maxDepth is more branches above one another than any file has.
const maxDepth = 64

// leafCount returns how many entries a leaf page has.
func (b *backend) leafCount(id uint64) (int, error) {
	var head [pageHeaderLen]byte
	if _, err := b.file.ReadAt(head[:], int64(id)*pageSize); err != nil {
		return 0, err
	}
	return int(binary.NativeEndian.Uint16(head[offCount:])), nil
}

// valid reports whether the page holds what it lists.
func (br branch) valid() bool {
	n := br.len()
	if n == 0 || pageHeaderLen+n*branchElementLen > len(br.page) {
		return false
	}
	for i := range n {
		if from, to := br.keyBounds(i); from > to || to > len(br.page) {
			return false
		}
	}
	return true
}

func (br branch) len() int { return int(binary.NativeEndian.Uint16(br.page[offCount:])) }

// span returns where in the page the first key of a child lies.
func (br branch) keyBounds(i int) (from, to int) {
	at := pageHeaderLen + i*branchElementLen
	from = at + int(binary.NativeEndian.Uint32(br.page[at:]))
	return from, from + int(binary.NativeEndian.Uint32(br.page[at+offKeyLen:]))
}

func (br branch) child(i int) uint64 {
	return binary.NativeEndian.Uint64(br.page[pageHeaderLen+i*branchElementLen+offChild:])
}

// childEnd returns the first key after a child's, nil if there is none.
func (br branch) childEnd(i int) []byte {
	if i+1 == br.len() {
		return br.endKey
	}
	from, to := br.keyBounds(i + 1)
	return br.page[from:to]
}

// find returns the child that a key belongs to.
func (br branch) childFor(key []byte) int {
	after := sort.Search(br.len(), func(i int) bool {
		from, to := br.keyBounds(i)
		return bytes.Compare(br.page[from:to], key) > 0
	})
	return max(after-1, 0)
}
