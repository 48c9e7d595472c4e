package check

import (
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// stateMachineSafety compares what the step's nodes newly take for committed,
// apply, or replace by a snapshot, with what was committed before them; and it
// ensures that a process does not change an entry it knows to be committed.
// The whole of what a node holds is compared again when it comes back.
func stateMachineSafety(c *Checker, v *view) *frame.Violation {
	for k := range v.changes {
		ch := &v.changes[k]
		if !ch.new.Up() {
			continue
		}
		if b := broken(ch); b != nil {
			return b
		}
		if b := c.decides(ch); b != nil {
			return b
		}
		if b := c.replaces(ch); b != nil {
			return b
		}
	}
	return nil
}

// broken looks for a committed entry that the process removed or overwrote.
func broken(ch *change) *frame.Violation {
	if !ch.lived {
		return nil
	}
	n := ch.new
	for i := max(ch.kept, n.Snapshot.Index) + 1; i <= min(decided(ch.old), last(ch.old)); i++ {
		was, now := at(ch.old, i), at(n, i)
		did := texts.Sayf("removed")
		switch {
		case was == nil || now != nil && same(was, now):
			continue
		case now != nil:
			did = texts.Sayf("overwrote with %s", describe(now))
		}
		return &frame.Violation{
			Text:  texts.Sayf("%s %s the entry at index %d, %s, which it knew to be committed.", n.Name, did, i, describe(was)).Text(),
			Nodes: []string{n.Name},
			Index: i,
		}
	}
	return nil
}

// decides compares the entries that the node newly commits or applies.
func (c *Checker) decides(ch *change) *frame.Violation {
	n := ch.new
	to := min(decided(n), last(n))
	for i := max(ch.decided+1, n.First); i <= to; i++ {
		r := c.ledger.at(i)
		if r == nil || same(r.entry, at(n, i)) {
			continue
		}
		verb := texts.Sayf("committed")
		if i <= n.Applied {
			verb = texts.Sayf("applied")
		}
		return &frame.Violation{
			Text: append(lang.Sentences{
				texts.Sayf("%s %s %s at index %d, where %s committed %s %s. What is committed must not change.",
					n.Name, verb, describe(at(n, i)), i, r.by, describe(r.entry), when(r.step)),
			}, c.losses.ofEntry(i, r.entry)...).Text(),
			Nodes: unique(r.by, n.Name),
			Index: i,
		}
	}
	return nil
}

// replaces compares the last entry that a new snapshot stands for.
func (c *Checker) replaces(ch *change) *frame.Violation {
	n, s := ch.new, ch.new.Snapshot
	if ch.lived && s == ch.old.Snapshot {
		return nil
	}
	r := c.ledger.at(s.Index)
	if r == nil || r.entry.Term == s.Term {
		return nil
	}
	return &frame.Violation{
		Text: texts.Sayf("%s's snapshot ends with an entry of term %d at index %d, where %s committed %s %s.",
			n.Name, s.Term, s.Index, r.by, describe(r.entry), when(r.step)).Text(),
		Nodes: unique(r.by, n.Name),
		Index: s.Index,
	}
}
