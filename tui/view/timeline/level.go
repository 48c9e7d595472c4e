package timeline

import (
	"strings"

	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// A Level says how much of a run has rows: the higher, the longer the time that
// fits into a picture.
type Level uint8

// The levels.
const (
	Every     Level = iota // every step in which something happened
	Usual                  // that, but runs of mere heartbeats share a row
	Notable                // what ] and [ go to, and what clients ask and are told
	Elections              // who leads, what is committed, what broke
	numLevels
)

// far is how many steps a picture looks at for rows in each direction: without
// an end, a long quiet run would be read whole.
const far = 600

// levels hold what each level shows: the kinds that make a row, how many
// positions it looks for them in each direction, how many of the steps that
// have one it reads, and after how many ticks without a row it says so.
var levels = [numLevels]struct {
	kinds event.Set
	reach int
	reads int
	ticks int64
}{
	Every:     {without(event.Set{}), far, far, 1},
	Usual:     {without(hushed), far, far, 1},
	Notable:   {with(event.KindInvoked, event.KindResponded), 4 * far, far / 4, 5},
	Elections: {elections, 4 * far, far / 4, 5},
}

// hushed are the kinds that are not worth a row by themselves.
var hushed = event.SetOf(event.KindApplied, event.KindProgressChanged, event.KindStoreCommitted, event.KindVoteCounted,
	event.KindSnapshotReported, event.KindUnreachable, event.KindReadConfirmed, event.KindReadRequested)

var elections = event.SetOf(event.KindBecameCandidate, event.KindBecameLeader, event.KindBecameFollower, event.KindCommitted,
	event.KindSnapshotInstalled, event.KindStarted, event.KindCrashed, event.KindPoweredOff, event.KindRestarted, event.KindPaused, event.KindResumed,
	event.KindWiped, event.KindRemoved, event.KindCut, event.KindHealed, event.KindConfChanged, event.KindTransferStarted,
	event.KindTransferAborted, event.KindSyncFailed, event.KindViolated, event.KindPanicked)

func without(out event.Set) (set event.Set) {
	for k := event.KindNone + 1; k < event.NumKinds; k++ {
		if !out.Has(k) {
			set.Add(k)
		}
	}
	return set
}

func with(more ...event.Kind) event.Set {
	set := event.Notables
	for _, k := range more {
		set.Add(k)
	}
	return set
}

// Shows reports whether a step of these kinds may have something to show.
func Shows(kinds event.Set) bool { return Usual.shows(kinds) }

// shows reports whether a step of these kinds may have a row.
func (l Level) shows(kinds event.Set) bool { return levels[l].kinds.Meets(kinds) }

// tells reports whether a step of which shows is true has a row: of all that
// learn of a commit, Elections shows the leader, who decides it.
func (l Level) tells(s *event.Step) bool {
	if l != Elections {
		return true
	}
	for i := range s.Events {
		e := &s.Events[i]
		if !elections.Has(e.Kind()) {
			continue
		}
		if e.Kind() != event.KindCommitted {
			return true
		}
		if n := s.Frame.Node(e.Node); n != nil && n.Role == frame.Leader {
			return true
		}
	}
	return false
}

// wide reports whether most steps have no row.
func (l Level) wide() bool { return l >= Notable }

// beats reports whether a step did nothing but carry or lose heartbeats.
func beats(s *event.Step) bool {
	some := false
	for i := range s.Events {
		e := &s.Events[i]
		switch {
		case hushed.Has(e.Kind()):
		case e.Msg() != nil && strings.HasPrefix(e.Msg().Type, "MsgHeartbeat") && (e.Kind() == event.KindSent || e.Kind() == event.KindReceived || e.Kind() == event.KindDropped):
			some = true
		default:
			return false
		}
	}
	return some
}
