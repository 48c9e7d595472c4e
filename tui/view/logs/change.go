package logs

import "raftviz/engine/frame"

// A change is what a step did to an entry.
type change uint8

const (
	nothing change = iota
	entered
	synced
	committed
	applied
)

// changed returns the most that a step did to the entry at an index.
func changed(n, was *frame.Node, i uint64) change {
	if was == nil {
		return nothing
	}
	old := was.Entry(i)
	switch e := n.Entry(i); {
	case e == nil:
	case old == nil && i >= was.First, old != nil && old.Term != e.Term:
		if i > was.Snapshot.Index || old != nil {
			return entered
		}
	case i <= n.Commit && i > was.Commit:
		return committed
	case n.Up() && was.Up() && i <= n.Applied && i > was.Applied:
		return applied
	case i <= n.Synced && i > was.Synced:
		return synced
	}
	return nothing
}

// A sign is something that a cell or a mark tells. Those that tell most of what
// may go wrong come first: that is the order of the legend.
type sign uint8

const (
	lied sign = iota
	conflict
	removed
	unsynced
	stored
	decided // committed, not applied
	done    // applied
	matches
	nexts
	compacted
	snapped
	numSigns
)

// shapes are the edges of cells.
var shapes = [numSigns]struct{ left, right string }{
	lied: {"~", "~"}, unsynced: {"╎", "╎"}, stored: {"│", "│"}, decided: {"(", ")"}, done: {"[", "]"},
}

// shapeOf returns the sign that the edges of a cell give.
func shapeOf(n *frame.Node, i uint64) sign {
	switch {
	case i > n.Durable && n.Disk.Lied && i <= n.Synced:
		return lied
	case i > n.Durable:
		return unsynced
	case i <= n.Commit && i <= n.Applied && n.Up():
		return done
	case i <= n.Commit:
		return decided
	}
	return stored
}

// signs is a set of them.
type signs uint16

func (s *signs) add(x sign) { *s |= 1 << x }

func (s signs) has(x sign) bool { return s&(1<<x) != 0 }
