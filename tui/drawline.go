package tui

import (
	tea "charm.land/bubbletea/v2"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/words"
)

const mostOffers = 8

// draw draws the line in row y and returns where the cursor stands.
func (l *line) draw(a canvas.Area, y int) *tea.Cursor {
	row := a.Sub(0, y, a.W, 1)
	row.Clear()
	x := row.Text(1, 0, prompts[l.kind], canvas.Accent|canvas.Bold) + 1
	text, cursor := window([]rune(l.input.Value()), l.input.Position(), a.W-x-2)
	row.Text(x, 0, text, canvas.Text)
	return tea.NewCursor(x+cursor, y)
}

// window returns the part of a line that is shown in w columns, and in which
// of them the cursor stands.
func window(line []rune, cursor, w int) (string, int) {
	from := 0
	for termtext.Width(string(line[from:cursor])) > w-1 && from < cursor {
		from++
	}
	text := string(line[from:])
	for termtext.Width(text) > w && text != "" {
		r := []rune(text)
		text = string(r[:len(r)-1])
	}
	return text, termtext.Width(string(line[from:cursor]))
}

// drawOffers lists what the word before the cursor may become, above the line
// in row y; false means that there is nothing to list.
func (l *line) drawOffers(a canvas.Area, y int) bool {
	rows := min(len(l.offers), mostOffers, y-3)
	if rows <= 0 {
		return false
	}
	first := max(min(l.picked-rows/2, len(l.offers)-rows), 0)
	wide := 0
	for _, o := range l.offers {
		wide = max(wide, termtext.Width(o.Text))
	}
	wide = min(wide, a.W/2)
	list := a.Sub(0, y-rows-1, a.W, rows+1)
	list.Clear()
	list.Rule(0, 0, a.W, canvas.Faint)
	for i := range rows {
		o := l.offers[first+i]
		ink := canvas.Text
		if first+i == l.picked {
			ink = canvas.Accent | canvas.Bold
			list.Text(1, i+1, "▸", ink)
		}
		list.Fit(3, i+1, wide, termtext.Printable(o.Text), ink)
		list.Fit(wide+5, i+1, a.W-wide-6, termtext.Printable(o.Hint), canvas.Quiet)
	}
	if more := len(l.offers) - first - rows; more > 0 {
		list.Right(a.W-1, rows, "+"+kit.Number(more), canvas.Quiet)
	}
	return true
}

// drawTitle says what the line is for, above it.
func (l *line) drawTitle(a canvas.Area, y int, w *words.Table) {
	row := a.Sub(0, y-1, a.W, 1)
	row.Clear()
	kit.Title(row, kit.Text(lineTitle(l.kind, w), canvas.Quiet))
}

func lineTitle(k lineKind, w *words.Table) string {
	return [numLineKinds]string{
		commandLine: w.CommandTitle, searchLine: w.SearchTitle, breakLine: w.BreakTitle, nameLine: w.NameTitle,
		answerLine: w.AnswerTitle, filterLine: w.FilterTitle, pathLine: w.PathTitle,
	}[k]
}
