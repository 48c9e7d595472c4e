package tui

import (
	"fmt"
	"testing"

	"raftviz/engine/config"
	"raftviz/tui/view/golden"
	"raftviz/tui/view/samples"
)

// The whole screen at the three sizes in every variant.
func TestScreens(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		var sheet golden.Sheet
		for _, v := range samples.Variants {
			d := drive(t, Options{Lang: v.Lang, ASCII: v.ASCII}, elected, "run 150ms", "put x 1", "step 12")
			d.press("[")
			d.size(size[0], size[1])
			d.a.View()
			sheet.Add(fmt.Sprintf("%d×%d %s", size[0], size[1], v.Name), d.a.canvas.Plain(v.ASCII))
		}
		sheet.Check(t, fmt.Sprintf("screen-%dx%d", size[0], size[1]))
	}
}

// What stands on the screen besides the panes.
func TestPages(t *testing.T) {
	var sheet golden.Sheet
	for _, v := range samples.Variants {
		d := drive(t, Options{Lang: v.Lang, ASCII: v.ASCII}, elected)
		for _, p := range []struct {
			name string
			keys []string
		}{
			{"prompt", []string{":"}},
			{"offers", []string{"c", "r", "tab"}},
			{"help", []string{"esc", "?"}},
			{"branches", []string{"q", "left", "f", "n", "n", "left", "f", "n", "B", "up", "up", "enter", "left", "left", "f", "B", "x"}},
			{"breakpoint", []string{"q", "b", "c", "o", "m"}},
			{"breakpoints", []string{"tab", "enter", "b", "t", "e", "r", "m", ">", "3", "enter", "b", "enter", "down", "space"}},
			{"no breakpoints", []string{"d", "d"}},
		} {
			d.press(p.keys...)
			d.a.View()
			sheet.Add(p.name+" "+v.Name, d.a.canvas.Plain(v.ASCII))
		}
	}
	sheet.Check(t, "pages")
}

// The home screen at the three sizes in every variant.
func TestHomeScreens(t *testing.T) {
	var sheet golden.Sheet
	for _, v := range samples.Variants {
		for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
			var started config.Config
			d := driveOn(t, Options{Lang: v.Lang, ASCII: v.ASCII, Version: "1.2.3"}, sections(&started))
			d.size(size[0], size[1])
			d.a.View()
			sheet.Add(fmt.Sprintf("%d×%d %s", size[0], size[1], v.Name), d.a.canvas.Plain(v.ASCII))
		}
		for _, p := range []struct {
			name string
			keys []string
		}{
			{"setting", []string{"down", "down", "down", "down"}},
			{"filter", []string{"/", "e", "l", "e", "c"}},
			{"path", []string{"esc", "G", "enter", "x", "enter"}},
		} {
			var started config.Config
			d := driveOn(t, Options{Lang: v.Lang, ASCII: v.ASCII, Version: "1.2.3"}, sections(&started))
			d.size(80, 24)
			d.press(p.keys...)
			d.a.View()
			sheet.Add(p.name+" "+v.Name, d.a.canvas.Plain(v.ASCII))
		}
	}
	sheet.Check(t, "home")
}
