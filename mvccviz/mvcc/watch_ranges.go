package mvcc

import (
	"bytes"
	"cmp"
	"hash/fnv"
)

// An intervalTree holds ranges of keys and finds those that contain a key, like
// etcd's pkg/adt. It is a search tree ordered by the start of the ranges; each
// node also holds the greatest end in its subtree. It is a treap whose
// priorities are hashes of the ranges, so its shape depends only on the ranges
// it holds.
type intervalTree struct{ root *intervalNode }

type intervalNode struct {
	key, end    []byte
	priority    uint64
	watchers    watcherSet
	left, right *intervalNode
	maxEnd      []byte // the greatest end in this subtree
}

// set returns the watchers of a range, and adds the range if the tree does not
// hold it. It keeps the slices.
func (t *intervalTree) set(key, end []byte) *watcherSet {
	for n := t.root; n != nil; {
		c := n.compare(key, end)
		if c == 0 {
			return &n.watchers
		}
		n = n.child(c)
	}
	n := &intervalNode{key: key, end: end, priority: intervalHash(key, end), maxEnd: end}
	t.root = t.root.insert(n)
	return &n.watchers
}

// delete removes a range.
func (t *intervalTree) delete(key, end []byte) { t.root = t.root.delete(key, end) }

// visit calls f with the watchers of the ranges that contain a key, in the
// order of the ranges.
func (n *intervalNode) visit(key []byte, f func(*watcher)) {
	if n == nil || !beforeEnd(key, n.maxEnd) {
		return
	}
	n.left.visit(key, f)
	if bytes.Compare(n.key, key) > 0 {
		return
	}
	if beforeEnd(key, n.end) {
		for _, wa := range n.watchers {
			f(wa)
		}
	}
	n.right.visit(key, f)
}

// beforeEnd reports whether a key is below the end of a range.
func beforeEnd(key, end []byte) bool { return isOpenEnded(end) || bytes.Compare(key, end) < 0 }

// compare returns a negative number if the range belongs to the left of the
// node, a positive one if to the right, and 0 if it is the node's own.
func (n *intervalNode) compare(key, end []byte) int {
	return cmp.Or(bytes.Compare(key, n.key), bytes.Compare(end, n.end))
}

func (n *intervalNode) child(side int) *intervalNode {
	if side < 0 {
		return n.left
	}
	return n.right
}

func (n *intervalNode) insert(x *intervalNode) *intervalNode {
	switch {
	case n == nil:
		return x
	case x.priority > n.priority:
		x.left, x.right = n.split(x)
		return x.withMaxEnd()
	case n.compare(x.key, x.end) < 0:
		n.left = n.left.insert(x)
	default:
		n.right = n.right.insert(x)
	}
	return n.withMaxEnd()
}

// split splits a subtree into the ranges before x and those after it.
func (n *intervalNode) split(x *intervalNode) (left, right *intervalNode) {
	switch {
	case n == nil:
		return nil, nil
	case n.compare(x.key, x.end) < 0:
		left, n.left = n.left.split(x)
		return left, n.withMaxEnd()
	}
	n.right, right = n.right.split(x)
	return n.withMaxEnd(), right
}

func (n *intervalNode) delete(key, end []byte) *intervalNode {
	if n == nil {
		return nil
	}
	switch c := n.compare(key, end); {
	case c == 0:
		return join(n.left, n.right)
	case c < 0:
		n.left = n.left.delete(key, end)
	default:
		n.right = n.right.delete(key, end)
	}
	return n.withMaxEnd()
}

// join joins two subtrees. Every range of left must be before those of right.
func join(left, right *intervalNode) *intervalNode {
	switch {
	case left == nil:
		return right
	case right == nil:
		return left
	case left.priority > right.priority:
		left.right = join(left.right, right)
		return left.withMaxEnd()
	}
	right.left = join(left, right.left)
	return right.withMaxEnd()
}

// withMaxEnd recomputes maxEnd after a change of the children, and returns n.
func (n *intervalNode) withMaxEnd() *intervalNode {
	n.maxEnd = n.end
	for _, child := range []*intervalNode{n.left, n.right} {
		if child != nil && !isOpenEnded(n.maxEnd) && beforeEnd(n.maxEnd, child.maxEnd) {
			n.maxEnd = child.maxEnd
		}
	}
	return n
}

func intervalHash(key, end []byte) uint64 {
	h := fnv.New64a()
	h.Write(key)
	h.Write([]byte{0xff})
	h.Write(end)
	x := h.Sum64() // its upper bits hardly depend on the last bytes
	x ^= x >> 32
	x *= 0x9e3779b97f4a7c15
	return x ^ x>>29
}
