package linear

import (
	"cmp"
	"math"
	"slices"
)

// bounds are the moments between which a revision must have been made, as the
// operations that were told revisions have it: after the invocation of whoever
// was told an earlier one, and before the answer to whoever was told it or a
// later one.
type bounds struct {
	revs  []int64 // of the operations, ascending
	began []int   // began[i] is the latest beginning of those before i
	ended []int   // ended[i] is the earliest end of those from i on
}

func boundsOf(as []attempt) bounds {
	as = slices.DeleteFunc(slices.Clone(as), func(a attempt) bool { return !a.sure })
	slices.SortFunc(as, func(a, b attempt) int { return cmp.Compare(a.Rev, b.Rev) })
	n := len(as)
	b := bounds{revs: make([]int64, n), began: make([]int, n+1), ended: make([]int, n+1)}
	b.ended[n] = math.MaxInt
	for i, a := range as {
		b.revs[i], b.began[i+1] = a.Rev, max(b.began[i], a.began)
	}
	for i, a := range slices.Backward(as) {
		b.ended[i] = min(b.ended[i+1], a.ended)
	}
	return b
}

// of returns the bounds of a revision.
func (b bounds) of(rev int64) (after, before int) {
	i, _ := slices.BinarySearch(b.revs, rev)
	return b.began[i], b.ended[i]
}

// top returns the highest revision that anybody was told.
func (b bounds) top() int64 {
	if len(b.revs) == 0 {
		return 0
	}
	return b.revs[len(b.revs)-1]
}

// makes reports whether what began at some moment can have made a revision.
func (b bounds) makes(rev int64, began int) bool {
	after, before := b.of(rev)
	return max(began, after) < before
}

// within narrows an attempt's time to when the store was at the revision in its
// answer, or came to it.
func (b bounds) within(a attempt) (began, ended int) {
	after, _ := b.of(a.Rev)
	_, before := b.of(a.Rev + 1)
	return max(a.began, after), min(a.ended, before)
}
