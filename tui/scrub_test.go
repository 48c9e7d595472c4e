package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/event"
	"raftviz/tui/view/kit"
)

// The scrubber shows notable steps, marks and where a branch began, and a click
// goes to them.
func TestScrubber(t *testing.T) {
	d := drive(t, Options{}, elected, "run 300ms", "crash n1", "run 300ms")
	s := d.a.viewer
	row := func() string { return strings.Split(d.screen(), "\n")[1] }
	if !strings.ContainsAny(row(), "┻╋") {
		t.Errorf("nothing notable is on %q", row())
	}
	last := s.rec().Len()
	d.command("goto " + kit.Number(last/3))
	d.press("m", "k", "G")
	column := 1 + last/3*117/last
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
	click(1 + crash*117/last)
	d.at(crash)
	d.send(tea.MouseMotionMsg{X: 1, Y: 1, Button: tea.MouseLeft})
	d.at(0)
	d.command("goto " + kit.Number(last/2))
	d.press("f", "n", "n", "n", "n", "n", "g")
	if at := strings.IndexRune(row(), '┳'); at < 0 {
		t.Errorf("where the branch began is not on %q", row())
	}
	column = 1 + last/2*117/s.rec().Len()
	click(column)
	d.at(last / 2)
}
