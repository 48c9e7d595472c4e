package mvcc

import (
	"bytes"
	"encoding/binary"
	"sort"

	"go.etcd.io/bbolt"
)

// erase deletes from a bucket of the file what its buffer says is gone.
//
// After a transaction that deleted, bbolt merges pages that have become too
// empty with their neighbours, one after the other in the order of a map: with
// two such pages the file would come out another way each time. So a
// transaction here deletes either from a single leaf page; or from several in a
// way that leaves bbolt nothing to merge (see reach).
func (b *backend) erase(id bucket) error {
	keys := make([][]byte, 0, len(b.pending[id])-b.pending[id].puts())
	for _, p := range b.pending[id] {
		if p.gone {
			keys = append(keys, p.key)
		}
	}
	for len(keys) > 0 {
		err := b.guard(func() error {
			return b.db.Update(func(tx *bbolt.Tx) (err error) {
				keys, err = b.eraseSome(id, tx.Bucket(bucketNames[id]), keys)
				return err
			})
		})
		if err != nil {
			return cannotWrite(b.path, err)
		}
	}
	return nil
}

// eraseSome deletes the first of the keys, which rise, and those after it that
// may share its transaction, and returns the others.
func (b *backend) eraseSome(id bucket, bk *bbolt.Bucket, keys [][]byte) (rest [][]byte, err error) {
	n, merges, err := b.reach(uint64(bk.Root()), keys, id == bucketKey)
	if err != nil {
		return nil, err
	}
	if bk.FillPercent = keyFill; !merges {
		bk.FillPercent = 0 // of a page that must be filled lest it be merged
	}
	for _, key := range keys[:n] {
		if err := bk.Delete(key); err != nil {
			return nil, err
		}
	}
	return keys[n:], nil
}

// reach returns how many of the keys, which rise, one transaction may delete
// from the tree under root, and whether bbolt may merge pages in doing so: what
// unmerged allows if it allows any, else the keys of the first leaf. All keys
// must be in the tree if several leaves are to be taken.
func (b *backend) reach(root uint64, keys [][]byte, several bool) (n int, merges bool, err error) {
	br, err := b.descend(root, keys[0])
	if err != nil || br.page == nil {
		return len(keys), true, err // a single leaf
	}
	if several {
		if n, err := b.unmerged(br, keys); n > 0 || err != nil {
			return n, false, err
		}
	}
	return before(keys, br.childEnd(br.at)), true, nil
}

// unmerged returns how many of the keys may go at once without any page being
// merged if the fill percentage is 0: the keys of as many leaves of the branch
// as either keep a quarter of their entries, two at least, or lose all, while the
// branch keeps enough children.
func (b *backend) unmerged(br branch, keys [][]byte) (n int, err error) {
	children := br.len()
	for n < len(keys) && before(keys[n:n+1], br.end) > 0 {
		i := br.find(keys[n])
		d := before(keys[n:], br.childEnd(i))
		count, err := b.leafCount(br.child(i))
		if err != nil {
			return 0, err
		}
		switch left := count - d; {
		case left == 0 && children > minChildren:
			children--
		case left < 2:
			return n, nil
		}
		n += d
	}
	return n, nil
}

// minChildren is more than bbolt wants a branch page to have (node.minKeys).
const minChildren = 3

// before returns how many of the keys, which rise, come before end; nil is no
// end.
func before(keys [][]byte, end []byte) int {
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
	page []byte // nil if the tree is a single leaf
	end  []byte // the first key of the branch after it, nil if it is the last
	at   int    // the child that was looked for
}

// descend returns the branch over the leaf that a key belongs to, in the tree
// under root. Root 0 is a bucket that lies inside its parent's page.
func (b *backend) descend(root uint64, key []byte) (br branch, err error) {
	if root == 0 {
		return br, nil
	}
	var end []byte
	for range maxDepth {
		page := make([]byte, pageSize)
		if _, err := b.file.ReadAt(page, int64(root)*pageSize); err != nil {
			return br, err
		}
		next := branch{page: page, end: end}
		switch flags := binary.NativeEndian.Uint16(page[offFlags:]); {
		case flags == leafFlag:
			return br, nil
		case flags != branchFlag || !next.valid():
			return br, corrupt(b.path, "page %d is neither leaf nor branch", root)
		}
		next.at = next.find(key)
		root, end, br = next.child(next.at), next.childEnd(next.at), next
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
		if from, to := br.span(i); from > to || to > len(br.page) {
			return false
		}
	}
	return true
}

func (br branch) len() int { return int(binary.NativeEndian.Uint16(br.page[offCount:])) }

// span returns where in the page the first key of a child lies.
func (br branch) span(i int) (from, to int) {
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
		return br.end
	}
	from, to := br.span(i + 1)
	return br.page[from:to]
}

// find returns the child that a key belongs to.
func (br branch) find(key []byte) int {
	after := sort.Search(br.len(), func(i int) bool {
		from, to := br.span(i)
		return bytes.Compare(br.page[from:to], key) > 0
	})
	return max(after-1, 0)
}
