package cluster

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/lang/langtest"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/golden"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

// Sizes that the pane has on a screen of 80×24, 120×40 and 200×60.
var sizes = [][2]int{{80, 7}, {55, 30}, {92, 38}}

func painted(w, h int, s *scene.Scene) *canvas.Canvas {
	c := canvas.New(w, h)
	New().Draw(c.Area(), s)
	return c
}

func drawn(w, h int, s *scene.Scene, ascii bool) string { return painted(w, h, s).Plain(ascii) }

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

// changedStep returns a step with copies of the frame and of its nodes, changed.
func changedStep(s *event.Step, change func(f *frame.Frame)) *event.Step {
	c, f := *s, *s.Frame
	f.Nodes = nil
	for _, n := range s.Frame.Nodes {
		m := *n
		f.Nodes = append(f.Nodes, &m)
	}
	change(&f)
	c.Frame = &f
	return &c
}

// A disk that takes longer than it was configured to is marked, however little;
// one that keeps to it is not.
func TestSlowDisk(t *testing.T) {
	for _, size := range sizes {
		for by, slow := range map[int64]bool{-1: false, 0: false, 1: true, 190: true} {
			st := changedStep(samples.StoryRun().At("committed"), func(f *frame.Frame) {
				cfg := *f.Config
				cfg.Disk = 10
				f.Config = &cfg
				for _, n := range f.Nodes {
					n.Disk.Latency = 10
				}
				f.Nodes[4].Disk.Latency = 10 + by
			})
			text := drawn(size[0], size[1], samples.Of(st, lang.English), false)
			want := 0
			if slow {
				want = 1
			}
			if got := strings.Count(text, "disk "); got != want || slow && !strings.Contains(text, fmt.Sprintf("disk %d ms", 10+by)) {
				t.Errorf("%v: %d disks are marked where one takes %d ms more, want %d:\n%s", size, got, by, want, text)
			}
		}
	}
}

func TestStates(t *testing.T) {
	var sheet golden.Sheet
	for _, s := range []struct {
		name string
		step *event.Step
	}{
		{"cold", samples.Cold()}, {"election", samples.Election()}, {"split", samples.Split()},
		{"joint", samples.Joint()}, {"nine nodes", samples.Nine(10_000)},
		{"out of the ordinary", samples.Odd()}, {"links cut and held", samples.Wired().At("links")}, {"an islander", samples.Wired().At("islander")},
		{"two configurations' votes", samples.JointVotes()}, {"one node", samples.Alone()}, {"fifteen nodes", samples.Fifteen()},
	} {
		sheet.Add(s.name, drawn(55, 30, samples.Of(s.step, lang.English), false))
		sheet.Add(s.name+", as a table", drawn(80, 11, samples.Of(s.step, lang.English), false))
	}
	sheet.Check(t, "states")
}

// Frames of the table that has room for more, or for less.
func TestTables(t *testing.T) {
	var sheet golden.Sheet
	for _, c := range []struct {
		w, h   int
		step   *event.Step
		chosen scene.Selection
	}{
		{118, 9, samples.Odd(), scene.Selection{}}, {55, 9, samples.Odd(), scene.Selection{Node: "n2"}}, {30, 7, samples.Odd(), scene.Selection{}},
		{80, 5, samples.Nine(30), scene.Selection{Node: "n9"}}, {80, 9, samples.Nine(30), scene.Selection{Node: "n9"}},
		{80, 10, samples.Nine(30), scene.Selection{Msg: 18}}, {20, 1, samples.Split(), scene.Selection{}},
	} {
		s := samples.Of(c.step, lang.English)
		s.Selected, s.Focused = c.chosen, true
		sheet.Add(fmt.Sprintf("%d×%d %+v", c.w, c.h, c.chosen), drawn(c.w, c.h, s, false))
	}
	sheet.Check(t, "tables")
}

// What the step changed is in the accent, and nothing else.
func TestChanged(t *testing.T) {
	for _, c := range []struct {
		name, moment string
		want         []string
	}{
		{"a crash", "crashed", []string{"✕ n4", "down"}},
		{"a commit", "committed", []string{"◂", "commit 5", "#90 App✓5↑", "#94 App↓", "#92 App↓", "#93 App↓", "n1: all is committed up to 5", "App", "App"}},
		{"an entry", "proposed", []string{"◂", "log 5", "#87 App 5↓"}},
	} {
		s := samples.StoryRun().Scene(c.moment, lang.English)
		s.Now = s.Step.Time
		got := golden.Inked(painted(55, 30, s), canvas.Accent)
		for _, text := range c.want {
			if !slices.Contains(got, text) {
				t.Errorf("%s: %q is not told apart, only %q", c.name, text, got)
			}
		}
		if c.moment == "committed" && len(got) != len(c.want) {
			t.Errorf("%s: %q is told apart, want %q", c.name, got, c.want)
		}
	}

	f := samples.Election()
	s := samples.Of(f, lang.English)
	before := *f.Frame
	before.Nodes = slices.Clone(before.Nodes)
	was := *before.Nodes[3]
	was.Granted, was.Refused = was.Granted[:1], nil
	before.Nodes[3] = &was
	was1 := *before.Nodes[0]
	was1.Term, was1.Vote = 3, ""
	before.Nodes[0] = &was1
	s.Before = &before
	s.Step.Events = []event.Event{{Node: "n5", Payload: &event.TimerFired{}}}
	for _, text := range []string{"term 4", "voted n4", "✓4,1 ✗2", "n4 has 2 of 3 votes", "━━━━━━━━", "ran out"} {
		if got := golden.Inked(painted(55, 30, s), canvas.Accent); !slices.Contains(got, text) {
			t.Errorf("a vote: %q is not told apart, only %q", text, got)
		}
	}
}

