package recording

import (
	"slices"

	"raftviz/engine/frame"
)

// dPeers writes a leader's view of its peers: under "peer" what changed of
// some, or under "peers" the whole list if the peers are not the same.
func (l *line) dPeers(old, v []frame.Progress) error {
	if len(old) == len(v) && (len(v) == 0 || &old[0] == &v[0]) {
		return nil
	}
	if len(v) > maxStrings {
		return errTooMany("peers", len(v), maxStrings)
	}
	same := slices.EqualFunc(old, v, func(a, b frame.Progress) bool { return a.Node == b.Node })
	sep := `,"peer":[`
	if !same {
		l.raw(`,"peers":[`)
		sep = ""
	}
	for i := range v {
		base := &frame.Progress{}
		if same {
			base = &old[i]
			if *base == v[i] {
				continue
			}
		}
		l.raw(sep)
		l.dPeer(base, &v[i])
		sep = ","
	}
	if !same || sep == "," {
		l.raw("]")
	}
	return nil
}

func (l *line) dPeer(old, v *frame.Progress) {
	l.str(`{"n":`, v.Node)
	l.dUint(`,"match":`, old.Match, v.Match)
	l.dUint(`,"next":`, old.Next, v.Next)
	if old.State != v.State {
		l.str(`,"state":`, v.State.String())
	}
	l.dInt(`,"inflight":`, int64(old.Inflight), int64(v.Inflight))
	l.dUint(`,"pending":`, old.Pending, v.Pending)
	l.dBool(`,"paused":`, old.Paused, v.Paused)
	l.dBool(`,"active":`, old.Active, v.Active)
	l.dBool(`,"learner":`, old.Learner, v.Learner)
	l.raw("}")
}

// peers reads peers that changed, which must be among old; or, if old is
// empty, a whole list.
func (s *scanner) peers(old []frame.Progress) []frame.Progress {
	v := slices.Clone(old)
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		s.lit('{')
		if string(s.key()) != "n" {
			s.fail(`a peer should begin with its name, "n"`)
		}
		name := s.name()
		i := slices.IndexFunc(v, func(p frame.Progress) bool { return p.Node == name })
		switch {
		case s.err != nil:
			return nil
		case i < 0 && len(old) > 0:
			s.fail("%q is not a peer", name)
			return nil
		case i < 0 && len(v) == maxStrings:
			s.fail("more than %d peers", maxStrings)
			return nil
		case i < 0:
			i = len(v)
			v = append(v, frame.Progress{Node: name})
		}
		s.peer(&v[i])
	}
	return v
}

func (s *scanner) peer(p *frame.Progress) {
	for n := 1; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "match":
			p.Match = s.uint()
		case "next":
			p.Next = s.uint()
		case "state":
			p.State = progresses.get(s, "state of a peer")
		case "inflight":
			p.Inflight = s.int()
		case "pending":
			p.Pending = s.uint()
		case "paused":
			p.Paused = s.bool()
		case "active":
			p.Active = s.bool()
		case "learner":
			p.Learner = s.bool()
		default:
			s.unknown("a peer", key)
		}
	}
}

// dMembership writes a membership as a whole when it changes.
func (l *line) dMembership(old, v *frame.Membership) error {
	switch {
	case v == nil:
		return errConf
	case old == v:
		return nil
	case old != nil && sameMembership(old, v):
		return nil
	}
	for _, names := range [][]string{v.Voters, v.Outgoing, v.Learners, v.LearnersNext} {
		if len(names) > maxStrings {
			return errTooMany("members", len(names), maxStrings)
		}
	}
	l.strs(`,"conf":{"voters":`, v.Voters)
	l.dStrs(`,"outgoing":`, nil, v.Outgoing)
	l.dStrs(`,"learners":`, nil, v.Learners)
	l.dStrs(`,"next":`, nil, v.LearnersNext)
	l.dBool(`,"auto":`, false, v.AutoLeave)
	l.raw("}")
	return nil
}

func sameMembership(a, b *frame.Membership) bool {
	return slices.Equal(a.Voters, b.Voters) && slices.Equal(a.Outgoing, b.Outgoing) &&
		slices.Equal(a.Learners, b.Learners) && slices.Equal(a.LearnersNext, b.LearnersNext) &&
		a.AutoLeave == b.AutoLeave
}

func (s *scanner) membership() *frame.Membership {
	m := new(frame.Membership)
	s.lit('{')
	for n := 0; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "voters":
			m.Voters = s.strs(maxStrings)
		case "outgoing":
			m.Outgoing = s.strs(maxStrings)
		case "learners":
			m.Learners = s.strs(maxStrings)
		case "next":
			m.LearnersNext = s.strs(maxStrings)
		case "auto":
			m.AutoLeave = s.bool()
		default:
			s.unknown("a configuration", key)
		}
	}
	return m
}
