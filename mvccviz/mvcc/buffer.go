package mvcc

import (
	"bytes"
	"slices"
)

// A pair is one entry of a bucket; in a writeBuffer also one that is to go.
type pair struct {
	key, value []byte
	deleted    bool // the file may have the key, and shall no longer
}

// A writeBuffer holds what is to change in one bucket of the file, in key order.
type bucketBuffer []pair

// put adds an entry or replaces the one with its key, and reports whether that
// was gone. Keys that rise cost nothing to find a place for.
func (w *bucketBuffer) put(p pair) (wasGone bool) {
	b := *w
	if n := len(b); n == 0 || bytes.Compare(b[n-1].key, p.key) < 0 {
		*w = append(b, p)
		return false
	}
	i, found := b.search(p.key)
	if found {
		wasGone, b[i] = b[i].deleted, p
		return wasGone
	}
	*w = slices.Insert(b, i, p)
	return false
}

// get returns the value of the entry with the given key: nil if it is gone.
func (w bucketBuffer) get(key []byte) ([]byte, bool) {
	if len(w) == 0 || bytes.Compare(key, w[0].key) < 0 {
		return nil, false // revisions older than the batch: the usual case
	}
	i, found := w.search(key)
	if !found {
		return nil, false
	}
	return w[i].value, true
}

// from returns the entries from key on.
func (w bucketBuffer) from(key []byte) bucketBuffer {
	if len(key) == 0 {
		return w
	}
	i, _ := w.search(key)
	return w[i:]
}

// puts returns how many of the entries are not gone.
func (w bucketBuffer) numPuts() (n int) {
	for i := range w {
		if !w[i].deleted {
			n++
		}
	}
	return n
}

func (w bucketBuffer) search(key []byte) (int, bool) {
	return slices.BinarySearchFunc(w, key, func(p pair, key []byte) int { return bytes.Compare(p.key, key) })
}

// Chunk sizes of an arena: what it takes at once, and what it keeps for the
// next batch at most.
const (
	arenaChunk = 64 << 10
	arenaKeep  = 1 << 20
)

// An arena is the memory that the pairs of a batch lie in.
type arena []byte

// reserve returns an empty slice with room for n bytes.
func (a *arena) reserve(n int) []byte {
	if cap(*a)-len(*a) < n {
		*a = make([]byte, 0, max(n, arenaChunk, min(2*cap(*a), arenaKeep)))
	}
	return (*a)[len(*a):]
}

// take makes p, which was built in what reserve returned last, its own.
func (a *arena) take(p []byte) { *a = (*a)[:len(*a)+len(p)] }

// reset frees everything taken.
func (a *arena) reset() {
	if cap(*a) > arenaKeep {
		*a = nil
	}
	*a = (*a)[:0]
}

// copied returns a copy of p that lies in the arena.
func (a *arena) copied(p []byte) []byte {
	c := append(a.reserve(len(p)), p...)
	a.take(c)
	return c[:len(c):len(c)]
}
