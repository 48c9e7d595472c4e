// Package network draws the pane that shows what is between the nodes: the
// messages on their way, to be picked and acted on,
//
//	▸ messages 4   links 2 cut                     ▾ 12
//	  #   message  from→to  on its way      due in  term  carries
//	  #7  App✓4    n2→n1    ━━━━━━━━━▶       arrived  t2
//	▸ #8  App 5    n1→n3    ━━━▶──────       6 ms  t2  entry 5: put x 1
//	  #9  Vote     n4→n5    ━━━━‖─────       held  t4
//
// and what the chosen one says; or how each link behaves, in both directions:
//
//	from→to  n1          n2          n3
//	n1       ·           10 •2       ✗
//	n2       10–15 -20%  ·           ✗
package network

import (
	"fmt"

	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// A view is what the pane shows.
type view uint8

const (
	messages view = iota
	links
	numViews
)

// A Pane is the network on the screen.
type Pane struct {
	view   view
	detail detail
	link   link // chosen in the matrix

	// As drawn last.
	rows  kit.Hits[uint64] // messages
	cells kit.Hits[link]
	tabs  kit.Tabs
	open  bool // the detail is shown
}

// New returns the pane.
func New() *Pane { return &Pane{} }

// Draw draws the pane.
func (p *Pane) Draw(a canvas.Area, s *scene.Scene) {
	p.rows.Begin(a)
	p.cells.Begin(a)
	p.tabs.Clear()
	rows := collect(s)
	body := a
	if a.H >= 4 {
		body = a.Sub(0, 1, a.W, a.H-1)
	}
	upper, lower, all := both(body, s)
	var hidden kit.Hidden
	switch {
	case all:
		hidden = p.drawMessages(upper, s, rows)
		kit.Title(a.Sub(0, a.H-lower.H-1, a.W, 1), kit.Text(catalogue.In(s.Words.Lang).Links, canvas.Quiet))
		p.drawLinks(lower, s)
	case p.view == messages:
		hidden = p.drawMessages(body, s, rows)
	case p.view == links:
		hidden = p.drawLinks(body, s)
	}
	if a.H >= 4 {
		p.head(a, s, rows, hidden)
	}
}

// head writes the views, what is in each, and how much is out of sight.
func (p *Pane) head(a canvas.Area, s *scene.Scene, rows []row, hidden kit.Hidden) {
	w := catalogue.In(s.Words.Lang)
	tabs := []kit.Tab{
		messages: {Name: w.Messages, Note: kit.Text(kit.Number(countFlight(rows)), canvas.Quiet)},
		links:    {Name: w.Links},
	}
	if n := countCut(s.Frame()); n > 0 {
		tabs[links].Note = kit.Text(fmt.Sprintf(w.CutCountF, n), canvas.Quiet)
	}
	p.tabs.Draw(a, a.Sub(0, 0, hidden.Draw(a), 1), tabs, int(p.view))
}

// Act does what a key asks of the chosen message or link.
func (p *Pane) Act(k keys.Action, s *scene.Scene) (pane.Intent, bool) {
	if k == keys.OtherView {
		p.view = (p.view + 1) % numViews
		return pane.Intent{}, true
	}
	if p.view == links {
		return p.actLinks(k, s)
	}
	return p.actMessages(k, s)
}

// Click chooses what stands there, or the view whose name was clicked.
func (p *Pane) Click(x, y int, s *scene.Scene) pane.Intent {
	if v, ok := p.tabs.At(x, y); ok {
		p.view = view(v)
	} else if l, ok := p.cells.At(x, y); ok {
		p.link, p.view = l, links
	} else if id, ok := p.rows.At(x, y); ok {
		p.view = messages
		return choose(s, id)
	}
	return pane.Intent{}
}

// Wheel goes from message to message, or from link to link.
func (p *Pane) Wheel(dx, dy int, s *scene.Scene) pane.Intent {
	if p.view == links {
		p.moveLink(dx, dy, s)
		return pane.Intent{}
	}
	return moveMessage(dy, s)
}
