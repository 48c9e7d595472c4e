package lesson

import (
	"slices"
	"strings"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/scene"
)

// A row is a line of the pane: a mark and text.
type row struct {
	mark, text string
	markInk    canvas.Ink
	ink        canvas.Ink
	pos        int // the position that a click goes to, -1 for none
}

const markWidth = 2

func (r row) draw(a canvas.Area, y int) {
	a.Text(1, y, r.mark, r.markInk)
	a.Fit(1+markWidth, y, a.W-1-markWidth, r.text, r.ink)
}

// A tone is how a note is told.
type tone uint8

const (
	earlier tone = iota // it belongs to what was before
	present             // it belongs to the position
	fresh               // it is said at this very step
)

// noteRows lays a note out in lines of w columns, its mark included. A claim
// that held begins with ✓; what is said at this very step is marked too.
func noteRows(n scene.Note, t tone, w int) []row {
	ink, mark, markInk := canvas.Text, " ", canvas.Text
	switch t {
	case earlier:
		ink, markInk = canvas.Quiet, canvas.Quiet
	case fresh:
		mark, markInk = "▸", canvas.Accent|canvas.Bold
	}
	if n.Kind == scene.Expected {
		mark = "✓"
		if t == present {
			ink, markInk = canvas.Quiet, canvas.Accent
		}
	}
	rows := textRows(n.Text, ink, w)
	for i := range rows {
		rows[i].pos = n.Pos
	}
	if len(rows) > 0 {
		rows[0].mark, rows[0].markInk = mark, markInk
	}
	return rows
}

// textRows wraps a text, with a blank row between its paragraphs.
func textRows(text string, ink canvas.Ink, w int) (rows []row) {
	const most = 1 << 10
	for i, par := range paragraphs(text) {
		if i > 0 {
			rows = append(rows, row{pos: -1})
		}
		for _, line := range termtext.Wrap(termtext.Printable(par), max(w-markWidth, 1), most) {
			rows = append(rows, row{text: line, ink: ink, pos: -1})
		}
	}
	return rows
}

// paragraphs joins the lines of each paragraph.
func paragraphs(text string) (list []string) {
	for _, par := range strings.Split(text, "\n\n") {
		if par = strings.Join(strings.Fields(par), " "); par != "" {
			list = append(list, par)
		}
	}
	return list
}

// A stop is a position at which something is said, and what.
type stop struct {
	pos   int
	notes []scene.Note
}

// stopsOf gathers the notes of a lesson by position.
func stopsOf(l *scene.Narration) (list []stop) {
	for _, n := range l.Notes {
		if k := len(list); k > 0 && list[k-1].pos == n.Pos {
			list[k-1].notes = append(list[k-1].notes, n)
			continue
		}
		list = append(list, stop{n.Pos, []scene.Note{n}})
	}
	return list
}

// at returns which stop belongs to a position: the latest at or before it, -1
// before the first.
func at(stops []stop, pos int) int {
	i, exact := slices.BinarySearchFunc(stops, pos, func(s stop, pos int) int { return s.pos - pos })
	if exact {
		return i
	}
	return i - 1
}

// rows lays the stop's notes out beneath each other.
func (s stop) rows(t tone, w int) (rows []row) {
	for _, n := range s.notes {
		rows = append(rows, noteRows(n, t, w)...)
	}
	return rows
}
