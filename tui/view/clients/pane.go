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
// position (▸). Time in which nobody waits for anything is cut out (┊).
package clients

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

	list   listing // as drawn last
	tabs   [numViews]tab
	height int
}

// A listing is where the rows of a list were drawn, by operation.
type listing struct {
	top int // rows of the pane above the first
	ids []uint64
}

// A tab is where the name of a view was drawn.
type tab struct{ from, to int }

// New returns the pane.
func New() *Pane { return &Pane{} }

// Draw draws the pane.
func (p *Pane) Draw(a canvas.Area, s *scene.Scene) {
	p.list, p.tabs, p.height = listing{}, [numViews]tab{}, a.H
	p.gather(s)
	body := a
	if a.H >= 4 {
		body = a.Sub(0, 1, a.W, a.H-1)
		p.list.top = 1
	}
	var m more
	switch {
	case p.view == watches:
		m = p.drawWatches(body, s)
	case len(p.history.ops) == 0:
		empty(body, s)
	case p.view == totals:
		m = p.drawTotals(body, s)
	default:
		m = p.drawBars(body, s)
	}
	if a.H >= 4 {
		p.head(a, s, m)
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

// A more says how many rows are out of sight above and below; vague if there
// are more above than were read.
type more struct {
	above, below int
	vague        bool
}

// head writes the views, what is in each, and how much is out of sight.
func (p *Pane) head(a canvas.Area, s *scene.Scene, m more) {
	w := catalogue.In(s.Words.Lang)
	end := m.draw(a)
	n := 0
	for _, cl := range s.Frame().Clients {
		n += len(cl.Watches)
	}
	x := 1
	for v, name := range [numViews]string{bars: w.History, watches: w.Watches, totals: w.Totals} {
		from := x
		note, ink := "", canvas.Quiet
		if view(v) == watches && n > 0 {
			note = " " + number(n)
		}
		if p.view == view(v) {
			x = a.Fit(x, 0, end-x, "▸ ", canvas.Accent)
			ink = canvas.Text | canvas.Bold
		}
		x = a.Fit(x, 0, end-x, name, ink)
		x = a.Fit(x, 0, end-x, note, canvas.Quiet)
		p.tabs[v] = tab{from, x}
		x += 2
	}
}

// draw writes the counts at the right of the first row and returns the column
// before which they begin.
func (m more) draw(a canvas.Area) int {
	text := ""
	switch {
	case m.vague && m.above == 0:
		text = "▴ … "
	case m.vague:
		text = "▴ " + number(m.above) + "+ "
	case m.above > 0:
		text = "▴ " + number(m.above) + " "
	}
	if m.below > 0 {
		text += "▾ " + number(m.below) + " "
	}
	a.Right(a.W, 0, text, canvas.Quiet)
	return a.W - termtext.Width(text)
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
	if y == 0 && p.list.top > 0 {
		for v, t := range p.tabs {
			if t.from <= x && x < t.to {
				p.view = view(v)
			}
		}
		return pane.Intent{}
	}
	i := y - p.list.top
	if i < 0 || i >= len(p.list.ids) || p.list.ids[i] == 0 {
		return pane.Intent{}
	}
	if at := p.history.find(p.list.ids[i]); at >= 0 && p.view == bars {
		return p.history.ops[at].choose(s)
	}
	return choose(s, p.list.ids[i])
}

// Wheel goes from operation to operation.
func (p *Pane) Wheel(_, dy int, s *scene.Scene) pane.Intent {
	if dy == 0 {
		return pane.Intent{}
	}
	return p.move(dy, s)
}
