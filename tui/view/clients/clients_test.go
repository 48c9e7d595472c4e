package clients

import (
	"fmt"
	"testing"

	"raftviz/engine/lang"
	"raftviz/recordings/linear"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/golden"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

// Sizes: narrow, medium and large.
var sizes = [][2]int{{38, 10}, {60, 14}, {100, 40}}

func picture(p *Pane, w, h int, s *scene.Scene, ascii bool) string {
	c := canvas.New(w, h)
	p.Draw(c.Area(), s)
	return c.Plain(ascii)
}

func focused(s *scene.Scene) *scene.Scene {
	s.Focused = true
	return s
}

func TestGoldens(t *testing.T) {
	for _, view := range []struct {
		name  string
		view  view
		scene func(l lang.Lang) *scene.Scene
	}{
		{"history", bars, func(l lang.Lang) *scene.Scene { return focused(samples.Shop().Scene("open", l)) }},
		{"watches", watches, func(l lang.Lang) *scene.Scene { return focused(samples.Watching().Scene("victim", l)) }},
		{"totals", totals, func(l lang.Lang) *scene.Scene { return focused(samples.Shop().Scene("open", l)) }},
	} {
		var sheet golden.Sheet
		for _, size := range sizes {
			for _, v := range samples.Variants {
				name := fmt.Sprintf("%d×%d %s", size[0], size[1], v.Name)
				sheet.Add(name, picture(&Pane{view: view.view}, size[0], size[1], view.scene(v.Lang), v.ASCII))
			}
		}
		sheet.Check(t, view.name)
	}
}

func TestStates(t *testing.T) {
	var sheet golden.Sheet
	add := func(name string, v view, s *scene.Scene) {
		for _, size := range sizes[:2] {
			sheet.Add(fmt.Sprintf("%s, %d×%d", name, size[0], size[1]), picture(&Pane{view: v}, size[0], size[1], s, false))
		}
	}
	add("nothing asked", bars, samples.Of(samples.Cold(), lang.English))
	add("nothing watched", watches, samples.Of(samples.Cold(), lang.English))
	add("no recording around it", bars, samples.InStory(lang.English))
	w, pos := shop()
	s := w.at(pos, lang.English)
	s.Verdict = &scene.Verdict{Pos: pos, Running: true}
	add("being judged", bars, s)
	s.Verdict = judgedAs(linear.Linearizable, pos)
	add("linearizable", bars, s)
	s.Verdict = judgedAs(linear.Linearizable, 60)
	add("linearizable, up to an earlier step", bars, s)
	s.Verdict, s.Selected.Op = judgedAs(linear.NotLinearizable, pos, 2, 3), 2
	add("not linearizable", bars, s)
	s.Verdict = judgedAs(linear.Undecided, pos)
	s.Selected.Op = 4
	add("undecided, one of unknown outcome chosen", bars, s)
	s.Verdict, s.Selected.Op = nil, 5
	add("a failed one chosen", bars, s)
	s.Verdict, s.Selected.Op = judgedAs(linear.Linearizable, pos), 6
	add("one that is not judged chosen", bars, s)
	s.Selected.Op = 9
	add("a later one chosen", bars, s)
	add("in the past", bars, w.at(55, lang.English))
	add("a crowd", bars, crowd(300).at(595, lang.English))
	s = crowd(300).at(595, lang.English)
	s.Selected.Op = 280
	add("a crowd, an older one chosen", bars, s)
	v := watched()
	s = v.at(len(v.steps)-1, lang.English)
	s.Selected.Op = 2
	add("a watch that is not read", watches, s)
	s.Selected.Op = 4
	add("a canceled watch", watches, s)
	sheet.Check(t, "states")
}

// crowd is a recording of many operations, one after the other, of five
// clients.
func crowd(n int) *world {
	w := newWorld()
	for i := range n {
		at := int64(100 + 30*i)
		w.answer(at+24, w.ask(at, fmt.Sprintf("c%d", 1+i%5), fmt.Sprintf("n%d", 1+i%3), fmt.Sprintf("put key%d %d", i%7, i)), "OK", int64(i+2))
	}
	return w
}

// The pane draws at any size, in every state and language.
func TestAnySize(t *testing.T) {
	w, pos := shop()
	v := watched()
	scenes := []*scene.Scene{
		w.at(pos, lang.Chinese), w.at(0, lang.English), crowd(40).at(60, lang.English), v.at(len(v.steps)-1, lang.English),
		samples.Of(samples.Cold(), lang.Chinese), samples.InStory(lang.English),
	}
	scenes[0].Verdict = judgedAs(linear.NotLinearizable, pos, 2, 3)
	for width := 0; width < 130; width += 1 + width/20 {
		for _, h := range []int{0, 1, 2, 3, 4, 5, 9, 17, 60} {
			for _, s := range scenes {
				for v := range numViews {
					picture(&Pane{view: v}, width, h, s, false)
				}
			}
		}
	}
}

// BenchmarkDraw draws a long recording on the largest pane.
func BenchmarkDraw(b *testing.B) {
	w := crowd(20_000)
	s := w.at(39_000, lang.English)
	for v, name := range []string{"history", "watches", "totals"} {
		b.Run(name, func(b *testing.B) {
			p, c := &Pane{view: view(v)}, canvas.New(200, 60)
			for b.Loop() {
				c.Reset(200, 60)
				p.Draw(c.Area(), s)
			}
		})
	}
}
