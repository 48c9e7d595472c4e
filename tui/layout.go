package tui

import "raftviz/tui/cluster"

// The least terminal in which anything can be read.
const (
	leastWidth  = 60
	leastHeight = 16
)

// A rect is a part of the screen.
type rect struct{ x, y, w, h int }

func (r rect) holds(x, y int) bool {
	return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h
}

// A slot is where a pane is drawn: a titled rule and, beneath it, its content.
type slot struct {
	pane paneID
	rect
}

// inside returns the slot without its title.
func (s slot) inside() rect { return rect{s.x, s.y + 1, s.w, max(s.h-1, 0)} }

// A layout says where everything on the screen lies. Rows that are not there
// are -1.
type layout struct {
	header, scrub   int
	banner          int // its first row, of bannerRows
	body            rect
	slots           []slot
	message, footer int
}

const bannerRows = 2

// find returns the slot of a pane, ok is false if it is not on the screen.
func (l *layout) find(p paneID) (slot, bool) {
	for _, s := range l.slots {
		if s.pane == p {
			return s, true
		}
	}
	return slot{}, false
}

// A want is what a layout is made for.
type want struct {
	w, h   int
	nodes  int
	focus  paneID
	zoom   bool
	banner bool
}

// arrange lays the screen out. Above 110×30 the panes stand in two columns,
// below in one, with the cluster as a table; what has no room is one key away.
func arrange(v want) layout {
	l := layout{header: 0, scrub: -1, banner: -1, footer: v.h - 1, message: v.h - 2}
	top := 1
	wide := v.w >= 110 && v.h >= 30
	if v.h >= 30 {
		l.scrub = 1
		top = 3
	}
	if v.banner {
		l.banner = top
		top += bannerRows
	}
	l.body = rect{0, top, v.w, l.message - top}
	whyRows := 1
	switch {
	case v.h >= 34:
		whyRows = 3
	case v.h >= 22:
		whyRows = 2
	}
	rest := l.body
	rest.h -= whyRows + 1
	switch {
	case v.zoom && v.focus == paneWhy:
		whyRows = l.body.h - 1
	case v.zoom:
		l.slots = []slot{{v.focus, rest}}
	case wide:
		l.columns(rest, v)
	default:
		rest = l.stack(rest, v)
		whyRows += min(max(rest.h, 0), 3-whyRows)
	}
	l.slots = append(l.slots, slot{paneWhy, rect{0, l.message - whyRows - 1, v.w, whyRows + 1}})
	return l
}

// columns puts the cluster left, the log and the timeline right.
func (l *layout) columns(r rect, v want) {
	const gap = 2
	left := r.w * 46 / 100
	right := r.w - left - gap
	rows := v.nodes + 5
	if two := 2*v.nodes + 5; two <= r.h*11/20 {
		rows = two
	}
	rows = min(rows, r.h-6)
	if v.h >= 50 {
		rows++
	}
	l.slots = append(l.slots,
		slot{paneCluster, rect{r.x, r.y, left, r.h}},
		slot{paneLog, rect{r.x + left + gap, r.y, right, rows}},
		slot{paneTimeline, rect{r.x + left + gap, r.y + rows, right, r.h - rows}})
}

// stack puts the cluster's table above the log, and beneath that the timeline
// if there is room; else it takes the log's place while it has the focus. On
// the smallest screens the pane with the focus stands alone. It returns what is
// left.
func (l *layout) stack(r rect, v want) rect {
	table := 1 + cluster.TableRows(v.nodes)
	log := v.nodes + 3
	const leastLog, timeline = 6, 9
	if over := table + log - r.h; over > 0 {
		cut := min(over, 2)
		table -= cut
		log = max(log-(over-cut), min(leastLog, r.h-table))
	}
	take := func(p paneID, rows int) {
		rows = min(rows, r.h)
		if rows < 2 {
			return
		}
		l.slots = append(l.slots, slot{p, rect{r.x, r.y, r.w, rows}})
		r.y, r.h = r.y+rows, r.h-rows
	}
	if r.h-table < 4 && v.focus != paneWhy && v.focus != paneCluster {
		take(v.focus, r.h)
		return r
	}
	take(paneCluster, table)
	switch room := r.h - log; {
	case room >= timeline:
		if two := 2*v.nodes + 5; r.h-two >= timeline+4 {
			log = two
		}
		take(paneLog, log)
		take(paneTimeline, r.h)
	case v.focus == paneTimeline:
		take(paneTimeline, r.h)
	default:
		take(paneLog, log)
	}
	return r
}
