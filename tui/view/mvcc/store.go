package mvcc

import (
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/scene"
)

// A Store is a store to be drawn, and what is known of it besides what is in
// it. It is read only.
type Store struct {
	Data *store.State // nil: there is nothing to draw, for a reason
	Was  *store.State // before the step; nil if that is not known
	None Reason       // why there is no Data

	Node    *frame.Node // whose store it is; nil for a data file
	More    bool        // a data file holds more than Data
	Now     int64       // virtual ms
	Chosen  scene.Selection
	Focused bool
	Lang    lang.Lang
}

// A Reason says why there is nothing to draw.
type Reason uint8

// The reasons.
const (
	NoNode  Reason = iota // there are no nodes
	Closed                // the node is down
	Untold                // the recording does not tell
	Left                  // the node has left the cluster
	reasons int    = iota
)

// of returns the store of the node that is chosen in a scene.
func of(s *scene.Scene) *Store {
	n := s.SelectedNode()
	st := &Store{Node: n, Now: s.Now, Chosen: s.Selected, Focused: s.Focused, Lang: s.Words.Lang}
	if n == nil {
		return st
	}
	st.Data, st.None = n.Store, Untold
	switch {
	case n.Status == frame.Removed:
		st.Data, st.None = nil, Left
	case !n.Up():
		st.Data, st.None = nil, Closed
	}
	if was := s.Was(n.Name); was != nil && was.Up() {
		st.Was = was.Store
	}
	return st
}

// fresh reports whether the step wrote an entry.
func (st *Store) fresh(r *store.Rev) bool { return st.Was != nil && r.Main > st.Was.Rev }

// linked reports whether the raft entry that is chosen wrote an entry.
func (st *Store) linked(r *store.Rev) bool {
	return st.Chosen.Index != 0 && r.Index == st.Chosen.Index
}

// counts reports whether the node counts the time of leases.
func (st *Store) counts() bool { return st.Node != nil && st.Node.Role == frame.Leader }

// A phase is how far the compaction that was asked for last has come.
type phase uint8

const (
	never     phase = iota // there was none
	scheduled              // nothing before it can be read any more, but all is there
	sweeping               // the index has forgotten what it takes; the file is gone through
	finished
)

func phaseOf(c *store.State) phase {
	switch {
	case c.ScheduledCompactRev == 0:
		return never
	case c.FinishedCompactRev >= c.ScheduledCompactRev:
		return finished
	case c.IndexedCompactRev >= c.ScheduledCompactRev:
		return sweeping
	}
	return scheduled
}
