package scene

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// A Selection is what a person points at. All panes share it: a message that is
// selected in one is marked in every other. What is zero is not selected.
type Selection struct {
	Node      string // a node by name
	Msg       uint64 // a message by ID
	Index     uint64 // a log index
	Key       string // a key of the store
	Main, Sub int64  // a revision of it
	Op        uint64 // a client's operation by ID
}

// SelectedNode returns the node that is selected; else the leader, else the first
// that is up, else the first. It is nil only if there are no nodes.
func (s *Scene) SelectedNode() *frame.Node {
	f := s.Frame()
	if n := f.Node(s.Selected.Node); n != nil {
		return n
	}
	if l := f.Leader(); l != nil {
		return l
	}
	for _, n := range f.Nodes {
		if n.Up() {
			return n
		}
	}
	if len(f.Nodes) == 0 {
		return nil
	}
	return f.Nodes[0]
}

// A Reel is the recording around a scene.
type Reel struct {
	ID    int // of the recording; another one has another
	Len   int // its last position
	Kinds func(pos int) event.Set
	Time  func(pos int) int64
	At    func(pos int) *event.Step // nil if it cannot be had

	Parent func(pos int) int // the position of the step that begot it, -1 if none did
}
