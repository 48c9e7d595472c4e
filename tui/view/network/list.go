package network

import (
	"cmp"
	"slices"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// An ending is what became of a message in this step.
type ending uint8

const (
	underWay ending = iota
	arrived
	lost
)

// A row is a message in the list. Those that ended in this step stand there
// once more.
type row struct {
	msg    *frame.Message
	end    ending
	reason event.Reason // of a loss
	fresh  bool         // sent, copied, held or moved in this step
}

// touched are the kinds that change a message on its way.
var touched = event.SetOf(event.KindSent, event.KindDuplicated, event.KindDelayed, event.KindHeld, event.KindReleased)

// collect lists what ended in this step and then what is under way, in the
// order in which it arrives; what does not move by itself comes last.
func collect(s *scene.Scene) []row {
	f := s.Frame()
	rows := make([]row, 0, len(f.Flight)+4)
	fresh := map[uint64]bool{}
	for i := range s.Step.Events {
		e := &s.Step.Events[i]
		switch {
		case e.Msg() == nil:
		case e.Kind() == event.KindReceived:
			rows = append(rows, row{msg: e.Msg(), end: arrived})
		case e.Kind() == event.KindDropped:
			rows = append(rows, row{msg: e.Msg(), end: lost, reason: e.Reason()})
		case touched.Has(e.Kind()):
			fresh[e.Msg().ID] = true
		}
	}
	ended := len(rows)
	for _, m := range f.Flight {
		rows = append(rows, row{msg: m, fresh: fresh[m.ID]})
	}
	slices.SortFunc(rows[ended:], func(a, b row) int { return order(a.msg, b.msg, f) })
	return rows
}

// order sorts messages by when they arrive.
func order(a, b *frame.Message, f *frame.Frame) int {
	if c := cmp.Compare(stuck(a, f), stuck(b, f)); c != 0 {
		return c
	}
	if c := cmp.Compare(a.Due, b.Due); c != 0 && !a.Held {
		return c
	}
	return cmp.Compare(a.ID, b.ID)
}

// stuck is 0 for a message that moves, 1 for one that waits at a paused node, 2
// for one that is held.
func stuck(m *frame.Message, f *frame.Frame) int {
	switch {
	case m.Held:
		return 2
	case waits(m, f):
		return 1
	}
	return 0
}

func countFlight(rows []row) (n int) {
	for _, r := range rows {
		if r.end == underWay {
			n++
		}
	}
	return n
}

// chosen returns the row of the message that is chosen; if none is, or it is
// not there any more, the first that is under way. It is -1 if there is none.
func chosen(s *scene.Scene, rows []row) int {
	first := -1
	for i, r := range rows {
		if r.msg.ID == s.Selected.Msg && s.Selected.Msg != 0 {
			return i
		}
		if first < 0 && r.end == underWay {
			first = i
		}
	}
	return first
}

// waits reports whether the message has come to a node that is paused.
func waits(m *frame.Message, f *frame.Frame) bool {
	n := f.Node(m.To)
	return !m.Held && m.Due <= f.Time && n != nil && n.Status == frame.Paused
}

// drawMessages draws the list, and beneath or beside it what the chosen
// message says.
func (p *Pane) drawMessages(a canvas.Area, s *scene.Scene, rows []row) (hidden kit.Hidden) {
	w := catalogue.In(s.Words.Lang)
	at := chosen(s, rows)
	p.open = false
	if at < 0 {
		text := w.NothingUnderWay
		a.Fit(1, min(1, max(a.H-len(rows)-1, 0)), a.W-1, text, canvas.Quiet)
		if len(rows) > 0 && a.H > 2 {
			hidden = p.drawList(a.Sub(0, 2, a.W, a.H-2), s, rows, at)
		}
		return hidden
	}
	split := p.detail.split(a, rows, at, s)
	p.open = split.detail.H > 0
	if split.list.H > 0 {
		hidden = p.drawList(split.list, s, rows, at)
	}
	if p.open {
		kit.Tell(split.detail, lines(split.detail.W-1, s, rows[at]))
	}
	return hidden
}

// drawList draws the headings, if there is room, and as many rows as fit, the
// chosen one among them.
func (p *Pane) drawList(a canvas.Area, s *scene.Scene, rows []row, at int) (hidden kit.Hidden) {
	c := columnsFor(a.W, rows, s)
	if a.H >= 5 {
		c.head(a, catalogue.In(s.Words.Lang))
		a = a.Sub(0, 1, a.W, a.H-1)
	}
	top := kit.Around(len(rows), a.H, at)
	for y := range min(a.H, len(rows)-top) {
		r := rows[top+y]
		line := a.Sub(0, y, a.W, 1)
		c.draw(line, s, r, top+y == at, s.Focused && p.view == messages)
		p.rows.Add(line, r.msg.ID)
	}
	return kit.Hidden{Above: top, Below: max(len(rows)-top-a.H, 0)}
}
