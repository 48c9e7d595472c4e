package cluster

import (
	"fmt"

	"raftviz/engine/frame"
	"raftviz/tui/canvas"
	"raftviz/tui/scene"
)

// A column of the table: its width, and what it writes.
type column struct {
	width int
	write func(a canvas.Area, s *scene.Scene, n *frame.Node)
}

// table draws a row a node, and beneath it the quorum and what is on its way.
func table(a canvas.Area, s *scene.Scene) {
	columns := columnsFor(a.W)
	y := 0
	for _, n := range s.Frame().Nodes {
		x := 1
		if s.Step.Cause.Node == n.Name {
			a.Text(0, y, "▸", canvas.Accent|canvas.Bold)
		}
		for _, c := range columns {
			c.write(a.Sub(x, y, c.width, 1), s, n)
			x += c.width + 1
		}
		y++
	}
	if y < a.H {
		x := quorum(a, 1, y, s)
		cuts(a, x, y, s)
		y++
	}
	if rest := a.Sub(1, y, a.W-1, a.H-y); rest.H > 0 {
		if rest.H > 1 && clients(rest, 0, 0, s) {
			rest = rest.Sub(0, 1, rest.W, rest.H-1)
		}
		flight(rest, s)
	}
}

// columnsFor returns the columns that fit, the least important left out.
func columnsFor(w int) []column {
	all := []column{
		{18, func(a canvas.Area, s *scene.Scene, n *frame.Node) { title(a, 0, 0, s, n) }},
		{19, func(a canvas.Area, s *scene.Scene, n *frame.Node) { term(a, 0, 0, s, n) }},
		{19, func(a canvas.Area, s *scene.Scene, n *frame.Node) { timer(a, 0, 0, s, n) }},
		{18, positions},
	}
	for len(all) > 1 {
		width := 1
		for _, c := range all {
			width += c.width + 1
		}
		if width <= w {
			break
		}
		all = all[:len(all)-1]
	}
	return all
}

// positions writes how far the node's log and its commit reach.
func positions(a canvas.Area, s *scene.Scene, n *frame.Node) {
	w := s.Words
	last, commit := canvas.Quiet, canvas.Quiet
	if was := s.Was(n.Name); was != nil {
		if was.Last() != n.Last() {
			last = canvas.Accent | canvas.Bold
		}
		if was.Commit != n.Commit {
			commit = canvas.Accent | canvas.Bold
		}
	}
	x := a.Text(0, 0, fmt.Sprintf(w.LastF, n.Last()), last)
	x = a.Text(x, 0, " · ", canvas.Faint)
	a.Fit(x, 0, a.W-x, fmt.Sprintf(w.CommitF, n.Commit), commit)
}
