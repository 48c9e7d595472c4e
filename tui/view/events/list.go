package events

import (
	"slices"

	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// reach is how many steps are searched in one direction for events of a node. A
// run may be long, and of a node that is down there may be none.
const reach = 2000

// A place is where an event stands: the position of its step, and its place there.
type place struct{ pos, event int }

// An item is an event with the step that it belongs to.
type item struct {
	place
	step *event.Step
}

// at returns the chosen event. It is the first one of the position, or of a step
// before it, after the position has moved.
func (p *Pane) at(s *scene.Scene) place {
	pos := int(s.Step.Index)
	if p.pos == pos && p.rec == s.Reel.ID && p.chosen.pos > 0 {
		return p.chosen
	}
	for i := range s.Step.Events {
		if p.lists(s, &s.Step.Events[i]) {
			return place{pos, i}
		}
	}
	if before := p.walk(s, place{pos, 0}, -1, 1); len(before) > 0 {
		return before[0].place
	}
	if after := p.walk(s, place{pos, len(s.Step.Events)}, 1, 1); len(after) > 0 {
		return after[0].place
	}
	return place{pos, 0}
}

func (p *Pane) choose(at place, s *scene.Scene) {
	p.chosen, p.pos, p.rec = at, int(s.Step.Index), s.Reel.ID
}

// move chooses another event.
func (p *Pane) move(by int, s *scene.Scene) pane.Intent {
	at, dir := p.at(s), 1
	if by < 0 {
		dir, by = -1, -by
	}
	from := at
	if dir > 0 {
		from.event++
	}
	if list := p.walk(s, from, dir, by); len(list) > 0 {
		p.choose(list[len(list)-1].place, s)
	}
	return pane.Intent{}
}

// window returns the events around one, at least h of them if there are, and where
// that one is among them.
func (p *Pane) window(s *scene.Scene, at place, h int) (list []item, cursor int) {
	list = p.walk(s, at, -1, h)
	slices.Reverse(list)
	cursor = len(list)
	return append(list, p.walk(s, at, 1, h)...), cursor
}

// walk returns up to n events of the view: from a place on, or those before it, the
// nearest first.
func (p *Pane) walk(s *scene.Scene, from place, dir, n int) (list []item) {
	for pos := from.pos; pos >= 1 && pos <= s.Reel.Len && len(list) < n && (pos-from.pos)*dir < reach; pos += dir {
		st := s.Reel.At(pos)
		if st == nil {
			break
		}
		i, end := 0, len(st.Events)
		if dir < 0 {
			i, end = len(st.Events)-1, -1
		}
		if pos == from.pos {
			i = from.event
			if dir < 0 {
				i--
			}
		}
		for ; i*dir < end*dir && len(list) < n; i += dir {
			if p.lists(s, &st.Events[i]) {
				list = append(list, item{place{pos, i}, st})
			}
		}
	}
	return list
}

// lists reports whether the view holds an event.
func (p *Pane) lists(s *scene.Scene, e *event.Event) bool {
	if p.view == all {
		return true
	}
	n := s.SelectedNode()
	return n != nil && e.Node == n.Name
}

// leastSays is the width below which sentences are left out.
const leastSays = 12

// grid returns the columns for the rows in a width. The sentences have what the
// others leave.
func grid(w *texts, rows [][]kit.Span, width int) *kit.Grid {
	g := &kit.Grid{Columns: []kit.Column{
		{Name: w.Step, Most: 10, Right: true},
		{Name: w.Time, Most: 12, Right: true, Rank: 2},
		{Name: w.Node, Most: 6, Rank: 1},
		{Name: w.Event, Most: explain.ShortWidth},
		{Name: w.Says, Rank: 3},
	}}
	for _, r := range rows {
		g.Measure(r)
	}
	if left := width - g.Width() - 1; left >= leastSays {
		g.Columns[len(g.Columns)-1].Most = left
	}
	for _, r := range rows {
		g.Measure(r)
	}
	g.Fit(width)
	return g
}

// row is what is told of an event, in the columns of the grid.
func row(s *scene.Scene, it *item) []kit.Span {
	l := s.Words.Lang
	e := &it.step.Events[it.event]
	ink := canvas.Text
	switch here := int(s.Step.Index); {
	case it.pos > here:
		ink = canvas.Quiet
	case it.pos == here:
		ink = canvas.Text | canvas.Bold
	}
	node := e.Node
	if node == "" {
		node = "·"
	}
	var before *frame.Frame
	if st := s.Reel.At(it.pos - 1); st != nil {
		before = st.Frame
	}
	label := ink
	if e.Notable() && it.pos <= int(s.Step.Index) {
		label = canvas.Accent | ink&canvas.Bold
	}
	return []kit.Span{
		kit.Text(kit.Number(it.step.Index), ink), kit.Text(kit.Number(it.step.Time), canvas.Quiet), kit.Text(node, ink),
		kit.Text(explain.Short(e, l), label), kit.Text(explain.Event(before, it.step, e, l), canvas.Quiet),
	}
}
