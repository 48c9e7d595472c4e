package logs

import (
	"raftviz/engine/event"
	"raftviz/tui/view/scene"
)

// A window is which indexes are shown. It follows what changes: it stays where
// it is as long as that can be seen, so that a follower far behind that catches
// up does not make it leap to and fro. A person who chooses an index holds it
// there.
type window struct {
	hi     uint64 // the last index shown; 0 if nothing was drawn yet
	fit    uint64
	reel   int
	pos    int
	chosen uint64
}

// settle finds the window for a scene with room for so many cells, and the
// index that is looked at.
func (w *window) settle(s *scene.Scene, fit uint64) (lo, hi, cursor uint64) {
	last, changed := lastIndex(s.Frame()), newest(s)
	end := max(last+1, fit) // a place for the next to come
	pos, chosen := int(s.Step.Index), min(s.Selected.Index, last)
	leapt := pos-w.pos > 1 || w.pos-pos > 1
	if w.hi == 0 || leapt || w.reel != s.Reel.ID || w.fit != fit || w.chosen != 0 && chosen == 0 {
		w.hi = end
	}
	w.fit, w.reel, w.pos, w.chosen = fit, s.Reel.ID, pos, chosen
	switch {
	case chosen != 0:
		w.show(chosen)
	case changed == last:
		w.hi = end
	case changed != 0:
		w.show(changed)
	}
	w.hi = min(max(w.hi, fit), end)
	cursor = chosen
	if cursor == 0 {
		cursor = changed
	}
	if cursor == 0 {
		cursor = last
	}
	return w.hi - fit + 1, w.hi, cursor
}

// show moves the window no further than it must for an index to be seen with
// its neighbours; to what is far away it goes with the index in its middle.
func (w *window) show(i uint64) {
	margin := uint64(1)
	if w.fit < 4 {
		margin = 0
	}
	lo := w.hi - min(w.hi, w.fit) + 1
	switch {
	case i >= lo+margin && i+margin <= w.hi:
	case i+margin > w.hi && i+margin <= w.hi+w.fit/2:
		w.hi = i + margin
	case i < lo+margin && i+w.fit/2 >= lo:
		w.hi = i + w.fit - 1 - min(margin, i-1)
	default:
		w.hi = i + w.fit/2
	}
}

// entryKinds are the kinds whose events are about entries by their index.
var entryKinds = event.SetOf(
	event.KindProposed, event.KindAppended, event.KindTruncated, event.KindAppendRefused, event.KindCommitted, event.KindApplied,
	event.KindSynced, event.KindSyncLied, event.KindEntriesLost, event.KindConfChanged,
	event.KindSnapshotSaved, event.KindSnapshotInstalled, event.KindLogCompacted,
)

// newest returns the highest index that this step changed, or 0.
func newest(s *scene.Scene) (at uint64) {
	last := lastIndex(s.Frame())
	for i := range s.Step.Events {
		if e := &s.Step.Events[i]; entryKinds.Has(e.Kind()) {
			first, last := e.Span()
			at = max(at, first, last)
		}
	}
	return min(at, last)
}
