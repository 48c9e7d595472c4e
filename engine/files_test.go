package engine

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/disk"
	"raftviz/engine/event"
)

// A cluster that cannot be made says which file stands against it, and leaves
// nothing behind.
func TestNewFails(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	if err := os.WriteFile(filepath.Join(tmp, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	bad := config.Default()
	bad.Nodes = 0
	for _, x := range []struct {
		cfg config.Config
		dir string
	}{
		{bad, ""},
		{config.Default(), filepath.Join(tmp, "file")},
		{config.Default(), filepath.Join(tmp, "file", "below")},
		{config.Default(), tmp}, // not empty
	} {
		if c, err := New(x.cfg, x.dir); err == nil {
			t.Errorf("%q: a cluster in %s", x.dir, c.Dir())
		} else {
			t.Log(err)
		}
	}
	c, err := New(config.Default(), "")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
	if left, err := os.ReadDir(tmp); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// While a lying disk lets a node believe in a snapshot's store, the frame tells
// what a power failure would bring back.
func TestStoreUnderLie(t *testing.T) {
	c := open(t, config.Default())
	obey(t, c, func(*event.Step) {},
		"campaign n1", 200, "put z 0", 300, "crash n3", "put a 1", "put b 2", 200,
		"compactlog n1 keep=0", "restart n3", "disk n3 lie", 300)
	was := c.frame.Node("n3")
	if was.Store.Index <= was.StoreDurable {
		t.Fatalf("%+v: the test has lost its force", was.Store)
	}
	obey(t, c, func(*event.Step) {}, "crash n3", "restart n3")
	if is := c.frame.Node("n3"); is.Store.Index < was.Store.Index || is.StoreDurable != was.StoreDurable {
		t.Fatalf("killed, n3 came back with a store at %d, of which %d is on the disk", is.Store.Index, is.StoreDurable)
	}
	obey(t, c, func(*event.Step) {}, "poweroff n3", "restart n3")
	if is := c.frame.Node("n3"); is.Store.Index != was.StoreDurable {
		t.Errorf("n3 came back with a store at %d; %d was promised", is.Store.Index, was.StoreDurable)
	}
}

// The write of an earlier commit index may reach the file after a snapshot that
// stands for more. The node then starts from the snapshot all the same.
func TestCommitBehindSnapshot(t *testing.T) {
	c := open(t, config.Default())
	obey(t, c, func(*event.Step) {}, "campaign n1", 200, "put a 1", "put b 2", 300, "compactlog n1 keep=0", "crash n1")
	was := c.frame.Node("n1")
	log, state, err := disk.Open(filepath.Join(c.Dir(), "n1", "raft.db"))
	if err != nil {
		t.Fatal(err)
	}
	behind := &raftpb.HardState{Term: state.Hard.Term, Vote: state.Hard.Vote, Commit: new(was.Snapshot.Index - 1)}
	if err := errors.Join(log.Write(disk.Batch{Hard: behind}), log.Close()); err != nil {
		t.Fatal(err)
	}
	obey(t, c, func(*event.Step) {}, "restart n1", 500)
	if n := c.frame.Node("n1"); !n.Up() || n.Commit < was.Snapshot.Index || n.Applied < was.Snapshot.Index {
		t.Errorf("it comes back %v with commit index %d, applied %d; its snapshot is at %d", n.Status, n.Commit, n.Applied, was.Snapshot.Index)
	}
}

// A node whose raft panics while it starts is shown without a store.
func TestPanicAtStart(t *testing.T) {
	c := open(t, config.Default())
	obey(t, c, func(*event.Step) {}, "campaign n1", 200, "put a 1", 300, "crash n1")
	log, state, err := disk.Open(filepath.Join(c.Dir(), "n1", "raft.db"))
	if err != nil {
		t.Fatal(err)
	}
	beyond := &raftpb.HardState{Term: state.Hard.Term, Vote: state.Hard.Vote, Commit: new(uint64(99))}
	if err := errors.Join(log.Write(disk.Batch{Hard: beyond}), log.Close()); err != nil {
		t.Fatal(err)
	}
	s, err := c.Do(command.Restart{Nodes: command.NodeNames{"n1"}})
	if err != nil || s.Has(event.KindPanicked) == nil || s.Frame.Node("n1").Store != nil {
		t.Errorf("%+v, %v", s, err)
	}
}
