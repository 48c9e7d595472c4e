package logs

import (
	"fmt"

	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

// marks writes, under a follower's log, what its leader knows of it: the last
// entry that matches, the next to be sent, and how it sends. What lies outside
// of the window stands at its edge, with its index.
func (g *grid) marks(n *frame.Node, y int) {
	p, was := g.progress(n)
	if p == nil {
		return
	}
	ink := func(now, before uint64) canvas.Ink {
		if was != nil && now != before {
			return changedInk
		}
		return canvas.Quiet
	}
	var old frame.Progress
	if was != nil {
		old = *was
	}
	used := g.gutter // the first column that is free
	if p.Match > 0 {
		used = max(used, g.pointAt(p.Match, y, "▲", ink(p.Match, old.Match)))
		g.signs.add(matches)
	}
	used = max(used, g.pointAt(p.Next, y, "△", ink(p.Next, old.Next)))
	g.signs.add(nexts)
	if text := termtext.Cut(g.state(p), g.W-1-used-1); text != "" {
		g.Right(g.W-1, y, text, ink(uint64(p.State), uint64(old.State)))
	}
}

// pointAt draws a mark under an index, and returns the first column after it.
func (g *grid) pointAt(i uint64, y int, mark string, ink canvas.Ink) int {
	switch {
	case i < g.lo:
		return g.Text(g.gutter-1, y, "◂"+mark+kit.Number(i), ink)
	case i > g.hi:
		text := mark + kit.Number(i) + "▸"
		end := g.x(g.hi) + g.cell
		g.Right(end, y, text, ink)
		return end
	}
	return g.Text(g.x(i)+g.cell/2, y, mark, ink)
}

// state says how the leader sends to a follower.
func (g *grid) state(p *frame.Progress) string {
	text := explain.Progress(g.w.Lang, p.State)
	switch {
	case p.State == frame.SnapshotState:
		text += " " + kit.Number(p.Pending)
	case p.Inflight > 1:
		text += " · " + fmt.Sprintf(g.w.InflightF, p.Inflight)
	case p.Paused:
		text += " ‖"
	}
	return text
}
