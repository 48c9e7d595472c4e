package clients

import (
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/scene"
)

// A grid is a table of text columns. Where the width does not suffice, columns
// are left out, those of the highest rank first.
type grid struct{ cols []col }

// A col is a column of a grid.
type col struct {
	name  string
	most  int // columns it may take
	right bool
	rank  int // 0 stays
	w     int // 0 is left out
}

// A cell is what stands in a column.
type cell struct {
	text string
	ink  canvas.Ink
}

// measure makes room for a row.
func (g *grid) measure(row []cell) {
	for i := range g.cols {
		c := &g.cols[i]
		c.w = min(max(c.w, termtext.Width(row[i].text), termtext.Width(c.name)), c.most)
	}
}

// fit leaves columns out, and then makes the longest narrower, until the grid
// is w columns wide.
func (g *grid) fit(w int) {
	for g.width() > w {
		out := -1
		for i := range g.cols {
			if c := &g.cols[i]; c.w > 0 && c.rank > 0 && (out < 0 || c.rank > g.cols[out].rank) {
				out = i
			}
		}
		if out < 0 {
			break
		}
		g.cols[out].w = 0
	}
	for over := g.width() - w; over > 0; over-- {
		longest := 0
		for i := range g.cols {
			if g.cols[i].w > g.cols[longest].w {
				longest = i
			}
		}
		if g.cols[longest].w <= 1 {
			return
		}
		g.cols[longest].w--
	}
}

func (g *grid) width() int {
	w := marker - 1
	for i := range g.cols {
		if c := &g.cols[i]; c.w > 0 {
			w += c.w + 1
		}
	}
	return w
}

// head writes the names of the columns.
func (g *grid) head(a canvas.Area) {
	names := make([]cell, len(g.cols))
	for i := range g.cols {
		if termtext.Width(g.cols[i].name) <= g.cols[i].w {
			names[i] = cell{g.cols[i].name, canvas.Quiet}
		}
	}
	g.write(a, names)
}

// row writes a row: current if it is the one that is told of, picked if a
// person has chosen it.
func (g *grid) row(a canvas.Area, s *scene.Scene, current, picked bool, cells []cell) {
	if current {
		mark := canvas.Quiet
		if s.Focused || picked {
			mark = canvas.Accent | canvas.Bold
		}
		a.Text(0, 0, "▸", mark)
		for i := range cells {
			cells[i].ink |= canvas.Bold
		}
	}
	if picked {
		cells[0].ink = canvas.Focus | canvas.Bold
	}
	g.write(a, cells)
}

func (g *grid) write(a canvas.Area, cells []cell) {
	x := marker
	for i, c := range cells {
		w := g.cols[i].w
		if w == 0 {
			continue
		}
		text := termtext.Cut(c.text, w)
		if g.cols[i].right {
			a.Right(x+w, 0, text, c.ink)
		} else {
			a.Text(x, 0, text, c.ink)
		}
		x += w + 1
	}
}
