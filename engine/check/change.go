package check

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// A view is one step as the checks see it.
type view struct {
	step    uint64
	events  []event.Event
	kinds   event.Set    // of the events
	prev    *frame.Frame // before the step
	frame   *frame.Frame // after it
	changes []change
	counted bool // a leader changed, so maybe what it counts
}

// A change is a node that the step changed in a way that safety is about.
type change struct {
	old, new *frame.Node
	lived    bool   // up before and after: one process, which keeps its promises in memory
	kept     uint64 // up to here the new log is the old one; what follows is new
	decided  uint64 // up to here its entries were decided before the step, and still are in place
}

// absent stands for a node before it joined.
var absent = &frame.Node{Status: frame.Down, First: 1}

// see finds what changed from prev to the frame of s. A node that did not
// change costs one comparison.
func (v *view) see(prev *frame.Frame, s *event.Step) {
	v.step, v.events, v.prev, v.frame = s.Index, s.Events, prev, s.Frame
	v.kinds = event.Set{}
	for i := range s.Events {
		v.kinds.Add(s.Events[i].Kind())
	}
	clear(v.changes) // keep no frame alive
	v.changes = v.changes[:0]
	v.counted = false
	for i, n := range s.Frame.Nodes {
		old := before(prev, i, n.Name)
		if old == n {
			continue
		}
		if old == nil {
			old = absent
		}
		v.counted = v.counted || n.Role == frame.Leader
		if unconcerned(old, n) {
			continue
		}
		ch := change{old: old, new: n, lived: old.Up() && n.Up(), kept: kept(old, n)}
		if ch.lived {
			ch.decided = min(decided(old), ch.kept)
		}
		v.changes = append(v.changes, ch)
	}
}

// before returns the node as it was before the step, nil if it was not there; i
// is where to look first.
func before(f *frame.Frame, i int, name string) *frame.Node {
	if i < len(f.Nodes) && f.Nodes[i].Name == name {
		return f.Nodes[i]
	}
	return f.Node(name)
}

// judged are the kinds of events that a step is judged by even if it changed no
// node in a way that safety is about.
var judged = event.SetOf(
	event.KindSent, event.KindVoteCounted,
	event.KindSynced, event.KindSyncLied, event.KindWiped,
	event.KindInvoked, event.KindResponded, event.KindTimedOut,
)

// happened reports whether the step had an event of a kind at a node.
func (v *view) happened(k event.Kind, node string) bool {
	if !v.kinds.Has(k) {
		return false
	}
	for i := range v.events {
		if e := &v.events[i]; e.Kind() == k && e.Node == node {
			return true
		}
	}
	return false
}

// unconcerned reports whether only such things changed that safety is not
// about: timers, votes counted, the disk's queue, a leader's view of others.
// Most steps are like that.
func unconcerned(old, new *frame.Node) bool {
	return old.Status == new.Status && old.Role == new.Role && old.Term == new.Term &&
		old.Commit == new.Commit && old.Applied == new.Applied &&
		old.First == new.First && len(old.Log) == len(new.Log) &&
		(len(old.Log) == 0 || &old.Log[0] == &new.Log[0]) &&
		old.Snapshot == new.Snapshot && old.Store == new.Store &&
		old.DurTerm == new.DurTerm
}

// became reports whether the node took office in the step: it leads, and did
// not lead this term before.
func (ch *change) became() bool {
	return leads(ch.new) && !(leads(ch.old) && ch.old.Term == ch.new.Term)
}

func leads(n *frame.Node) bool { return n.Role == frame.Leader && n.Up() }

// decided returns the index up to which the node acts on its entries as
// committed. After a restart raft's commit index may be behind what is applied.
func decided(n *frame.Node) uint64 { return max(n.Commit, n.Applied) }

// kept returns the index up to which the new log is the old one. What a
// snapshot replaced counts as kept; entries that reappear below the old log's
// first count as new.
//
// An unchanged or a longer log in the same memory costs nothing; a log that was
// moved costs a comparison of each entry.
func kept(old, new *frame.Node) uint64 {
	if new.First < old.First {
		return new.First - 1
	}
	a, b := old.Log, new.Log
	if skip := new.First - old.First; skip < uint64(len(a)) {
		a = a[skip:]
	} else {
		a = nil
	}
	n := min(len(a), len(b))
	if n > 0 && &a[0] == &b[0] {
		return new.First + uint64(n) - 1
	}
	for i := range n {
		if !same(a[i], b[i]) {
			return new.First + uint64(i) - 1
		}
	}
	return new.First + uint64(n) - 1
}

// at returns the entry at index i, or nil if the log does not hold it.
func at(n *frame.Node, i uint64) *frame.Entry {
	if k := i - n.First; i >= n.First && k < uint64(len(n.Log)) {
		return n.Log[k]
	}
	return nil
}

// last returns the index at which the log ends.
func last(n *frame.Node) uint64 {
	if n.First == 0 && len(n.Log) == 0 {
		return 0
	}
	return n.First + uint64(len(n.Log)) - 1
}

// termAt returns the term of the entry at index i as far as the log and the
// snapshot tell.
func termAt(n *frame.Node, i uint64) (term uint64, ok bool) {
	if e := at(n, i); e != nil {
		return e.Term, true
	}
	return n.Snapshot.Term, i == n.Snapshot.Index
}

// same reports whether two entries are the same. Usually they are one.
func same(a, b *frame.Entry) bool { return a == b || *a == *b }
