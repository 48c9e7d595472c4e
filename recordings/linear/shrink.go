package linear

import (
	"cmp"
	"slices"
)

// shrink returns the smallest contradiction that it finds in operations that
// are not linearizable, in order of invocation.
//
// An operation is not simply left out: others may have read what it wrote. It
// is made doubtful: it may have happened, at the revision it was answered with
// and at any time after its invocation, or not. Whatever is impossible then
// does not need its answer.
func (s *search) shrink(ops []*op) []*op {
	k := &shrinking{search: *s, ops: ops, left: s.limit.Searches, keep: map[*op]bool{}}
	k.limit.Steps /= 10 // many searches: rather a larger piece than a long wait
	for _, o := range ops {
		if !o.unknown {
			k.keep[o] = true
		}
	}
	exact := slices.ContainsFunc(ops, func(o *op) bool { return byRev(o.cmd) })
	if k.strict && !exact { // values that contradict each other tell more than gaps between revisions
		k.strict = false
		k.strict = !k.fails(k.keep)
	}
	k.beginning()
	k.thin()
	s.cancel = k.cancel
	return k.kept()
}

// shrinking is the state of shrink: keep are the operations without which, so
// far, there is no contradiction.
type shrinking struct {
	search
	ops  []*op
	keep map[*op]bool
	left int // searches
}

// fails reports whether the operations are impossible if only those in keep
// are sure.
func (k *shrinking) fails(keep map[*op]bool) bool {
	if k.left == 0 {
		return false
	}
	k.left--
	as := k.history.attempts(k.ops)
	as = slices.DeleteFunc(as, func(a attempt) bool { return a.sure && !keep[a.op] && a.idle() })
	for i := range as {
		if a := &as[i]; a.sure && !keep[a.op] {
			a.sure, a.pin = false, a.Rev
		}
	}
	return k.run(as) == NotLinearizable
}

// beginning cuts off what was answered after the first contradiction.
func (k *shrinking) beginning() {
	kept := k.kept()
	slices.SortFunc(kept, func(a, b *op) int { return cmp.Compare(a.ended, b.ended) })
	low, high := 0, len(kept) // the first high fail, the first low do not
	for low+1 < high {
		mid := (low + high) / 2
		if k.fails(setOf(kept[:mid])) {
			high = mid
		} else {
			low = mid
		}
	}
	k.keep = setOf(kept[:high])
}

// thin drops half of what is left, then quarters, and so on down to single
// operations, as long as the rest fails.
func (k *shrinking) thin() {
	for size := max(len(k.keep)/2, 1); ; {
		kept := k.kept()
		dropped := false
		for i := 0; i < len(kept); {
			end := min(i+size, len(kept))
			rest := slices.Concat(kept[:i], kept[end:])
			if len(rest) > 0 && k.fails(setOf(rest)) {
				kept, dropped = rest, true
			} else {
				i = end
			}
		}
		k.keep = setOf(kept)
		if size == 1 && !dropped {
			return
		}
		size = max(size/2, 1)
	}
}

// kept lists keep in order of invocation.
func (k *shrinking) kept() []*op {
	var kept []*op
	for _, o := range k.ops {
		if k.keep[o] {
			kept = append(kept, o)
		}
	}
	return kept
}

func setOf(ops []*op) map[*op]bool {
	set := make(map[*op]bool, len(ops))
	for _, o := range ops {
		set[o] = true
	}
	return set
}
