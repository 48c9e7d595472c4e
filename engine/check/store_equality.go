package check

import (
	"raftviz/engine/frame"
)

// recent is how many indexes back a store's hash is remembered. Stores further
// back are compared with those of the nodes that stand at the same index.
const recent = 4096

// stores remembers what the store was after each of the latest entries.
type stores struct {
	seen [recent]sighting // of index i at i % recent
}

type sighting struct {
	index uint64
	swept int64 // the compaction that is done: until then files differ in what is left to remove
	hash  uint64
	rev   int64
	node  string // "" if there was none

	sweeping bool
}

// storeEquality compares each store that changed with those that were or are
// at the same index.
func storeEquality(c *Checker, v *view) *frame.Violation {
	for k := range v.changes {
		ch := &v.changes[k]
		n := ch.new
		if !n.Up() || ch.lived && n.Store == ch.old.Store {
			continue
		}
		is := seen(n)
		if was := c.stores.meet(is); was.differs(is) {
			return unequal(was, is)
		}
		for _, m := range v.frame.Nodes {
			if m.Up() && m.OpenStore().Index == is.index {
				if other := seen(m); other.differs(is) {
					return unequal(other, is)
				}
			}
		}
	}
	return nil
}

// meet remembers s if its index is new, and returns what is remembered of that
// index, if anything.
func (t *stores) meet(s sighting) sighting {
	at := &t.seen[s.index%recent]
	switch {
	case at.node == "" || at.index < s.index || at.index == s.index && at.swept < s.swept:
		*at = s
	case at.index > s.index:
		return s
	}
	return *at
}

func seen(n *frame.Node) sighting {
	s := n.OpenStore()
	return sighting{index: s.Index, swept: s.FinishedCompactRev, hash: s.Hash, rev: s.Rev, node: n.Name, sweeping: s.FinishedCompactRev < s.ScheduledCompactRev}
}

// differs reports whether two stores that should be equal are not. One that is
// in the middle of a compaction, or has not begun it, is only held to its
// revision.
func (s sighting) differs(t sighting) bool {
	settled := s.swept == t.swept && !s.sweeping && !t.sweeping
	return s.rev != t.rev || settled && s.hash != t.hash
}

func unequal(a, b sighting) *frame.Violation {
	text := texts.Sayf("%s and %s have both applied the log up to index %d, but their stores differ", a.node, b.node, a.index)
	if a.node == b.node {
		text = texts.Sayf("%s's store is not what it was when it had applied the log up to index %d before", a.node, a.index)
	}
	return &frame.Violation{
		Text:  texts.Sayf("%s: revision %d, hash %016x; and revision %d, hash %016x.", text, a.rev, a.hash, b.rev, b.hash).Text(),
		Nodes: unique(a.node, b.node),
		Index: a.index,
	}
}
