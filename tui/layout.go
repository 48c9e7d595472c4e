package tui

import (
	"slices"

	"raftviz/tui/view/cluster"
	"raftviz/tui/view/pane"
)

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
	pane pane.ID
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
func (l *layout) find(p pane.ID) (slot, bool) {
	for _, s := range l.slots {
		if s.pane == p {
			return s, true
		}
	}
	return slot{}, false
}

// A preset is what the screen is arranged for.
type preset uint8

// The presets: to study a run, to show it to a class (few panes, large), and to
// probe it (many).
const (
	study preset = iota
	teach
	probe
	numPresets
)

var presets = [numPresets]string{"study", "teach", "probe"}

func (p preset) String() string { return presets[p] }

func parsePreset(name string) (preset, bool) {
	for i, n := range presets {
		if n == name {
			return preset(i), true
		}
	}
	return 0, false
}

// A want is what a layout is made for.
type layoutInput struct {
	w, h    int
	nodes   int
	focus   pane.ID
	stage   pane.ID // what stands where panes take turns
	zoom    bool
	banner  bool
	lesson  bool // there is something to tell
	telling int  // rows that takes; it gets more than usual if it needs them
	preset  preset
}

// The sizes from which there is room for more.
const (
	wideWidth, wideHeight   = 110, 30
	largeWidth, largeHeight = 170, 45
)

// arrange lays the screen out. Which panes stand there depends on the size and
// the preset; one place, the stage, is for the pane that is looked at and has
// none of its own. The explanation, and what there is to tell, are always there.
func arrange(v layoutInput) layout {
	l := layout{header: 0, scrub: -1, banner: -1, footer: v.h - 1, message: v.h - 2}
	top := 1
	if v.h >= wideHeight {
		l.scrub = 1
		top = 3
	}
	if v.banner {
		l.banner = top
		top += bannerRows
	}
	l.body = rect{0, top, v.w, l.message - top}
	why, lesson := v.tellingRows()
	rest := l.body
	rest.h -= why + 1
	if lesson > 0 {
		rest.h -= lesson + 1
	}
	switch {
	case v.zoom && v.focus == pane.Why:
		why, lesson = l.body.h-1, 0
	case v.zoom && v.focus == pane.Lesson && v.lesson:
		lesson = l.body.h - why - 2
	case v.zoom:
		l.put(v.focus, rest)
	case v.w >= wideWidth && v.h >= wideHeight:
		l.columns(rest, v)
	default:
		rest = l.stack(rest, v)
		if grow := min(max(rest.h, 0), 3-why); grow > 0 {
			why += grow
		}
	}
	y := l.message
	if lesson > 0 {
		y -= lesson + 1
		l.put(pane.Lesson, rect{0, y, v.w, lesson + 1})
	}
	l.put(pane.Why, rect{0, y - why - 1, v.w, why + 1})
	return l
}

// tellingRows returns how many rows the explanation has, and what there is to
// tell, without their titles.
func (v layoutInput) tellingRows() (why, lesson int) {
	switch {
	case v.h >= largeHeight && !v.lesson:
		why = 6
	case v.h >= 34:
		why = 3
	case v.h >= 22:
		why = 2
	default:
		why = 1
	}
	if !v.lesson {
		return why, 0
	}
	switch {
	case v.h >= largeHeight:
		lesson = 9
	case v.h >= 34:
		lesson = 6
	case v.h >= 24:
		why, lesson = 2, 5
	case v.h >= 22:
		why, lesson = 1, 4
	default:
		lesson = 3
	}
	if v.preset == teach && v.h >= 34 {
		lesson += 2
	}
	return why, max(lesson, min(v.telling, v.h/3))
}

func (l *layout) put(p pane.ID, r rect) { l.slots = append(l.slots, slot{p, r}) }

// A share is a pane's part of a column: rows at least, and its part of what is
// left when all have theirs.
type share struct {
	pane  pane.ID
	least int
	part  int
}

// fill gives each pane of a column its rows. Panes for which there is no room
// are left out, the last first, but never the one that is looked at.
func (l *layout) fill(r rect, focus pane.ID, shares ...share) {
	for need(shares) > r.h && len(shares) > 1 {
		i := len(shares) - 1
		if shares[i].pane == focus {
			i--
		}
		shares = slices.Delete(shares, i, i+1)
	}
	rest, parts := r.h-need(shares), 0
	for _, s := range shares {
		parts += s.part
	}
	for i, s := range shares {
		rows := s.least
		switch {
		case i == len(shares)-1:
			rows = r.h
		case parts > 0:
			extra := rest * s.part / parts
			rest, parts = rest-extra, parts-s.part
			rows += extra
		}
		l.put(s.pane, rect{r.x, r.y, r.w, rows})
		r.y, r.h = r.y+rows, r.h-rows
	}
}

func need(shares []share) (rows int) {
	for _, s := range shares {
		rows += s.least
	}
	return rows
}

