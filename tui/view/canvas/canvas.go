// Package canvas is what panes draw on: a grid of terminal cells in which
// every mark has an ink. Drawing outside of an area is clipped, never an
// error, so that panes need no special cases for small sizes.
package canvas

import "raftviz/engine/termtext"

// A Canvas is a grid of cells. The zero value has no cells.
type Canvas struct {
	w, h  int
	cells []cell
}

// A cell is one terminal cell: a cluster of text, the arms of a line, the
// right half of a wide cluster, or blank.
type cell struct {
	text string
	ink  Ink
	arms Arms
	half bool
}

// New returns a blank canvas of w columns and h rows.
func New(w, h int) *Canvas {
	c := &Canvas{}
	c.Reset(w, h)
	return c
}

// Reset makes the canvas blank and of the given size, reusing its memory.
func (c *Canvas) Reset(w, h int) {
	w, h = max(w, 0), max(h, 0)
	c.w, c.h = w, h
	if cap(c.cells) < w*h {
		c.cells = make([]cell, w*h)
		return
	}
	c.cells = c.cells[:w*h]
	clear(c.cells)
}

// Area returns the whole canvas as an area to draw in.
func (c *Canvas) Area() Area { return Area{c: c, W: c.w, H: c.h} }

// An Area is a rectangle of a canvas with its own coordinates: 0, 0 is its
// upper left corner, W and H its size.
type Area struct {
	c      *Canvas
	x0, y0 int
	W, H   int
}

// Origin returns where the area's upper left corner lies on its canvas.
func (a Area) Origin() (x, y int) { return a.x0, a.y0 }

// Sub returns the part of the area that begins at x, y and is at most w wide
// and h high.
func (a Area) Sub(x, y, w, h int) Area {
	x, y = min(max(x, 0), a.W), min(max(y, 0), a.H)
	return Area{c: a.c, x0: a.x0 + x, y0: a.y0 + y, W: max(min(w, a.W-x), 0), H: max(min(h, a.H-y), 0)}
}

// at returns the cell at x, y, or nil outside of the area.
func (a Area) at(x, y int) *cell {
	if x < 0 || y < 0 || x >= a.W || y >= a.H {
		return nil
	}
	return &a.c.cells[(a.y0+y)*a.c.w+a.x0+x]
}

// Text writes s from x, y to the right and returns the column after it,
// whether or not it fitted. Control characters appear as a dot.
func (a Area) Text(x, y int, s string, ink Ink) int {
	for len(s) > 0 {
		shown, w, n := termtext.Cluster(s)
		if w == 0 {
			a.combine(x-1, y, shown)
		} else {
			a.put(x, y, shown, w, ink)
		}
		x += w
		s = s[n:]
	}
	return x
}

// combine adds a mark that has no width to the cluster before it, as
// far as that makes sense.
func (a Area) combine(x, y int, mark string) {
	const most = 16
	c := a.at(x, y)
	if c != nil && c.half {
		c = a.at(x-1, y)
	}
	if c != nil && c.text != "" && len(c.text)+len(mark) <= most {
		c.text += mark
	}
}

// Fit writes s into w columns, cut with … where it is longer, and returns the
// column after what was written.
func (a Area) Fit(x, y, w int, s string, ink Ink) int {
	return a.Text(x, y, termtext.Cut(s, w), ink)
}

// Right writes s so that it ends before column x.
func (a Area) Right(x, y int, s string, ink Ink) { a.Text(x-termtext.Width(s), y, s, ink) }

// Fill gives every cell of a row's part a blank in the given ink.
func (a Area) Fill(x, y, w int, ink Ink) {
	for i := range w {
		a.put(x+i, y, " ", 1, ink)
	}
}

// Clear makes the area blank. A wide cluster that is half outside of it goes
// whole.
func (a Area) Clear() {
	for y := range a.H {
		if a.W > 0 {
			a.split(0, y)
			a.split(a.W-1, y)
		}
		for x := range a.W {
			*a.at(x, y) = cell{}
		}
	}
}

// Recolour gives what is drawn in the area another ink, for a picture that
// stands behind something else.
func (a Area) Recolour(ink Ink) {
	for y := range a.H {
		for x := range a.W {
			a.at(x, y).ink = ink
		}
	}
}

// put writes one cluster. A wide one that does not fit whole leaves a blank.
func (a Area) put(x, y int, text string, w int, ink Ink) {
	c := a.at(x, y)
	if c == nil {
		return
	}
	a.split(x, y)
	if w == 1 {
		*c = cell{text: text, ink: ink}
		return
	}
	right := a.at(x+1, y)
	if right == nil {
		*c = cell{text: " ", ink: ink}
		return
	}
	a.split(x+1, y)
	*c = cell{text: text, ink: ink}
	*right = cell{half: true, ink: ink}
}

// split blanks the other half of a wide cluster of which x, y is one half.
func (a Area) split(x, y int) {
	i := (a.y0+y)*a.c.w + a.x0 + x
	cells := a.c.cells
	if cells[i].half {
		cells[i-1].text = " "
		cells[i].half = false
	}
	if next := i + 1; a.x0+x+1 < a.c.w && cells[next].half {
		cells[next] = cell{text: " ", ink: cells[next].ink}
	}
}
