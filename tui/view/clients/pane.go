// Package clients draws the pane of what clients asked for and what they were
// told: each operation as a bar from its invocation to its answer,
//
//	▸ history 5  watches 1  totals
//	  ✓ linearizable: 5 operations, 1 of unknown outcome
//	  client node operation answer     ms ╷1 180    ╷1 200  ┊ ╷1 900
//	  c1     n1   put x 1   OK            »━━━━━━━━━━━«     ┊
//	  c2     n3   get x     1               »━━━━«          ┊   ▏
//	▸ c1     n2   put y 2   open                            ┊ »━▸
//
// with whether the answers contradict each other and where; each watch, and how
// far its client has come with it; or what became of each client's operations.
//
// A bar begins with what is asked (»), has the same mark where it is asked
// again, and ends with the answer («), a failure (✗), silence (?) or at the
// position (▸). Time in which no client waits is cut out (┊).
package clients

import (
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// A view is what the pane shows.
type view uint8

const (
	bars view = iota
	watches
	totals
	numViews
)

// A Pane is the clients on the screen. It remembers what it has read of the
// recording.
type Pane struct {
	view    view
	history history

	rows   kit.Hits[uint64] // operations, or watches, as drawn last
	tabs   kit.Tabs
	height int
}

// New returns the pane.
func New() *Pane { return &Pane{} }

// Draw draws the pane.
func (p *Pane) Draw(a canvas.Area, s *scene.Scene) {
	p.height = a.H
	p.rows.Begin(a)
	p.tabs.Clear()
	p.gather(s)
	body := a
	if a.H >= 4 {
		body = a.Sub(0, 1, a.W, a.H-1)
	}
	var hidden kit.Hidden
	switch {
	case p.view == watches:
		hidden = p.drawWatches(body, s)
	case len(p.history.ops) == 0:
		empty(body, s)
	case p.view == totals:
		hidden = p.drawTotals(body, s)
	default:
		hidden = p.drawBars(body, s)
	}
	if a.H >= 4 {
		p.head(a, s, hidden)
	}
}

// ahead is how many operations are shown that were invoked after the position.
const ahead = 8

// leastKnown is how many operations are known on the smallest pane, to choose
// from.
const leastKnown = 8

// gather reads as much of the recording as the view has room for.
func (p *Pane) gather(s *scene.Scene) {
	switch p.view {
	case bars:
		p.history.gather(s, max(p.height, leastKnown), min(ahead, p.height/4))
	case totals:
		p.history.gather(s, mostCounted, 0)
	}
}

// empty says that nothing was asked yet, and how to ask.
func empty(a canvas.Area, s *scene.Scene) {
	w := catalogue.In(s.Words.Lang)
	y := min(1, max(a.H-3, 0))
	for i, l := range []string{w.NoOps, w.NoOpsPut, w.NoOpsGet} {
		ink := canvas.Quiet
		if i == 0 {
			ink = canvas.Text
		}
		a.Fit(1, y+i, a.W-1, l, ink)
	}
}

// head writes the views, what is in each, and how much is out of sight.
func (p *Pane) head(a canvas.Area, s *scene.Scene, hidden kit.Hidden) {
	w := catalogue.In(s.Words.Lang)
	n := 0
	for _, cl := range s.Frame().Clients {
		n += len(cl.Watches)
	}
	tabs := []kit.Tab{bars: {Name: w.History}, watches: {Name: w.Watches}, totals: {Name: w.Totals}}
	if n > 0 {
		tabs[watches].Note = kit.Span{Text: kit.Number(n), Ink: canvas.Quiet}
	}
	p.tabs.Draw(a, a.Sub(0, 0, hidden.Draw(a), 1), tabs, int(p.view))
}

// Act does what a key asks of the chosen operation or watch.
func (p *Pane) Act(k keys.Action, s *scene.Scene) (pane.Intent, bool) {
	switch k {
	case keys.OtherView:
		p.view = (p.view + 1) % numViews
		return pane.Intent{}, true
	case keys.ScrollUp:
		return p.move(-1, s), true
	case keys.ScrollDown:
		return p.move(1, s), true
	case keys.Open:
		return p.open(s), true
	case keys.Judge:
		return judge(s), true
	}
	return pane.Intent{}, false
}

// Click chooses what stands there, or the view whose name it is.
func (p *Pane) Click(x, y int, s *scene.Scene) pane.Intent {
	if v, ok := p.tabs.At(x, y); ok {
		p.view = view(v)
		return pane.Intent{}
	}
	id, ok := p.rows.At(x, y)
	if !ok || id == 0 {
		return pane.Intent{}
	}
	if at := p.history.find(id); at >= 0 && p.view == bars {
		return p.history.ops[at].choose(s)
	}
	return choose(s, id)
}

// Wheel goes from operation to operation.
func (p *Pane) Wheel(_, dy int, s *scene.Scene) pane.Intent {
	if dy == 0 {
		return pane.Intent{}
	}
	return p.move(dy, s)
}
