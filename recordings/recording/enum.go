package recording

import (
	"fmt"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/contents"
)

// An enum maps the names of a kind of value back to the values.
type enum[T fmt.Stringer] map[string]T

func enumOf[T fmt.Stringer](vs ...T) enum[T] {
	m := make(enum[T], len(vs))
	for _, v := range vs {
		m[v.String()] = v
	}
	return m
}

// get reads a name.
func (m enum[T]) get(s *scanner, what string) T {
	b, _ := s.text()
	v, ok := m[string(b)]
	if !ok {
		s.fail("%q is no %s", b, what)
	}
	return v
}

var (
	statuses    = enumOf(frame.Running, frame.Paused, frame.Down, frame.Removed)
	roles       = enumOf(frame.Follower, frame.PreCandidate, frame.Candidate, frame.Leader)
	entryTypes  = enumOf(frame.Normal, frame.ConfChange, frame.ConfChangeV2)
	progresses  = enumOf(frame.Probe, frame.Replicate, frame.SnapshotState)
	diskStates  = enumOf(frame.DiskOK, frame.DiskStall, frame.DiskLie, frame.DiskFail)
	opStates    = enumOf(frame.OpOpen, frame.OpOK, frame.OpFailed, frame.OpUnknown)
	watchStates = enumOf(frame.WatchOpening, frame.WatchOpen, frame.WatchCanceled)
	groups      = enumOf(contents.Synced, contents.Unsynced, contents.Victim)
	causes      = enumOf(upTo(event.NumCauses)...)
	kinds       = enumOf(upTo(event.NumKinds)...)
	reasons     = enumOf(upTo(event.NumReasons)...)
)

// upTo returns the values from 0 to n-1.
func upTo[T ~uint8](n T) []T {
	vs := make([]T, n)
	for i := range vs {
		vs[i] = T(i)
	}
	return vs
}
