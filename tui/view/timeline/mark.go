package timeline

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
)

// signs are the marks that stand on a node's line, the weightiest first. A
// node with none of these, but with something else to tell, has a dot.
var signs = []struct {
	kind event.Kind
	mark string
	ink  canvas.Ink
}{
	{event.KindViolated, "✗", canvas.Alarm},
	{event.KindPanicked, "✗", canvas.Alarm},
	{event.KindCrashed, "✕", canvas.Alarm},
	{event.KindPoweredOff, "✕", canvas.Alarm},
	{event.KindSyncFailed, "✕", canvas.Alarm},
	{event.KindRemoved, "∅", canvas.Quiet},
	{event.KindBecameLeader, "★", canvas.Text},
	{event.KindBecameCandidate, "◆", canvas.Text},
	{event.KindBecamePreCandidate, "◇", canvas.Text},
	{event.KindPaused, "‖", canvas.Text},
	{event.KindCommitted, "■", canvas.Text},
	{event.KindBecameFollower, "●", canvas.Text},
	{event.KindRestarted, "●", canvas.Text},
	{event.KindStarted, "●", canvas.Text},
	{event.KindInvoked, "»", canvas.Text},
	{event.KindResponded, "«", canvas.Text},
}

// silent are the kinds that put no dot on a line: they happen elsewhere, or
// go with one that does.
var silent = event.SetOf(event.KindDropped, event.KindDuplicated, event.KindDelayed, event.KindHeld, event.KindReleased,
	event.KindCut, event.KindHealed, event.KindLinkChanged, event.KindClientChanged)

// marks puts on each line what happened to its node or client.
func (c *chart) marks() {
	for i := range c.pic.Rows {
		c.marksOf(i, i == c.pic.Now)
	}
}

// marksOf puts a row's marks on the lines, in accent or in their own inks.
func (c *chart) marksOf(i int, accent bool) {
	r := &c.pic.Rows[i]
	if !r.single() {
		return
	}
	for k := range c.cols {
		col := &c.cols[k]
		mark, ink := c.mark(r.Step, col)
		if mark == "" {
			continue
		}
		if accent {
			ink = canvas.Accent
		}
		c.Text(col.x, c.row(i), mark, ink|canvas.Bold)
	}
}

// mark returns what a step puts on a line.
func (c *chart) mark(s *event.Step, col *column) (mark string, ink canvas.Ink) {
	if col.client {
		return col.mark(s)
	}
	mark, ink = sign(s, col.name, c.clients)
	if n := s.Frame.Node(col.name); ink == canvas.Text && n != nil && n.Running() && (n.Role == frame.Leader || mark == "■") {
		ink = canvas.TermText(n.Term)
	}
	return mark, ink
}

// sign returns what a step puts on a node's line; what has its place on a
// client's line is left out if clients have lines.
func sign(s *event.Step, node string, clients bool) (mark string, ink canvas.Ink) {
	best := len(signs)
	for i := range s.Events {
		e := &s.Events[i]
		if e.Node != node || silent.Has(e.Kind()) || clients && ofClients(e) {
			continue
		}
		if mark == "" {
			mark = "•"
		}
		for k := range best {
			if signs[k].kind == e.Kind() {
				mark, ink, best = signs[k].mark, signs[k].ink, k
				break
			}
		}
	}
	return mark, ink
}
