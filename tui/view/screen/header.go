package screen

import (
	"fmt"
	"slices"
	"strings"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// A Header says what is shown, and when.
type Header struct {
	Name    string // of the run
	Branch  string // "" if there is only one
	Speed   string // of playing, in steps a second
	Playing bool
}

// Draw says what is shown, and when: on the right as much as fits, the most
// important last to go.
func (h *Header) Draw(a canvas.Area, sc *scene.Scene) {
	left := []part{{text: "raftviz", ink: canvas.Accent | canvas.Bold}, {text: h.Name}}
	if h.Branch != "" {
		left = append(left, part{text: fmt.Sprintf(sc.Words.BranchF, h.Branch), ink: canvas.Quiet})
	}
	right := h.status(sc)
	for len(right) > 1 && width(left)+width(right)+2 > a.W {
		least := 0
		for i := range right {
			if right[i].rank > right[least].rank {
				least = i
			}
		}
		right = slices.Delete(right, least, least+1)
	}
	x, end := 1, a.W-width(right)
	for _, p := range left {
		x = a.Fit(x, 0, end-x, p.text, p.ink) + 2
	}
	for i, p := range right {
		if i > 0 {
			end = a.Text(end, 0, " · ", canvas.Faint)
		}
		end = a.Text(end, 0, p.text, p.ink)
	}
}

// width is how many columns parts take, with three between.
func width(parts []part) (w int) {
	for _, p := range parts {
		w += termtext.Width(p.text) + 3
	}
	return w - 2
}

// A part is one thing that the header says; the higher its rank, the sooner it
// gives way.
type part struct {
	text string
	ink  canvas.Ink
	rank int
}

// status lists what the header says on the right.
func (h *Header) status(sc *scene.Scene) []part {
	w, f, pos := sc.Words, sc.Frame(), int64(sc.Step.Index)
	step := part{fmt.Sprintf(w.StepF, kit.Millis(pos)), canvas.Text, 0}
	if last := int64(sc.Reel.Len); pos < last {
		step = part{fmt.Sprintf(w.StepOfF, kit.Millis(pos), kit.Millis(last)), canvas.Accent, 0}
	}
	parts := []part{step, {fmt.Sprintf(w.MsF, kit.Millis(sc.Now)), canvas.Text, 1}}
	if f.Config != nil {
		parts = append(parts, part{fmt.Sprintf(w.SeedF, f.Config.Seed), canvas.Quiet, 3})
	}
	speed := fmt.Sprintf(w.SpeedF, h.Speed)
	switch {
	case len(f.Violations) > 0:
		parts = append(parts, part{w.Ended, canvas.Alarm | canvas.Bold, 2})
	case h.Playing:
		parts = append(parts, part{"▶ " + speed, canvas.Accent | canvas.Bold, 2})
	default:
		parts = append(parts, part{"‖ " + speed, canvas.Quiet, 2})
	}
	return append(parts, part{w.Lang.Name(), canvas.Quiet, 4})
}

// drawBanner says which property broke, and how.
func drawBanner(a canvas.Area, sc *scene.Scene) {
	v := sc.Frame().Violations[0]
	text := termtext.Printable(v.Text.In(sc.Words.Lang))
	for y := range a.H {
		a.Fill(0, y, a.W, canvas.Danger)
	}
	x := a.Text(1, 0, "✗ "+scene.Breach(v, sc.Words.Lang), canvas.Danger|canvas.Bold) + 2
	first := termtext.Wrap(text, a.W-x-1, 1<<10)
	if len(first) == 0 {
		return
	}
	a.Text(x, 0, first[0], canvas.Danger)
	if rest := text[len(first[0]):]; strings.TrimSpace(rest) != "" {
		a.Fit(3, 1, a.W-4, strings.TrimSpace(rest), canvas.Danger)
	}
}
