package node

import (
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
)

// A sheet is text laid out in a width, as high as it needs to be: the pane
// draws a window of it.
type sheet struct {
	marks []mark
	w, h  int
}

// A mark is a piece of text in one ink.
type mark struct {
	x, y int
	text string
	ink  canvas.Ink
}

func newSheet(w int) *sheet { return &sheet{w: w, marks: make([]mark, 0, 24)} }

// row begins a new row.
func (t *sheet) row() *sheet {
	t.h++
	return t
}

// text writes on the newest row, cut at the sheet's width, and returns the
// column after it.
func (t *sheet) text(x int, s string, ink canvas.Ink) int {
	if x >= t.w || s == "" {
		return x
	}
	s = termtext.Cut(s, t.w-x)
	t.marks = append(t.marks, mark{x, t.h - 1, s, ink})
	return x + termtext.Width(s)
}

// whole writes s if there is room for all of it.
func (t *sheet) whole(x int, s string, ink canvas.Ink) int {
	if x+termtext.Width(s) > t.w {
		return x
	}
	return t.text(x, s, ink)
}

// heading begins a section: its name and a rule.
func (t *sheet) heading(name string) {
	x := t.row().text(0, name, canvas.Quiet) + 1
	t.rule(x)
}

// rule draws a faint line from x to the end of the row.
func (t *sheet) rule(x int) {
	const line = "────────────────────────────────────────────────"
	for x < t.w {
		n := min(t.w-x, 48)
		x = t.text(x, line[:n*len("─")], canvas.Faint)
	}
}

// label begins a row with a label and returns where its value stands.
func (t *sheet) label(l labelled) int {
	t.row().text(0, string(l), canvas.Quiet)
	return labelWidth
}

// list writes parts with commas between, from x on and beneath.
func (t *sheet) list(x int, parts []string, ink canvas.Ink) {
	if x+termtext.Width(parts[0]) > t.w {
		x = labelWidth
		t.row()
	}
	at := x
	for i, part := range parts {
		switch {
		case i > 0 && at+termtext.Width(part)+2 > t.w:
			t.row()
			at = x
		case i > 0:
			at = t.text(at, ", ", ink)
		}
		at = t.text(at, part, ink)
	}
}

// add puts another sheet into this one.
func (t *sheet) add(o *sheet, x, y int) {
	for _, m := range o.marks {
		m.x, m.y = m.x+x, m.y+y
		t.marks = append(t.marks, m)
	}
	t.h = max(t.h, y+o.h)
}

// draw draws the rows of the sheet from top on.
func (t *sheet) draw(a canvas.Area, top int) {
	for _, m := range t.marks {
		if y := m.y - top; y >= 0 && y < a.H {
			a.Fit(m.x, y, a.W-m.x, m.text, m.ink)
		}
	}
}
