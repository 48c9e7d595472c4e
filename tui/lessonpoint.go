package tui

import (
	"raftviz/lessons"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/scene"
)

// point chooses what the lesson points at.
func (t *lessonDriver) point(list []lessons.Pointer) {
	if len(list) == 0 {
		return
	}
	var c scene.Selection // what an earlier step pointed at is over
	for _, p := range list {
		switch p.Kind {
		case lessons.PointNode:
			c.Node = p.Node
		case lessons.PointIndex:
			c.Index = p.N
		case lessons.PointRevision:
			c.Main, c.Sub = int64(p.N), 0
		case lessons.PointKey:
			c.Key = p.Text
		case lessons.PointPane:
			if id, ok := panes.Find(p.Pane); ok && id != pane.Lesson && id != pane.Why {
				t.v.screen.Stage = id
			}
		case lessons.PointMessage:
			c.Msg = t.messageOf(p)
		}
	}
	t.v.selected = c
}

// messageOf returns the message under way that is pointed at, 0 if there is
// none.
func (t *lessonDriver) messageOf(p lessons.Pointer) uint64 {
	st := t.v.step(t.v.rec().Len())
	if st == nil {
		return 0
	}
	for _, m := range st.Frame.Flight {
		if m.Type == p.Text && (p.From == "" || m.From == p.From) && (p.To == "" || m.To == p.To) {
			return m.ID
		}
	}
	return 0
}
