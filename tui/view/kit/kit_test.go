package kit

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/tui/view/canvas"
	"raftviz/tui/view/golden"
)

func TestNumbers(t *testing.T) {
	for ms, want := range map[int64]string{0: "0", 7: "7", 999: "999", 1000: "1 000", 1240: "1 240", 1234567: "1 234 567", -1240: "-1 240", -7: "-7"} {
		if got := Millis(ms); got != want {
			t.Errorf("Millis(%d) = %q, want %q", ms, got, want)
		}
	}
	if got := Number(uint64(1)<<63 + 1); got != "9223372036854775809" {
		t.Errorf("Number loses the highest bit: %s", got)
	}
}

// Every part at widths from too small to ample.
func TestPictures(t *testing.T) {
	tabs := []Tab{{Name: "messages", Note: Span{"4", canvas.Quiet}}, {Name: "links"}, {Name: "totals"}}
	spans := []Span{{"lamp = on", canvas.Text}, {"put at 7.0", canvas.Quiet}, {"version 2", canvas.Quiet}, {"by raft index 9", canvas.Quiet}}
	legend := Meanings("✗", "cut", "‖", "held", "-20%", "lost")
	text := "n3 refused its vote to n1: its own log ends at 3/7, n1's at 2/9; a voter refuses a candidate whose log is less up to date."
	g := Grid{Columns: []Column{{Name: "client", Most: 8}, {Name: "node", Most: 5, Rank: 2}, {Name: "answers", Most: 9, Right: true}, {Name: "mean", Most: 12, Right: true, Rank: 1}}}
	row := []Span{{"c1", canvas.Text}, {"n2", canvas.Quiet}, {"12", canvas.Text}, {"1 240 ms", canvas.Text}}
	parts := []struct {
		name string
		h    int
		draw func(a canvas.Area)
	}{
		{"title", 1, func(a canvas.Area) { Title(a, Span{"3", canvas.Faint}, Span{"timeline", canvas.Text}) }},
		{"tabs, the second shown", 1, func(a canvas.Area) { new(Tabs).Draw(a, a, tabs, 1) }},
		{"hidden", 1, func(a canvas.Area) { Hidden{Above: 3, Below: 1200, Left: 2}.Draw(a) }},
		{"hidden, more than is known", 1, func(a canvas.Area) { Hidden{Above: 3, Open: true}.Draw(a) }},
		{"told", 3, func(a canvas.Area) { Tell(a, Wrap(nil, text, a.W-2, 9, canvas.Text)) }},
		{"hanging", 3, func(a canvas.Area) {
			for y, l := range Hang(nil, Line{{"was", canvas.Quiet}}, 6, text, a.W, canvas.Text) {
				l.Draw(a, 0, y)
			}
		}},
		{"cut", 1, func(a canvas.Area) { Line{{"vote ", canvas.Quiet}, {text, canvas.Text}}.Cut(a.W).Draw(a, 0, 0) }},
		{"parts", 2, func(a canvas.Area) { Parts(a, spans) }},
		{"legend", 2, func(a canvas.Area) { Legend(a, legend) }},
		{"grid", 2, func(a canvas.Area) {
			g := Grid{Columns: append([]Column(nil), g.Columns...)}
			g.Measure(row)
			g.Fit(a.W)
			g.Head(a)
			g.Row(a.Sub(0, 1, a.W, 1), true, true, false, append([]Span(nil), row...))
		}},
		{"bar", 1, func(a canvas.Area) { Bar(a, 0, 0, min(a.W, 20), 7, canvas.Text) }},
		{"edges", 2, func(a canvas.Area) { Edges(a, 1, true, true) }},
	}
	var sheet golden.Sheet
	for _, p := range parts {
		for _, w := range []int{0, 8, 20, 36, 72} {
			c := canvas.New(w, p.h)
			p.draw(c.Area())
			sheet.Add(fmt.Sprintf("%s, %d", p.name, w), c.Plain(false))
		}
	}
	sheet.Check(t, "parts")
}

