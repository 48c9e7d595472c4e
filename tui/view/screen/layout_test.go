package screen

import (
	"testing"

	"raftviz/tui/view/pane"
	"raftviz/tui/view/panes"
)

// At every size the panes lie on the screen, apart from each other, and the
// one that has the focus is among them.
func TestArrange(t *testing.T) {
	for w := LeastWidth; w <= 220; w += 5 {
		for h := LeastHeight; h <= 70; h++ {
			for nodes := 1; nodes <= 11; nodes += 2 {
				for _, row := range panes.Table {
					focus := row.ID
					for preset := range NumPresets {
						v := Input{W: w, H: h, Nodes: nodes, Focus: focus, Stage: focus, Preset: preset, Lesson: focus == pane.Lesson || w%2 == 0}
						check(t, v)
						v.Zoom, v.Banner = true, true
						check(t, v)
					}
				}
			}
		}
	}
}

func check(t *testing.T, v Input) {
	t.Helper()
	l := Arrange(v)
	for i, s := range l.Slots {
		if s.X < 0 || s.Y < l.Body.Y || s.X+s.W > v.W || s.Y+s.H > l.Message || s.W < 20 || s.H < 2 {
			t.Fatalf("%+v: pane %s lies at %+v", v, s.Pane, s.Rect)
		}
		for _, o := range l.Slots[:i] {
			if s.X < o.X+o.W && o.X < s.X+s.W && s.Y < o.Y+o.H && o.Y < s.Y+s.H {
				t.Fatalf("%+v: panes %s and %s overlap: %+v %+v", v, o.Pane, s.Pane, o.Rect, s.Rect)
			}
		}
	}
	if _, ok := l.Find(v.Focus); !ok {
		t.Fatalf("%+v: the pane with the focus is not there: %+v", v, l.Slots)
	}
}
