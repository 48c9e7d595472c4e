package linear

import (
	"cmp"
	"slices"

	"raftviz/engine/command"
)

// A search looks for an order of operations that explains their answers.
type search struct {
	history *History
	limit   Limit
	strict  bool           // revisions go up by one for each write of these operations, and by nothing else
	claimed map[int64]bool // revisions that are somebody's

	placed []attempt            // those that an order is looked for
	revs   []int64              // those that the sure ones of these were answered with, ascending
	seers  map[int64][]*attempt // those that are looked at when the store comes to the revision in their answer
	bounds bounds               // of revisions, if they are strict
	top    int64                // the revision that the store must come to
	asked  []int64              // those that any operation reads at, ascending
	gone   map[int64]bool       // leases of which an answer may need that they are no more

	spent  int    // steps of the model
	last   *state // the state that was come to last
	cancel bool   // nobody waits for the result
}

// A state is the store between two operations.
type state struct {
	store
	sum  uint64 // of the store
	rev  int64  // the store's revision; unless strict, at least that
	done int    // sure operations behind it

	from *state // the state before the one attempt by
	by   *attempt
}

// run reports whether there is such an order: the one that the logs hint at, or
// any other. The bound is on steps, not on time, so that equal histories have
// equal results on any machine.
func (s *search) run(as []attempt) Result {
	if s.prepare(as) > s.limit.Operations {
		return Undecided
	}
	if s.try(hinted(s.placed)) == Linearizable {
		return Linearizable
	}
	return s.try(s.placed)
}

// prepare returns how many operations have an answer.
//
// If revisions are strict, they settle the order of the operations but for those
// that were answered with the same one. Of these, what changed nothing and does
// not depend on what changes without a revision needs no place: it is enough to
// look at it once.
func (s *search) prepare(as []attempt) (sure int) {
	s.placed, s.revs, s.seers, s.asked = nil, nil, map[int64][]*attempt{}, nil
	s.bounds, s.top = boundsOf(as), 0
	silent := silentIn(as)
	var ops []*op
	for i, a := range as {
		s.asked = askedIn(a.cmd, s.asked)
		ops = append(ops, a.op)
		if a.sure {
			sure++
		}
		if s.strict && a.sure && a.Rev > 0 && a.idle() && !a.sees(silent) {
			s.seers[a.Rev] = append(s.seers[a.Rev], &as[i])
			continue
		}
		s.placed = append(s.placed, a)
		if a.sure {
			s.revs = append(s.revs, a.Rev)
		}
	}
	if s.strict {
		s.top = s.bounds.top()
	}
	slices.Sort(s.revs)
	slices.Sort(s.asked)
	s.asked = slices.Compact(s.asked)
	slices.SortFunc(ops, func(a, b *op) int { return cmp.Compare(a.ID, b.ID) })
	s.gone = needsOf(slices.Compact(ops)).gone
	return sure
}

// silentIn lists the places that are changed without a revision.
func silentIn(as []attempt) map[place]bool {
	ps := map[place]bool{}
	for _, a := range as {
		if !a.sure || !a.idle() {
			for _, s := range reachOf(a.cmd, nil).written {
				if s.realm != ofKeys {
					ps[s.place] = true
				}
			}
		}
	}
	return ps
}

// sees reports whether what the operation answers depends on one of the places.
func (o *op) sees(places map[place]bool) bool {
	return slices.ContainsFunc(o.reach.touched, func(s span) bool { return places[s.place] })
}

// askedIn adds the revisions that a command reads at.
func askedIn(cmd command.Command, revs []int64) []int64 {
	switch x := cmd.(type) {
	case command.Get:
		if x.Rev != 0 {
			return append(revs, x.Rev)
		}
	case command.Txn:
		for _, cmd := range slices.Concat(x.Then, x.Else) {
			revs = askedIn(cmd, revs)
		}
	}
	return revs
}

func (st *state) equal(o *state) bool {
	return st == o || st.sum == o.sum && st.rev == o.rev && st.done == o.done && st.store.equal(o.store)
}

// step returns the state after an attempt, or nil if it cannot come next. No
// attempt is the end, to which everything sure must have come.
func (s *search) step(st *state, a *attempt) *state {
	over := st.done == len(s.revs) && st.rev >= s.top
	switch {
	case s.exhausted():
		return nil
	case a != nil && a.sure:
		return s.stepSure(st, a)
	case over:
		return st // nobody sees it any more: it never happened
	case a == nil:
		return nil
	}
	return s.stepUnsure(st, a)
}

