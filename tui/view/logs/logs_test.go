package logs

import (
	"fmt"
	"slices"
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
var sizes = [][2]int{{80, 7}, {63, 14}, {106, 16}}

func painted(w, h int, s *scene.Scene) *canvas.Canvas {
	c := canvas.New(w, h)
	New().Draw(c.Area(), s)
	return c
}

func picture(w, h int, s *scene.Scene, ascii bool) string { return painted(w, h, s).Plain(ascii) }

func TestGoldens(t *testing.T) {
	var sheet golden.Sheet
	for _, size := range sizes {
		for _, v := range samples.Variants {
			name := fmt.Sprintf("%d×%d %s", size[0], size[1], v.Name)
			sheet.Add(name, picture(size[0], size[1], samples.InStory(v.Lang), v.ASCII))
		}
	}
	sheet.Check(t, "sizes")
}

func at(step *event.Step, c scene.Selection) *scene.Scene {
	s := samples.Of(step, lang.English)
	s.Selected = c
	return s
}

func TestStates(t *testing.T) {
	var sheet golden.Sheet
	for _, c := range []struct {
		name  string
		scene *scene.Scene
	}{
		{"cold", at(samples.Cold(), scene.Selection{})},
		{"two leaders", at(samples.Split(), scene.Selection{})},
		{"entries removed and replaced", removal()},
		{"compacted, lying disk, two digits", at(samples.Joint(), scene.Selection{})},
		{"a snapshot, entries kept behind it", kept()},
		{"nine nodes, 10 000 entries", at(samples.Nine(10_000), scene.Selection{})},
		{"the same, looking at index 4711", at(samples.Nine(10_000), scene.Selection{Index: 4711})},
		{"the same, n8 chosen", at(samples.Nine(10_000), scene.Selection{Node: "n8", Index: 9995})},
		{"one that catches up at 200", behind()},
		{"what an entry wrote", at(samples.InStory(lang.English).Step, scene.Selection{Index: 4})},
	} {
		sheet.Add(c.name, picture(63, 14, c.scene, false))
		sheet.Add(c.name+", small", picture(80, 7, c.scene, false))
	}
	sheet.Check(t, "states")
}

// The narrowest and the largest.
func TestShapes(t *testing.T) {
	var sheet golden.Sheet
	for _, size := range [][2]int{{20, 1}, {20, 4}, {32, 7}, {44, 9}, {63, 22}, {118, 30}} {
		sheet.Add(fmt.Sprintf("%d×%d", size[0], size[1]), picture(size[0], size[1], at(samples.Nine(10_000), scene.Selection{Node: "n7"}), false))
	}
	sheet.Check(t, "shapes")
}

// What a step did to each entry is found whatever it was.
func TestChanged(t *testing.T) {
	for _, c := range []struct {
		moment string
		node   string
		index  uint64
		want   change
	}{
		{"committed", "n1", 5, committed},
		{"committed", "n1", 4, nothing},
		{"applied", "n1", 5, applied},
		{"proposed", "n1", 5, entered},
		{"synced", "n1", 5, synced},
		{"arrived", "n2", 5, entered},
		{"arrived", "n5", 5, nothing},
	} {
		s := samples.StoryRun().Scene(c.moment, lang.English)
		n, was := s.Frame().Node(c.node), s.Was(c.node)
		if got := changed(n, was, c.index); got != c.want {
			t.Errorf("%s, %s, index %d: %d, want %d", c.moment, c.node, c.index, got, c.want)
		}
	}
}

// What the step changed is told apart.
func TestInks(t *testing.T) {
	for _, c := range []struct {
		name  string
		scene *scene.Scene
		ink   canvas.Ink
		want  []string
	}{
		{"a commit", samples.InStory(lang.English), canvas.Focus, []string{"(1)"}},
		{"a commit", samples.InStory(lang.English), canvas.Accent, []string{"5"}},
		{"entries removed", removal(), canvas.Alarm, []string{"✗✗2✗"}},
		{"another in its place", removal(), canvas.Accent, []string{"╎3╎"}},
		{"conflicts", removal(), canvas.Alarm, []string{"≠"}},
		{"a snapshot", kept(), canvas.Accent, []string{"┃"}},
		{"a lying disk", at(samples.Joint(), scene.Selection{}), canvas.Alarm, []string{"~"}},
	} {
		got := golden.Inked(painted(63, 14, c.scene), c.ink)
		for _, text := range c.want {
			if !slices.Contains(got, text) {
				t.Errorf("%s: %q is not told apart, only %q", c.name, text, got)
			}
		}
	}
}

// The legend explains what is on the picture, and that only.
func TestLegend(t *testing.T) {
	for _, c := range []struct {
		scene *scene.Scene
		want  []sign
	}{
		{at(samples.Cold(), scene.Selection{}), nil},
		{samples.InStory(lang.English), []sign{stored, decided, done, matches, nexts}},
		{at(samples.Joint(), scene.Selection{}), []sign{lied, stored, done, matches, nexts, compacted, snapped}},
		{removal(), []sign{conflict, removed, unsynced, stored, done, matches, nexts}},
	} {
		p := New()
		p.Draw(canvas.New(63, 14).Area(), c.scene)
		for x := range numSigns {
			if got, want := p.drawn.signs.has(x), slices.Contains(c.want, x); got != want {
				t.Errorf("%v: sign %d is explained: %v, want %v", c.want, x, got, want)
			}
		}
	}
}

func TestAnySize(t *testing.T) {
	long := at(samples.Nine(10_000), scene.Selection{Node: "n9", Index: 9_999})
	for w := range 130 {
		for _, h := range []int{0, 1, 2, 3, 5, 9, 17, 31, 60} {
			picture(w, h, samples.Of(samples.Joint(), lang.Chinese), false)
			picture(w, h, long, false)
		}
	}
	picture(60, 20, samples.Of(&event.Step{Frame: &frame.Frame{}}, lang.English), false)
}

func TestWords(t *testing.T) { langtest.All(t, &catalogue) }

func TestRuns(t *testing.T) {
	for want, names := range map[string][]string{
		"": nil, "n1": {"n1"}, "n1 n2": {"n1", "n2"}, "n1–n3": {"n1", "n2", "n3"}, "n1 n3–n6 n8 n9": {"n1", "n3", "n4", "n5", "n6", "n8", "n9"},
	} {
		if got := runs(names); got != want {
			t.Errorf("%q is written %q, want %q", names, got, want)
		}
	}
}
