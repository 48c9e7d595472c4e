package disk

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"go.etcd.io/raft/v3/raftpb"
)

func entriesOf(from uint64, terms ...uint64) (es []*raftpb.Entry) {
	for i, t := range terms {
		es = append(es, &raftpb.Entry{Index: new(from + uint64(i)), Term: new(t)})
	}
	return es
}

func say(s *State) string {
	text := fmt.Sprintf("snapshot %d, term %d:", s.Snapshot.GetIndex(), s.Hard.GetTerm())
	for _, e := range s.Entries {
		text += fmt.Sprintf(" %d/%d", e.GetIndex(), e.GetTerm())
	}
	return text
}

// What batches make of a state is what they make of the file.
func TestStateIsFile(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for run := range 200 {
		path := filepath.Join(t.TempDir(), "raft.db")
		log, state, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		for step := range 12 {
			b := randomBatch(r, &state, uint64(step+1))
			state.Write(b)
			if err := log.Write(b); err != nil {
				t.Fatal(err)
			}
		}
		if err := log.Close(); err != nil {
			t.Fatal(err)
		}
		log, found, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := say(&found), say(&state); got != want {
			t.Fatalf("run %d: the file holds %s, the state %s", run, got, want)
		}
		if err := log.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// randomBatch changes a state as raft does: it appends, replaces a tail,
// compacts, or takes a snapshot in the log's place.
func randomBatch(r *rand.Rand, s *State, term uint64) (b Batch) {
	if r.IntN(2) == 0 {
		b.Hard = &raftpb.HardState{Term: new(term)}
	}
	first, last := s.Snapshot.GetIndex()+1, s.Last()
	switch r.IntN(6) {
	case 0:
		b.Snapshot, b.Reset = &raftpb.SnapshotMetadata{Index: new(last + 2), Term: new(term)}, true
	case 1:
		if last >= first {
			b.Snapshot = &raftpb.SnapshotMetadata{Index: new(first + r.Uint64N(last-first+1)), Term: new(term)}
			b.Compact = b.Snapshot.GetIndex()
		}
	default:
		from := first + r.Uint64N(last-first+2)
		b.Entries = entriesOf(from, make([]uint64, 1+r.IntN(3))...)
		for _, e := range b.Entries {
			e.Term = new(term)
		}
	}
	return b
}

func TestCommon(t *testing.T) {
	for _, c := range []struct {
		name string
		b    Batch
		want uint64
	}{
		{"nothing", Batch{}, 4},
		{"appended", Batch{Entries: entriesOf(5, 2)}, 4},
		{"replaced from 3", Batch{Entries: entriesOf(3, 2, 2, 2)}, 2},
		{"replaced from 4", Batch{Entries: entriesOf(4, 2)}, 3},
		{"a snapshot behind all", Batch{Snapshot: &raftpb.SnapshotMetadata{Index: new(uint64(9))}, Reset: true}, 4},
		{"compacted", Batch{Snapshot: &raftpb.SnapshotMetadata{Index: new(uint64(2))}, Compact: 2}, 4},
	} {
		file := State{Snapshot: &raftpb.SnapshotMetadata{}, Entries: entriesOf(1, 1, 1, 1, 1)}
		later := file
		later.Write(c.b)
		if got := file.Common(&later); got != c.want {
			t.Errorf("%s: common to %d, want %d", c.name, got, c.want)
		}
	}
}
