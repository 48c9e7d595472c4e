package kit

import (
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
)

// A Flow writes spans one after another, row by row.
type Flow struct {
	canvas.Area
	Between string // two of them in a row

	X, Y int // where the next is written, but for what stands between
}

// Put writes spans that belong together. They go to the next row if they do not
// fit on this one; ok is false, and nothing written, if there is none.
func (f *Flow) Put(spans ...Span) (x, y int, ok bool) {
	line := Line(spans)
	if !f.fits(line) {
		f.Row()
	}
	if f.Y >= f.H {
		return 0, 0, false
	}
	if f.X > 0 {
		f.X = f.Text(f.X, f.Y, f.Between, canvas.Faint)
	}
	x, y = f.X, f.Y
	f.X = line.Draw(f.Area, f.X, f.Y)
	return x, y, true
}

// fits reports whether a line fits on the row that is being written.
func (f *Flow) fits(l Line) bool {
	return f.X == 0 || f.X+termtext.Width(f.Between)+l.Width() <= f.W
}

// Row begins a row, unless one has just begun.
func (f *Flow) Row() {
	if f.X > 0 {
		f.X, f.Y = 0, f.Y+1
	}
}

// partGap is between two parts of a sentence.
const partGap = "   "

// Parts writes spans with a gap between them, and what does not fit any more cut
// into the last row. It returns how many rows that took. One that stands alone
// is wrapped.
func Parts(a canvas.Area, spans []Span) (rows int) {
	const worth = 6 // columns, for what is cut
	if a.H <= 0 || a.W <= 0 {
		return 0
	}
	if len(spans) == 1 {
		lines := Wrap(nil, spans[0].Text, a.W, a.H, spans[0].Ink)
		for y, l := range lines {
			l.Draw(a, 0, y)
		}
		return len(lines)
	}
	f := Flow{Area: a, Between: partGap}
	for _, s := range spans {
		if f.fits(Line{s}) || f.Y < a.H-1 {
			f.Put(s)
			continue
		}
		if x := f.X + len(partGap); a.W-x >= worth {
			a.Fit(x, f.Y, a.W-x, s.Text, s.Ink)
		}
		break
	}
	return f.Y + 1
}

// PartRows returns how many rows Parts takes in a width.
func PartRows(spans []Span, w int) (rows int) {
	if len(spans) == 0 || w <= 0 {
		return 0
	}
	rows = 1
	x := 0
	for _, s := range spans {
		n := termtext.Width(s.Text)
		if x > 0 && x+n > w {
			x, rows = 0, rows+1
		}
		x += n + len(partGap)
	}
	return rows
}
