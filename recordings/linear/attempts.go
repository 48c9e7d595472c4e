package linear

import (
	"cmp"
	"slices"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"

	"raftviz/engine/command"
)

// claims lists the revisions that operations of known outcome have made. None
// of them can be due to another.
func claims(ops []*op) map[int64]bool {
	revs := map[int64]bool{}
	for _, o := range ops {
		if !o.unknown && !o.refused && wroteFor(o.cmd, o.told) {
			revs[o.Rev] = true
		}
	}
	return revs
}

// An attempt is what may be applied once: an operation, one of its retries, or a
// lease that runs out. Those that are not sure may have happened at any time
// after they began.
type attempt struct {
	*op
	cmd          command.Command // the operation's, or what its lease comes to
	began, ended int
	sure         bool  // it happened, and was answered as it was
	nobodys      bool  // no client's: a lease that runs out, or of which no client was told; what the logs began with
	pin          int64 // if it happened, it was at this revision; 0 is at any
	hint         int64 // when it did according to the logs; 0 is never
}

// attempts takes operations apart. What constrains no order is left out: an
// operation that only reads and has no answer; and what may have happened
// unseen, with no answer that needs it.
func (h *History) attempts(ops []*op) []attempt {
	n := needsOf(ops)
	var as []attempt
	expired := map[int64]int{}
	for _, o := range ops {
		last := len(o.began) - 1
		for i, began := range o.began {
			sure := i == last && !o.unknown
			a := attempt{op: o, cmd: o.cmd, began: began, sure: sure, nobodys: o.given}
			switch {
			case sure:
				a.ended = o.ended
				as = append(as, a)
			case o.mayWrite() && n.doubt(o.cmd):
				if i < len(o.hints) {
					a.hint = o.hints[i]
				}
				as = append(as, a)
			}
			if g, ok := o.cmd.(command.LeaseGrant); ok && !o.refused && n.named[g.ID] > 1 {
				as = append(as, h.expiry(a, g.ID, expired))
			}
		}
		if o == h.secret.of {
			for _, id := range h.secret.ids {
				if n.used[id] {
					a := attempt{op: o, cmd: command.LeaseGrant{ID: id}, began: h.secret.began, nobodys: true, hint: h.secret.hints[id]}
					as = append(as, a, h.expiry(a, id, expired))
				}
			}
		}
	}
	slices.SortStableFunc(as, func(a, b attempt) int { return cmp.Compare(a.began, b.began) })
	return as
}

// expiry is the end that a lease may come to by itself, at any time after it was
// asked for: how fast clocks went, and how often it was renewed, is not for this
// package to judge.
func (h *History) expiry(grant attempt, id int64, expired map[int64]int) attempt {
	a := attempt{op: grant.op, cmd: command.LeaseRevoke{ID: id}, began: grant.began, nobodys: true}
	if i := expired[id]; i < len(h.dead[id]) {
		a.hint = h.dead[id][i]
	}
	expired[id]++
	return a
}

// needs are what answers need of operations that may have happened or not.
type needs struct {
	compacted bool           // one says that a revision is no more
	named     map[int64]int  // how many operations name a lease
	used      map[int64]bool // one does, and did not miss it
	gone      map[int64]bool // an answer may need that the lease is no more
}

func needsOf(ops []*op) needs {
	n := needs{named: map[int64]int{}, used: map[int64]bool{}, gone: map[int64]bool{}}
	granted := map[int64]int{}
	for _, o := range ops {
		n.compacted = n.compacted || !o.unknown && o.answer == rpctypes.ErrCompacted.Error()
		missed := !o.unknown && o.answer == rpctypes.ErrLeaseNotFound.Error()
		if g, ok := o.cmd.(command.LeaseGrant); ok {
			granted[g.ID] += len(o.began)
		}
		for _, id := range leasesIn(o.cmd, nil) {
			n.named[id]++
			n.used[id] = n.used[id] || !missed
			n.gone[id] = n.gone[id] || missed || granted[id] > 1
		}
	}
	return n
}

// doubt reports whether it matters that a command may have been done.
func (n needs) doubt(cmd command.Command) bool {
	switch x := cmd.(type) {
	case command.Compaction:
		return n.compacted
	case command.LeaseGrant:
		return x.ID != 0 && n.named[x.ID] > 1
	case command.LeaseRevoke:
		return n.named[x.ID] > 1
	}
	return true
}

// leasesIn adds the leases that a command names, once each.
func leasesIn(cmd command.Command, ids []int64) []int64 {
	add := func(id int64) {
		if id != 0 && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	switch x := cmd.(type) {
	case command.Put:
		add(x.Lease)
	case command.LeaseGrant:
		add(x.ID)
	case command.LeaseRevoke:
		add(x.ID)
	case command.Txn:
		for _, cmd := range slices.Concat(x.Then, x.Else) {
			ids = leasesIn(cmd, ids)
		}
	}
	return ids
}
