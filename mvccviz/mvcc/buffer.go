package mvcc

import (
	"bytes"
	"slices"
)

// A pair is an entry of a bucket or, in a bucketBuffer, the deletion of a key.
type pair struct {
	key, value []byte
	deleted    bool // the key is to be deleted from the file, if it is there
}

// A bucketBuffer holds the pending changes of one bucket, in key order.
type bucketBuffer []pair

// put adds a pair or replaces the one with the same key. It reports whether the
// replaced pair was a deletion. A key greater than all others is appended
// without a search.
func (w *bucketBuffer) put(p pair) (wasDeleted bool) {
	b := *w
	if n := len(b); n == 0 || bytes.Compare(b[n-1].key, p.key) < 0 {
		*w = append(b, p)
		return false
	}
	i, found := b.search(p.key)
	if found {
		wasDeleted, b[i] = b[i].deleted, p
		return wasDeleted
	}
	*w = slices.Insert(b, i, p)
	return false
}

// get returns the buffered value of a key. ok is false if the key is not
// buffered; a buffered deletion has the value nil.
func (w bucketBuffer) get(key []byte) (value []byte, ok bool) {
	if len(w) == 0 || bytes.Compare(key, w[0].key) < 0 {
		return nil, false // the usual case: a revision older than the batch
	}
	i, found := w.search(key)
	if !found {
		return nil, false
	}
	return w[i].value, true
}

// from returns the pairs whose key is at or after key.
func (w bucketBuffer) from(key []byte) bucketBuffer {
	if len(key) == 0 {
		return w
	}
	i, _ := w.search(key)
	return w[i:]
}

// numPuts returns the number of pairs that are not deletions.
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

// arenaChunk is the least that an arena allocates; arenaKeep is the most that
// it keeps allocated for the next batch.
const (
	arenaChunk = 64 << 10
	arenaKeep  = 1 << 20
)

// An arena is the memory of the pairs of a batch.
type arena []byte

// reserve returns an empty slice with room for n bytes.
func (a *arena) reserve(n int) []byte {
	if cap(*a)-len(*a) < n {
		*a = make([]byte, 0, max(n, arenaChunk, min(2*cap(*a), arenaKeep)))
	}
	return (*a)[len(*a):]
}

// take keeps p, which was appended to the slice that reserve returned last.
func (a *arena) take(p []byte) { *a = (*a)[:len(*a)+len(p)] }

// reset frees all memory taken.
func (a *arena) reset() {
	if cap(*a) > arenaKeep {
		*a = nil
	}
	*a = (*a)[:0]
}

// copied returns a copy of p in the arena.
func (a *arena) copied(p []byte) []byte {
	c := append(a.reserve(len(p)), p...)
	a.take(c)
	return c[:len(c):len(c)]
}
