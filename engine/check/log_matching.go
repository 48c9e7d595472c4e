package check

import (
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// logMatching compares each new entry with those of its index in all other
// logs, also of nodes that are down: if the terms are equal, the entries and
// the ones before them must be. That the logs are equal further back follows
// from the steps before.
func logMatching(_ *Checker, v *view) *frame.Violation {
	for k := range v.changes {
		n, from := v.changes[k].new, v.changes[k].kept+1
		if from > last(n) {
			continue
		}
		for _, m := range v.frame.Nodes {
			if m == n {
				continue
			}
			if b := match(n, m, from); b != nil {
				return b
			}
		}
	}
	return nil
}

// match compares n's entries from the index from on with m's.
func match(n, m *frame.Node, from uint64) *frame.Violation {
	to := min(last(n), last(m))
	for i := max(from, n.First, m.First); i <= to; i++ {
		a, b := at(n, i), at(m, i)
		if a.Term != b.Term {
			continue
		}
		if !same(a, b) {
			return mismatch(n, m, i, texts.Sayf("%s and %s both hold an entry of term %d at index %d, but not the same one: %s on %s, %s on %s.",
				n.Name, m.Name, a.Term, i, quote(a), n.Name, quote(b), m.Name))
		}
		if !sameBefore(n, m, i) {
			return mismatch(n, m, i-1, texts.Sayf("%s and %s hold the same entry at index %d, %s, but differ before it, at index %d: %s on %s, %s on %s.",
				n.Name, m.Name, i, describe(a), i-1, whatIsAt(n, i-1), n.Name, whatIsAt(m, i-1), m.Name))
		}
	}
	return nil
}

// sameBefore reports whether two logs agree at the index before i, as far as
// they and their snapshots tell.
func sameBefore(n, m *frame.Node, i uint64) bool {
	if a, b := at(n, i-1), at(m, i-1); a != nil && b != nil {
		return same(a, b)
	}
	t, ok1 := termAt(n, i-1)
	u, ok2 := termAt(m, i-1)
	return !ok1 || !ok2 || t == u
}

func mismatch(n, m *frame.Node, i uint64, text lang.Message) *frame.Violation {
	return &frame.Violation{Text: text.Text(), Nodes: []string{n.Name, m.Name}, Index: i}
}
