package disk

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"
)

func entries(first uint64, terms ...uint64) []*raftpb.Entry {
	es := make([]*raftpb.Entry, len(terms))
	for i, t := range terms {
		es[i] = &raftpb.Entry{Index: new(first + uint64(i)), Term: new(t), Type: raftpb.EntryNormal.Enum(), Data: fmt.Appendf(nil, "e%d", t)}
	}
	return es
}

func hard(term, vote, commit uint64) *raftpb.HardState {
	return &raftpb.HardState{Term: new(term), Vote: new(vote), Commit: new(commit)}
}

func at(index, term uint64) *raftpb.SnapshotMetadata {
	return &raftpb.SnapshotMetadata{Index: new(index), Term: new(term), ConfState: &raftpb.ConfState{Voters: []uint64{1}}}
}

// show writes a state as "1/1 2/1 | term 2 vote 1 commit 2 | snapshot 0/0".
func show(s State) string {
	var b strings.Builder
	for _, e := range s.Entries {
		fmt.Fprintf(&b, "%d/%d ", e.GetIndex(), e.GetTerm())
	}
	fmt.Fprintf(&b, "| term %d vote %d commit %d | snapshot %d/%d",
		s.Hard.GetTerm(), s.Hard.GetVote(), s.Hard.GetCommit(), s.Snapshot.GetIndex(), s.Snapshot.GetTerm())
	return b.String()
}

// What was written is found again, batch after batch, each time the file is
// reopened.
func TestWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "raft.db")
	for _, step := range []struct {
		what    string
		batches []Batch
		want    string
	}{
		{"nothing", nil, "| term 0 vote 0 commit 0 | snapshot 0/0"},
		{"a first snapshot and entries", []Batch{{Snapshot: at(0, 0)}, {Entries: entries(1, 1, 1), Hard: hard(1, 1, 0)}},
			"1/1 2/1 | term 1 vote 1 commit 0 | snapshot 0/0"},
		{"more entries", []Batch{{Entries: entries(3, 1, 2, 2)}}, "1/1 2/1 3/1 4/2 5/2 | term 1 vote 1 commit 0 | snapshot 0/0"},
		{"a conflict in the middle", []Batch{{Entries: entries(4, 3), Hard: hard(3, 0, 3)}},
			"1/1 2/1 3/1 4/3 | term 3 vote 0 commit 3 | snapshot 0/0"},
		{"two batches that overlap", []Batch{{Entries: entries(5, 3, 3)}, {Entries: entries(5, 4)}},
			"1/1 2/1 3/1 4/3 5/4 | term 3 vote 0 commit 3 | snapshot 0/0"},
		{"a snapshot and what it allows to discard", []Batch{{Snapshot: at(4, 3)}, {Compact: 2}},
			"3/1 4/3 5/4 | term 3 vote 0 commit 3 | snapshot 4/3"},
		{"discarded again", []Batch{{Compact: 2}}, "3/1 4/3 5/4 | term 3 vote 0 commit 3 | snapshot 4/3"},
		{"a snapshot from the leader", []Batch{{Snapshot: at(9, 5), Reset: true, Hard: hard(5, 0, 9)}},
			"| term 5 vote 0 commit 9 | snapshot 9/5"},
		{"entries behind it", []Batch{{Entries: entries(10, 5, 5)}}, "10/5 11/5 | term 5 vote 0 commit 9 | snapshot 9/5"},
	} {
		l, _, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Write(step.batches...); err != nil {
			t.Fatal(err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		l, found, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := show(found); got != step.want {
			t.Errorf("%s:\n got %s\nwant %s", step.what, got, step.want)
		}
		sound(t, l)
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// sound runs bbolt's own check of the file.
func sound(t *testing.T, l *Log) {
	t.Helper()
	if err := l.db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			t.Error(err)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

// A file that is not a raft log, or a damaged one, is refused by name.
func TestRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "raft.db")
	l, _, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.db.Update(func(tx *bbolt.Tx) error {
		v, _ := proto.Marshal(entries(7, 1)[0])
		if err := tx.Bucket(entriesBucket).Put(indexKey(1), v); err != nil {
			return err
		}
		v, _ = proto.Marshal(entries(9, 1)[0])
		return tx.Bucket(entriesBucket).Put(indexKey(2), v)
	}); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Open(path); err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "entry 9 follows 7") {
		t.Errorf("a log with a gap: %v", err)
	}
	if _, _, err := Open(filepath.Join(path, "no", "such")); err == nil {
		t.Error("a path that cannot be")
	}
}
