package network

import (
	"fmt"
	"testing"

	"raftviz/engine/lang"
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

func TestGoldens(t *testing.T) {
	for _, view := range []struct {
		name string
		view view
	}{{"messages", messages}, {"links", links}} {
		var sheet golden.Sheet
		for _, size := range sizes {
			for _, v := range samples.Variants {
				name := fmt.Sprintf("%d×%d %s", size[0], size[1], v.Name)
				sheet.Add(name, picture(&Pane{view: view.view}, size[0], size[1], sent(v.Lang), v.ASCII))
			}
		}
		sheet.Check(t, view.name)
	}
}

func TestStates(t *testing.T) {
	var sheet golden.Sheet
	add := func(name string, p Pane, s *scene.Scene) {
		for _, size := range sizes[:2] {
			q := p
			sheet.Add(fmt.Sprintf("%s, %d×%d", name, size[0], size[1]), picture(&q, size[0], size[1], s, false))
		}
	}
	add("nothing under way", Pane{}, of(samples.Cold(), lang.English))
	add("links as configured", Pane{view: links}, of(samples.Cold(), lang.English))
	add("story", Pane{}, samples.InStory(lang.English))
	add("election", Pane{}, of(samples.Election(), lang.English))
	add("cut in two", Pane{}, of(samples.Split(), lang.English))
	add("links cut in two", Pane{view: links}, of(samples.Split(), lang.English))
	add("a crowd", Pane{}, crowd(lang.English))
	s := crowd(lang.English)
	s.Selected.Msg = s.Frame().Flight[len(s.Frame().Flight)/2].ID
	add("a crowd, chosen in the middle", Pane{}, s)
	add("links of nine", Pane{view: links, link: link{"n7", "n8"}}, crowd(lang.English))
	s = held().scene(lang.English)
	s.Selected.Msg = 70
	add("held, the detail asked for", Pane{detail: always}, s)
	add("held, the detail closed", Pane{detail: never}, s)
	s.Selected.Msg = 77
	add("a lost one", Pane{detail: always}, s)
	s.Selected.Msg = 71
	add("one that waits", Pane{detail: always}, s)
	sheet.Check(t, "states")
}

// The pane draws at any size, in every state.
func TestAnySize(t *testing.T) {
	scenes := []*scene.Scene{held().scene(lang.Chinese), crowd(lang.English), of(samples.Cold(), lang.English), of(samples.Alone(), lang.English), of(samples.Fifteen(), lang.English)}
	for w := 0; w < 130; w += 1 + w/20 {
		for _, h := range []int{0, 1, 2, 3, 4, 5, 9, 17, 60} {
			for _, s := range scenes {
				for _, v := range []view{messages, links} {
					for _, d := range []detail{auto, always, never} {
						picture(&Pane{view: v, detail: d}, w, h, s, false)
					}
				}
			}
		}
	}
}

// BenchmarkDraw draws hundreds of messages on the largest pane.
func BenchmarkDraw(b *testing.B) {
	s := crowd(lang.English)
	for _, v := range []view{messages, links} {
		b.Run(fmt.Sprint(v), func(b *testing.B) {
			p, c := &Pane{view: v}, canvas.New(200, 60)
			for b.Loop() {
				c.Reset(200, 60)
				p.Draw(c.Area(), s)
			}
		})
	}
}
