package mvcc

import (
	"bytes"
	"cmp"
	"hash/fnv"
)

// A rangeTree holds ranges of keys and finds those that contain a key: a search
// tree by where they begin, in which each node knows the furthest end below it
// (etcd has an interval tree, pkg/adt). It is a treap, whose priorities are
// hashes of the ranges: its shape depends on what it holds alone.
type rangeTree struct{ root *rangeNode }

type rangeNode struct {
	key, end    []byte
	priority    uint64
	watchers    watcherSet
	left, right *rangeNode
	furthest    []byte // of the ends here and below
}

// set returns the watchers of a range, which the tree holds from now on. It
// keeps the slices.
func (t *rangeTree) set(key, end []byte) *watcherSet {
	for n := t.root; n != nil; {
		c := n.compare(key, end)
		if c == 0 {
			return &n.watchers
		}
		n = n.child(c)
	}
	n := &rangeNode{key: key, end: end, priority: rangeHash(key, end), furthest: end}
	t.root = t.root.insert(n)
	return &n.watchers
}

// delete forgets a range.
func (t *rangeTree) delete(key, end []byte) { t.root = t.root.delete(key, end) }

// visit calls f with the watchers of the ranges that contain a key, in the order
// of the ranges.
func (n *rangeNode) visit(key []byte, f func(*watcher)) {
	if n == nil || !beforeEnd(key, n.furthest) {
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

// beforeEnd reports whether a key lies before the end of a range.
func beforeEnd(key, end []byte) bool { return toInfinity(end) || bytes.Compare(key, end) < 0 }

// compare says on which side of the node a range belongs: below 0 is left.
func (n *rangeNode) compare(key, end []byte) int {
	return cmp.Or(bytes.Compare(key, n.key), bytes.Compare(end, n.end))
}

func (n *rangeNode) child(side int) *rangeNode {
	if side < 0 {
		return n.left
	}
	return n.right
}

func (n *rangeNode) insert(x *rangeNode) *rangeNode {
	switch {
	case n == nil:
		return x
	case x.priority > n.priority:
		x.left, x.right = n.split(x)
		return x.updated()
	case n.compare(x.key, x.end) < 0:
		n.left = n.left.insert(x)
	default:
		n.right = n.right.insert(x)
	}
	return n.updated()
}

// split parts a tree into the ranges before x and those after it.
func (n *rangeNode) split(x *rangeNode) (left, right *rangeNode) {
	switch {
	case n == nil:
		return nil, nil
	case n.compare(x.key, x.end) < 0:
		left, n.left = n.left.split(x)
		return left, n.updated()
	}
	n.right, right = n.right.split(x)
	return n.updated(), right
}

func (n *rangeNode) delete(key, end []byte) *rangeNode {
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
	return n.updated()
}

// join makes one tree of two, of which every range of the left comes first.
func join(left, right *rangeNode) *rangeNode {
	switch {
	case left == nil:
		return right
	case right == nil:
		return left
	case left.priority > right.priority:
		left.right = join(left.right, right)
		return left.updated()
	}
	right.left = join(left, right.left)
	return right.updated()
}

// updated returns the node after its children have changed.
func (n *rangeNode) updated() *rangeNode {
	n.furthest = n.end
	for _, child := range []*rangeNode{n.left, n.right} {
		if child != nil && !toInfinity(n.furthest) && beforeEnd(n.furthest, child.furthest) {
			n.furthest = child.furthest
		}
	}
	return n
}

func rangeHash(key, end []byte) uint64 {
	h := fnv.New64a()
	h.Write(key)
	h.Write([]byte{0xff})
	h.Write(end)
	x := h.Sum64() // whose upper bits say little about the last bytes
	x ^= x >> 32
	x *= 0x9e3779b97f4a7c15
	return x ^ x>>29
}
