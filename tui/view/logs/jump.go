package logs

import (
	"fmt"
	"sort"

	"raftviz/engine/frame"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// choose chooses an index; 0 follows what changes.
func choose(s *scene.Scene, index uint64) pane.Intent {
	c := s.Selected
	c.Index = index
	return pane.Select(c)
}

// move chooses an index so many away; past the end nothing is chosen, and what
// changes is followed again.
func move(s *scene.Scene, from uint64, by int) pane.Intent {
	last := lastIndex(s.Frame())
	if s.Selected.Index == 0 && by > 0 {
		return choose(s, 0)
	}
	switch to := int64(from) + int64(by); {
	case to < 1:
		return choose(s, min(1, last))
	case to > int64(last) && from < last:
		return choose(s, last)
	case to > int64(last):
		return choose(s, 0)
	default:
		return choose(s, uint64(to))
	}
}

// toCommit chooses the last index that a node knows to be committed.
func toCommit(s *scene.Scene, n *frame.Node) pane.Intent {
	if n.Commit == 0 {
		return pane.Intent{Say: fmt.Sprintf(catalogue.In(s.Words.Lang).NoCommitF, n.Name)}
	}
	return choose(s, n.Commit)
}

// toSnapshot chooses the index up to which a node's snapshot reaches.
func toSnapshot(s *scene.Scene, n *frame.Node) pane.Intent {
	if n.Snapshot.Index == 0 {
		return pane.Intent{Say: fmt.Sprintf(catalogue.In(s.Words.Lang).NoSnapshotF, n.Name)}
	}
	return choose(s, n.Snapshot.Index)
}

// toDifference chooses the next index from which on logs hold different
// entries, after the one chosen; the first follows the last. Where none differ
// it is the first that not all hold.
func toDifference(s *scene.Scene) pane.Intent {
	t := catalogue.In(s.Words.Lang)
	f := s.Frame()
	if at := nextDifference(f, s.Selected.Index); at != 0 {
		return choose(s, at)
	}
	least := lastIndex(f)
	who := ""
	for _, n := range f.Nodes {
		if n.Status != frame.Removed && n.Last() < least {
			least, who = n.Last(), n.Name
		}
	}
	if who == "" {
		return pane.Intent{Say: t.Same}
	}
	w := choose(s, least+1)
	w.Say = fmt.Sprintf(t.LacksF, who)
	return w
}

// nextDifference returns where the first run of differing entries after an
// index begins, going round at the end; 0 if none differ.
func nextDifference(f *frame.Frame, after uint64) (at uint64) {
	last, first := lastIndex(f), uint64(0)
	before := false
	for i := uint64(1); i <= last; i++ {
		now := differs(f, i)
		if now && !before {
			if i > after {
				return i
			}
			if first == 0 {
				first = i
			}
		}
		before = now
	}
	return first
}

// differs reports whether two nodes hold different entries at an index.
func differs(f *frame.Frame, i uint64) bool {
	var one *frame.Entry
	for _, n := range f.Nodes {
		switch e := n.Entry(i); {
		case e == nil, e == one:
		case one == nil:
			one = e
		case e.Term != one.Term:
			return true
		}
	}
	return false
}

// revision returns what the entry at an index wrote to the store, nil if it
// wrote nothing, no store is open that has applied it, or that has been
// compacted. The chosen node's store is asked first.
func revision(s *scene.Scene, index uint64) *store.Rev {
	if n := s.SelectedNode(); n != nil {
		if r := written(n, index); r != nil {
			return r
		}
	}
	for _, n := range s.Frame().Nodes {
		if r := written(n, index); r != nil {
			return r
		}
	}
	return nil
}

// written finds a revision by the entry that wrote it: entries are applied in
// order, so that later revisions have later indexes.
func written(n *frame.Node, index uint64) *store.Rev {
	if n.Store == nil {
		return nil
	}
	revs := n.Store.Revs
	i := sort.Search(len(revs), func(i int) bool { return revs[i].Index >= index })
	if i < len(revs) && revs[i].Index == index {
		return revs[i]
	}
	return nil
}

// open goes to the revision that an entry wrote.
func open(s *scene.Scene, index uint64) pane.Intent {
	t := catalogue.In(s.Words.Lang)
	if index == 0 {
		return pane.Intent{Say: s.Words.NoEntries}
	}
	r := revision(s, index)
	if r == nil {
		for _, n := range s.Frame().Nodes {
			if n.Up() && n.Applied >= index {
				return pane.Intent{Say: fmt.Sprintf(t.WroteNothingF, index)}
			}
		}
		return pane.Intent{Say: fmt.Sprintf(t.NotAppliedF, index)}
	}
	c := s.Selected
	c.Index, c.Main, c.Sub, c.Key = index, r.Main, r.Sub, r.Key
	w := pane.Select(c)
	w.Focus = pane.MVCC
	return w
}
