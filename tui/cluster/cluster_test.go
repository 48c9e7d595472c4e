package cluster

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
var sizes = [][2]int{{80, 7}, {55, 30}, {92, 50}}

func drawn(w, h int, s *scene.Scene, ascii bool) string {
	c := canvas.New(w, h)
	Draw(c.Area(), s)
	return c.Plain(ascii)
}

func TestGoldens(t *testing.T) {
	var sheet golden.Sheet
	for _, size := range sizes {
		for _, v := range samples.Variants {
			name := fmt.Sprintf("%d×%d %s", size[0], size[1], v.Name)
			sheet.Add(name, drawn(size[0], size[1], samples.InStory(v.Lang), v.ASCII))
		}
	}
	sheet.Check(t, "sizes")
}

func TestStates(t *testing.T) {
	var sheet golden.Sheet
	for _, s := range []struct {
		name string
		step *event.Step
	}{
		{"cold", samples.Cold()}, {"election", samples.Election()}, {"split", samples.Split()},
		{"joint", samples.Joint()}, {"nine nodes", samples.Nine(10_000)},
	} {
		sheet.Add(s.name, drawn(55, 30, samples.Of(s.step, explain.English), false))
		sheet.Add(s.name+", as a table", drawn(80, 11, samples.Of(s.step, explain.English), false))
	}
	sheet.Check(t, "states")
}

// The pane draws at any size, and never outside of its own.
func TestAnySize(t *testing.T) {
	for w := range 130 {
		for _, h := range []int{0, 1, 2, 3, 5, 9, 17, 31, 60} {
			drawn(w, h, samples.Of(samples.Nine(30), explain.Chinese), false)
		}
	}
}

func TestCuts(t *testing.T) {
	if got, want := Cuts(samples.Split().Frame), "n1 n2 ✗ n3 n4 n5"; got != want {
		t.Errorf("a partition is written %q, want %q", got, want)
	}
	f := *samples.Split().Frame
	net := *f.Network
	net.Links = net.Links[:1]
	f.Network = &net
	if got, want := Cuts(&f), "n1→n3"; got != want {
		t.Errorf("a cut of one direction is written %q, want %q", got, want)
	}
}