// stepUnsure is an attempt that happens now. One that would change nothing might
// as well never happen, and that comes at the end.
func (s *search) stepUnsure(st *state, a *attempt) *state {
	rev := a.pin
	if rev == 0 {
		rev = s.free(st.rev)
	}
	fits := rev > st.rev && (!s.strict || rev == st.rev+1 && (a.pin != 0 || !s.claimed[rev])) && s.ripe(st, rev) && s.inTime(a, rev)
	if !fits && !silent(a.cmd) {
		return nil
	}
	next, _, effect := s.apply(st, a, when{now: s.now(st, rev), rev: rev})
	switch {
	case effect == wrote && fits:
		next.rev = rev
		if !s.seen(next) {
			return nil
		}
		return next
	case effect == changed && s.mayChange(st, a):
		next.rev = max(st.rev, a.pin)
		return next
	}
	return nil
}

// silent reports whether a command may change something without a revision.
func silent(cmd command.Command) bool {
	switch cmd.(type) {
	case command.Compaction, command.LeaseGrant, command.LeaseRevoke:
		return true
	}
	return false
}

// free is the first revision after rev that may be nobody's. Strict revisions
// leave no choice.
func (s *search) free(rev int64) int64 {
	rev++
	for !s.strict && s.claimed[rev] {
		rev++
	}
	return rev
}

// now is the store's revision before an unsure attempt is made at rev.
func (s *search) now(st *state, rev int64) int64 {
	if s.strict {
		return st.rev
	}
	return rev
}

// mayChange reports whether an attempt that changes something without a revision
// may do so now. The end of a lease without keys must be of use to somebody.
func (s *search) mayChange(st *state, a *attempt) bool {
	if x, ok := a.cmd.(command.LeaseRevoke); ok && !s.gone[x.ID] {
		return false
	}
	if _, before := s.bounds.of(st.rev + 1); s.strict && a.began > before {
		return false
	}
	if a.pin == 0 {
		return true
	}
	return (a.pin == st.rev || a.pin > st.rev && !s.strict) && s.ripe(st, a.pin)
}

// ripe reports whether the store may come to a revision: whoever was answered
// with an earlier one must be done, and somebody must be left to see it.
func (s *search) ripe(st *state, rev int64) bool {
	before, _ := slices.BinarySearch(s.revs, rev)
	return st.done >= before && (before < len(s.revs) || rev <= s.top)
}

// inTime reports whether an attempt can have made a revision.
func (s *search) inTime(a *attempt, rev int64) bool { return !s.strict || s.bounds.makes(rev, a.began) }

func (s *search) stepSure(st *state, a *attempt) *state {
	if a.Rev < st.rev || s.strict && a.Rev > st.rev+1 || !s.ripe(st, a.Rev) {
		return nil
	}
	next, answer, effect := s.apply(st, a, when{now: s.now(st, a.Rev), rev: a.Rev})
	least := st.rev
	if effect == wrote {
		least++
	}
	if answer != a.answer || a.Rev < least || s.strict && a.Rev != least {
		return nil
	}
	next.rev, next.done = a.Rev, st.done+1
	if s.strict && effect == wrote && !(s.inTime(a, a.Rev) && s.seen(next)) {
		return nil
	}
	return next
}

// seen reports whether those who only look at the store at this revision have
// seen it so.
func (s *search) seen(st *state) bool {
	for _, a := range s.seers[st.rev] {
		if _, answer, _ := s.apply(st, a, when{now: st.rev, rev: st.rev + 1}); answer != a.answer {
			return false
		}
	}
	return true
}

func (s *search) apply(st *state, a *attempt, w when) (next *state, answer string, e effect) {
	if s.spent++; s.spent%1024 == 0 && s.limit.Going != nil && !s.limit.Going() {
		s.cancel = true
	}
	w.asked = s.asked
	after, answer, e := st.store.apply(a.cmd, w)
	next = &state{store: after, sum: st.sum, rev: st.rev, done: st.done, from: st, by: a}
	if e != nothing {
		next.sum = after.hash()
	}
	return next, answer, e
}
