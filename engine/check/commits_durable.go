package check

import (
	"strings"

	"raftviz/engine/frame"
)

// commitsDurable looks at each leader that has committed further: the last entry
// it counts as committed must be of its term, and on the disks of a majority, of
// each half while the configuration is joint. If the step changed the leader's
// configuration, the one before will do.
//
// The disks are asked, not the leader's view of its followers. A node that forgot
// what it had acknowledged counts for that: see disks.
func commitsDurable(c *Checker, v *view) *frame.Violation {
	for k := range v.changes {
		ch := &v.changes[k]
		n := ch.new
		if !leads(n) || !ch.lived || n.Commit <= ch.old.Commit || n.Config == nil {
			continue
		}
		if term, ok := termAt(n, n.Commit); ok && term != n.Term {
			return ofAnotherTerm(n, term)
		}
		half, missing := c.short(v, n, n.Config)
		if len(half) == 0 {
			continue
		}
		if was := ch.old.Config; was != nil && was != n.Config {
			if half, _ := c.short(v, n, was); len(half) == 0 {
				continue
			}
		}
		return uncovered(n, half, missing)
	}
	return nil
}

// short returns a half of the configuration of whose disks no majority holds the
// entry at n's commit index, and who lacks it; none if there is no such half.
func (c *Checker) short(v *view, n *frame.Node, m *frame.Membership) (half, missing []string) {
	for _, half := range [][]string{m.Voters, m.Outgoing} {
		missing = nil
		for _, name := range half {
			if !c.covers(v.frame.Node(name), n) {
				missing = append(missing, name)
			}
		}
		if len(half) > 0 && 2*len(missing) >= len(half) {
			return half, missing
		}
	}
	return nil, nil
}

// covers reports whether m's disk holds the entry up to which n counts its log as
// committed.
func (c *Checker) covers(m, n *frame.Node) bool { return m != nil && c.backs(m, n, n.Commit) }

// backs reports whether m's disk, as far as m can know, holds n's entry at index
// i. What m forgot counts as held.
func (c *Checker) backs(m, n *frame.Node, i uint64) bool {
	if i <= c.disks.of(m.Name).forgot {
		return true
	}
	if e := at(n, i); e != nil && !holds(m, i, e) {
		return false
	}
	return c.disks.holds(m, i)
}

func ofAnotherTerm(n *frame.Node, term uint64) *frame.Violation {
	return &frame.Violation{
		Text:  texts.Sayf("%s, leader of term %d, has committed up to index %d, an entry of term %d. It may count copies of entries of its own term only.", n.Name, n.Term, n.Commit, term).Text(),
		Nodes: []string{n.Name},
		Index: n.Commit,
	}
}

func uncovered(n *frame.Node, half, missing []string) *frame.Violation {
	what := texts.Sayf("entry %d", n.Commit)
	if e := at(n, n.Commit); e != nil {
		what = texts.Sayf("entry %d, %s", n.Commit, describe(e))
	}
	return &frame.Violation{
		Text: texts.Sayf("%s, leader of term %d, counts %s as committed, but no majority of %s has it on disk: it is not on %s.",
			n.Name, n.Term, what, strings.Join(half, ", "), strings.Join(missing, ", ")).Text(),
		Nodes: append([]string{n.Name}, missing...),
		Index: n.Commit,
	}
}
