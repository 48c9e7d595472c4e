package engine

import (
	"fmt"
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// A node that learns of a removal by a snapshot turns the removed one away like
// any other.
func TestDisownedBySnapshot(t *testing.T) {
	cfg := config.Default()
	cfg.Nodes = 5
	c := open(t, cfg)
	none := func(*event.Step) {}
	obey(t, c, none, "campaign n1", 200, "cut n5", "crash n3", "member remove n5", 200,
		"compactlog n1 keep=0", "restart n3", 300)
	if n := c.frame.Node("n3"); n.Snapshot.Index == 0 || len(n.Config.Voters) != 4 {
		t.Fatalf("n3 has had no snapshot: %+v", n)
	}
	obey(t, c, none, "heal n5>n3", 3000)
	if n := c.frame.Node("n5"); n.Status != frame.Removed {
		t.Errorf("n5 is %v", n.Status)
	}
}

// The log of a node that has left keeps nothing alive.
func TestEntriesForgotten(t *testing.T) {
	cfg := config.Default()
	cfg.SnapshotEvery, cfg.SnapshotKeep = 5, 1
	c := open(t, cfg)
	none := func(*event.Step) {}
	obey(t, c, none, "campaign n1", 200, "member add n4", 500, "member remove n4", 2000)
	if n := c.frame.Node("n4"); n.Status != frame.Removed {
		t.Fatalf("n4 is %v", n.Status)
	}
	for i := range 100 {
		obey(t, c, none, fmt.Sprintf("put k %d", i), 50)
	}
	if n := c.group.Forms.Len(); n > 20 {
		t.Errorf("%d entries are remembered", n)
	}
}
