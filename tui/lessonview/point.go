package lessonview

import (
	"raftviz/engine/frame"
	"raftviz/lessons"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/scene"
)

// Point returns what a step of a lesson points at in a frame: what is selected,
// and the pane that takes the stage, "" if none does. ok is false if it points at
// nothing.
func Point(list []lessons.Pointer, f *frame.Frame) (sel scene.Selection, stage pane.ID, ok bool) {
	for _, p := range list {
		switch p.Kind {
		case lessons.PointNode:
			sel.Node = p.Node
		case lessons.PointIndex:
			sel.Index = p.N
		case lessons.PointRevision:
			sel.Main, sel.Sub = int64(p.N), 0
		case lessons.PointKey:
			sel.Key = p.Text
		case lessons.PointPane:
			if id, ok := panes.Find(p.Pane); ok && id != pane.Lesson && id != pane.Why {
				stage = id
			}
		case lessons.PointMessage:
			sel.Msg = message(p, f)
		}
	}
	return sel, stage, len(list) > 0
}

// message returns the message under way that is pointed at, 0 if there is none.
func message(p lessons.Pointer, f *frame.Frame) uint64 {
	for _, m := range f.Flight {
		if m.Type == p.Text && (p.From == "" || m.From == p.From) && (p.To == "" || m.To == p.To) {
			return m.ID
		}
	}
	return 0
}
