// Package events draws the pane that lists what happened around the position,
// event by event, of all nodes or of the chosen one:
//
//	▸ all  n1                                       ▴ 118 ▾ 40
//	  step  time  node  event          what it says
//	    20    42  n1    leader t1      n1 won the election of term 1: …
//	    20    42  n1    appended 1     n1 appended an empty entry of its own …
//	▸   21    52  n2    appended 1     n2 appended entry 1 sent by n1, from …
//	    22    52  n3    appended 1     n3 appended entry 1 sent by n1, from …
//
// The events of the position are bold, and those after it are dimmed.
package events

import (
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// A view is which events the pane lists.
type view uint8

const (
	all    view = iota
	ofNode      // those of the node that is selected
	numViews
)

// A Pane is the list of events on the screen.
type Pane struct {
	view view

	// The chosen event, which holds while the position and the recording stay: the
	// first of the position otherwise.
	chosen   place
	pos, rec int

	// As drawn last.
	rows kit.Hits[place]
	tabs kit.Tabs
}

// New returns the pane.
func New() *Pane { return &Pane{} }

// Draw draws the pane.
func (p *Pane) Draw(a canvas.Area, s *scene.Scene) {
	p.rows.Begin(a)
	p.tabs.Clear()
	w := catalogue.In(s.Words.Lang)
	body := a
	if a.H >= 3 {
		body = a.Sub(0, 1, a.W, a.H-1)
	}
	shown := max(body.H-1, 0)
	at := p.at(s)
	list, cursor := p.window(s, at, shown)
	top := kit.Around(len(list), shown, cursor)
	if end := max(len(list)-shown, 0); top > end {
		top = end
	}
	list = list[top:min(top+shown, len(list))]
	cells := make([][]kit.Span, len(list))
	for i := range list {
		cells[i] = row(s, &list[i])
	}
	g := grid(w, cells, body.W)
	if len(list) == 0 {
		body.Text(kit.Marker, 0, w.Nothing, canvas.Quiet)
	} else {
		g.Head(body)
	}
	for i := range list {
		line := body.Sub(0, 1+i, body.W, 1)
		g.Row(line, s.Focused, list[i].place == at, false, cells[i])
		p.rows.Add(line, list[i].place)
	}
	if a.H >= 3 {
		p.head(a, s, list)
	}
}

// head draws the names of the views, and how many steps lie before and after
// those that are listed.
func (p *Pane) head(a canvas.Area, s *scene.Scene, list []item) {
	row := a.Sub(0, 0, a.W, 1)
	var h kit.Hidden
	if len(list) > 0 {
		h = kit.Hidden{Above: max(list[0].pos-1, 0), Below: s.Reel.Len - list[len(list)-1].pos}
	}
	end := h.Draw(row)
	tabs := []kit.Tab{{Name: catalogue.In(s.Words.Lang).All}}
	if n := s.SelectedNode(); n != nil {
		tabs = append(tabs, kit.Tab{Name: n.Name})
	}
	p.tabs.Draw(a, row.Sub(0, 0, end, 1), tabs, min(int(p.view), len(tabs)-1))
}

// Act goes from event to event, to the step of the chosen one, and to the other
// view.
func (p *Pane) Act(k keys.Action, s *scene.Scene) (pane.Intent, bool) {
	switch k {
	case keys.ScrollUp:
		return p.move(-1, s), true
	case keys.ScrollDown:
		return p.move(1, s), true
	case keys.OtherView:
		p.view = (p.view + 1) % numViews
		return pane.Intent{}, true
	case keys.Open:
		return p.open(s), true
	}
	return pane.Intent{}, false
}

// open goes to the step of the chosen event, and selects its node.
func (p *Pane) open(s *scene.Scene) pane.Intent {
	at := p.at(s)
	st := s.Reel.At(at.pos)
	if st == nil || at.event >= len(st.Events) {
		return pane.Intent{Say: catalogue.In(s.Words.Lang).Nothing}
	}
	want := pane.Intent{}
	if at.pos != int(s.Step.Index) {
		want = pane.Seek(at.pos)
	}
	if n := st.Frame.Node(st.Events[at.event].Node); n != nil {
		c := s.Selected
		c.Node = n.Name
		want.Select = &c
	}
	return want
}

// Click chooses the event that stands there, or the view.
func (p *Pane) Click(x, y int, s *scene.Scene) pane.Intent {
	if tab, ok := p.tabs.At(x, y); ok {
		p.view = view(tab)
	} else if at, ok := p.rows.At(x, y); ok {
		p.choose(at, s)
	}
	return pane.Intent{}
}

// Wheel goes from event to event.
func (p *Pane) Wheel(_, dy int, s *scene.Scene) pane.Intent { return p.move(dy, s) }
