package logs

import (
	"fmt"

	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

// strides are how far apart the indexes in the heading may stand.
var strides = [...]uint64{1, 5, 10, 50, 100, 500, 1000}

// head writes the indexes, as many as stand apart, and the headings. The index
// that is looked at is always there.
func (g *grid) head() {
	if g.top > 0 {
		g.Text(0, 0, "▴"+fmt.Sprint(g.top), canvas.Quiet)
	}
	if below := len(g.Frame().Nodes) - g.top - g.rows; below > 0 {
		g.Right(g.gutter-1, 0, "▾"+fmt.Sprint(below), canvas.Quiet)
	}
	stride := strides[len(strides)-1]
	for _, n := range strides {
		if int(n)*g.step > digits(g.hi) {
			stride = n
			break
		}
	}
	from, to := g.place(g.cursor)
	if !g.shows(g.cursor) {
		from, to = -1, -1
	}
	for i := g.lo; i <= g.hi; i++ {
		x, end := g.place(i)
		switch {
		case i == g.cursor:
		case i%stride != 0:
			if x = g.x(i) + g.cell/2; x < from-1 || x > to {
				g.Text(x, 0, "·", canvas.Faint)
			}
		case x >= g.gutter-1 && (end < from || x > to):
			g.Text(x, 0, kit.Number(i), canvas.Quiet)
		}
	}
	if from >= 0 && g.cursor > 0 {
		ink := canvas.Text
		switch {
		case g.Selected.Index == g.cursor:
			ink = canvas.Focus | canvas.Bold
		case newest(g.Scene) == g.cursor:
			ink = canvas.Accent | canvas.Bold
		}
		g.Text(from, 0, kit.Number(g.cursor), ink)
	}
	g.heads()
}

// place returns from which column to which, not included, an index stands in
// the heading: over the middle of its cell.
func (g *grid) place(i uint64) (x, end int) {
	w := digits(i)
	x = max(g.x(i)+(g.cell-w+1)/2, g.gutter-1)
	return x, x + w
}

// A column stands right of the cells and says something of a node in a number.
type column struct {
	head  string
	width int
	text  func(n *frame.Node) (string, canvas.Ink)
}

// columns returns those there is room for. Match and next are among them where
// they have no rows of their own.
func (g *grid) columns() (list []column) {
	add := func(head string, text func(*frame.Node) (string, canvas.Ink)) {
		list = append(list, column{head, max(termtext.Width(head), digits(lastIndex(g.Frame())+1)) + 1, text})
	}
	if g.W < 34 {
		return nil
	}
	add(g.w.CommitHead, g.commit)
	if g.W < 46 {
		return list
	}
	if g.twoRows || g.W >= 72 {
		add(g.w.AppliedHead, g.applied)
	}
	if !g.twoRows {
		add(g.w.MatchWord, g.match)
		add(g.w.NextWord, g.next)
	}
	return list
}

func (g *grid) heads() {
	x := g.W - 1
	for i := len(g.tail) - 1; i >= 0; i-- {
		g.Right(x, 0, g.tail[i].head, canvas.Quiet)
		x -= g.tail[i].width
	}
}

// numbers writes the columns of a node.
func (g *grid) numbers(n *frame.Node, y int) {
	x := g.W - 1
	for i := len(g.tail) - 1; i >= 0; i-- {
		text, ink := g.tail[i].text(n)
		g.Right(x, y, text, ink)
		x -= g.tail[i].width
	}
}

const changedInk = canvas.Accent | canvas.Bold

func (g *grid) commit(n *frame.Node) (string, canvas.Ink) {
	ink := canvas.Text
	if was := g.Was(n.Name); was != nil && was.Commit != n.Commit {
		ink = changedInk
	}
	return kit.Number(n.Commit), ink
}

func (g *grid) applied(n *frame.Node) (string, canvas.Ink) {
	if !n.Up() {
		return "-", canvas.Quiet // nothing is applied by a process that is not there
	}
	ink := canvas.Quiet
	if was := g.Was(n.Name); was != nil && was.Applied != n.Applied {
		ink = changedInk
	}
	return kit.Number(n.Applied), ink
}

func (g *grid) match(n *frame.Node) (string, canvas.Ink) {
	p, was := g.progress(n)
	if p == nil {
		return "", canvas.Quiet
	}
	if was != nil && was.Match != p.Match {
		return kit.Number(p.Match), changedInk
	}
	return kit.Number(p.Match), canvas.Quiet
}

func (g *grid) next(n *frame.Node) (string, canvas.Ink) {
	p, was := g.progress(n)
	if p == nil {
		return "", canvas.Quiet
	}
	if was != nil && was.Next != p.Next {
		return kit.Number(p.Next), changedInk
	}
	return kit.Number(p.Next), canvas.Quiet
}

// progress returns what the leader knows of a follower, and what it knew before
// the step; nil if there is no leader or it knew nothing.
func (g *grid) progress(n *frame.Node) (p, was *frame.Progress) {
	if g.leader == nil || n == g.leader {
		return nil, nil
	}
	if l := g.Was(g.leader.Name); l != nil {
		was = l.PeerProgress(n.Name)
	}
	return g.leader.PeerProgress(n.Name), was
}
