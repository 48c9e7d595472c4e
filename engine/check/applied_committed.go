package check

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// appliedCommitted compares what a process has applied with what it knows to be
// committed. A store that was opened may be ahead of it: the commit index is not
// always written when it moves, and a leader that has just restarted sends its
// store with the index it has applied again so far. But the store then takes no
// further entry before the node knows that it is committed.
func appliedCommitted(_ *Checker, v *view) *frame.Violation {
	for k := range v.changes {
		ch := &v.changes[k]
		n := ch.new
		if !n.Up() {
			continue
		}
		to := n.Applied
		if s := n.OpenStore(); ch.lived && s.Index > ch.old.OpenStore().Index && !v.happened(event.KindSnapshotInstalled, n.Name) {
			to = max(to, s.Index)
		}
		if to > n.Commit {
			return &frame.Violation{
				Text:  texts.Sayf("%s has applied its log up to index %d, but knows it to be committed up to index %d only.", n.Name, to, n.Commit).Text(),
				Nodes: []string{n.Name},
				Index: to,
			}
		}
	}
	return nil
}
