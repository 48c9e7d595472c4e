package check

import (
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// leaderCompleteness looks at a new leader's log when it takes office, and at
// the logs of all leaders when something is committed: a leader that the rest
// has left behind may still commit what later leaders must already hold.
func leaderCompleteness(c *Checker, v *view) *frame.Violation {
	for k := range v.changes {
		if ch := &v.changes[k]; ch.became() {
			from := min(ch.new.Commit, last(ch.new)) + 1 // what it knows to be committed, state-machine safety compares
			if i, r := c.missing(ch.new, from, c.ledger.last()); r != nil {
				return c.incomplete(ch.new, i, r, true)
			}
		}
	}
	if c.ledger.lo > c.ledger.hi {
		return nil
	}
	for _, n := range v.frame.Nodes {
		if !leads(n) {
			continue
		}
		if i, r := c.missing(n, c.ledger.lo, c.ledger.hi); r != nil {
			return c.incomplete(n, i, r, false)
		}
	}
	return nil
}

// missing returns the first entry from lo to hi that was committed before n's
// term and that n does not hold, or nil.
func (c *Checker) missing(n *frame.Node, lo, hi uint64) (uint64, *record) {
	for i, r := range c.ledger.between(lo, hi) {
		if r.term < n.Term && !holds(n, i, r.entry) {
			return i, r
		}
	}
	return 0, nil
}

// holds reports whether the log holds the entry at index i, or a snapshot
// stands for it.
func holds(n *frame.Node, i uint64, e *frame.Entry) bool {
	if own := at(n, i); own != nil {
		return same(own, e)
	}
	if i == n.Snapshot.Index {
		return n.Snapshot.Term == e.Term
	}
	return i < n.Snapshot.Index
}

func (c *Checker) incomplete(n *frame.Node, i uint64, r *record, elected bool) *frame.Violation {
	did := texts.Sayf("%s became leader of term %d without entry %d, %s, which %s committed in term %d %s.",
		n.Name, n.Term, i, describe(r.entry), r.by, r.term, when(r.step))
	if !elected {
		did = texts.Sayf("%s committed entry %d, %s, in term %d, but %s, already leader of term %d, does not hold it.",
			r.by, i, describe(r.entry), r.term, n.Name, n.Term)
	}
	has := texts.Sayf("%s's log ends at index %d.", n.Name, last(n))
	if i <= last(n) {
		has = texts.Sayf("There %s holds %s.", n.Name, whatIsAt(n, i))
	}
	return &frame.Violation{
		Text:  append(lang.Sentences{did, has}, c.losses.ofEntry(i, r.entry)...).Text(),
		Nodes: unique(r.by, n.Name),
		Index: i,
	}
}
