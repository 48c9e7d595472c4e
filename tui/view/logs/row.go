package logs

import (
	"fmt"

	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// row draws one node's log.
func (g *grid) row(n *frame.Node, y int) {
	st := scene.StandingOf(n)
	mark, name := canvas.Quiet, canvas.Text
	switch st {
	case scene.Leader:
		mark = canvas.TermText(n.Term) | canvas.Bold
	case scene.Down:
		mark = canvas.Alarm
	}
	if n.Name == g.mark {
		g.Text(0, y, "▸", changedInk)
	}
	if n.Name == g.Selected.Node {
		name = canvas.Focus | canvas.Bold
	}
	x := g.Text(1, y, st.Mark()+" ", mark)
	g.Text(x, y, n.Name, name)
	r := g.reading(n)
	for i := g.lo; i <= g.hi; i++ {
		g.entry(&r, i, y)
	}
	g.stub(n, y)
	g.snapshot(&r, y)
	g.numbers(n, y)
}

// A reading is one node's log while its row is drawn from left to right.
type reading struct {
	n, was *frame.Node
	astray bool // an entry differs from the leader's: what follows will go too
}

// reading begins a row. Logs that agree at an index agree before it, so that
// one look before the window tells.
func (g *grid) reading(n *frame.Node) reading {
	r := reading{n: n, was: g.Was(n.Name)}
	if g.leader != nil && n != g.leader && g.lo > 1 {
		r.astray = differ(n, g.leader, min(g.lo-1, g.leader.Last()))
	}
	return r
}

// differ reports whether two logs hold entries of different terms at an index.
func differ(a, b *frame.Node, i uint64) bool {
	if e, o := a.Entry(i), b.Entry(i); e != nil && e == o {
		return false
	}
	t, ok := a.TermAt(i)
	u, known := b.TermAt(i)
	return ok && known && t != u
}

// conflicts reports whether the entry at an index is not the leader's.
func (g *grid) conflicts(r *reading, i uint64) bool {
	if g.leader == nil || r.n == g.leader {
		return false
	}
	if e := g.leader.Entry(i); e != nil {
		r.astray = e.Term != r.n.Entry(i).Term
	}
	return r.astray
}

// entry draws the cell of an index: filled if committed, between brackets if
// applied, with solid edges if only on disk, dotted if not yet, waved if the
// disk lied; a conflict stands in the place of its left edge, and a cross after
// it if this step put it in another's place.
func (g *grid) entry(r *reading, i uint64, y int) {
	n, x := r.n, g.x(i)
	e := n.Entry(i)
	if e == nil {
		g.gone(r, i, y)
		return
	}
	shape := shapeOf(n, i)
	left, right := shapes[shape].left, shapes[shape].right
	g.signs.add(shape)
	ink := canvas.TermText(e.Term)
	if i <= n.Commit {
		ink = canvas.TermBlock(e.Term)
	}
	edge := ink
	if shape == lied {
		edge = canvas.Alarm
	}
	switch changed(n, r.was, i) {
	case entered:
		ink, edge = changedInk, changedInk
	case synced:
		edge = changedInk
	case committed, applied:
		ink, edge = canvas.Focus|canvas.Bold, canvas.Focus|canvas.Bold
	}
	start := edge
	if g.conflicts(r, i) {
		left, start = "≠", canvas.Alarm|canvas.Bold
		g.signs.add(conflict)
	}
	x = g.Text(x, y, left, start)
	x = g.Text(x, y, g.inCell(e.Term), ink)
	g.Text(x, y, right, edge)
	if r.was != nil && r.was.Entry(i) != nil && r.was.Entry(i).Term != e.Term {
		g.Text(g.x(i)+g.step-1, y, "✗", canvas.Alarm|canvas.Bold) // another stood here
		g.signs.add(removed)
	}
}

// inCell writes a term as wide as there is room between a cell's edges.
func (g *grid) inCell(term uint64) string {
	return fmt.Sprintf("%*d", g.cell-2, term)
}

// gone draws a cross where this step removed an entry.
func (g *grid) gone(r *reading, i uint64, y int) {
	if r.was == nil || i < r.n.First || i <= r.n.Last() {
		return
	}
	if e := r.was.Entry(i); e != nil {
		g.Text(g.x(i), y, "✗"+g.inCell(e.Term)+"✗", canvas.Alarm|canvas.Bold)
		g.signs.add(removed)
	}
}

// stub draws what stands for compacted entries, with the last of them.
func (g *grid) stub(n *frame.Node, y int) {
	if n.First <= g.lo {
		return
	}
	x, end := g.x(g.lo), g.x(min(n.First-1, g.hi))+g.cell
	for i := x; i < end; i++ {
		g.Text(i, y, "▒", canvas.Shade)
	}
	if text := "≤" + kit.Number(n.First-1); termtext.Width(text) <= end-x {
		g.Right(end, y, text, canvas.Shade)
	}
	g.signs.add(compacted)
}

// snapshot marks the entry up to which the node's snapshot reaches, after its
// cell.
func (g *grid) snapshot(r *reading, y int) {
	at := r.n.Snapshot.Index
	if at < r.n.First || !g.shows(at) { // where the stub ends at it, that says it
		return
	}
	ink := canvas.Text
	if r.was != nil && r.was.Snapshot.Index != at {
		ink = changedInk
	}
	g.Text(g.x(at)+g.step-1, y, "┃", ink)
	g.signs.add(snapped)
}
