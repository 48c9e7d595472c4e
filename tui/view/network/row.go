package network

import (
	"fmt"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// columns says how wide the list's columns are; one of no width is left out.
type columns struct{ id, kind, way, bar, due, term, carries int }

// columnsFor shares the width among the columns: the number, the message, its
// way and when it is due come first.
func columnsFor(w int, rows []row, s *scene.Scene) columns {
	c := columns{id: 3, way: 5, kind: 9, due: 8}
	for _, r := range rows {
		c.id = max(c.id, len(kit.Number(r.msg.ID))+1)
		c.way = max(c.way, len(r.msg.From)+1+len(r.msg.To))
	}
	c.way = min(c.way, 12)
	c.way = max(c.way, termtext.Width(catalogue.In(s.Words.Lang).Way))
	switch {
	case w < 44:
		c.way = min(c.way, 7)
	case w >= 56:
		c.way++
	}
	used := func() (n int) {
		n = kit.Marker
		for _, col := range []int{c.id, c.kind, c.way, c.bar, c.due, c.term, c.carries} {
			if col > 0 {
				n += col + 1
			}
		}
		return n - 1
	}
	if w >= 70 {
		c.kind, c.due = 12, 9
	}
	if w-used() >= 16 {
		c.term = max(termtext.Width(catalogue.In(s.Words.Lang).Term), 3)
	}
	switch free := w - used() - 1; {
	case free >= 22:
		c.bar = min(max(free/3, 10), 16)
	case free >= 5:
		c.bar = min(free, 16)
	}
	if free := w - used() - 1; free >= 8 {
		c.carries = free
	}
	return c
}

// head writes the headings.
func (c columns) head(a canvas.Area, w *texts) {
	x := kit.Marker
	for i, col := range []int{c.id, c.kind, c.way, c.bar, c.due, c.term, c.carries} {
		if col == 0 {
			continue
		}
		text := [...]string{w.Number, w.Kind, w.Way, w.Bar, w.Due, w.Term, w.Carries}[i]
		if i == 4 {
			x += max(col-termtext.Width(text), 0)
			col = min(col, termtext.Width(text))
		}
		if termtext.Width(text) <= col {
			a.Text(x, 0, text, canvas.Quiet)
		}
		x += col + 1
	}
}

// draw writes a message into the one row of an area; it may be the chosen one,
// and pointed at by the keys.
func (c columns) draw(a canvas.Area, s *scene.Scene, r row, chosen, pointed bool) {
	ink := r.ink()
	second := canvas.Quiet
	if chosen {
		live := pointed || s.Selected.Msg == r.msg.ID
		if live {
			ink, second = ink|canvas.Bold, canvas.Text
		}
		kit.Mark(a, 0, live)
	}
	x := kit.Marker
	idInk := ink
	if chosen && s.Selected.Msg == r.msg.ID {
		idInk = canvas.Focus | canvas.Bold
	}
	a.Fit(x, 0, c.id, "#"+kit.Number(r.msg.ID), idInk)
	x += c.id + 1
	a.Fit(x, 0, c.kind, scene.Brief(r.msg), ink)
	x += c.kind + 1
	a.Fit(x, 0, c.way, termtext.Printable(r.msg.From)+"→"+termtext.Printable(r.msg.To), second)
	x += c.way + 1
	if c.bar > 0 {
		bar(a, x, c.bar, s, r)
		x += c.bar + 1
	}
	text, dueInk := due(s, r)
	text = termtext.Cut(text, c.due)
	a.Right(x+c.due, 0, text, dueInk)
	x += c.due + 1
	if c.term > 0 {
		if r.msg.Term > 0 {
			a.Fit(x, 0, c.term, fmt.Sprintf(catalogue.In(s.Words.Lang).TermF, r.msg.Term), canvas.TermText(r.msg.Term))
		}
		x += c.term + 1
	}
	if c.carries > 0 {
		a.Fit(x, 0, c.carries, carries(s, r.msg), second)
	}
}

// ink returns how the message's name is written.
func (r row) ink() canvas.Ink {
	switch {
	case r.end == lost:
		return canvas.Alarm
	case r.end == arrived, r.fresh:
		return canvas.Accent
	}
	return canvas.Text
}

// bar draws how far the message is: an arrow that grows. What is held stands,
// what was lost is struck.
func bar(a canvas.Area, x, w int, s *scene.Scene, r row) {
	head, ink, done := "▶", canvas.Quiet, "━"
	part := scene.Progress(r.msg, s.Now)
	switch {
	case r.end == lost:
		head, ink = "✗", canvas.Alarm
		if part = 0.6; r.reason == event.NodeDown || r.reason == event.ClientGone {
			part = 1
		}
	case r.end == arrived:
		part, ink = 1, canvas.Accent
	case stuck(r.msg, s.Frame()) > 0:
		head, ink, done = "‖", canvas.Text, ""
	}
	at := int(part*float64(w-1) + 0.5)
	for i := range w {
		switch {
		case i < at && done != "":
			a.Text(x+i, 0, done, ink)
		case i == at:
			a.Text(x+i, 0, head, ink)
		default:
			a.Text(x+i, 0, "─", canvas.Faint)
		}
	}
}

// due says when the message arrives, or how it stands.
func due(s *scene.Scene, r row) (string, canvas.Ink) {
	w := catalogue.In(s.Words.Lang)
	switch {
	case r.end == lost:
		return w.Lost, canvas.Alarm
	case r.end == arrived:
		return w.Arrived, canvas.Accent
	case r.msg.Held:
		return w.Held, canvas.Text
	case waits(r.msg, s.Frame()):
		return w.Waits, canvas.Text
	}
	return fmt.Sprintf(s.Words.MsF, kit.Millis(max(r.msg.Due-s.Now, 0))), canvas.Text
}

// carries says what is in a message, in few words.
func carries(s *scene.Scene, m *frame.Message) string {
	w := catalogue.In(s.Words.Lang)
	text := ""
	switch {
	case len(m.Entries) == 1:
		text = termtext.Printable(m.Entries[0].Text())
	case len(m.Entries) > 1:
		text = span(w, m.Entries)
	case m.Text() != "":
		text = termtext.Printable(m.Text())
	}
	if m.Copy != 0 {
		note := fmt.Sprintf(w.CopyF, m.Copy)
		if text == "" {
			return note
		}
		return note + ", " + text
	}
	return text
}

// span writes which entries there are: entry 5, entries 4–6.
func span(w *texts, es []*frame.Entry) string {
	first, last := es[0].Index, es[len(es)-1].Index
	if first == last {
		return fmt.Sprintf(w.EntryF, first)
	}
	return fmt.Sprintf(w.EntriesF, first, last)
}
