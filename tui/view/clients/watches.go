package clients

import (
	"fmt"
	"strings"

	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
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
func (p *Pane) drawWatches(a canvas.Area, s *scene.Scene) kit.Hidden {
	t, list := catalogue.In(s.Words.Lang), watchesOf(s)
	if len(list) == 0 {
		a.Fit(1, min(1, max(a.H-2, 0)), a.W-1, t.NoWatches, canvas.Text)
		a.Fit(1, min(1, max(a.H-2, 0))+1, a.W-1, t.NoWatchesPut, canvas.Quiet)
		return kit.Hidden{}
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
		g.Head(a)
		a = a.Sub(0, 1, a.W, a.H-1)
	}
	top := kit.Around(len(list), a.H, at)
	bottom := min(top+a.H, len(list))
	for i := top; i < bottom; i++ {
		w := &list[i]
		row := a.Sub(0, i-top, a.W, 1)
		g.Row(row, s.Focused, i == at, w.ID == s.Selected.Op, w.cells(t))
		p.rows.Add(row, w.ID)
	}
	return kit.Hidden{Above: top, Below: len(list) - bottom}
}

// cells are the columns of a watch.
func (w *watching) cells(t *texts) []kit.Span {
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
		next = kit.Number(w.Next)
	}
	return []kit.Span{
		kit.Text(termtext.Printable(w.client.Name), canvas.Quiet), kit.Text("#"+kit.Number(w.ID), canvas.Quiet),
		kit.Text(strings.TrimPrefix(termtext.Printable(w.Request.Text()), "watch "), canvas.Text), kit.Text(termtext.Printable(w.Node), canvas.Quiet),
		kit.Text(state, stateInk), kit.Text(next, ink), kit.Text(kit.Number(w.Events), ink), kit.Text(termtext.Printable(w.Last.Text()), ink),
	}
}

// watchGrid says which columns there are for watches.
func watchGrid(w int, list []watching, t *texts) kit.Grid {
	g := kit.Grid{Columns: []kit.Column{
		{Name: t.Client, Most: 8, Rank: 1}, {Name: t.Number, Most: 6, Rank: 5}, {Name: t.Watch, Most: max(w/3, 9)}, {Name: t.Node, Most: 5, Rank: 3},
		{Name: t.State, Most: 14}, {Name: t.Next, Most: 9, Right: true, Rank: 4}, {Name: t.Events, Most: 7, Right: true, Rank: 2}, {Name: t.LastEvent, Most: 40, Rank: 6},
	}}
	for i := range list {
		g.Measure(list[i].cells(t))
	}
	g.Fit(w)
	return g
}

// watchLines says everything about a watch.
func watchLines(w *watching, width int, s *scene.Scene) (all []kit.Line) {
	t := catalogue.In(s.Words.Lang)
	title := termtext.Printable(w.client.Name) + fmt.Sprintf(t.AtF, termtext.Printable(w.Node)) + t.Colon + termtext.Printable(w.Request.Text()) + "  #" + kit.Number(w.ID)
	all = kit.Wrap(all, title, width, mostLines, canvas.Text|canvas.Bold)
	ink := canvas.Text
	switch {
	case w.State == frame.WatchCanceled && w.Why != "":
		return kit.Wrap(all, t.CanceledBy+termtext.Printable(w.Why), width, mostLines, canvas.Alarm)
	case w.State == frame.WatchCanceled:
		return kit.Wrap(all, t.CanceledSelf, width, mostLines, canvas.Quiet)
	case w.State == frame.WatchOpening:
		all = kit.Wrap(all, t.OpeningNow, width, mostLines, ink)
	}
	if w.client.Deaf {
		all = kit.Wrap(all, fmt.Sprintf(t.DeafF, termtext.Printable(w.client.Name)), width, mostLines, canvas.Alarm)
	}
	if w.Next > 0 {
		all = kit.Wrap(all, fmt.Sprintf(t.NextF, w.Next, w.Events), width, mostLines, ink)
	}
	if w.Last != "" {
		all = kit.Wrap(all, t.LastWas+termtext.Printable(w.Last.Text()), width, mostLines, ink)
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
		return pane.Intent{Say: fmt.Sprintf(t.NobodyServesF, w.ID)}
	}
	want := pane.Focus(pane.MVCC)
	c := s.Selected
	c.Op, c.Node = w.ID, w.Node
	want.Select = &c
	return want
}
