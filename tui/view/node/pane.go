// Package node draws the pane that tells everything about one node. What there
// is room for stands side by side; else it takes turns.
//
//	★ n1 leader   ★n1 ●n2 ●n3 ✕n4 ●n5
//	▸ overview  progress  raft says 1             ▾ 4
//	term        2               log ────────────────
//	vote        n1              commit      5 was 4
//	lead        n1              applied     4 · 1 to apply
//	timer       ━━━━━━── 620 ms first       1
package node

import (
	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// A view is what the pane shows where there is not room for everything.
type view uint8

const (
	overview view = iota
	progress
	raftsWords
	numViews
)

// A Pane is a node on the screen.
type Pane struct {
	view view
	top  int    // rows scrolled
	of   string // whose rows

	// As drawn last.
	below int              // rows out of sight
	strip kit.Hits[string] // the nodes, in the first row
	tabs  kit.Tabs         // the views, in the second
}

// New returns the pane.
func New() *Pane { return &Pane{} }

// Draw draws the pane.
func (p *Pane) Draw(a canvas.Area, s *scene.Scene) {
	n := s.SelectedNode()
	p.below = 0
	p.strip.Begin(a)
	p.tabs.Clear()
	if n == nil || a.W < 2 {
		return
	}
	if p.of != n.Name {
		p.of, p.top = n.Name, 0
	}
	o := of(s, n)
	w := a.W - 2
	t, all := p.whole(o, w, a.H-1)
	if !all {
		t = p.part(o, w, a.H-1)
	}
	body := a.Sub(1, 1, w, a.H-1)
	hint := 0 // the row that says what is out of sight
	if !all && a.H >= tabsHeight {
		body, hint = a.Sub(1, 2, w, a.H-2), 1
	}
	p.top = max(min(p.top, t.h-body.H), 0)
	p.below = max(t.h-p.top-body.H, 0)
	t.draw(body, p.top)
	end := kit.Hidden{Above: p.top, Below: p.below}.Draw(a.Sub(0, hint, a.W, 1))
	if hint == 1 {
		p.drawTabs(a, a.Sub(0, 1, end, 1), o)
		end = a.W
	}
	p.head(a.Sub(0, 0, end, 1), o)
}

// tabsHeight is the height from which the views are named.
const tabsHeight = 6

// Act goes to another node or view, scrolls, or acts on the node.
func (p *Pane) Act(k keys.Action, s *scene.Scene) (pane.Intent, bool) {
	n := s.SelectedNode()
	if n == nil {
		return pane.Intent{}, false
	}
	if dx, dy, ok := k.Scroll(); ok {
		return p.Wheel(dx, dy, s), true
	}
	if k == keys.OtherView {
		p.view, p.top = (p.view+1)%numViews, 0
		return pane.Intent{}, true
	}
	act, ok := s.Act(k, n)
	w := pane.Run(act)
	if ok && act.Run != "" { // the next key is meant for the same node
		c := s.Selected
		c.Node = n.Name
		w.Select = &c
	}
	return w, ok
}

// Click goes to the node or the view whose name was clicked.
func (p *Pane) Click(x, y int, s *scene.Scene) pane.Intent {
	if v, ok := p.tabs.At(x, y); ok {
		p.view, p.top = view(v), 0
	}
	if name, ok := p.strip.At(x, y); ok {
		return choose(s, name)
	}
	return pane.Intent{}
}

// Wheel scrolls down and up, and to the sides goes to the next node.
func (p *Pane) Wheel(dx, dy int, s *scene.Scene) pane.Intent {
	p.top = max(p.top+min(dy, p.below), 0)
	if dx == 0 {
		return pane.Intent{}
	}
	nodes, n := s.Frame().Nodes, s.SelectedNode()
	at := place(nodes, n) + dx
	if n == nil || at < 0 || at >= len(nodes) {
		return pane.Intent{}
	}
	return choose(s, nodes[at].Name)
}

func place(nodes []*frame.Node, n *frame.Node) int {
	for i := range nodes {
		if nodes[i] == n {
			return i
		}
	}
	return 0
}

func choose(s *scene.Scene, name string) pane.Intent {
	c := s.Selected
	c.Node = name
	return pane.Select(c)
}
