package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/event"
)

// What the columns show is what is in the recording, however it has grown.
func TestDensity(t *testing.T) {
	d := drive(t, Options{}, elected)
	rec := d.a.show.rec()
	var grown, whole density
	for range 40 {
		d.command("put x 1")
		d.command("run 30ms")
		grown.grow(rec)
	}
	whole.grow(rec)
	last := rec.Len()
	notable := 0
	for pos := range last + 1 {
		if rec.Kinds(pos).Meets(event.Notables) {
			notable++
		}
	}
	for _, w := range []int{1, 7, 80, 300} {
		a, b := grown.columns(last, w, nil), whole.columns(last, w, nil)
		sum := 0
		for x := range w {
			if a[x] != b[x] {
				t.Fatalf("column %d of %d is %v, counted at once %v", x, w, a[x], b[x])
			}
			sum += int(a[x].notable)
		}
		if sum != notable {
			t.Errorf("%d columns hold %d notable steps of %d", w, sum, notable)
		}
	}
	for len(whole.counts) > 8 {
		whole.halve()
	}
	sum := 0
	for _, c := range whole.counts {
		sum += int(c.notable)
	}
	if sum != notable {
		t.Errorf("after halving %d notable steps are left of %d", sum, notable)
	}
}

// A recording of any length has a bounded number of stretches.
func TestDensityIsBounded(t *testing.T) {
	d := drive(t, Options{}, elected)
	for range 3 {
		d.command("run 20s")
	}
	rec := d.a.show.rec()
	if rec.Len() < mostStretches {
		t.Fatalf("%d steps are too few", rec.Len())
	}
	var c density
	c.grow(rec)
	if len(c.counts) > mostStretches || c.size < 2 || c.upTo != rec.Len()+1 {
		t.Errorf("%d stretches of %d steps, up to %d", len(c.counts), c.size, c.upTo)
	}
	sum := 0
	for _, s := range c.counts {
		sum += int(s.notable)
	}
	want := 0
	for pos := range rec.Len() + 1 {
		if rec.Kinds(pos).Meets(event.Notables) {
			want++
		}
	}
	if sum != want {
		t.Errorf("%d notable steps are counted of %d", sum, want)
	}
}

// The scrubber shows notable steps, marks and where a branch began, and a click
// goes to them.
func TestScrubber(t *testing.T) {
	d := drive(t, Options{}, elected, "run 300ms", "crash n1", "run 300ms")
	s := d.a.show
	row := func() string { return strings.Split(d.screen(), "\n")[1] }
	if !strings.ContainsAny(row(), "┻╋") {
		t.Errorf("nothing notable is on %q", row())
	}
	last := s.rec().Len()
	d.command("goto " + itoa(last/3))
	d.press("m", "k", "G")
	column := 1 + scrubColumn(last/3, last, 118)
	if r := []rune(row()); r[column] != 'k' {
		t.Errorf("the mark is not on %q", row())
	}
	click := func(x int) { d.send(tea.MouseClickMsg{X: x, Y: 1, Button: tea.MouseLeft}) }
	click(column)
	d.at(last / 3)
	crash := 0
	for pos := range last {
		if s.rec().Kinds(pos).Has(event.KindCrashed) {
			crash = pos
		}
	}
	click(1 + scrubColumn(crash, last, 118))
	d.at(crash)
	d.send(tea.MouseMotionMsg{X: 1, Y: 1, Button: tea.MouseLeft})
	d.at(0)
	d.command("goto " + itoa(last/2))
	d.press("f", "n", "n", "n", "n", "n", "g")
	if at := strings.IndexRune(row(), '┳'); at < 0 {
		t.Errorf("where the branch began is not on %q", row())
	}
	column = 1 + scrubColumn(last/2, s.rec().Len(), 118)
	click(column)
	d.at(last / 2)
}

// Drawing costs the same however long the recording is, once it was counted.
func BenchmarkScrubRow(b *testing.B) {
	a := newApp(Options{})
	a.open(Opened{Run: busy(b, 3, 200)})
	defer func() { _ = a.close() }()
	a.Update(tea.WindowSizeMsg{Width: 200, Height: 60})
	a.View()
	area := a.canvas.Area().Sub(0, 1, 200, 1)
	for b.Loop() {
		a.show.scrubbed = scrubber{}
		a.show.scrub(area)
	}
}
