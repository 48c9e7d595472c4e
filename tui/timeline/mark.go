package timeline

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/tui/canvas"
)

// signs are the marks that stand on a node's line, the weightiest first. A
// node with none of these, but with something else to tell, has a dot.
var signs = []struct {
	kind event.Kind
	mark string
	ink  canvas.Ink
}{
	{event.Violated, "✗", canvas.Alarm},
	{event.Panicked, "✗", canvas.Alarm},
	{event.Crashed, "✕", canvas.Alarm},
	{event.SyncFailed, "✕", canvas.Alarm},
	{event.RemovedNode, "∅", canvas.Quiet},
	{event.BecameLeader, "★", canvas.Text},
	{event.BecameCandidate, "◆", canvas.Text},
	{event.BecamePreCandidate, "◇", canvas.Text},
	{event.PausedNode, "‖", canvas.Text},
	{event.Committed, "■", canvas.Text},
	{event.BecameFollower, "●", canvas.Text},
	{event.Restarted, "●", canvas.Text},
	{event.Started, "●", canvas.Text},
	{event.Invoked, "»", canvas.Text},
	{event.Responded, "«", canvas.Text},
}

// silent are the kinds that put no dot on a line: they happen elsewhere, or
// go with one that does.
var silent = event.SetOf(event.Dropped, event.Duplicated, event.Delayed, event.Held, event.Released,
	event.Cut, event.Healed, event.LinkChanged, event.ClientChanged)

// marks puts on each line what happened to its node.
func (c *chart) marks() {
	for i, r := range c.pic.Rows {
		if r.Folded > 0 {
			c.fold(i, r)
			continue
		}
		for _, name := range c.names {
			mark, ink := sign(r.Step, name)
			if mark == "" {
				continue
			}
			if n := r.Step.Frame.Node(name); ink == canvas.Text && n != nil && n.Running() && (n.Role == frame.Leader || mark == "■") {
				ink = canvas.TermText(n.Term)
			}
			if i == c.pic.Now {
				ink = canvas.Accent
			}
			c.Text(c.x(name), c.row(i), mark, ink|canvas.Bold)
		}
	}
}

func sign(s *event.Step, node string) (mark string, ink canvas.Ink) {
	best := len(signs)
	for i := range s.Events {
		e := &s.Events[i]
		if e.Node != node || silent.Has(e.Kind) {
			continue
		}
		if mark == "" {
			mark = "•"
		}
		for k := range best {
			if signs[k].kind == e.Kind {
				mark, ink, best = signs[k].mark, signs[k].ink, k
				break
			}
		}
	}
	return mark, ink
}

// fold draws a row that stands for many.
func (c *chart) fold(i int, r Row) {
	for _, name := range c.names {
		if n := r.Step.Frame.Node(name); n != nil && n.Up() {
			c.Text(c.x(name), c.row(i), "┊", canvas.Faint)
		}
	}
	c.Fit(c.caption, c.row(i), c.W-c.caption, c.scene.Words.Heartbeats, canvas.Faint)
}
