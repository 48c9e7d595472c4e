package linear

import (
	"slices"

	"github.com/anishathalye/porcupine"
)

// A search looks for an order of operations that explains their answers.
type search struct {
	limit   Limit
	strict  bool           // revisions go up by one for each write of these operations, and by nothing else
	claimed map[int64]bool // revisions that are somebody's

	revs  []int64 // those that the sure operations of this search were answered with, ascending
	spent int     // steps of the model
}

// A state is the store between two operations.
type state struct {
	kvs  kvs
	hash uint64 // of kvs
	rev  int64  // the store's revision; unless strict, at least that
	done int    // sure operations behind it
}

// run reports whether there is such an order: the one that the logs hint at, or
// any other. The bound is on steps, not on time, so that equal histories have
// equal results on any machine.
func (s *search) run(as []attempt) Result {
	s.revs = nil
	for _, a := range as {
		if a.sure {
			s.revs = append(s.revs, a.Rev)
		}
	}
	slices.Sort(s.revs)
	if len(s.revs) > s.limit.Operations {
		return Undecided
	}
	if hinted := hinted(as); len(hinted) > 0 && s.try(hinted) == Linearizable {
		return Linearizable
	}
	return s.try(as)
}

func (s *search) try(as []attempt) Result {
	s.spent = 0
	fine := porcupine.CheckEvents(s.model(), events(as))
	switch {
	case fine:
		return Linearizable
	case s.spent > s.limit.Steps:
		return Undecided
	}
	return NotLinearizable
}

// hinted returns the attempts that happened according to the logs, and when.
func hinted(as []attempt) []attempt {
	var some []attempt
	for _, a := range as {
		if !a.sure && a.pin == 0 {
			a.pin = a.hint
		}
		if a.sure || a.pin != 0 {
			some = append(some, a)
		}
	}
	return some
}

// events tells porcupine what began and ended in which order. An attempt of
// unknown outcome ends after everything.
func events(as []attempt) []porcupine.Event {
	type moment struct {
		at int
		e  porcupine.Event
	}
	var ms []moment
	var open []porcupine.Event
	for i, a := range as {
		ms = append(ms, moment{a.began, porcupine.Event{Kind: porcupine.CallEvent, Value: &as[i], Id: i}})
		end := porcupine.Event{Kind: porcupine.ReturnEvent, Id: i}
		if a.sure {
			ms = append(ms, moment{a.ended, end})
		} else {
			open = append(open, end)
		}
	}
	slices.SortStableFunc(ms, func(a, b moment) int { return a.at - b.at })
	es := make([]porcupine.Event, 0, len(ms)+len(open))
	for _, m := range ms {
		es = append(es, m.e)
	}
	return append(es, open...)
}

func (s *search) model() porcupine.Model {
	return porcupine.Model{
		Init: func() any { return &state{hash: kvs(nil).hash(), rev: 1} },
		Step: func(st, in, _ any) (bool, any) {
			next := s.step(st.(*state), in.(*attempt))
			return next != nil, next
		},
		Equal: func(a, b any) bool { return a.(*state).equal(b.(*state)) },
		Hash:  func(st any) uint64 { return st.(*state).hash + uint64(st.(*state).rev)*0x9e3779b97f4a7c15 },
	}
}

func (st *state) equal(o *state) bool {
	return st == o || st.hash == o.hash && st.rev == o.rev && st.done == o.done && slices.Equal(st.kvs, o.kvs)
}

// step returns the state after an attempt, or nil if it cannot come next.
func (s *search) step(st *state, a *attempt) *state {
	if s.spent > s.limit.Steps {
		return nil
	}
	if a.sure {
		return s.stepSure(st, a)
	}
	if st.done == len(s.revs) {
		return st // nobody sees it any more: it never happened
	}
	rev := a.pin
	if rev == 0 {
		rev = st.rev + 1
		for !s.strict && s.claimed[rev] {
			rev++
		}
		if s.claimed[rev] {
			return nil
		}
	}
	if rev <= st.rev || s.strict && rev != st.rev+1 || !s.ripe(st, rev) {
		return nil
	}
	next, _, wrote, _ := s.apply(st, a, rev)
	if !wrote {
		return nil // as if it never happened, and that comes at the end
	}
	next.rev = rev
	return next
}

// ripe reports whether the store may come to a revision: whoever was answered
// with an earlier one must be done, and somebody must be left to see it.
func (s *search) ripe(st *state, rev int64) bool {
	before, _ := slices.BinarySearch(s.revs, rev)
	return st.done >= before && before < len(s.revs)
}

func (s *search) stepSure(st *state, a *attempt) *state {
	if a.Rev < st.rev || s.strict && a.Rev > st.rev+1 || !s.ripe(st, a.Rev) {
		return nil
	}
	next, answer, wrote, ok := s.apply(st, a, a.Rev)
	least := st.rev
	if wrote {
		least++
	}
	if !ok || answer != a.Result || a.Rev < least || s.strict && a.Rev != least {
		return nil
	}
	next.rev, next.done = a.Rev, st.done+1
	return next
}

func (s *search) apply(st *state, a *attempt, rev int64) (next *state, answer string, wrote, ok bool) {
	s.spent++
	kvs, answer, wrote, ok := st.kvs.apply(a.cmd, rev)
	next = &state{kvs: kvs, hash: st.hash, rev: st.rev, done: st.done}
	if wrote {
		next.hash = kvs.hash()
	}
	return next, answer, wrote, ok
}
