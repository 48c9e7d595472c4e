package tui

import (
	"testing"

	"raftviz/engine/frame"
	"raftviz/mvccviz/store"
)

// TestDifferencesOfADownNode: a node that is down has no store open, and is
// compared all the same.
func TestDifferencesOfADownNode(t *testing.T) {
	node := func(status frame.Status, s *store.State) *frame.Frame {
		return &frame.Frame{Nodes: []*frame.Node{{Name: "n1", Status: status, Store: s}}}
	}
	up, down := node(frame.Running, &store.State{Rev: 7}), node(frame.Down, nil)
	for _, d := range differences(up, down) {
		if d.field == "n1 revision" && d.a == "7" && d.b == "0" {
			return
		}
	}
	t.Errorf("%+v, want n1 revision 7 and 0", differences(up, down))
}
