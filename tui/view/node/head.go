package node

import (
	"fmt"
	"strconv"

	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// head writes which node it is, and all of them in a row to go to.
func (p *Pane) head(a canvas.Area, o *subject) {
	st, ink := scene.StandingOf(o.n), canvas.Text
	was := ""
	if o.was != nil && o.role(o.was) != o.role(o.n) {
		was = fmt.Sprintf(o.w.WasF, o.role(o.was))
	}
	switch {
	case was != "":
		ink = changed
	case st == scene.Leader:
		ink = canvas.TermText(o.n.Term) | canvas.Bold
	case st == scene.Down:
		ink = canvas.Alarm
	}
	x := a.Fit(1, 0, a.W-1, st.Mark()+" ", ink)
	x = a.Fit(x, 0, a.W-x, o.n.Name, canvas.Text|canvas.Bold)
	x = a.Fit(x+1, 0, a.W-x-1, o.role(o.n), ink)
	if was != "" && x+1+termtext.Width(was) <= a.W {
		x = a.Text(x+1, 0, was, canvas.Quiet)
	}
	x += 3
	nodes := o.Frame().Nodes
	width := -1
	for _, n := range nodes {
		width += len(n.Name) + 2
	}
	if x+width > a.W {
		at := strconv.Itoa(place(nodes, o.n)+1) + "/" + strconv.Itoa(len(nodes))
		if x+len(at) < a.W {
			a.Text(x, 0, at, canvas.Quiet)
		}
		return
	}
	for _, n := range nodes {
		ink := p.stripInk(o, n)
		to := a.Text(x, 0, scene.StandingOf(n).Mark()+n.Name, ink)
		p.strip.Add(a.Sub(x, 0, to-x, 1), n.Name)
		x = to + 1
	}
}

func (p *Pane) stripInk(o *subject, n *frame.Node) canvas.Ink {
	switch {
	case n == o.n && o.Focused:
		return canvas.Focus | canvas.Bold
	case n == o.n:
		return canvas.Text | canvas.Bold
	}
	return canvas.Quiet
}

// drawTabs names the views, with how much raft said of the node.
func (p *Pane) drawTabs(a, row canvas.Area, o *subject) {
	tabs := make([]kit.Tab, numViews)
	for v, name := range o.w.Views {
		tabs[v].Name = name
	}
	if n := o.countSaid(); n > 0 {
		tabs[raftsWords].Note = kit.Text(kit.Number(n), canvas.Accent)
	}
	p.tabs.Draw(a, row, tabs, int(p.view))
}
