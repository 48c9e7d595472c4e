package timeline

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
)

// clientSigns are the marks on a client's line, by what it did or was told.
var clientSigns = map[event.Kind]struct {
	mark string
	ink  canvas.Ink
}{
	event.KindInvoked:       {"»", canvas.Text},
	event.KindRetried:       {"»", canvas.Text},
	event.KindResponded:     {"«", canvas.Text},
	event.KindTimedOut:      {"?", canvas.Alarm},
	event.KindWatchReceived: {"•", canvas.Text},
	event.KindWatchCanceled: {"«", canvas.Text},
	event.KindWatchLost:     {"✗", canvas.Alarm},
	event.KindWatchResumed:  {"»", canvas.Text},
}

// ofClients reports whether an event is drawn on a client's line and on no
// node's, though it names the node that was asked.
func ofClients(e *event.Event) bool {
	if _, yes := clientSigns[e.Kind()]; yes {
		return true
	}
	return e.Kind() == event.KindSent && e.Msg() != nil && e.Msg().From != e.Node
}

// line returns the client that a column stands for in a frame, or the first
// that waits if it stands for all; nil if there is none yet.
func (col *column) line(f *frame.Frame) (found *frame.Client) {
	for _, cl := range f.Clients {
		if cl.Name != col.name && col.name != everybody {
			continue
		}
		if found == nil || len(found.Open) == 0 && len(cl.Open) > 0 {
			found = cl
		}
	}
	return found
}

// clientLine draws a row of a client's line.
func (c *chart) clientLine(i int, r *Row, col column) {
	cl := col.line(r.Step.Frame)
	switch {
	case cl == nil:
	case len(cl.Open) > 0 && r.single():
		c.Line(col.x, c.row(i), canvas.Along|canvas.Heavy, canvas.Quiet)
	case len(cl.Open) > 0:
		c.Text(col.x, c.row(i), "┊", canvas.Quiet)
	case r.single():
		c.Line(col.x, c.row(i), canvas.Along, canvas.Faint)
	default:
		c.Text(col.x, c.row(i), "┊", canvas.Faint)
	}
}

// mark returns the mark of a step on a client's line, "" if it has none.
// Of several the last counts: it tells how the operation stands.
func (col *column) mark(s *event.Step) (mark string, ink canvas.Ink) {
	for i := range s.Events {
		e := &s.Events[i]
		if e.Peer() != col.name && (col.name != everybody || s.Frame.Node(e.Peer()) != nil) {
			continue
		}
		sign, ok := clientSigns[e.Kind()]
		if !ok {
			continue
		}
		mark, ink = sign.mark, sign.ink
		switch {
		case e.Kind() != event.KindResponded:
		case e.Reason() == event.Failed:
			mark, ink = "✗", canvas.Alarm
		case e.Reason() == event.InDoubt:
			mark, ink = "?", canvas.Alarm
		}
	}
	return mark, ink
}
