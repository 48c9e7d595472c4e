package logs

import (
	"fmt"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/tui/canvas"
	"raftviz/tui/internal/golden"
	"raftviz/tui/internal/samples"
	"raftviz/tui/scene"
)

// Sizes that the pane has on a screen of 80×24, 120×40 and 200×60.
var sizes = [][2]int{{80, 7}, {63, 14}, {106, 16}}

func picture(w, h int, s *scene.Scene, v View, ascii bool) string {
	c := canvas.New(w, h)
	Draw(c.Area(), s, v)
	return c.Plain(ascii)
}

func TestGoldens(t *testing.T) {
	var sheet golden.Sheet
	for _, size := range sizes {
		for _, v := range samples.Variants {
			name := fmt.Sprintf("%d×%d %s", size[0], size[1], v.Name)
			sheet.Add(name, picture(size[0], size[1], samples.InStory(v.Lang), View{}, v.ASCII))
		}
	}
	sheet.Check(t, "sizes")
}

func TestStates(t *testing.T) {
	var sheet golden.Sheet
	for _, s := range []struct {
		name string
		step *event.Step
		view View
	}{
		{"cold", samples.Cold(), View{}},
		{"two leaders", samples.Split(), View{}},
		{"compacted, lying disk, two digits", samples.Joint(), View{}},
		{"nine nodes, 10 000 entries", samples.Nine(10_000), View{}},
		{"the same, looking at index 4711", samples.Nine(10_000), View{Cursor: 4711}},
		{"the same, three nodes down", samples.Nine(10_000), View{Top: 3}},
	} {
		sheet.Add(s.name, picture(63, 14, samples.Of(s.step, explain.English), s.view, false))
	}
	sheet.Check(t, "states")
}

// What a step did to each entry is found whatever it was.
func TestChanged(t *testing.T) {
	steps, now := samples.Story()
	for _, c := range []struct {
		step  int
		node  string
		index uint64
		want  change
	}{
		{now, "n1", 5, committed},
		{now, "n1", 4, nothing},
		{3, "n1", 5, entered},
		{4, "n1", 5, synced},
		{5, "n2", 5, entered},
		{5, "n5", 5, nothing},
	} {
		n, was := steps[c.step].Frame.Node(c.node), steps[c.step-1].Frame.Node(c.node)
		if got := changed(n, was, c.index); got != c.want {
			t.Errorf("step %d, %s, index %d: %d, want %d", c.step, c.node, c.index, got, c.want)
		}
	}
}

func TestMove(t *testing.T) {
	f := samples.Nine(100).Frame
	v := View{}.Move(-1, f)
	if v.Cursor != 99 {
		t.Errorf("one to the left of the end is %d", v.Cursor)
	}
	if v = v.Move(-1000, f); v.Cursor != 1 {
		t.Errorf("the leftmost is %d", v.Cursor)
	}
	if v = v.Move(1000, f); v.Cursor != 0 {
		t.Errorf("past the end is %d, not following", v.Cursor)
	}
	if v = v.Scroll(100, f); v.Top != 8 {
		t.Errorf("the last node to scroll to is %d", v.Top)
	}
}

func TestAnySize(t *testing.T) {
	for w := range 130 {
		for _, h := range []int{0, 1, 2, 3, 5, 9, 17, 31, 60} {
			picture(w, h, samples.Of(samples.Joint(), explain.Chinese), View{Cursor: 3, Top: 1}, false)
		}
	}
}

// What a client asks says with its index how often it has tried, not which
// entry it is about.
func TestNewestOfRequest(t *testing.T) {
	s := samples.Of(samples.Split(), explain.English)
	at := *s.Step
	s.Step = &at
	at.Events = []event.Event{{Kind: event.Invoked, Node: "n1", Peer: "c1", Index: 1}}
	if got, want := newest(s), lastIndex(s.Frame()); got != want || want < 2 {
		t.Errorf("the newest index is %d, want %d", got, want)
	}
}
