package linear

import (
	"cmp"
	"math"
	"slices"
)

// order returns the order that the search has found, once it has: it ends with
// the step that completes it. What never happened is not in it.
func (s *search) order() []*attempt {
	var states []*state
	for st := s.last; st != nil; st = st.from {
		states = append(states, st)
	}
	var order []*attempt
	for i := len(states) - 1; i >= 0; {
		rev := states[i].rev
		if states[i].by != nil { // what made the revision
			order = append(order, states[i].by)
		}
		var silent []*attempt
		for i--; i >= 0 && states[i].rev == rev; i-- {
			silent = append(silent, states[i].by)
		}
		seers := slices.Clone(s.seers[rev])
		slices.SortFunc(seers, func(a, b *attempt) int { return cmp.Compare(a.began, b.began) })
		order = append(order, merged(silent, seers)...)
	}
	return order
}

// merged joins orders that have nothing to do with each other into one. Since
// each respects which operations had ended before others began, there is one that
// does, too (locality: Herlihy & Wing, theorem 1): the operation that ended first
// may only wait for those before it in its own order.
func merged(orders ...[]*attempt) []*attempt {
	var all []*attempt
	for {
		first, end := -1, 0
		for i, order := range orders {
			if len(order) == 0 {
				continue
			}
			if e := earliestEnd(order); first < 0 || e < end {
				first, end = i, e
			}
		}
		if first < 0 {
			return all
		}
		all = append(all, orders[first][0])
		orders[first] = orders[first][1:]
	}
}

func earliestEnd(order []*attempt) int {
	end := math.MaxInt
	for _, a := range order {
		if a.sure {
			end = min(end, a.ended)
		}
	}
	return end
}

// idsOf returns the operations of an order, without what is nobody's.
func idsOf(order []*attempt) []uint64 {
	var ids []uint64
	for _, a := range order {
		if !a.nobodys {
			ids = append(ids, a.ID)
		}
	}
	return ids
}
