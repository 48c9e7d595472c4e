// Package kit holds what panes and pages are made of: lines of text in several
// inks, tabs, lists and what is out of sight of them, tables, legends, bars, and
// the places of a picture that a click hits. A part draws on an area and keeps
// at most how far a person has scrolled it and where it was drawn; what a click
// on it means is the pane's to say.
package kit

import (
	"strconv"

	"raftviz/tui/view/canvas"
)

// Number writes a count, an index or a revision.
func Number[T int | int32 | int64 | uint64](n T) string {
	if n < 0 {
		return strconv.FormatInt(int64(n), 10)
	}
	return strconv.FormatUint(uint64(n), 10)
}

// Millis writes milliseconds, or steps, with thousands apart: 1 240.
func Millis[T int | int64 | uint64](ms T) string {
	s, sign := Number(ms), ""
	if ms < 0 {
		s, sign = s[1:], "-"
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	return sign + s
}

// Title draws a rule across the first row of an area, with spans in it:
//
//	─ 3 timeline ──────────────
func Title(a canvas.Area, spans ...Span) {
	x := a.Text(0, 0, "─ ", canvas.Faint)
	for _, s := range spans {
		x = a.Fit(x, 0, a.W-x, s.Text, s.Ink) + 1
	}
	a.Rule(x, 0, a.W-x, canvas.Faint)
}

// Edges marks the first and the last row of an area, in column x, if what stands
// there goes on beyond them.
func Edges(a canvas.Area, x int, above, below bool) {
	if above {
		a.Text(x, 0, "▴", canvas.Quiet)
	}
	if below {
		a.Text(x, a.H-1, "▾", canvas.Quiet)
	}
}

// Bar draws a bar of w columns of which the first full ones are thick, and
// returns the column after it.
func Bar(a canvas.Area, x, y, w, full int, ink canvas.Ink) int {
	for i := range w {
		if i < full {
			x = a.Text(x, y, "━", ink)
		} else {
			x = a.Text(x, y, "─", canvas.Faint)
		}
	}
	return x
}
