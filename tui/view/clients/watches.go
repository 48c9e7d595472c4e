package clients

import (
	"strings"

	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// A watching is a watch with its client.
type watching struct {
	*frame.Watch
	client *frame.Client
	fresh  bool // changed in this step
}

// watchesOf lists the watches of all clients, in order of client.
func watchesOf(s *scene.Scene) (list []watching) {
	for _, c := range s.Frame().Clients {
		for _, w := range c.Watches {
			list = append(list, watching{w, c, s.Before != nil && !sameAs(s.Before, c, w)})
		}
	}
	return list
}

// sameAs reports whether a watch stood so in an earlier frame.
func sameAs(f *frame.Frame, c *frame.Client, w *frame.Watch) bool {
	for _, oc := range f.Clients {
		if oc.Name != c.Name {
			continue
		}
		for _, ow := range oc.Watches {
			if ow.ID == w.ID {
				return (ow == w || *ow == *w) && oc.Deaf == c.Deaf
			}
		}
	}
	return false
}

func idsOf(list []watching) (ids []uint64) {
	for _, w := range list {
		ids = append(ids, w.ID)
	}
	return ids
}

// watchMarks are the marks of a watch's state.
var watchMarks = [...]string{frame.WatchOpening: "»", frame.WatchOpen: "•", frame.WatchCanceled: "✗"}

// stands says how a watch stands, by mark and word.
func (w *watching) stands(t *texts) (string, canvas.Ink) {
	ink := canvas.Text
	mark, word := watchMarks[w.State], t.States[w.State]
	switch {
	case w.State == frame.WatchCanceled && w.Why != "":
		ink = canvas.Alarm
	case w.State == frame.WatchCanceled:
		ink = canvas.Quiet
	case w.client.Deaf:
		mark, word, ink = "‖", t.NotRead, canvas.Alarm
	}
	return mark + " " + word, ink
}

// drawWatches draws a row for each watch and, beneath them, what is to be said
// of the chosen one.
func (p *Pane) drawWatches(a canvas.Area, s *scene.Scene) more {
	t, list := catalogue.In(s.Words.Lang), watchesOf(s)
	if len(list) == 0 {
		a.Fit(1, min(1, max(a.H-2, 0)), a.W-1, t.NoWatches, canvas.Text)
		a.Fit(1, min(1, max(a.H-2, 0))+1, a.W-1, t.NoWatchesPut, canvas.Quiet)
		return more{}
	}
	at := 0
	for i := range list {
		if list[i].ID == s.Selected.Op {
			at = i
		}
	}
	a = share(a, len(list)+1, watchLines(&list[at], a.W-2, s))
	g := watchGrid(a.W, list, t)
	if a.H >= 3 {
		g.head(a)
		a = a.Sub(0, 1, a.W, a.H-1)
		p.list.top++
	}
	top := max(min(at-a.H/2, len(list)-a.H), 0)
	bottom := min(top+a.H, len(list))
	for i := top; i < bottom; i++ {
		w := &list[i]
		g.row(a.Sub(0, i-top, a.W, 1), s, i == at, w.ID == s.Selected.Op, w.cells(t))
		p.list.ids = append(p.list.ids, w.ID)
	}
	return more{above: top, below: len(list) - bottom}
}

// cells are the columns of a watch.
func (w *watching) cells(t *texts) []cell {
	ink := canvas.Text
	if w.fresh {
		ink = canvas.Accent
	}
	state, stateInk := w.stands(t)
	if w.fresh && stateInk != canvas.Alarm {
		stateInk = canvas.Accent
	}
	next := ""
	if w.Next > 0 {
		next = number(w.Next)
	}
	return []cell{
		{termtext.Printable(w.client.Name), canvas.Quiet}, {"#" + number(w.ID), canvas.Quiet},
		{strings.TrimPrefix(termtext.Printable(w.Text), "watch "), canvas.Text}, {termtext.Printable(w.Node), canvas.Quiet},
		{state, stateInk}, {next, ink}, {number(w.Events), ink}, {termtext.Printable(w.Last), ink},
	}
}

// watchGrid says which columns there are for watches.
func watchGrid(w int, list []watching, t *texts) grid {
	g := grid{cols: []col{
		{name: t.Client, most: 8, rank: 1}, {name: t.Number, most: 6, rank: 5}, {name: t.Watch, most: max(w/3, 9)}, {name: t.Node, most: 5, rank: 3},
		{name: t.State, most: 14}, {name: t.Next, most: 9, right: true, rank: 4}, {name: t.Events, most: 7, right: true, rank: 2}, {name: t.LastEvent, most: 40, rank: 6},
	}}
	for i := range list {
		g.measure(list[i].cells(t))
	}
	g.fit(w)
	return g
}

// watchLines says everything about a watch.
func watchLines(w *watching, width int, s *scene.Scene) (all []line) {
	t := catalogue.In(s.Words.Lang)
	title := termtext.Printable(w.client.Name) + sprintf(t.AtF, termtext.Printable(w.Node)) + t.Colon + termtext.Printable(w.Text) + "  #" + number(w.ID)
	all = wrapped(all, title, width, canvas.Text|canvas.Bold)
	ink := canvas.Text
	switch {
	case w.State == frame.WatchCanceled && w.Why != "":
		return wrapped(all, t.CanceledBy+termtext.Printable(w.Why), width, canvas.Alarm)
	case w.State == frame.WatchCanceled:
		return wrapped(all, t.CanceledSelf, width, canvas.Quiet)
	case w.State == frame.WatchOpening:
		all = wrapped(all, t.OpeningNow, width, ink)
	}
	if w.client.Deaf {
		all = wrapped(all, sprintf(t.DeafF, termtext.Printable(w.client.Name)), width, canvas.Alarm)
	}
	if w.Next > 0 {
		all = wrapped(all, sprintf(t.NextF, w.Next, w.Events), width, ink)
	}
	if w.Last != "" {
		all = wrapped(all, t.LastWas+termtext.Printable(w.Last), width, ink)
	}
	return all
}

// openWatch goes to the node that serves the chosen watch, in the pane of its
// store and its watchers.
func openWatch(s *scene.Scene) pane.Intent {
	t, list := catalogue.In(s.Words.Lang), watchesOf(s)
	if len(list) == 0 {
		return pane.Intent{Say: t.NoWatches}
	}
	w := &list[0]
	for i := range list {
		if list[i].ID == s.Selected.Op {
			w = &list[i]
		}
	}
	if w.State == frame.WatchCanceled {
		return pane.Intent{Say: sprintf(t.NobodyServesF, w.ID)}
	}
	want := pane.Focus(pane.MVCC)
	c := s.Selected
	c.Op, c.Node = w.ID, w.Node
	want.Select = &c
	return want
}
