package cluster

import (
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

// A column of the table: its width, and what it writes.
type column struct {
	width int
	write func(canvas.Area, *frame.Node)
}

// table draws a row a node from the one numbered top on, and beneath it the
// quorum and what is on its way. It returns the row it began with: the last
// rows stay at the bottom.
func (v *view) table(top int) int {
	nodes := v.Frame().Nodes
	rows := v.rows()
	top = min(max(top, 0), len(nodes)-rows)
	columns := v.columns()
	y := 0
	for _, n := range nodes[top : top+rows] {
		v.hits.Add(v.Sub(0, y, v.W, 1), hit{node: n.Name})
		v.pointer(v.Area, 0, y, n)
		x := 1
		for _, c := range columns {
			c.write(v.Sub(x, y, c.width, 1), n)
			x += c.width + 1
		}
		y++
	}
	if below := len(nodes) - top - rows; rows > 0 {
		more(v.Area, 0, "▴", top)
		more(v.Area, rows-1, "▾", below)
	}
	v.foot(v.Sub(1, y, v.W-1, v.H-y))
	return top
}

// rows returns how many rows of the table there is room for. What stands beneath
// them gives way, but for a row where there are too many nodes anyway.
func (v *view) rows() int {
	n := len(v.Frame().Nodes)
	if v.H >= n || v.H < 3 {
		return min(n, v.H)
	}
	return v.H - 1
}

// reveal returns the row to begin with so that a node is seen.
func (v *view) reveal(name string, top int) int {
	for i, n := range v.Frame().Nodes {
		if n.Name == name {
			return min(max(top, i-v.rows()+1), i)
		}
	}
	return top
}

// more says at the end of a row how many there are beyond it.
func more(a canvas.Area, y int, mark string, n int) {
	if n > 0 {
		text := mark + kit.Number(n)
		a.Text(a.W-termtext.Width(text), y, text, canvas.Quiet)
	}
}

// columns returns the columns that fit, the least important left out.
func (v *view) columns() []column {
	timer := func(a canvas.Area, n *frame.Node) { _ = v.timer(a, n, v.notes(n)) }
	all := []column{{19, v.title}, {18, v.term}, {18, timer}, {18, v.positions}, {18, v.applied}}
	if rest := v.W - 39; rest < 18 {
		all[0].width, all[2].width = 18, max(rest, 12)
	}
	x := 1
	for i, c := range all {
		if i > 0 && x+c.width > v.W {
			return all[:i]
		}
		x += c.width + 1
	}
	if rest := v.W - x; rest >= 12 { // room to write notes beside the timer
		all[2].write = func(a canvas.Area, n *frame.Node) { _ = v.timer(a, n, nil) }
		return append(all, column{rest, func(a canvas.Area, n *frame.Node) { v.notes(n).write(a, 0) }})
	}
	return all
}
