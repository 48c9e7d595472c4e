package recording

import (
	"slices"

	"raftviz/engine/frame"
)

// The network is written as a whole when it changes: that takes a command.
func (l *line) dNetwork(old, v *frame.Network) error {
	if old == v || slices.Equal(old.Links, v.Links) {
		return nil
	}
	if len(v.Links) > maxLinks {
		return errTooMany("links", len(v.Links), maxLinks)
	}
	l.raw(`,"net":[`)
	for i, k := range v.Links {
		if i > 0 {
			l.raw(",")
		}
		l.str(`{"from":`, k.From)
		l.str(`,"to":`, k.To)
		l.dInt(`,"lat":`, 0, k.Latency)
		l.dInt(`,"jit":`, 0, k.Jitter)
		l.dInt(`,"loss":`, 0, int64(k.Loss))
		l.dInt(`,"dup":`, 0, int64(k.Dup))
		l.dBool(`,"cut":`, false, k.Cut)
		l.dBool(`,"hold":`, false, k.Hold)
		l.dStr(`,"only":`, "", k.HoldType)
		l.raw("}")
	}
	l.raw("]")
	return nil
}

func (s *scanner) network() *frame.Network {
	v := new(frame.Network)
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		if n == maxLinks {
			s.fail("more than %d links", maxLinks)
			break
		}
		v.Links = append(v.Links, s.link())
	}
	return v
}

func (s *scanner) link() (k frame.Link) {
	s.lit('{')
	for n := 0; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "from":
			k.From = s.name()
		case "to":
			k.To = s.name()
		case "lat":
			k.Latency = s.int64()
		case "jit":
			k.Jitter = s.int64()
		case "loss":
			k.Loss = s.int()
		case "dup":
			k.Dup = s.int()
		case "cut":
			k.Cut = s.bool()
		case "hold":
			k.Hold = s.bool()
		case "only":
			k.HoldType = s.name()
		default:
			s.unknown("a link", key)
		}
	}
	return k
}
