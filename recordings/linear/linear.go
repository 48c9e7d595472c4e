// Package linear judges the history of a recording's clients: whether the
// answers they got are those of one store that takes one operation after the
// other, each at some moment between its invocation and its answer (Herlihy &
// Wing, Linearizability, 1990; dissertation §6.3 and §6.4).
//
// It judges by what clients see and nothing else: what they asked and when,
// what they were answered, and the store's revision in the answer. That is held
// against a small model of etcd's store: keys with value, version, create and
// mod revision. The logs may say where to look for an order first, and have no
// say in the verdict.
//
// An operation without an answer (timed out, connection lost, still open) may
// have happened at any time after its invocation, or never; if it was tried
// again, each attempt may have, for to Raft a retry is another request.
// Operations that failed for certain changed nothing and are left out.
//
// Not judged, and counted as ignored, are serializable reads, reads at a
// revision, reads sorted by anything but the key, and whatever does not concern
// keys: leases, compactions, maintenance, membership. A key that was ever put
// with a lease may vanish without a client; whatever touches it is ignored,
// and revisions then only have to grow.
package linear

import (
	"raftviz/recordings"
)

// A Limit bounds the work, so that its outcome does not depend on the speed of
// the machine. What is 0 has a default.
type Limit struct {
	Operations int // judged as a whole; above it by groups of keys that no operation joins, each of at most so many. 2,000
	Steps      int // steps of the model for one search; 100,000
	Searches   int // for the smallest offending piece; 300
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

// A Result is what a check found.
type Result uint8

// The results. Undecided is a history that is too long, or has too many
// operations of unknown outcome, for the limit.
const (
	Linearizable Result = iota
	NotLinearizable
	Undecided
)

var results = [...]string{"yes", "no", "undecided"}

// String answers whether the history is linearizable: yes, no, undecided.
func (r Result) String() string { return results[r] }

// A Verdict is the outcome of a check.
type Verdict struct {
	Result     Result
	Operations int         // those judged
	Unknown    int         // of these, those of unknown outcome
	Ignored    int         // those not judged, see the package
	Piece      []Operation // if not linearizable: answers that contradict each other, in order of invocation
}

// Check judges the history of the recording's clients. The error is a
// recording that does not hold what it should.
//
// The Piece of a history that is not linearizable is as small as could be
// found: with one operation less of those named, the rest of the history would
// be possible. Whatever the others wrote may have been written, and is not
// named.
func Check(r *recordings.Recording, limit Limit) (Verdict, error) {
	h, err := read(r)
	if err != nil {
		return Verdict{}, err
	}
	return h.check(limit.settled()), nil
}

// check judges a history. Revisions tell much, so they are compared exactly if
// clients alone bring them about; else they only have to grow.
func (h history) check(limit Limit) Verdict {
	s := &search{limit: limit, strict: true, claimed: claims(h.ops)}
	ops, alone := h.judged(true)
	if !alone || len(ops) > limit.Operations {
		s.strict = false
		ops, _ = h.judged(false)
	}
	v := Verdict{Operations: len(ops), Ignored: h.ignored + len(h.ops) - len(ops)}
	for _, o := range ops {
		if o.unknown {
			v.Unknown++
		}
	}
	groups := [][]*op{ops}
	if !s.strict {
		groups = groupsOf(ops)
	}
	for _, g := range groups {
		switch s.run(attempts(g)) {
		case NotLinearizable:
			v.Result, v.Piece = NotLinearizable, s.shrink(g)
			return v
		case Undecided:
			v.Result = Undecided
		}
	}
	return v
}
