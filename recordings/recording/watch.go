package recording

import (
	"slices"

	"raftviz/engine/frame"
)

// dWatches writes the watches of a client that are new or changed, and the ids
// of those that are shown no more.
func (l *line) dWatches(old, v []*frame.Watch) error {
	if len(v) > maxWatches {
		return errTooMany("watches of a client", len(v), maxWatches)
	}
	if len(old) == len(v) && (len(v) == 0 || &old[0] == &v[0]) {
		return nil
	}
	sep, i := `,"watch":[`, 0
	var gone []uint64
	for k, x := range v {
		if k > 0 && x.ID <= v[k-1].ID {
			return errWatch
		}
		for ; i < len(old) && old[i].ID < x.ID; i++ {
			gone = append(gone, old[i].ID)
		}
		base, isNew := &frame.Watch{}, true
		if i < len(old) && old[i].ID == x.ID {
			base, isNew = old[i], false
			i++
		}
		if !isNew && (base == x || *base == *x) {
			continue
		}
		l.raw(sep)
		l.dWatch(base, x)
		sep = ","
	}
	for ; i < len(old); i++ {
		gone = append(gone, old[i].ID)
	}
	if sep == "," {
		l.raw("]")
	}
	if len(gone) > 0 {
		l.uints(`,"unwatch":`, gone)
	}
	return nil
}

func (l *line) dWatch(old, v *frame.Watch) {
	l.uint(`{"id":`, v.ID)
	l.dStr(`,"x":`, old.Text, v.Text)
	l.dStr(`,"n":`, old.Node, v.Node)
	if old.State != v.State {
		l.str(`,"state":`, v.State.String())
	}
	l.dInt(`,"next":`, old.Next, v.Next)
	l.dInt(`,"events":`, int64(old.Events), int64(v.Events))
	l.dStr(`,"last":`, old.Last, v.Last)
	l.dStr(`,"why":`, old.Why, v.Why)
	l.raw("}")
}

func findWatch(v []*frame.Watch, id uint64) (int, bool) {
	return slices.BinarySearchFunc(v, id, func(w *frame.Watch, id uint64) int {
		switch {
		case w.ID < id:
			return -1
		case w.ID > id:
			return 1
		}
		return 0
	})
}

// watches reads the watches that are new or changed.
func (s *scanner) watches(old []*frame.Watch) []*frame.Watch {
	v := slices.Clone(old)
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		x := &frame.Watch{ID: s.id()}
		i, ok := findWatch(v, x.ID)
		switch {
		case s.err != nil:
			return nil
		case ok:
			*x = *v[i]
			v[i] = x
		case len(v) == maxWatches:
			s.fail("more than %d watches", maxWatches)
			return nil
		default:
			v = slices.Insert(v, i, x)
		}
		s.watch(x)
	}
	return v
}

func (s *scanner) watch(v *frame.Watch) {
	for n := 1; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "x":
			v.Text = s.str()
		case "n":
			v.Node = s.name()
		case "state":
			v.State = watchStates.get(s, "state of a watch")
		case "next":
			v.Next = s.int64()
		case "events":
			v.Events = s.int()
		case "last":
			v.Last = s.str()
		case "why":
			v.Why = s.str()
		default:
			s.unknown("a watch", key)
		}
	}
}

// unwatch reads the ids of watches that are shown no more, in order.
func (s *scanner) unwatch(old []*frame.Watch) []*frame.Watch {
	kept := make([]*frame.Watch, 0, len(old))
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		id := s.uint()
		i, ok := findWatch(old, id)
		if !ok {
			s.fail("there is no watch %d, or it is out of order", id)
			return nil
		}
		kept, old = append(kept, old[:i]...), old[i+1:]
	}
	if kept = append(kept, old...); len(kept) == 0 {
		return nil
	}
	return kept
}
