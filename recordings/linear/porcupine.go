package linear

import (
	"cmp"
	"slices"

	"github.com/anishathalye/porcupine"
)

// try has porcupine look for an order of some attempts.
func (s *search) try(as []attempt) Result {
	s.spent, s.last = 0, nil
	es, ok := s.events(as)
	first := &state{store: newStore(), rev: 1}
	if ok = ok && s.seen(first); ok {
		s.last = first
		ok = porcupine.CheckEvents(s.model(first), es)
	}
	switch {
	case ok:
		return Linearizable
	case s.exhausted():
		return Undecided
	}
	return NotLinearizable
}

func (s *search) exhausted() bool { return s.cancel || s.spent > s.limit.Steps }

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
// unknown outcome ends after everything. ok is false if revisions leave a sure
// one no time.
func (s *search) events(as []attempt) (es []porcupine.Event, ok bool) {
	type moment struct {
		at int
		e  porcupine.Event
	}
	var ms []moment
	var open []porcupine.Event
	for i, a := range as {
		call := porcupine.Event{Kind: porcupine.CallEvent, Value: &as[i], Id: i}
		end := porcupine.Event{Kind: porcupine.ReturnEvent, Id: i}
		began, ended := a.began, a.ended
		if a.sure && s.strict {
			if began, ended = s.bounds.within(a); began >= ended {
				return nil, false
			}
		}
		ms = append(ms, moment{began, call})
		if a.sure {
			ms = append(ms, moment{ended, end})
		} else {
			open = append(open, end)
		}
	}
	slices.SortStableFunc(ms, func(a, b moment) int { // narrowed times may meet, and then overlap
		if a.at == b.at && a.e.Kind != b.e.Kind {
			if a.e.Kind == porcupine.CallEvent {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.at, b.at)
	})
	es = make([]porcupine.Event, 0, len(ms)+len(open)+2)
	for _, m := range ms {
		es = append(es, m.e)
	}
	theEnd := porcupine.Event{Kind: porcupine.CallEvent, Value: (*attempt)(nil), Id: len(as)}
	es = append(es, theEnd, porcupine.Event{Kind: porcupine.ReturnEvent, Id: len(as)})
	return append(es, open...), true
}

func (s *search) model(first *state) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return first },
		Step: func(st, in, _ any) (bool, any) {
			next := s.step(st.(*state), in.(*attempt))
			if next != nil {
				s.last = next
			}
			return next != nil, next
		},
		Equal: func(a, b any) bool { return a.(*state).equal(b.(*state)) },
		Hash:  func(st any) uint64 { return st.(*state).sum + uint64(st.(*state).rev)*0x9e3779b97f4a7c15 },
	}
}
