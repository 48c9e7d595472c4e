package recording

import (
	"slices"

	"raftviz/engine/frame"
)

func (l *line) dDisk(old, v *frame.Disk) error {
	l.dStr(`,"mode":`, old.Mode, v.Mode)
	if old.State != v.State {
		l.str(`,"disk":`, v.State.String())
	}
	l.dInt(`,"lat":`, old.Latency, v.Latency)
	return l.dQueue(old.Queue, v.Queue)
}

// A disk's queue changes by
//
//	{"pop": n, "due": [[place, ms]], "put": [writes]}
//
// each of which may be missing: n writes leave at the head, some of those that
// stay get another due time, and others join at the end.
func (l *line) dQueue(old, v []frame.Write) error {
	if len(old) == len(v) && (len(v) == 0 || &old[0] == &v[0]) {
		return nil
	}
	if len(v) > maxQueue {
		return errTooMany("writes wait for a disk", len(v), maxQueue)
	}
	pop := popped(old, v)
	stay := old[pop:]
	sep := `,"queue":{`
	if pop > 0 {
		l.raw(sep)
		l.uint(`"pop":`, uint64(pop))
		sep = ","
	}
	due := `"due":[[`
	for i := range stay {
		if stay[i].Due == v[i].Due {
			continue
		}
		if due != `,[` {
			l.raw(sep)
			sep = ","
		}
		l.uint(due, uint64(i))
		l.int(",", v[i].Due)
		l.raw("]")
		due = ",["
	}
	if due == ",[" {
		l.raw("]")
	}
	put := `"put":[`
	for i := range v[len(stay):] {
		if put != "," {
			l.raw(sep)
			sep = ","
		}
		l.raw(put)
		l.putWrite(&v[len(stay)+i])
		put = ","
	}
	if put == "," {
		l.raw("]")
	}
	if sep == "," {
		l.raw("}")
	}
	return nil
}

// popped returns how many writes left the queue at its head, for the rest to
// stand, but for their due times, at the head of the new one. It looks for a
// few only: more than one seldom leave at once.
func popped(old, v []frame.Write) int {
	for n := 0; n < min(len(old), 4); n++ {
		rest := old[n:]
		if len(rest) <= len(v) && slices.EqualFunc(rest, v[:len(rest)], sameWork) {
			return n
		}
	}
	return len(old)
}

// sameWork compares all of two writes but their due times.
func sameWork(a, b frame.Write) bool {
	a.Due = b.Due
	return a == b
}

func (l *line) putWrite(w *frame.Write) {
	mark := len(l.b)
	l.dUint(`,"i":`, 0, w.First)
	l.dUint(`,"l":`, 0, w.Last)
	l.dUint(`,"term":`, 0, w.Term)
	l.dStr(`,"vote":`, "", w.Vote)
	l.dUint(`,"snap":`, 0, w.Snapshot)
	l.dInt(`,"due":`, 0, w.Due)
	if len(l.b) == mark {
		l.raw("{")
	} else {
		l.b[mark] = '{'
	}
	l.raw("}")
}

func (s *scanner) queue(old []frame.Write) []frame.Write {
	v := slices.Clone(old)
	s.lit('{')
	for n := 0; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "pop":
			pop := s.uint()
			if pop > uint64(len(v)) {
				s.fail("%d writes cannot leave a queue of %d", pop, len(v))
				return nil
			}
			v = v[pop:]
		case "due":
			s.dues(v)
		case "put":
			v = s.writes(v)
		default:
			s.unknown("a queue", key)
		}
	}
	if len(v) == 0 {
		return nil
	}
	return v
}

func (s *scanner) dues(v []frame.Write) {
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		s.lit('[')
		i := s.uint()
		s.lit(',')
		due := s.int64()
		s.lit(']')
		if i >= uint64(len(v)) {
			s.fail("the queue has no place %d", i)
			return
		}
		v[i].Due = due
	}
}

func (s *scanner) writes(v []frame.Write) []frame.Write {
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		if len(v) == maxQueue {
			s.fail("more than %d writes wait", maxQueue)
			return nil
		}
		v = append(v, s.write())
	}
	return v
}

func (s *scanner) write() (w frame.Write) {
	s.lit('{')
	for n := 0; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "i":
			w.First = s.uint()
		case "l":
			w.Last = s.uint()
		case "term":
			w.Term = s.uint()
		case "vote":
			w.Vote = s.name()
		case "snap":
			w.Snapshot = s.uint()
		case "due":
			w.Due = s.int64()
		default:
			s.unknown("a write", key)
		}
	}
	return w
}

// dStore writes what changed of a store's summary, as "store":{…}.
func (l *line) dStore(old, v *frame.Store) {
	if *old == *v {
		return
	}
	mark := len(l.b) + len(`,"store":`)
	l.raw(`,"store":`)
	l.dInt(`,"rev":`, old.Rev, v.Rev)
	l.dUint(`,"i":`, old.Index, v.Index)
	l.dUint(`,"durable":`, old.Durable, v.Durable)
	l.dInt(`,"keys":`, int64(old.Keys), int64(v.Keys))
	l.dInt(`,"compact":`, old.Compact, v.Compact)
	l.dInt(`,"swept":`, old.Swept, v.Swept)
	if old.Hash != v.Hash {
		l.hex(`,"hash":`, v.Hash)
	}
	l.b[mark] = '{'
	l.raw("}")
}

func (s *scanner) store(v *frame.Store) {
	s.lit('{')
	for n := 0; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "rev":
			v.Rev = s.int64()
		case "i":
			v.Index = s.uint()
		case "durable":
			v.Durable = s.uint()
		case "keys":
			v.Keys = s.int()
		case "compact":
			v.Compact = s.int64()
		case "swept":
			v.Swept = s.int64()
		case "hash":
			v.Hash = s.hex()
		default:
			s.unknown("a store", key)
		}
	}
}
