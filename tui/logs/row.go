package logs

import (
	"fmt"
	"strconv"

	"raftviz/engine/frame"
	"raftviz/tui/canvas"
	"raftviz/tui/scene"
)

// head writes the indexes, as many as stand apart, and the headings.
func (g *grid) head() {
	w := g.scene.Words
	free := 0
	for i := g.lo; i <= g.hi; i++ {
		text := strconv.FormatUint(i, 10)
		x := g.x(i) + (g.cell-len(text)+1)/2
		if i == g.cursor && g.chosen {
			g.Fill(free, 0, x-free, canvas.Quiet)
			g.Text(x, 0, text, canvas.Accent|canvas.Bold)
			free = x + len(text) + 1
			continue
		}
		if x < free || x < g.gutter || g.chosen && i < g.cursor && x+len(text) >= g.x(g.cursor) {
			continue
		}
		g.Text(x, 0, text, canvas.Quiet)
		free = x + len(text) + 1
	}
	g.Right(g.W-9, 0, w.CommitHead, canvas.Quiet)
	g.Right(g.W-1, 0, w.AppliedHead, canvas.Quiet)
}

// row draws one node's log.
func (g *grid) row(n *frame.Node, y int) {
	st := scene.StandingOf(n)
	ink := canvas.Quiet
	switch st {
	case scene.Leader:
		ink = canvas.TermText(n.Term) | canvas.Bold
	case scene.Down:
		ink = canvas.Alarm
	}
	x := g.Text(1, y, st.Mark()+" ", ink)
	g.Text(x, y, n.Name, canvas.Text)
	was := g.scene.Was(n.Name)
	for i := g.lo; i <= g.hi; i++ {
		g.entry(n, was, i, y)
	}
	commit, applied := canvas.Text, canvas.Quiet
	if was != nil && was.Commit != n.Commit {
		commit = canvas.Accent | canvas.Bold
	}
	if was != nil && was.Applied != n.Applied {
		applied = canvas.Accent | canvas.Bold
	}
	g.Right(g.W-9, y, strconv.FormatUint(n.Commit, 10), commit)
	text := strconv.FormatUint(n.Applied, 10)
	if !n.Up() {
		text = "-" // nothing is applied by a process that is not there
	}
	g.Right(g.W-1, y, text, applied)
}

// entry draws the cell of an index: filled if committed, with solid edges if
// on disk, dotted if not yet, waved if the disk lied.
func (g *grid) entry(n, was *frame.Node, i uint64, y int) {
	x, e := g.x(i), n.Entry(i)
	if e == nil {
		g.absent(n, was, i, y)
		return
	}
	left, right := "│", "│"
	ink := canvas.TermText(e.Term)
	edge := ink
	switch {
	case i > n.Synced:
		left, right = "╎", "╎"
	case i > n.Durable:
		left, right, edge = "~", "~", canvas.Alarm
	case i <= n.Commit:
		left, right = "[", "]"
	}
	if i <= n.Commit {
		ink = canvas.TermBlock(e.Term)
		edge = ink
	}
	switch changed(n, was, i) {
	case entered:
		ink, edge = canvas.Accent|canvas.Bold, canvas.Accent|canvas.Bold
	case synced:
		edge = canvas.Accent | canvas.Bold
	case committed:
		ink, edge = canvas.Focus|canvas.Bold, canvas.Focus|canvas.Bold
	}
	term := strconv.FormatUint(e.Term, 10)
	for len(term) < g.cell-2 {
		term = " " + term
	}
	x = g.Text(x, y, left, edge)
	x = g.Text(x, y, term, ink)
	g.Text(x, y, right, edge)
}

// absent draws what stands where a node has no entry: nothing, the stub of
// what was compacted, or a cross where this step removed one.
func (g *grid) absent(n, was *frame.Node, i uint64, y int) {
	x := g.x(i)
	switch {
	case i < n.First && i <= n.Snapshot.Index:
		text := "≤" + strconv.FormatUint(n.First-1, 10)
		if i != n.First-1 || len(text)-2 > g.cell {
			text = ""
		}
		for canvas.Width(text) < g.cell {
			text = "▒" + text
		}
		g.Text(x, y, text, canvas.Shade)
	case was != nil && was.Entry(i) != nil && i > n.Last():
		g.Text(x+g.cell/2, y, "✗", canvas.Alarm|canvas.Bold)
	}
}

// A change is what a step did to an entry.
type change uint8

const (
	nothing change = iota
	entered
	synced
	committed
)

func changed(n, was *frame.Node, i uint64) change {
	if was == nil {
		return nothing
	}
	old := was.Entry(i)
	switch e := n.Entry(i); {
	case e == nil:
	case old == nil && i >= was.First, old != nil && old.Term != e.Term:
		if i > was.Snapshot.Index || old != nil {
			return entered
		}
	case i <= n.Commit && i > was.Commit:
		return committed
	case i <= n.Synced && i > was.Synced:
		return synced
	}
	return nothing
}

// marks writes, under a follower's log, what its leader knows of it: the last
// entry that matches, the next to be sent, and how it sends.
func (g *grid) marks(n *frame.Node, y int) {
	if g.leader == nil || n == g.leader {
		return
	}
	p := g.leader.PeerProgress(n.Name)
	if p == nil {
		return
	}
	var was *frame.Progress
	if l := g.scene.Was(g.leader.Name); l != nil {
		was = l.PeerProgress(n.Name)
	}
	ink := func(now, before uint64) canvas.Ink {
		if was != nil && now != before {
			return canvas.Accent | canvas.Bold
		}
		return canvas.Quiet
	}
	var old frame.Progress
	if was != nil {
		old = *was
	}
	if g.shows(p.Match) && p.Match > 0 {
		g.Text(g.x(p.Match)+g.cell/2, y, "▲", ink(p.Match, old.Match))
	}
	if g.shows(p.Next) {
		g.Text(g.x(p.Next)+g.cell/2, y, "△", ink(p.Next, old.Next))
	}
	text := state(p, g.scene)
	g.Right(g.W-1, y, text, ink(uint64(p.State), uint64(old.State)))
}

// state says how the leader sends to a follower.
func state(p *frame.Progress, s *scene.Scene) string {
	w := s.Words
	text := w.Lang.Progress(p.State)
	switch {
	case p.State == frame.SnapshotState:
		text += " " + strconv.FormatUint(p.Pending, 10)
	case p.Inflight > 1:
		text += " · " + fmt.Sprintf(w.InflightF, p.Inflight)
	case p.Paused:
		text += " ‖"
	}
	return text
}
