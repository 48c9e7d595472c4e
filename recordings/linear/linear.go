// Package linear judges the history of a recording's clients: whether the
// answers they got are those of one store that takes one operation after the
// other, each at some moment between its invocation and its answer (Herlihy &
// Wing, Linearizability, 1990; dissertation §6.3 and §6.4).
//
// It judges by what clients see and nothing else: what they asked and when,
// what they were answered, and the store's revision in the answer. That is held
// against a small model of etcd's store: keys with value, version, lease, create
// and mod revision; which leases exist; the keys as they were at every revision
// that is asked for, and up to where that has been compacted. The logs may say
// where to look for an order first, and have no say in the verdict.
//
// An operation without an answer (timed out, connection lost, still open) may
// have happened at any time after its invocation, or never; if it was tried
// again, each attempt may have, for to Raft a retry is another request. So may
// one that was refused because the store is full: etcd does it all the
// same. An error that tells how the store stood (a revision that is compacted or
// to come, a key or lease that is not there, a lease that is) is judged as an
// answer; other operations that failed for certain changed nothing and are left
// out.
//
// What the logs hold when the run begins may happen, too, each entry once and at any
// time, or never.
//
// A lease may run out, and take its keys with it, at any time after it was asked
// for: whether it lived as long as it should have is no question of order. If
// somebody may have been granted a lease without being told its ID, it may be any
// that is named and that nobody asked for by its ID.
//
// Not judged, and counted as ignored, are serializable reads, reads sorted by
// anything but the key, and whatever is no read or write of keys, leases or
// history: renewals, watches, maintenance, membership. If a transaction that may
// write is among them, so is whatever touches its keys. Where revisions then go
// up for reasons that are not judged, or the history is too long to be judged as
// a whole, they only have to grow; and unless each write is known by its
// revision, what depends on the revisions of keys is ignored, too.
package linear

import "raftviz/recordings/recording"

// A Limit bounds the work, so that its outcome does not depend on the speed of
// the machine. What is 0 has a default.
type Limit struct {
	Operations int // judged as a whole; above it by groups of keys that no operation joins, each of at most so many. 2,000
	Steps      int // steps of the model for one search; 100,000
	Searches   int // for the smallest offending piece; 300

	Going func() bool // asked now and then, if not nil; once false, the check is given up
}

func (l Limit) settled() Limit {
	for _, d := range []struct {
		n   *int
		def int
	}{{&l.Operations, 2_000}, {&l.Steps, 100_000}, {&l.Searches, 300}} {
		if *d.n <= 0 {
			*d.n = d.def
		}
	}
	return l
}

// Check judges the history of the recording's clients up to a position; what has
// no answer there has none. The error is recording.ErrCancelled, or a recording
// that does not hold what it should.
//
// One goroutine may check while another lets the recording grow.
func Check(r *recording.Recording, upto int, limit Limit) (Verdict, error) {
	h, err := Read(r, upto, limit.Going)
	if err != nil {
		return Verdict{}, err
	}
	return h.Check(limit)
}

// Check judges a history. The error is recording.ErrCancelled.
//
// The Piece of a history that is not linearizable is as small as could be
// found: with one operation less of those named, the rest of the history would
// be possible. Whatever the others wrote may have been written, and is not
// named.
func (h *History) Check(limit Limit) (Verdict, error) {
	s := &search{history: h, limit: limit.settled(), claimed: claims(h.ops)}
	v := h.check(s)
	if s.cancel {
		return Verdict{}, recording.ErrCancelled
	}
	return v, nil
}

// check judges a history. Revisions tell much, so they are compared exactly if
// the operations judged alone bring them about; else they only have to grow.
func (h *History) check(s *search) Verdict {
	ops, alone := h.judged(true)
	s.strict = alone && len(ops) <= s.limit.Operations
	groups := [][]*op{ops}
	if !s.strict {
		ops, _ = h.judged(!h.doubtful())
		groups = groupsOf(ops)
	}
	result := Linearizable
	orders := make([][]*attempt, 0, len(groups))
	for _, g := range groups {
		switch s.run(h.attempts(g)) {
		case NotLinearizable:
			return h.verdict(NotLinearizable, ops, s.shrink(g))
		case Undecided:
			result = Undecided
		}
		orders = append(orders, s.order())
	}
	v := h.verdict(result, ops, nil)
	if result == Linearizable {
		v.Order = idsOf(merged(orders...))
	}
	return v
}
