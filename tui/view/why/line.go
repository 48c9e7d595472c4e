package why

import (
	"strings"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
)

// A piece is text in one ink.
type piece struct {
	text string
	ink  canvas.Ink
}

// A line is a row of the pane.
type line struct {
	pieces []piece
	step   int // another step that it is about, -1 if none
}

// draw writes the line into row y.
func (l line) draw(a canvas.Area, y int) {
	x := 1
	for _, p := range l.pieces {
		x = a.Fit(x, y, a.W-1-x, p.text, p.ink)
	}
}

// cut returns the line, of at most w columns, with a sign that more follows.
func (l line) cut(w int) line {
	if len(l.pieces) == 0 {
		return l
	}
	pieces := append([]piece(nil), l.pieces...)
	last := &pieces[len(pieces)-1]
	room := max(w-width(pieces[:len(pieces)-1]), 0)
	last.text = strings.TrimRight(strings.TrimSuffix(last.text, "…"), " ") + " …"
	if termtext.Width(last.text) > room {
		last.text = termtext.Cut(strings.TrimSuffix(last.text, " …")+"  ", room)
	}
	return line{pieces, l.step}
}

// width is how many columns the pieces take.
func width(pieces []piece) (w int) {
	for _, p := range pieces {
		w += termtext.Width(p.text)
	}
	return w
}
