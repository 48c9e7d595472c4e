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
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
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
	list   listing
	matrix matrix
	tabs   [numViews]stretch // where the views are named, in the first row
	open   bool              // the detail is shown
}

// New returns the pane.
func New() *Pane { return &Pane{} }

// Draw draws the pane.
func (p *Pane) Draw(a canvas.Area, s *scene.Scene) {
	p.list, p.matrix, p.tabs = listing{}, matrix{}, [numViews]stretch{}
	rows := collect(s)
	body := a
	if a.H >= 4 {
		body = a.Sub(0, 1, a.W, a.H-1)
		p.list.top, p.matrix.y0 = 1, 1
	}
	upper, lower, all := both(body, s)
	var more more
	switch {
	case all:
		more = p.drawMessages(upper, s, rows)
		y := a.H - lower.H
		x := a.Text(1, y-1, catalogue.In(s.Words.Lang).Links, canvas.Quiet)
		a.Rule(x+1, y-1, a.W-x-1, canvas.Faint)
		p.matrix.y0 = y
		p.drawLinks(lower, s)
	case p.view == messages:
		more = p.drawMessages(body, s, rows)
	case p.view == links:
		more = p.drawLinks(body, s)
	}
	if a.H >= 4 {
		p.head(a, s, rows, more)
	}
}

// A more says how many rows are out of sight above and below.
type more struct{ above, below int }

// head writes the views, what is in each, and how much is out of sight.
func (p *Pane) head(a canvas.Area, s *scene.Scene, rows []row, m more) {
	w := catalogue.In(s.Words.Lang)
	end := m.draw(a)
	x := p.tab(a, 1, end, messages, w.Messages, number(countFlight(rows)))
	cut := ""
	if n := countCut(s.Frame()); n > 0 {
		cut = sprintf(w.CutCountF, n)
	}
	p.tab(a, x+2, end, links, w.Links, cut)
}

// tab writes the name of a view, and a mark if it is shown.
func (p *Pane) tab(a canvas.Area, x, end int, v view, name, note string) int {
	ink := canvas.Quiet
	p.tabs[v].from = x
	if p.view == v {
		x = a.Fit(x, 0, end-x, "▸ ", canvas.Accent)
		ink = canvas.Text | canvas.Bold
	}
	x = a.Fit(x, 0, end-x, name, ink)
	if note != "" {
		x = a.Fit(x+1, 0, end-x-1, note, canvas.Quiet)
	}
	p.tabs[v].to = x
	return x
}

// draw writes the counts at the right of the first row and returns the column
// before which they begin.
func (m more) draw(a canvas.Area) int {
	text := ""
	if m.above > 0 {
		text = "▴ " + number(m.above) + " "
	}
	if m.below > 0 {
		text += "▾ " + number(m.below) + " "
	}
	a.Right(a.W, 0, text, canvas.Quiet)
	return a.W - termtext.Width(text)
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
	for v, at := range p.tabs {
		if y == 0 && x >= at.from && x < at.to {
			p.view = view(v)
			return pane.Intent{}
		}
	}
	if l, ok := p.matrix.at(x, y); ok {
		p.link, p.view = l, links
	} else if id, ok := p.list.at(y); ok {
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
