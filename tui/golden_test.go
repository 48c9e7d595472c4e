package tui

import (
	"fmt"
	"testing"

	"raftviz/tui/internal/golden"
	"raftviz/tui/internal/samples"
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
			{"branches", []string{"q", "left", "f", "B"}},
		} {
			d.press(p.keys...)
			d.a.View()
			sheet.Add(p.name+" "+v.Name, d.a.canvas.Plain(v.ASCII))
		}
	}
	sheet.Check(t, "pages")
}
