package tui

import (
	"testing"

	"raftviz/tui/view/pane"
)

// At every size the panes lie on the screen, apart from each other, and the
// one that has the focus is among them.
func TestArrange(t *testing.T) {
	for w := leastWidth; w <= 220; w += 5 {
		for h := leastHeight; h <= 70; h++ {
			for nodes := 1; nodes <= 11; nodes += 2 {
				for focus := range pane.Count {
					for preset := range numPresets {
						v := layoutInput{w: w, h: h, nodes: nodes, focus: focus, stage: focus, preset: preset, lesson: focus == pane.Lesson || w%2 == 0}
						check(t, v)
						v.zoom, v.banner = true, true
						check(t, v)
					}
				}
			}
		}
	}
}

func check(t *testing.T, v layoutInput) {
	t.Helper()
	l := arrange(v)
	for i, s := range l.slots {
		if s.x < 0 || s.y < l.body.y || s.x+s.w > v.w || s.y+s.h > l.message || s.w < 20 || s.h < 2 {
			t.Fatalf("%+v: pane %d lies at %+v", v, s.pane, s.rect)
		}
		for _, o := range l.slots[:i] {
			if s.x < o.x+o.w && o.x < s.x+s.w && s.y < o.y+o.h && o.y < s.y+s.h {
				t.Fatalf("%+v: panes %d and %d overlap: %+v %+v", v, o.pane, s.pane, o.rect, s.rect)
			}
		}
	}
	if _, ok := l.find(v.focus); !ok {
		t.Fatalf("%+v: the pane with the focus is not there: %+v", v, l.slots)
	}
}