// What is wrong is in the ink of alarms.
func TestAlarms(t *testing.T) {
	for _, c := range []struct {
		name string
		step *event.Step
		want []string
	}{
		{"a split", samples.Split(), []string{"cut n1 n2 │ n3 n4 n5", "#53 Beat✗", "░░░░"}},
		{"a leader that loses its quorum", samples.Stranded().At("one heard"), []string{"heard 1 of 4 lately"}},
		{"out of the ordinary", samples.Odd(), []string{"clock ×1.5", "disk stalls", "disk lies", "disk 200 ms"}},
		{"refused votes", samples.Election(), []string{"✗2"}},
	} {
		got := golden.Inked(painted(92, 38, samples.Of(c.step, lang.English)), canvas.Alarm)
		for _, text := range c.want {
			if !slices.Contains(got, text) {
				t.Errorf("%s: %q is no alarm, only %q", c.name, text, got)
			}
		}
	}
}

// What is chosen has a mark of its own, and what keys act on another.
func TestChosen(t *testing.T) {
	for _, size := range sizes {
		s := samples.InStory(lang.English)
		s.Selected = scene.Selection{Node: "n3", Msg: 72}
		c := painted(size[0], size[1], s)
		if got := golden.Inked(c, canvas.Focus); !slices.Contains(got, "n3") {
			t.Errorf("%v: the chosen node is not marked: %q", size, got)
		}
		if got := golden.Inked(c, canvas.Accent); !slices.Contains(got, "▸#72 n1→n3 Beat 0 ms") || !slices.Contains(got, "▸") {
			t.Errorf("%v: the chosen message or node has no pointer: %q", size, got)
		}
	}
	s := samples.InStory(lang.English)
	for focused, want := range map[bool]bool{true: true, false: false} {
		s.Focused = focused
		if got := slices.Contains(golden.Inked(painted(55, 30, s), canvas.Accent), "▸"); got != want {
			t.Errorf("focused %v, nothing chosen: pointer %v", focused, got)
		}
	}
}

// The pane draws at any size, and never outside of its own.
func TestAnySize(t *testing.T) {
	s := samples.Of(samples.Nine(30), lang.Chinese)
	s.Selected = scene.Selection{Node: "n7", Msg: 2}
	for w := range 130 {
		for _, h := range []int{0, 1, 2, 3, 5, 9, 17, 31, 60} {
			drawn(w, h, s, false)
		}
	}
	empty := samples.Of(&event.Step{Frame: &frame.Frame{}}, lang.English)
	drawn(60, 20, empty, false)
}

func TestCuts(t *testing.T) {
	if got, want := Cuts(samples.Split().Frame), "n1 n2 │ n3 n4 n5"; got != want {
		t.Errorf("a partition is written %q, want %q", got, want)
	}
	f := *samples.Split().Frame
	net := *f.Network
	net.Links = net.Links[:1]
	f.Network = &net
	if got, want := Cuts(&f), "n1→n3"; got != want {
		t.Errorf("a cut of one direction is written %q, want %q", got, want)
	}
	link := func(pairs ...string) {
		net.Links = nil
		for _, p := range pairs {
			a, b, _ := strings.Cut(p, " ")
			net.Links = append(net.Links, frame.Link{From: a, To: b, Cut: true}, frame.Link{From: b, To: a, Cut: true})
		}
	}
	for _, c := range []struct {
		pairs []string
		want  string
	}{
		{[]string{"n1 n3"}, "n1 ✗ n3"},
		{[]string{"n1 n3", "n1 n4", "n2 n3", "n2 n4"}, "n1 n2 ✗ n3 n4"},
		{[]string{"n1 n3", "n2 n4"}, "n1✗n3 n2✗n4"},
		{[]string{"n1 n2", "n1 n3", "n1 n4", "n1 n5"}, "n1 │ n2 n3 n4 n5"},
	} {
		if link(c.pairs...); Cuts(&f) != c.want {
			t.Errorf("%v is written %q, want %q", c.pairs, Cuts(&f), c.want)
		}
	}
	net.Links = nil
	if got := Cuts(&f); got != "" {
		t.Errorf("no cut is written %q", got)
	}
}

func TestWords(t *testing.T) { langtest.All(t, &catalogue) }

// BenchmarkDraw is nine nodes on a large screen, with a message to each.
func BenchmarkDraw(b *testing.B) {
	s := samples.Of(samples.Nine(10_000), lang.English)
	s.Selected = scene.Selection{Node: "n3", Msg: 4}
	c, p := canvas.New(200, 58), New()
	for b.Loop() {
		c.Reset(200, 58)
		p.Draw(c.Area(), s)
	}
}
