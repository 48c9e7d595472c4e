package logs

import (
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// A Pane is the logs on the screen.
type Pane struct {
	window window
	top    int    // the first node shown
	seen   string // the node whose row was last made sure to be shown
	drawn  *grid
}

// New returns the pane.
func New() *Pane { return &Pane{} }

// Draw draws the pane.
func (p *Pane) Draw(a canvas.Area, s *scene.Scene) {
	g := newGrid(a, s)
	nodes := s.Frame().Nodes
	if n := s.SelectedNode(); n != nil && n.Name != p.seen {
		p.seen = n.Name
		for i, n := range nodes {
			if n.Name == p.seen {
				p.top = min(max(p.top, i-g.rows+1), i)
			}
		}
	}
	p.top = min(max(p.top, 0), len(nodes)-g.rows)
	g.top = p.top
	g.lo, g.hi, g.cursor = p.window.settle(s, g.fit())
	g.draw()
	p.drawn = g
}

// cursor is the index looked at.
func (p *Pane) cursor(s *scene.Scene) uint64 {
	if last := lastIndex(s.Frame()); s.Selected.Index != 0 {
		return min(s.Selected.Index, last)
	}
	if at := newest(s); at != 0 {
		return at
	}
	return lastIndex(s.Frame())
}

// page is how far a page goes: as many indexes as were shown, less one.
func (p *Pane) page() int {
	if p.drawn == nil {
		return 10
	}
	return max(int(p.drawn.hi-p.drawn.lo), 1)
}

// Act moves the cursor along the log and the choice through the nodes, jumps,
// and looks into an entry.
func (p *Pane) Act(a keys.Action, s *scene.Scene) (pane.Intent, bool) {
	n := s.SelectedNode()
	if n == nil {
		return pane.Intent{}, false
	}
	at := p.cursor(s)
	switch a {
	case keys.ScrollUp:
		return nextNode(s, -1), true
	case keys.ScrollDown:
		return nextNode(s, 1), true
	case keys.ScrollLeft:
		return move(s, at, -1), true
	case keys.ScrollRight:
		return move(s, at, 1), true
	case keys.PageLeft:
		return move(s, at, -p.page()), true
	case keys.PageRight:
		return move(s, at, p.page()), true
	case keys.ToCommit:
		return toCommit(s, n), true
	case keys.ToSnapshot:
		return toSnapshot(s, n), true
	case keys.ToDifference:
		return toDifference(s), true
	case keys.Open:
		return open(s, at), true
	case keys.Escape:
		return choose(s, 0), s.Selected.Index != 0
	}
	return pane.Intent{}, false
}

// nextNode chooses the node in the row above or below.
func nextNode(s *scene.Scene, by int) pane.Intent {
	nodes, from := s.Frame().Nodes, s.SelectedNode()
	c := s.Selected
	for i, n := range nodes {
		if n == from {
			c.Node = nodes[min(max(i+by, 0), len(nodes)-1)].Name
		}
	}
	return pane.Select(c)
}

// Click chooses the node and index that were drawn there.
func (p *Pane) Click(x, y int, s *scene.Scene) pane.Intent {
	if p.drawn == nil {
		return pane.Intent{}
	}
	c := s.Selected
	node, index := p.drawn.at(x, y)
	if node != "" {
		c.Node = node
	}
	if index != 0 {
		c.Index = index
	}
	return pane.Select(c)
}

// Wheel scrolls through the nodes, and moves along the logs.
func (p *Pane) Wheel(dx, dy int, s *scene.Scene) pane.Intent {
	p.top += dy
	if dx == 0 {
		return pane.Intent{}
	}
	return move(s, p.cursor(s), dx)
}
