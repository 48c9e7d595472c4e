package timeline

import (
	"slices"

	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// effects returns what the step at a position leads to: where each message that
// it sent ends, and what it left to be done later. The order is that in which
// they happen; what has not happened has To -1 and comes last.
func (r Reel) effects(pos int) (list []Link) {
	st := r.At(pos)
	if st == nil {
		return nil
	}
	for i := range st.Events {
		e := &st.Events[i]
		if (e.Kind == event.Sent || e.Kind == event.Duplicated) && e.Msg != nil {
			list = append(list, Link{From: pos, To: r.endOf(pos, st, e.Msg), Msg: e.Msg})
		}
	}
	list = append(list, r.later(pos, st)...)
	slices.SortStableFunc(list, func(a, b Link) int { return a.order() - b.order() })
	return list
}

func (l *Link) order() int {
	if l.To < 0 {
		return int(^uint(0) >> 1)
	}
	return l.To
}

// endOf returns the step in which a message ended that was sent at pos, -1 if
// it is still under way.
func (r Reel) endOf(pos int, st *event.Step, m *frame.Message) int {
	if ends(st, m.ID) {
		return pos
	}
	if at := r.during(m.Due, event.SetOf(event.Received, event.Dropped, event.Responded, event.WatchReceived), func(st *event.Step) bool { return ends(st, m.ID) }); at >= 0 {
		return at
	}
	return r.gone(pos, m.ID)
}

// gone returns the first step after pos in whose frame a message is no longer
// under way, -1 if there is none. It reads few steps, however many there are.
func (r Reel) gone(pos int, id uint64) int {
	under := func(at int) bool {
		st := r.At(at)
		return st != nil && st.Frame.Message(id) != nil
	}
	lo, hi := pos, min(pos+1, r.Len)
	for by := 2; under(hi); by *= 2 {
		if hi == r.Len {
			return -1
		}
		lo, hi = hi, min(hi+by, r.Len)
	}
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; under(mid) {
			lo = mid
		} else {
			hi = mid
		}
	}
	if hi <= pos {
		return -1
	}
	return hi
}

// A task is an event that something later may follow from.
type task struct {
	e    *event.Event
	done bool
}

// later returns what follows from a step without a message: the fsync of what
// it wrote, the apply of what it committed.
func (r Reel) later(pos int, st *event.Step) (list []Link) {
	var tasks []task
	var kinds event.Set
	for i := range st.Events {
		e := &st.Events[i]
		some := false
		for k, o := range origins {
			if o.from.Has(e.Kind) && k != event.TimerFired {
				kinds.Add(k)
				some = true
			}
		}
		if some && e.Msg == nil {
			tasks = append(tasks, task{e: e})
		}
	}
	left := len(tasks)
	for at := pos + 1; at <= r.Len && at <= pos+far && left > 0; at++ {
		if !r.Kinds(at).Meets(kinds) {
			continue
		}
		s := r.At(at)
		if s == nil {
			break
		}
		for i := range s.Events {
			e := &s.Events[i]
			l, n := follow(tasks, e)
			if n == 0 {
				continue
			}
			left -= n
			if l.From, l.To = pos, at; len(list) == 0 || list[len(list)-1] != l {
				list = append(list, l)
			}
		}
	}
	return list
}

// follow marks the tasks that an event does as done and returns how many.
func follow(tasks []task, e *event.Event) (l Link, n int) {
	o, has := origins[e.Kind]
	if !has || e.Kind == event.TimerFired {
		return l, 0
	}
	l.Who = e.Node
	if e.Kind == event.TimedOut || e.Kind == event.Retried {
		l.Who = e.Peer
	}
	for i := range tasks {
		t := &tasks[i]
		if t.done || !o.from.Has(t.e.Kind) || !o.is(e, t.e) {
			continue
		}
		t.done = true
		n++
	}
	return l, n
}
