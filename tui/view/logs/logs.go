// Package logs draws the pane that shows the nodes' logs: a row a node, a cell
// an entry, and under each follower, or beside it where there are few rows, how
// far its leader thinks it is.
//
//	          1   2   3   4   5     commit applied
//	★ n1     [1] [1] [2] (2)╎2╎          4       3
//	● n2     [1] [1] [2]│2│              3       3
//	                      ▲   △          replicate
//	● n3     ▒≤2┃[2]≠1│                  3       3
//	              ▲   △                      probe
//	index 5   term 2  put x 1   n1 · 1 of 3
//	≠ conflicts  ╎ ╎ not synced  │ │ on disk  ( ) committed  …
package logs

import (
	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/words"
)

// A grid is the pane while it is being drawn: where the cells lie.
type grid struct {
	canvas.Area
	*scene.Scene
	w      *words.Table
	t      *texts
	leader *frame.Node
	conf   *frame.Membership

	lo, hi     uint64 // the indexes shown
	cursor     uint64 // the index looked at, 0 if none
	gutter     int    // columns before the first cell
	cell, step int    // columns of a cell, and from one to the next
	tail       []column
	twoRows    bool   // match and next have rows of their own
	top, rows  int    // the first node shown, and how many
	mark       string // the node that keys act on, "" if none
	signs      signs  // that occur on the picture
}

// narrow is the width below which cells close up if that shows more of the logs.
const narrow = 70

// newGrid measures the area; what is shown in it is chosen by others.
func newGrid(a canvas.Area, s *scene.Scene) *grid {
	f := s.Frame()
	g := &grid{Area: a, Scene: s, w: s.Words, t: catalogue.In(s.Words.Lang), leader: f.Leader(), conf: s.Membership(), cell: digits(f.Term()) + 2}
	for _, n := range f.Nodes {
		g.gutter = max(g.gutter, len(n.Name)+4)
		if k := len(n.Log); k > 0 {
			g.cell = max(g.cell, digits(n.Log[k-1].Term)+2)
		}
	}
	g.step = g.cell + 1
	if n := s.SelectedNode(); n != nil && (s.Focused || n.Name == s.Selected.Node) {
		g.mark = n.Name
	}
	g.twoRows = a.H >= 2*len(f.Nodes)+2
	g.rows = g.fitRows(len(f.Nodes))
	g.tail = g.columns()
	if a.W < narrow && g.fit() <= lastIndex(f) {
		g.step = g.cell // cells close up before the first ones go out of sight
	}
	return g
}

// fitRows returns how many of n nodes there are rows for. One row at least is
// kept for the entries at the cursor, unless there is hardly any.
func (g *grid) fitRows(n int) int {
	rows := g.H - 1
	if g.H >= 4 {
		rows--
	}
	return min(n, max(rows, 0))
}

// fit is how many cells there is room for.
func (g *grid) fit() uint64 {
	w := g.W - g.gutter - 1
	for _, c := range g.tail {
		w -= c.width
	}
	return uint64(max(w/g.step, 1))
}

// draw draws the pane.
func (g *grid) draw() {
	g.head()
	y := 1
	for _, n := range g.Frame().Nodes[g.top : g.top+g.rows] {
		g.row(n, y)
		if y++; g.twoRows {
			g.marks(n, y)
			y++
		}
	}
	g.foot(y)
}

// at returns what was drawn at a place: the node of the row, and the index of
// the cell.
func (g *grid) at(x, y int) (node string, index uint64) {
	if y--; g.twoRows && y >= 0 {
		y /= 2
	}
	if y >= 0 && y < g.rows {
		node = g.Frame().Nodes[g.top+y].Name
	}
	if x >= g.gutter && y < g.rows {
		index = g.lo + uint64((x-g.gutter)/g.step)
	}
	if index > g.hi || index > lastIndex(g.Frame()) {
		index = 0
	}
	return node, index
}

// x returns the column of the cell of an index.
func (g *grid) x(i uint64) int { return g.gutter + int(i-g.lo)*g.step }

func (g *grid) shows(i uint64) bool { return i >= g.lo && i <= g.hi }

func lastIndex(f *frame.Frame) (last uint64) {
	for _, n := range f.Nodes {
		last = max(last, n.Last())
	}
	return last
}

func digits(n uint64) int { return len(kit.Number(n)) }
