package kit

import (
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
)

// Marker is the room left of each row of a list for the mark of the one that
// keys act on.
const Marker = 2

// Mark marks a row of a list as the one that keys act on: in the accent if they
// do, as the pane has the focus or a person has chosen the row.
func Mark(a canvas.Area, y int, live bool) {
	ink := canvas.Quiet
	if live {
		ink = canvas.Accent | canvas.Bold
	}
	a.Text(0, y, "▸", ink)
}

// A Grid is a table of text columns. Where the width does not suffice, columns
// are left out, those of the highest rank first.
type Grid struct{ Columns []Column }

// A Column is one of a grid.
type Column struct {
	Name  string
	Most  int  // columns it may take
	Right bool // its text ends where the column does
	Rank  int  // 0 stays
	w     int  // 0 is left out
}

// Measure makes room for a row.
func (g *Grid) Measure(row []Span) {
	for i := range g.Columns {
		c := &g.Columns[i]
		c.w = min(max(c.w, termtext.Width(row[i].Text), termtext.Width(c.Name)), c.Most)
	}
}

// Fit leaves columns out, and then makes the longest narrower, until the grid
// is w columns wide.
func (g *Grid) Fit(w int) {
	for g.Width() > w {
		out := -1
		for i := range g.Columns {
			if c := &g.Columns[i]; c.w > 0 && c.Rank > 0 && (out < 0 || c.Rank > g.Columns[out].Rank) {
				out = i
			}
		}
		if out < 0 {
			break
		}
		g.Columns[out].w = 0
	}
	for over := g.Width() - w; over > 0; over-- {
		longest := 0
		for i := range g.Columns {
			if g.Columns[i].w > g.Columns[longest].w {
				longest = i
			}
		}
		if g.Columns[longest].w <= 1 {
			return
		}
		g.Columns[longest].w--
	}
}

// Width is how wide the grid is as it was measured.
func (g *Grid) Width() int {
	w := Marker - 1
	for i := range g.Columns {
		if c := &g.Columns[i]; c.w > 0 {
			w += c.w + 1
		}
	}
	return w
}

// Head writes the names of the columns.
func (g *Grid) Head(a canvas.Area) {
	names := make([]Span, len(g.Columns))
	for i := range g.Columns {
		if termtext.Width(g.Columns[i].Name) <= g.Columns[i].w {
			names[i] = Span{g.Columns[i].Name, canvas.Quiet}
		}
	}
	g.write(a, names)
}

// Row writes a row: current if it is the one that is told of, picked if a person
// has chosen it. focused says that the pane has the focus.
func (g *Grid) Row(a canvas.Area, focused, current, picked bool, cells []Span) {
	if current {
		Mark(a, 0, focused || picked)
		for i := range cells {
			cells[i].Ink |= canvas.Bold
		}
	}
	if picked {
		cells[0].Ink = canvas.Focus | canvas.Bold
	}
	g.write(a, cells)
}

func (g *Grid) write(a canvas.Area, cells []Span) {
	x := Marker
	for i, c := range cells {
		w := g.Columns[i].w
		if w == 0 {
			continue
		}
		text := termtext.Cut(c.Text, w)
		if g.Columns[i].Right {
			a.Right(x+w, 0, text, c.Ink)
		} else {
			a.Text(x, 0, text, c.Ink)
		}
		x += w + 1
	}
}
