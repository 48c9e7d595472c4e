package replica

import (
	"slices"

	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/frame"
)

// A memoryLog is the log in memory, synced or not, in the form that frames show,
// and the snapshot before it.
type memoryLog struct {
	entries []*frame.Entry // from first on
	first   uint64
	snap    frame.Snapshot

	// replaced is the log that a snapshot took the place of, until that is on the
	// disk; writes from before may still be on their way there.
	replaced *memoryLog
}

func (l *memoryLog) last() uint64 { return l.first + uint64(len(l.entries)) - 1 }

// termAt returns the term of the entry at index i, or of the snapshot; 0 if
// neither tells.
func (l *memoryLog) termAt(i uint64) uint64 {
	switch {
	case i >= l.first && i <= l.last():
		return l.entries[i-l.first].Term
	case i == l.snap.Index:
		return l.snap.Term
	}
	return 0
}

// still returns the entry's index if the log still holds it, or held it when a
// snapshot took its place; else 0.
func (l *memoryLog) still(e *raftpb.Entry) uint64 {
	i := e.GetIndex()
	if i < l.first && l.replaced != nil {
		return l.replaced.still(e)
	}
	if i < l.first || i > l.last() || l.entries[i-l.first].Term != e.GetTerm() {
		return 0
	}
	return i
}

// truncate removes the entries from index from on. Frames keep theirs.
func (l *memoryLog) truncate(from uint64) {
	l.entries = slices.Clone(l.entries[:from-l.first])
}

// compact removes the entries up to index to.
func (l *memoryLog) compact(to uint64) {
	l.entries = l.entries[to+1-l.first:]
	l.first = to + 1
}

// reset starts again behind a snapshot.
func (l *memoryLog) reset(s frame.Snapshot) {
	before := *l
	l.entries, l.first, l.snap, l.replaced = nil, s.Index+1, s, &before
}
