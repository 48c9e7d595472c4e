package mvcc

import (
	"fmt"
	"strconv"
	"strings"

	"raftviz/engine/termtext"
	"raftviz/mvccviz"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

// drawLeases draws the leases with what is left of them, which the leader
// counts, and the keys attached to each; and the alarms.
//
//	  lease             TTL    left              checkpoint  keys
//	▸ 0000000000000010  60 s   ━━━━━─── 34.2 s   40 s        a b c
//	  alarms   NOSPACE n2
func (p *Pane) drawLeases(a canvas.Area, d *drawing) kit.Hidden {
	rows := a.H
	if rows >= 3 {
		rows--
		p.alarms(a, a.H-1, d)
	}
	all := d.Data.Leases
	if len(all) == 0 {
		a.Fit(1, 0, a.W-2, d.t.NoLeases, canvas.Quiet)
		return kit.Hidden{}
	}
	g := &leaseRows{drawing: d, Area: a}
	g.columns()
	l := &p.lists[leasesView]
	l.move(0, len(all))
	top := l.Settle(len(all), rows-1, l.at)
	n := max(min(rows-1, len(all)-top), 0)
	for i := range n {
		at := top+i == l.at && d.Focused && p.view == leasesView
		g.row(all[top+i], 1+i, at)
	}
	if rows < a.H && n+1 < a.H-1 { // they stand together
		a.Sub(0, a.H-1, a.W, 1).Clear()
		p.alarms(a, min(n+2, a.H-1), d)
	}
	p.hits.Add(a.Sub(0, 1, a.W, n), hit{view: leasesView, rows: true, first: top})
	return kit.Hidden{Above: top, Below: len(all) - top - n}
}

func (p *Pane) alarms(a canvas.Area, y int, d *drawing) {
	x := a.Fit(2, y, a.W-3, d.t.Alarms, canvas.Quiet) + 3
	if len(d.Data.Alarms) == 0 {
		a.Fit(x, y, a.W-x-1, d.t.NoAlarms, canvas.Quiet)
		return
	}
	var all []string
	for i := range d.Data.Alarms[:min(len(d.Data.Alarms), 20)] {
		all = append(all, text(d.Data.Alarms[i].Type)+" "+text(d.Data.Alarms[i].Member))
	}
	ink := canvas.Alarm
	if d.moved("alarm") {
		ink |= canvas.Bold
	}
	a.Fit(x, y, a.W-x-1, strings.Join(all, "   "), ink)
}

// A leaseRows is the table while it is being drawn.
type leaseRows struct {
	*drawing
	canvas.Area
	id, ttl, left, check, keys int // where the columns begin; 0 if they are not there
	bar                        int
}

func (g *leaseRows) columns() {
	const id = 16
	g.id = id
	if g.W < 50 {
		g.id = 8 // its end tells them apart
	}
	x := 2 + g.id + 2
	g.Fit(2, 0, g.id, g.t.Lease, canvas.Quiet)
	column := func(name string, w int) (at int) {
		at = x
		g.Fit(x, 0, g.W-x-1, name, canvas.Quiet)
		x += max(w, termtext.Width(name)+2)
		return at
	}
	g.ttl = column(g.t.TTL, 7)
	left, w := g.t.Left, 9
	switch {
	case g.W >= 80:
		g.bar = 8
	case g.W >= 60:
		g.bar = 4
	}
	if g.bar > 0 {
		w += g.bar + 1
	}
	if !g.counts() {
		left += ": " + g.t.LeaderCounts
		w = 0
	}
	g.left = column(left, w)
	if g.W >= 60 {
		g.check = column(g.t.Checkpoint, 8)
	}
	g.keys = column(g.t.Keys, 4)
}

func (g *leaseRows) row(l *store.Lease, y int, at bool) {
	was := g.was(l.ID)
	fresh := g.Was != nil && was == nil
	ink := canvas.Text
	switch {
	case at:
		g.Text(0, y, "▸", changed)
		ink = canvas.Focus | canvas.Bold
	case fresh:
		ink = changed
	}
	id := mvccviz.HexID(uint64(l.ID))
	g.Text(2, y, id[len(id)-g.id:], ink)
	g.Fit(g.ttl, y, g.left-g.ttl-1, fmt.Sprintf(g.t.SecondsF, kit.Number(l.TTL)), canvas.Text)
	g.remaining(l, was, y)
	if g.check > 0 {
		check, ink := "–", canvas.Quiet
		if l.Remaining > 0 {
			check = fmt.Sprintf(g.t.SecondsF, kit.Number(l.Remaining))
		}
		if was != nil && was.Remaining != l.Remaining {
			ink = changed
		}
		g.Fit(g.check, y, g.keys-g.check-1, check, ink)
	}
	ink = canvas.Text
	if was != nil && len(was.Keys) != len(l.Keys) {
		ink = changed
	}
	g.Fit(g.keys, y, g.W-1-g.keys, g.attached(l), ink)
}

// remaining draws what is left of a lease where this node counts it.
func (g *leaseRows) remaining(l, was *store.Lease, y int) {
	if l.Expiry == 0 {
		g.Text(g.left, y, "–", canvas.Quiet)
		return
	}
	left := l.Expiry - g.Now
	ink := canvas.Quiet
	if left*3 < l.TTL*1000 {
		ink = canvas.Accent
	}
	if was != nil && was.Expiry != l.Expiry {
		ink = changed
	}
	x := drawBar(g.Area, g.left, y, g.bar, max(left, 0), max(l.TTL*1000, 1), ink)
	end := g.keys
	if g.check > 0 {
		end = g.check
	}
	if left <= 0 {
		g.Fit(x, y, end-x-1, g.t.Expired, canvas.Alarm)
		return
	}
	g.Fit(x, y, end-x-1, fmt.Sprintf(g.t.SecondsF, tenths(left)), ink)
}

// tenths writes milliseconds as seconds.
func tenths(ms int64) string { return strconv.FormatFloat(float64(ms)/1000, 'f', 1, 64) }

// attached lists the keys of a lease, as many as there is room for.
func (g *leaseRows) attached(l *store.Lease) string {
	s := ""
	for i, k := range l.Keys {
		rest := ""
		if left := len(l.Keys) - i; left > 1 {
			rest = " " + fmt.Sprintf(g.t.MoreF, left-1)
		}
		if i > 0 && g.keys+termtext.Width(s+" "+text(k)+rest) > g.W-1 {
			return s + " " + fmt.Sprintf(g.t.MoreF, len(l.Keys)-i)
		}
		if i > 0 {
			s += " "
		}
		s += text(k)
	}
	return s
}

// was returns a lease as it was before the step, or nil.
func (g *leaseRows) was(id int64) *store.Lease {
	if g.Was == nil {
		return nil
	}
	return findLease(g.Was.Leases, id)
}
