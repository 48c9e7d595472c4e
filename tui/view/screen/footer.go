package screen

import (
	"fmt"
	"slices"
	"strings"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/words"
)

// A Footer lists the keys that matter most, as many as fit, and always the one
// that lists them all.
type Footer struct {
	Keys []keys.Binding
	Help *keys.Binding
}

// FooterOf returns the bindings of some scopes that belong in the footer, those
// of earlier scopes first. A key that an earlier scope has is not listed again.
func FooterOf(all *keys.Bindings, scopes ...keys.Scope) (f Footer) {
	seen := map[string]bool{}
	for _, scope := range scopes {
		for _, b := range all.Footer(scope) {
			first := b.Keys[0]
			if b.Action == keys.Help {
				f.Help = &b
			} else if !seen[first] {
				f.Keys = append(f.Keys, b)
			}
			seen[first] = true
		}
	}
	return f
}

// essential are the keys that stand first in the footer: those without which a
// person cannot go on.
var essential = []keys.Action{keys.GoOn, keys.Forward, keys.Command}

// Footer lists the keys that hold while a run is shown. What only a lesson has is
// left out where there is none, and what only a task has where the lesson's step
// is none.
func (s *Screen) Footer(all *keys.Bindings, lesson, task bool) Footer {
	f := FooterOf(all, s.Focus.Scope(), keys.Show)
	if !task {
		f.Keys = slices.DeleteFunc(f.Keys, func(b keys.Binding) bool {
			return b.Action == keys.Hint || b.Action == keys.Solve || !lesson && b.Action == keys.Retry
		})
	}
	rank := func(b keys.Binding) int {
		if i := slices.Index(essential, b.Action); i >= 0 {
			return i
		}
		return len(essential)
	}
	slices.SortStableFunc(f.Keys, func(a, b keys.Binding) int { return rank(a) - rank(b) })
	if lesson && s.Focus != pane.Lesson {
		toLesson := keys.ToPane(panes.Index(pane.Lesson))
		for _, b := range all.List() {
			if b.Scope == keys.Show && b.Action == toLesson {
				f.Keys = append([]keys.Binding{b}, f.Keys...)
			}
		}
	}
	return f
}

// Draw writes as many of the keys as fit, and the one for help.
func (f *Footer) Draw(a canvas.Area, w *words.Table) {
	x, end := 1, a.W
	if f.Help != nil {
		end -= footWidth(w, f.Help) + 1
	}
	for i := range f.Keys {
		if x+footWidth(w, &f.Keys[i]) > end {
			break
		}
		x = footKey(a, x, w, &f.Keys[i])
	}
	if f.Help != nil {
		footKey(a, x, w, f.Help)
	}
}

// footLabel is the first of a binding's keys.
func footLabel(b *keys.Binding) string {
	label, _, _ := strings.Cut(b.Label, " ")
	return label
}

func footWidth(w *words.Table, b *keys.Binding) int {
	return termtext.Width(footLabel(b)) + 1 + termtext.Width(panes.Short(w, b.Action)) + 3
}

func footKey(a canvas.Area, x int, w *words.Table, b *keys.Binding) int {
	x = a.Text(x, 0, footLabel(b), canvas.Text|canvas.Bold)
	return a.Text(x+1, 0, panes.Short(w, b.Action), canvas.Quiet) + 3
}

// Upwards writes text whose last line is at y, with as many lines above as it
// takes, up to three.
func Upwards(a canvas.Area, y int, text string, ink canvas.Ink) {
	lines := termtext.Wrap(text, a.W-2, 3)
	for i, line := range lines {
		row := a.Sub(0, y-len(lines)+1+i, a.W, 1)
		row.Clear()
		row.Text(1, 0, line, ink)
	}
}

// DrawTooSmall says what size is needed.
func DrawTooSmall(a canvas.Area, w *words.Table) {
	text := fmt.Sprintf(w.TooSmallF, LeastWidth, LeastHeight, a.W, a.H)
	lines := termtext.Wrap(text, a.W-2, max(a.H-1, 1))
	y := max((a.H-len(lines))/2, 0)
	for i, line := range lines {
		a.Text(max((a.W-termtext.Width(line))/2, 0), y+i, line, canvas.Text)
	}
	a.Text(1, a.H-1, "q", canvas.Text|canvas.Bold)
	a.Text(3, a.H-1, w.Short[keys.Quit], canvas.Quiet)
}
