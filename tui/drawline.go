package tui

import (
	tea "charm.land/bubbletea/v2"

	"raftviz/engine/frame"
	"raftviz/tui/canvas"
	"raftviz/tui/words"
)

const mostOffers = 8

// drawLine draws the line that is typed, what it may become, and why it was
// not obeyed; it returns where the cursor stands.
func (s *show) drawLine(a canvas.Area, l layout) *tea.Cursor {
	if s.line.err != "" {
		s.drawFault(a.Sub(0, l.message-1, a.W, 1))
	} else {
		s.drawOffers(a, l.message)
	}
	row := a.Sub(0, l.message, a.W, 1)
	row.Clear()
	x := row.Text(1, 0, prompts[s.line.kind], canvas.Accent|canvas.Bold) + 1
	text, cursor := window([]rune(s.line.input.Value()), s.line.input.Position(), a.W-x-2)
	row.Text(x, 0, text, canvas.Text)
	return tea.NewCursor(x+cursor, l.message)
}

// window returns the part of a line that is shown in w columns, and in which
// of them the cursor stands.
func window(line []rune, cursor, w int) (string, int) {
	from := 0
	for canvas.Width(string(line[from:cursor])) > w-1 && from < cursor {
		from++
	}
	text := string(line[from:])
	for canvas.Width(text) > w && text != "" {
		r := []rune(text)
		text = string(r[:len(r)-1])
	}
	return text, canvas.Width(string(line[from:cursor]))
}

// drawFault writes why a line was not obeyed.
func (s *show) drawFault(row canvas.Area) {
	row.Clear()
	row.Fit(1, 0, row.W-2, frame.Printable(s.line.err), canvas.Alarm)
}

// drawOffers lists what the word before the cursor may become, above the line.
func (s *show) drawOffers(a canvas.Area, y int) {
	ln := s.line
	rows := min(len(ln.offers), mostOffers, y-3)
	if rows <= 0 {
		s.drawHint(a, y)
		return
	}
	first := max(min(ln.picked-rows/2, len(ln.offers)-rows), 0)
	wide := 0
	for _, o := range ln.offers {
		wide = max(wide, canvas.Width(o.Text))
	}
	wide = min(wide, a.W/2)
	list := a.Sub(0, y-rows-1, a.W, rows+1)
	list.Clear()
	list.Rule(0, 0, a.W, canvas.Faint)
	for i := range rows {
		o := ln.offers[first+i]
		ink := canvas.Text
		if first+i == ln.picked {
			ink = canvas.Accent | canvas.Bold
			list.Text(1, i+1, "▸", ink)
		}
		list.Fit(3, i+1, wide, frame.Printable(o.Text), ink)
		list.Fit(wide+5, i+1, a.W-wide-6, frame.Printable(o.Hint), canvas.Quiet)
	}
	if more := len(ln.offers) - first - rows; more > 0 {
		list.Right(a.W-1, rows, "+"+itoa(more), canvas.Quiet)
	}
}

// drawHint says what the line is for, where there is nothing to offer.
func (s *show) drawHint(a canvas.Area, y int) {
	if s.line.input.Value() != "" {
		return
	}
	row := a.Sub(0, y-1, a.W, 1)
	row.Clear()
	title(row, "", lineTitle(s.line.kind, s.look.words), canvas.Quiet, canvas.Quiet)
}

func lineTitle(k lineKind, w *words.Table) string {
	return [numLineKinds]string{commandLine: w.CommandTitle, searchLine: w.SearchTitle, breakLine: w.BreakTitle}[k]
}
