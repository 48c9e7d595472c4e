package mvcc

import (
	"bytes"
	"encoding/binary"
	"sort"

	"raftviz/mvccviz/layout"

	"go.etcd.io/bbolt"
)

// A branch page lists its children in key order. Each element holds the offset
// of the child's first key, counted from the element, the key's length, and the
// child's page number.
const (
	branchFlag       = 0x01
	branchElementLen = 16
	offKeyLen        = 4
	offChild         = 8
)

// A branch is a branch page whose children are leaves.
type branch struct {
	page   []byte // nil if the tree is a single leaf
	endKey []byte // the first key after this branch, nil if it is the last one
	index  int    // the child that findBranch looked for
}

// findBranch returns the branch above the leaf that a key belongs to. It is
// valid until the next call. Its page is nil if the bucket is a single leaf.
func (b *backend) findBranch(id layout.Bucket, key []byte) (br branch, err error) {
	var root uint64
	if err := b.db.View(func(tx *bbolt.Tx) error {
		root = uint64(tx.Bucket(id.Name()).Root())
		return nil
	}); err != nil || root == 0 {
		return br, err // root 0: the bucket is inline in its parent's page
	}
	var end []byte
	for depth := range maxDepth {
		if depth == len(b.pageBufs) {
			b.pageBufs = append(b.pageBufs, make([]byte, layout.PageSize))
		}
		page := b.pageBufs[depth]
		if _, err := b.file.ReadAt(page, int64(root)*layout.PageSize); err != nil {
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
	return br, corrupt(b.path, "the tree is deeper than %d pages", maxDepth)
}

// maxDepth is more than the depth of any real file.
const maxDepth = 64

// leafCount returns the number of entries of a leaf page.
func (b *backend) leafCount(id uint64) (int, error) {
	var head [pageHeaderLen]byte
	if _, err := b.file.ReadAt(head[:], int64(id)*layout.PageSize); err != nil {
		return 0, err
	}
	return int(binary.NativeEndian.Uint16(head[offCount:])), nil
}

// valid reports whether all keys that the page lists lie inside it.
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

// keyBounds returns where in the page the first key of a child starts and ends.
func (br branch) keyBounds(i int) (from, to int) {
	at := pageHeaderLen + i*branchElementLen
	from = at + int(binary.NativeEndian.Uint32(br.page[at:]))
	return from, from + int(binary.NativeEndian.Uint32(br.page[at+offKeyLen:]))
}

func (br branch) child(i int) uint64 {
	return binary.NativeEndian.Uint64(br.page[pageHeaderLen+i*branchElementLen+offChild:])
}

// childEnd returns the first key after a child's keys, nil if there is none.
func (br branch) childEnd(i int) []byte {
	if i+1 == br.len() {
		return br.endKey
	}
	from, to := br.keyBounds(i + 1)
	return br.page[from:to]
}

// childFor returns the index of the child that a key belongs to.
func (br branch) childFor(key []byte) int {
	after := sort.Search(br.len(), func(i int) bool {
		from, to := br.keyBounds(i)
		return bytes.Compare(br.page[from:to], key) > 0
	})
	return max(after-1, 0)
}
