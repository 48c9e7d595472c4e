package cluster

import (
	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// A Pane is the cluster on the screen.
type Pane struct {
	top  int    // the first row of the table
	seen string // the node whose row was last made sure to be shown
	hits kit.Hits[hit]
}

// New returns the pane.
func New() *Pane { return &Pane{} }

// Draw draws the pane.
func (p *Pane) Draw(a canvas.Area, s *scene.Scene) {
	v := newView(a, s, &p.hits)
	if n := s.SelectedNode(); n != nil && n.Name != p.seen {
		p.seen = n.Name
		p.top = v.reveal(p.seen, p.top)
	}
	p.top = v.draw(p.top)
}

// Act chooses a node up and down, a message left and right, and acts on the
// node that is chosen.
func (p *Pane) Act(a keys.Action, s *scene.Scene) (pane.Intent, bool) {
	n := s.SelectedNode()
	if n == nil {
		return pane.Intent{}, false
	}
	switch a {
	case keys.ScrollUp:
		return nextNode(s, n, -1), true
	case keys.ScrollDown:
		return nextNode(s, n, 1), true
	case keys.ScrollLeft:
		return nextMessage(s, -1), true
	case keys.ScrollRight:
		return nextMessage(s, 1), true
	case keys.Open:
		if s.Frame().Message(s.Selected.Msg) != nil {
			return pane.Focus(pane.Network), true
		}
		w := chooseNode(s, n.Name)
		w.Focus = pane.Node
		return w, true
	}
	act, ok := s.Act(a, n)
	w := pane.Run(act)
	if ok && act.Run != "" { // the next key is meant for the same node
		w.Select = chooseNode(s, n.Name).Select
	}
	return w, ok
}

// chooseNode chooses a node and no message: what is chosen last is looked into.
func chooseNode(s *scene.Scene, name string) pane.Intent {
	c := s.Selected
	c.Node, c.Msg = name, 0
	return pane.Select(c)
}

func chooseMessage(s *scene.Scene, id uint64) pane.Intent {
	c := s.Selected
	c.Msg = id
	return pane.Select(c)
}

// nextNode chooses another node; around the ring the first follows the last.
func nextNode(s *scene.Scene, from *frame.Node, by int) pane.Intent {
	nodes := s.Frame().Nodes
	for i, n := range nodes {
		if n == from {
			return chooseNode(s, nodes[(i+by+len(nodes))%len(nodes)].Name)
		}
	}
	return pane.Intent{}
}

// nextMessage chooses another message, in the order in which they arrive.
func nextMessage(s *scene.Scene, by int) pane.Intent {
	list := inOrder(s.Frame())
	if len(list) == 0 {
		return pane.Intent{Say: catalogue.In(s.Words.Lang).NoneUnderWay}
	}
	at := -1
	for i, m := range list {
		if m.ID == s.Selected.Msg {
			at = i
		}
	}
	if at < 0 && by < 0 {
		at = 0
	}
	return chooseMessage(s, list[(at+by+len(list))%len(list)].ID)
}

// Click chooses the message or node that was drawn there.
func (p *Pane) Click(x, y int, s *scene.Scene) pane.Intent {
	switch h, ok := p.hits.At(x, y); {
	case !ok:
		return pane.Intent{}
	case h.msg != 0:
		return chooseMessage(s, h.msg)
	default:
		return chooseNode(s, h.node)
	}
}

// Wheel scrolls the table.
func (p *Pane) Wheel(_, dy int, s *scene.Scene) pane.Intent {
	p.top = min(max(p.top+dy, 0), len(s.Frame().Nodes)-1)
	return pane.Intent{}
}