// columns lays out a wide screen.
func (l *layout) columns(r rect, v layoutInput) {
	const gap = 2
	log := v.logRows(r.h)
	large := v.w >= largeWidth && v.h >= largeHeight
	switch {
	case v.preset == probe && large:
		w := (r.w - 2*gap) / 3
		l.fill(rect{r.x, r.y, w, r.h}, v.focus, share{pane.Cluster, 4 * (v.nodes/2 + 2), 1}, share{pane.Node, 14, 1})
		l.fill(rect{r.x + w + gap, r.y, w, r.h}, v.focus, share{pane.Log, log, 0}, share{v.on(pane.Timeline, pane.Node, pane.Log, pane.Network, pane.MVCC, pane.Clients, pane.Checks), 12, 1})
		l.fill(rect{r.x + 2*(w+gap), r.y, r.w - 2*(w+gap), r.h}, v.focus,
			share{pane.Network, 9, 1}, share{pane.MVCC, 10, 1}, share{pane.Clients, 8, 1}, share{pane.Checks, 9, 0})
	case v.preset == probe:
		w := r.w * 46 / 100
		l.fill(rect{r.x, r.y, w, r.h}, v.focus, share{pane.Cluster, 1 + cluster.TableRows(v.nodes), 0}, share{pane.Network, 6, 1}, share{pane.Node, 6, 2})
		l.fill(rect{r.x + w + gap, r.y, r.w - w - gap, r.h}, v.focus, share{pane.Log, v.nodes + 4, 0}, share{v.on(pane.Timeline, pane.Network, pane.Node, pane.Log, pane.MVCC), 7, 1}, share{pane.MVCC, 7, 1})
	case v.preset == teach:
		w := r.w / 2
		l.fill(rect{r.x, r.y, w, r.h}, v.focus, share{pane.Cluster, r.h, 0})
		l.fill(rect{r.x + w + gap, r.y, r.w - w - gap, r.h}, v.focus, share{v.on(pane.Log), r.h, 0})
	case large:
		w := r.w * 46 / 100
		l.fill(rect{r.x, r.y, w, r.h}, v.focus, share{pane.Cluster, 4 * (v.nodes/2 + 3), 1}, share{pane.MVCC, 12, 0})
		l.fill(rect{r.x + w + gap, r.y, r.w - w - gap, r.h}, v.focus, share{pane.Log, log, 0}, share{v.on(pane.Timeline, pane.MVCC, pane.Log), 12, 1})
	default:
		w := r.w * 46 / 100
		l.fill(rect{r.x, r.y, w, r.h}, v.focus, share{pane.Cluster, r.h, 0})
		l.fill(rect{r.x + w + gap, r.y, r.w - w - gap, r.h}, v.focus, share{pane.Log, log, 0}, share{v.on(pane.Timeline, pane.Log), 6, 1})
	}
}

// on returns the pane on the stage, or the usual one if it has a place of its
// own: the cluster always does, others where they are placed.
func (v layoutInput) on(usual pane.ID, placed ...pane.ID) pane.ID {
	switch v.stage {
	case pane.Cluster, pane.Why, pane.Lesson:
		return usual
	}
	if slices.Contains(placed, v.stage) {
		return usual
	}
	return v.stage
}

// logRows is how many rows the log takes of so many: two a node if there is
// plenty.
func (v layoutInput) logRows(of int) int {
	rows := v.nodes + 5
	if two := 2*v.nodes + 5; two <= of*11/20 {
		rows = two
	}
	rows = min(rows, of-6)
	if v.h >= 50 {
		rows++
	}
	return rows
}

// stack puts the cluster's table above the stage; with room the log stands
// between them. On the smallest screens the pane with the focus stands alone.
// It returns what is left.
func (l *layout) stack(r rect, v layoutInput) rect {
	table := 1 + cluster.TableRows(v.nodes)
	log := v.nodes + 3
	const leastLog, leastStage = 6, 9
	if over := table + log - r.h; over > 0 {
		cut := min(over, 2)
		table -= cut
		log = max(log-(over-cut), min(leastLog, r.h-table))
	}
	take := func(p pane.ID, rows int) {
		rows = min(rows, r.h)
		if rows < 2 {
			return
		}
		l.put(p, rect{r.x, r.y, r.w, rows})
		r.y, r.h = r.y+rows, r.h-rows
	}
	stage := v.on(pane.Log)
	least := 4
	if v.focus == pane.Lesson && v.stage != pane.Cluster {
		least = 6 // what a lesson points at is to be seen
	}
	if r.h-table < least {
		if v.focus == pane.Why || v.focus == pane.Lesson && v.stage == pane.Cluster {
			stage = pane.Cluster
		}
		if v.focus == pane.Cluster {
			stage = pane.Cluster
		}
		take(stage, r.h)
		return r
	}
	take(pane.Cluster, table)
	room := r.h - log
	switch {
	case stage == pane.Log && room < leastStage:
		take(pane.Log, log)
	case room < leastStage:
		take(stage, r.h)
	default:
		if two := 2*v.nodes + 5; r.h-two >= leastStage+4 {
			log = two
		}
		take(pane.Log, log)
		if stage == pane.Log {
			stage = pane.Timeline
		}
		take(stage, r.h)
	}
	return r
}