// What is cut says so, and what is told is counted: lines that are shown and
// those that are said to be left make all.
func TestTellCounts(t *testing.T) {
	lines := Wrap(nil, strings.Repeat("word ", 60), 20, 100, canvas.Text)
	for h := 1; h < len(lines); h++ {
		c := canvas.New(24, h)
		Tell(c.Area(), lines)
		if want := fmt.Sprintf("▾ %d", len(lines)-h); !strings.HasSuffix(strings.TrimSpace(c.Plain(false)), want) {
			t.Errorf("of %d lines %d are shown, but it does not end in %q:\n%s", len(lines), h, want, c.Plain(false))
		}
	}
	c := canvas.New(24, len(lines))
	if Tell(c.Area(), lines); strings.Contains(c.Plain(false), "▾") {
		t.Error("all is told, but something is said to be left")
	}
}

// A click hits the tab that is drawn there, and none beside them.
func TestTabsAt(t *testing.T) {
	c := canvas.New(40, 3)
	a := c.Area().Sub(2, 1, 36, 2)
	var tabs Tabs
	tabs.Draw(a, a, []Tab{{Name: "one"}, {Name: "two"}, {Name: "three"}}, 1)
	line := strings.Split(c.Plain(false), "\n")[1]
	for i, name := range []string{"one", "two", "three"} {
		before, _, _ := strings.Cut(line, name)
		x := len([]rune(before)) - 2
		if got, ok := tabs.At(x, 0); !ok || got != i {
			t.Errorf("a click on %s hits %d, %v", name, got, ok)
		}
	}
	if got, ok := tabs.At(35, 0); ok {
		t.Errorf("a click beside the tabs hits %d", got)
	}
	if tabs.Clear(); tabs.hits.Len() != 0 {
		t.Error("tabs that are gone can be clicked")
	}
}

// What lies above is hit first; a place counts its rows from its own top.
func TestHits(t *testing.T) {
	c := canvas.New(20, 10)
	pane := c.Area().Sub(5, 2, 10, 8)
	var h Hits[string]
	h.Begin(pane)
	h.Add(pane, "below")
	h.Add(pane.Sub(2, 3, 4, 2), "above")
	for _, k := range []struct {
		x, y, row int
		want      string
	}{{0, 0, 0, "below"}, {2, 3, 0, "above"}, {5, 4, 1, "above"}, {6, 4, 4, "below"}, {2, 5, 5, "below"}, {10, 0, 0, ""}, {-1, 0, 0, ""}} {
		if got, row, ok := h.Within(k.x, k.y); got != k.want || row != k.row || ok != (k.want != "") {
			t.Errorf("%d, %d hits %q in row %d, want %q in %d", k.x, k.y, got, row, k.want, k.row)
		}
	}
	if h.Keep(1); h.Len() != 1 {
		t.Error("more is kept than was asked for")
	}
}

// The row that is looked at is always among those shown, and no row is wasted.
func TestScroll(t *testing.T) {
	for n := range 12 {
		for h := range 8 {
			var s Scroll
			for _, at := range []int{0, n / 2, n - 1, 1, n - 1, 0} {
				if at < 0 || at >= n {
					continue
				}
				for _, top := range []int{s.Settle(n, h, at), Around(n, h, at)} {
					if h > 0 && (at < top || at >= top+h) || top < 0 || n >= h && top+h > n {
						t.Errorf("of %d rows %d from %d on are shown, %d is looked at", n, h, top, at)
					}
				}
			}
		}
	}
	for _, k := range [][4]int{{0, -1, 5, 0}, {4, 1, 5, 4}, {2, 1, 5, 3}, {0, 1, 0, 0}} {
		if got := Step(k[0], k[1], k[2]); got != k[3] {
			t.Errorf("from %d by %d of %d leads to %d, want %d", k[0], k[1], k[2], got, k[3])
		}
	}
}
