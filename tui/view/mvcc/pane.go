// Package mvcc draws the pane that shows the store of a node, or a data file:
// every key with what became of it, revision by revision,
//
//	▸ keys × revisions   generations   buckets   watchers   leases    ★ n1
//	  revision  2  3  ┃4   5   6   7
//	  ← index      4  ┃5   7   8   9
//	▸ a        ▒▒▒    ┃v2──✕   v1─▸v2─
//	  b        ▒▒▒ v1─┃────✕
//
//	 a = 4   put at 7.0   version 2   created at 6   by raft index 9
//	 ┃ compacted at 4   v put, and its version   ✕ deleted   ▒ gone
//
// the generations of its key index, the buckets and pages of its file, who
// watches it, and its leases.
package mvcc

import (
	"fmt"

	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// A view is what the pane shows where there is not room for everything.
type view uint8

const (
	gridView view = iota
	generationsView
	bucketsView
	watchersView
	leasesView
	numViews = iota
)

// A Pane is a store on the screen. It also draws stores without a scene: see
// DrawStore.
type Pane struct {
	view   view
	index  index
	shelf  shelf
	window window
	bucket int            // the one looked into, of those there are
	lists  [numViews]list // of the grid and the generations, only how far they are scrolled

	tabs kit.Tabs
	hits kit.Hits[hit]
}

// New returns the pane.
func New() *Pane { return &Pane{} }

// Draw draws the store of the node that is chosen.
func (p *Pane) Draw(a canvas.Area, s *scene.Scene) { p.DrawStore(a, of(s)) }

// Act moves the choice, goes to another view, or looks into what is chosen.
func (p *Pane) Act(k keys.Action, s *scene.Scene) (pane.Intent, bool) { return p.ActStore(k, of(s)) }

// Click chooses what was clicked.
func (p *Pane) Click(x, y int, s *scene.Scene) pane.Intent { return p.ClickStore(x, y, of(s)) }

// Wheel moves the choice.
func (p *Pane) Wheel(dx, dy int, s *scene.Scene) pane.Intent { return p.WheelStore(dx, dy, of(s)) }

// DrawStore draws a store.
func (p *Pane) DrawStore(a canvas.Area, st *Store) {
	p.hits.Begin(a)
	p.tabs.Clear()
	t := catalogue.In(st.Lang)
	if st.Data == nil {
		p.head(a, st, t, kit.Hidden{})
		text := t.None[st.None]
		if st.Node != nil {
			text = fmt.Sprintf(text, st.Node.Name)
		}
		paragraph(a.Sub(1, 1, a.W-2, a.H-1), text)
		return
	}
	p.index.follow(st.Data)
	p.shelf.follow(st.Data, p.index.bytes)
	d := &drawing{Store: st, t: t, x: &p.index, shelf: &p.shelf, cursor: p.index.look(st)}
	m := p.body(a.Sub(0, 1, a.W, a.H-1), d)
	p.head(a, st, t, m)
}

// A drawing is a store while it is being drawn.
type drawing struct {
	*Store
	t      *texts
	x      *index
	shelf  *shelf
	cursor cursor
	told   bool // another view has said what is chosen
}

// marks reports whether what keys act on is marked.
func (d *drawing) marks() bool { return d.Focused || d.cursor.held }

// views draw the view in an area, and say how much of it is out of sight.
var views = [numViews]func(*Pane, canvas.Area, *drawing) kit.Hidden{
	gridView: (*Pane).drawGrid, generationsView: (*Pane).drawGenerations, bucketsView: (*Pane).drawBuckets,
	watchersView: (*Pane).drawWatchers, leasesView: (*Pane).drawLeases,
}

// beside are the views that stand beneath or beside another, as far as there is
// room.
var beside = [numViews][]view{
	gridView: {bucketsView, watchersView, leasesView}, generationsView: {gridView, bucketsView, watchersView},
	bucketsView: {gridView, watchersView, leasesView}, watchersView: {leasesView, gridView, bucketsView}, leasesView: {watchersView, gridView, bucketsView},
}

// Sizes from which there is room for more than one view.
const (
	wide  = 100
	high  = 22
	least = 6 // rows of a view, its title included
)

// body draws the view, and with room others.
func (p *Pane) body(a canvas.Area, d *drawing) kit.Hidden {
	switch {
	case a.H >= high, a.H-p.need(p.view, d, a.W) >= least:
		return p.stack(a, d)
	case a.W >= wide && a.H >= least && p.view != gridView:
		const gap = 2
		w := (a.W - gap) / 2
		p.side(a.Sub(w+gap, 0, a.W-w-gap, a.H), d, beside[p.view][0])
		a = a.Sub(0, 0, w, a.H)
	}
	p.hits.Add(a, hit{view: p.view})
	return views[p.view](p, a, d)
}

// stack draws the view with others beneath it, as many as there is room for.
// Each has the rows that it needs, if those after it have a few, and the last
// one what is left.
func (p *Pane) stack(a canvas.Area, d *drawing) kit.Hidden {
	rest := beside[p.view]
	few := func(v view) int { return min(p.need(v, d, a.W)+1, least) }
	rows := max(min(p.need(p.view, d, a.W), a.H*3/5), min(least, a.H))
	p.hits.Add(a.Sub(0, 0, a.W, rows), hit{view: p.view})
	m := views[p.view](p, a.Sub(0, 0, a.W, rows), d)
	d.told = p.view <= generationsView
	for y := rows; len(rest) > 0 && a.H-y >= few(rest[0]); rest = rest[1:] {
		reserved := 0
		for _, v := range rest[1:] {
			if h := few(v); a.H-y-reserved-h >= few(rest[0]) {
				reserved += h
			}
		}
		h := a.H - y
		if reserved > 0 {
			h = min(p.need(rest[0], d, a.W)+1, h-reserved)
		}
		p.side(a.Sub(0, y, a.W, h), d, rest[0])
		y += h
	}
	return m
}

// side draws another view under a rule with its name.
func (p *Pane) side(a canvas.Area, d *drawing, v view) {
	p.hits.Add(a, hit{view: v})
	mark := p.hits.Len()
	m := views[v](p, a.Sub(0, 1, a.W, a.H-1), d)
	p.hits.Keep(mark) // who clicks there goes there
	kit.Title(a.Sub(0, 0, m.Draw(a), 1), kit.Text(d.t.Views[v], canvas.Quiet))
}

// need returns how many rows a view would fill, with a blank one at its end.
func (p *Pane) need(v view, d *drawing, w int) int {
	switch v {
	case gridView, generationsView:
		heads := 1
		if v == gridView && d.traced() {
			heads++
		}
		return heads + len(d.x.keys) + 1 + d.detailRows(w) + kit.PartRows(d.legend(everySign), w-2) + 1
	case bucketsView:
		return d.bucketRows(p.bucket, w)
	case watchersView:
		return d.watcherRows() + 3
	}
	return max(len(d.Data.Leases), 1) + 4
}
