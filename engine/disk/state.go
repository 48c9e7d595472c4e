package disk

import "go.etcd.io/raft/v3/raftpb"

// A State is what a node finds in its log file when it starts, or in what the
// operating system holds of it.
type State struct {
	Hard     *raftpb.HardState        // nil if none was written
	Snapshot *raftpb.SnapshotMetadata // nil if none was written
	Entries  []*raftpb.Entry          // in order of index, without gaps
}

// Write changes the state as a batch changes the file.
func (s *State) Write(b Batch) {
	if b.Snapshot != nil {
		s.Snapshot = b.Snapshot
		if b.Reset {
			s.Entries = nil
		}
	}
	for len(s.Entries) > 0 && s.Entries[0].GetIndex() <= b.Compact {
		s.Entries = s.Entries[1:]
	}
	if len(b.Entries) > 0 {
		from := b.Entries[0].GetIndex()
		n := len(s.Entries)
		for n > 0 && s.Entries[n-1].GetIndex() >= from {
			n--
		}
		s.Entries = append(s.Entries[:n:n], b.Entries...)
	}
	if b.Hard != nil {
		s.Hard = b.Hard
	}
}

// Last returns the index of the last entry, or of the snapshot.
func (s *State) Last() uint64 {
	if n := len(s.Entries); n > 0 {
		return s.Entries[n-1].GetIndex()
	}
	return s.Snapshot.GetIndex()
}

// term returns the term of the entry at an index; 0 if there is none.
func (s *State) term(index uint64) uint64 {
	if n := len(s.Entries); n > 0 && index >= s.Entries[0].GetIndex() && index <= s.Entries[n-1].GetIndex() {
		return s.Entries[index-s.Entries[0].GetIndex()].GetTerm()
	}
	return 0
}

// Common returns the last index up to which later, which was made from s by
// writes, still holds what s holds.
func (s *State) Common(later *State) uint64 {
	i := min(s.Last(), later.Last())
	for i > later.Snapshot.GetIndex() && s.term(i) != later.term(i) {
		i--
	}
	return i
}
