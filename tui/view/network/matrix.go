package network

import (
	"fmt"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// Sizes of a cell, in columns.
const (
	leastCell = 4
	mostCell  = 20
)

// Rows from which the links are shown beneath the messages, and of them those
// that are more than the matrix itself.
const (
	bothRows  = 28
	extraRows = 6
)

// both returns the areas of the messages and of the links if there is room for
// both of them.
func both(a canvas.Area, s *scene.Scene) (upper, lower canvas.Area, ok bool) {
	rows := len(s.Frame().Nodes) + extraRows
	if a.H < bothRows || rows > a.H/2 || len(s.Frame().Nodes) < 2 {
		return a, a, false
	}
	at := a.H - rows
	return a.Sub(0, 0, a.W, at-1), a.Sub(0, at, a.W, rows), true
}

// drawLinks draws the matrix, a row for each sender and a column for each
// receiver, the chosen link in words, and what the signs mean.
func (p *Pane) drawLinks(a canvas.Area, s *scene.Scene) (hidden kit.Hidden) {
	w := catalogue.In(s.Words.Lang)
	at, ok := p.chosenLink(s)
	if !ok {
		a.Fit(1, min(1, a.H-1), a.W-1, w.NobodyToTalk, canvas.Quiet)
		return hidden
	}
	foot := footRows(a.H, len(s.Frame().Nodes))
	a, under := a.Sub(0, 0, a.W, a.H-foot), a.Sub(0, a.H-foot, a.W, foot)
	hidden = p.drawMatrix(a, s, at)
	p.drawFoot(under, s, at)
	return hidden
}

// A grid is which part of the matrix is shown, and how wide.
type grid struct {
	nodes         []*frame.Node
	top, left     int // the first row and the first column
	height, width int // how many there is room for
	name, cell    int // columns of a row's name and of a cell
}

// rows are the senders that are shown, and cols the receivers.
func (g *grid) rows() []*frame.Node { return g.nodes[g.top:min(g.top+g.height, len(g.nodes))] }
func (g *grid) cols() []*frame.Node { return g.nodes[g.left:min(g.left+g.width, len(g.nodes))] }

// gridFor chooses the part of the matrix that fits, the chosen cell in it.
func gridFor(a canvas.Area, s *scene.Scene, at link) grid {
	g := grid{nodes: s.Frame().Nodes, name: kit.Marker}
	for _, n := range g.nodes {
		g.name = max(g.name, kit.Marker+len(n.Name)+1)
	}
	if corner := termtext.Width(catalogue.In(s.Words.Lang).FromTo); a.W >= 50 {
		g.name = max(g.name, kit.Marker+corner+1)
	}
	g.cell = min(max((a.W-g.name)/len(g.nodes), leastCell), mostCell)
	rows := a.H
	if a.H >= headRows {
		rows--
	}
	g.width, g.height = max((a.W-g.name)/g.cell, 1), max(rows, 0)
	g.left = kit.Around(len(g.nodes), g.width, place(g.nodes, at.to))
	g.top = kit.Around(len(g.nodes), g.height, place(g.nodes, at.from))
	return g
}

// headRows is the height from which the receivers have a row of their own.
const headRows = 3

// drawMatrix draws as much of the matrix as fits.
func (p *Pane) drawMatrix(a canvas.Area, s *scene.Scene, at link) (hidden kit.Hidden) {
	g := gridFor(a, s, at)
	if a.H >= headRows {
		g.head(a, s, at)
		a = a.Sub(0, 1, a.W, a.H-1)
	}
	count, fresh := counts(s)
	for y, from := range g.rows() {
		ink := canvas.Quiet
		if from.Name == at.from {
			ink = canvas.Text | canvas.Bold
		}
		a.Text(1, y, from.Name, ink)
		for i, to := range g.cols() {
			l := link{from.Name, to.Name}
			c := a.Sub(g.name+i*g.cell, y, g.cell, 1)
			if from == to {
				c.Text(0, 0, "·", canvas.Faint)
				continue
			}
			p.cells.Add(c, l)
			drawCell(c, signs(s, linkAt(s.Frame(), l), count[l], fresh[l]), l == at && p.view == links)
		}
	}
	row := place(g.nodes, at.from) - g.top
	kit.Mark(a.Sub(g.name+(place(g.nodes, at.to)-g.left)*g.cell-1, row, 1, 1), 0, s.Focused && p.view == links)
	return kit.Hidden{Above: g.top, Below: len(g.nodes) - g.top - len(g.rows())}
}

// head writes the receivers, and marks where more are out of sight.
func (g *grid) head(a canvas.Area, s *scene.Scene, at link) {
	if corner := catalogue.In(s.Words.Lang).FromTo; kit.Marker+termtext.Width(corner) < g.name {
		a.Text(1, 0, corner, canvas.Faint)
	}
	for i, n := range g.cols() {
		ink := canvas.Quiet
		if n.Name == at.to {
			ink = canvas.Text | canvas.Bold
		}
		a.Fit(g.name+i*g.cell, 0, g.cell, n.Name, ink)
	}
	if g.left > 0 {
		a.Text(0, 0, "◂", canvas.Quiet)
	}
	if g.left+len(g.cols()) < len(g.nodes) {
		a.Right(a.W, 0, "▸", canvas.Quiet)
	}
}

// drawCell writes as many signs as fit into a cell.
func drawCell(a canvas.Area, list []sign, chosen bool) {
	w := a.W - 1
	if chosen {
		a.Fill(0, 0, w, canvas.Focus)
	}
	list, more := fitting(list, w)
	if more {
		list = append(list, sign{text: "…", ink: canvas.Text})
	}
	x := 0
	for i, g := range list {
		if chosen {
			g.ink = canvas.Focus | canvas.Bold
		}
		if more && i == len(list)-1 {
			x-- // it stands close
		}
		x = a.Fit(x, 0, w-x, g.text, g.ink) + 1
	}
}

// counts returns how many messages are under way on each link, and whether some
// of them are new.
func counts(s *scene.Scene) (count map[link]int, fresh map[link]bool) {
	count, fresh = map[link]int{}, map[link]bool{}
	for _, m := range s.Frame().Flight {
		count[link{m.From, m.To}]++
	}
	for i := range s.Step.Events {
		if e := &s.Step.Events[i]; e.Msg() != nil && (e.Kind() == event.KindSent || e.Kind() == event.KindDuplicated) {
			fresh[link{e.Msg().From, e.Msg().To}] = true
		}
	}
	return count, fresh
}

// footRows is how many rows are left for words under the matrix: what it does
// not need itself, but one in any case.
func footRows(h, nodes int) int {
	if h < 5 {
		return max(h-nodes-1, 0)
	}
	return max(h-nodes-1, 1)
}

// drawFoot says how the chosen link behaves, whether any does not behave as
// configured, and what the signs mean.
func (p *Pane) drawFoot(a canvas.Area, s *scene.Scene, at link) {
	w, f := catalogue.In(s.Words.Lang), s.Frame()
	y := 0
	if a.H >= 4 {
		y = 1
	}
	k := linkAt(f, at)
	x := a.Text(1, y, at.from+"→"+at.to+" ", canvas.Text|canvas.Bold)
	ink := canvas.Text
	if k.Cut {
		ink = canvas.Alarm
	}
	x = a.Fit(x, y, a.W-x, behaviour(w, f, k), ink)
	if n := len(onLink(f, at)); n > 0 {
		a.Fit(x, y, a.W-x, " · "+fmt.Sprintf(w.CountF, n), canvas.Text)
	}
	y++
	for _, c := range clientLinks(f) {
		if a.H-y < 1 {
			break
		}
		x := a.Text(1, y, c.From+"→"+c.To+" ", canvas.Text)
		a.Fit(x, y, a.W-x, behaviour(w, f, c), canvas.Text)
		y++
	}
	if a.H-y > 2 {
		for _, m := range onLink(f, at) {
			if a.H-y <= 2 {
				break
			}
			a.Fit(3, y, a.W-3, "#"+kit.Number(m.ID)+" "+scene.Brief(m)+"  "+carries(s, m), canvas.Quiet)
			y++
		}
	}
	if a.H-y >= 2 && (f.Network == nil || len(f.Network.Links) == 0) {
		if text := termtext.Wrap(fmt.Sprintf(w.AsUsualF, latency(w, linkAt(f, at))), a.W-2, 1); len(text) > 0 {
			a.Text(1, y, text[0], canvas.Quiet)
			y++
		}
	}
	if y < a.H {
		kit.Legend(a.Sub(1, a.H-1, a.W-1, 1), kit.Meanings(
			"✗", w.LegendCut, "‖", w.LegendHeld, "•2", w.LegendCount, "10–15", w.LegendMs, "-20%", w.LegendLoss, "+10%", w.LegendDup,
		))
	}
}

// onLink lists the messages under way on a link.
func onLink(f *frame.Frame, l link) (list []*frame.Message) {
	for _, m := range f.Flight {
		if m.From == l.from && m.To == l.to {
			list = append(list, m)
		}
	}
	return list
}
