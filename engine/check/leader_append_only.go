package check

import (
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// leaderAppendOnly compares the log of a node that led one term before and
// after the step. A leader may discard the head of its log once a snapshot
// stands for it.
func leaderAppendOnly(_ *Checker, v *view) *frame.Violation {
	for k := range v.changes {
		ch := &v.changes[k]
		old, new := ch.old, ch.new
		if !leads(old) || !leads(new) || old.Term != new.Term {
			continue
		}
		if i := max(old.First, new.Snapshot.Index+1); i < new.First && at(old, i) != nil {
			return appendOnly(new, i, texts.Sayf("discarded entry %d, %s, which no snapshot stands for", i, describe(at(old, i))))
		}
		i := ch.kept + 1
		switch was, now := at(old, i), at(new, i); {
		case was == nil:
		case now == nil:
			return appendOnly(new, i, texts.Sayf("removed entry %d, %s", i, describe(was)))
		default:
			return appendOnly(new, i, texts.Sayf("overwrote entry %d, %s, with %s", i, describe(was), describe(now)))
		}
	}
	return nil
}

func appendOnly(n *frame.Node, i uint64, did lang.Message) *frame.Violation {
	return &frame.Violation{
		Text:  texts.Sayf("%s, leader of term %d, %s. A leader only appends to its log.", n.Name, n.Term, did).Text(),
		Nodes: []string{n.Name},
		Index: i,
	}
}
