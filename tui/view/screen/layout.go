// Package screen draws the whole screen of a run at a size: header, scrubber, panes
// where they lie, what broke, messages and the footer. It knows no terminal: it is
// given a scene and an area of cells.
package screen

import (
	"slices"

	"raftviz/tui/view/cluster"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/panes"
)

// The least terminal in which anything can be read.
const (
	LeastWidth  = 60
	LeastHeight = 16
)

// A Rect is a part of the screen.
type Rect struct{ X, Y, W, H int }

// Holds reports whether a cell lies in the rectangle.
func (r Rect) Holds(x, y int) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// A Slot is where a pane is drawn: a titled rule and, beneath it, its content.
type Slot struct {
	Pane pane.ID
	Rect
}

// Inside returns the Slot without its title.
func (s Slot) Inside() Rect { return Rect{s.X, s.Y + 1, s.W, max(s.H-1, 0)} }

// A Layout says where everything on the screen lies. Rows that are not there
// are -1.
type Layout struct {
	Header, Scrub   int
	Banner          int // its first row, of BannerRows
	Body            Rect
	Slots           []Slot
	Message, Footer int
}

// BannerRows is how many rows the banner of a violation takes.
const BannerRows = 2

// Find returns the Slot of a pane, ok is false if it is not on the screen.
func (l *Layout) Find(p pane.ID) (Slot, bool) {
	for _, s := range l.Slots {
		if s.Pane == p {
			return s, true
		}
	}
	return Slot{}, false
}

// A Preset is what the screen is arranged for.
type Preset uint8

// The presets: to study a run, to show it to a class (few panes, large), and to
// probe it (many).
const (
	Study Preset = iota
	Teach
	Probe
	NumPresets
)

// Presets are the names of the presets.
var Presets = [NumPresets]string{"study", "teach", "probe"}

// String returns the preset's name.
func (p Preset) String() string { return Presets[p] }

// ParsePreset returns the preset of a name.
func ParsePreset(name string) (Preset, bool) {
	i := slices.Index(Presets[:], name)
	return Preset(max(i, 0)), i >= 0
}

// An Input is what a layout is made for.
type Input struct {
	W, H    int
	Nodes   int
	Focus   pane.ID
	Stage   pane.ID // what stands where panes take turns; Cluster is the usual one
	Zoom    bool
	Banner  bool
	Lesson  bool // there is something to tell
	Telling int  // rows that takes; it gets more than usual if it needs them
	Preset  Preset
}

// The sizes from which there is room for more.
const (
	WideWidth  = 110 // columns from which panes stand side by side
	WideHeight = 30  // and the rows for that

	largeWidth, largeHeight = 170, 45
)

// Arrange lays the screen out. Which panes stand there depends on the size and
// the preset; one place, the stage, is for a pane that has the focus and no
// place in the arrangement. The explanation, and what there is to tell, are always there.
func Arrange(in Input) Layout {
	l := Layout{Header: 0, Scrub: -1, Banner: -1, Footer: in.H - 1, Message: in.H - 2}
	top := 1
	if in.H >= WideHeight {
		l.Scrub = 1
		top = 3
	}
	if in.Banner {
		l.Banner = top
		top += BannerRows
	}
	l.Body = Rect{0, top, in.W, l.Message - top}
	why, lesson := in.tellingRows()
	rest := l.Body
	rest.H -= why + 1
	if lesson > 0 {
		rest.H -= lesson + 1
	}
	switch {
	case in.Zoom && in.Focus == pane.Why:
		why, lesson = l.Body.H-1, 0
	case in.Zoom && in.Focus == pane.Lesson && in.Lesson:
		lesson = l.Body.H - why - 2
	case in.Zoom:
		l.put(in.Focus, rest)
	case in.W >= WideWidth && in.H >= WideHeight:
		l.columns(rest, in)
	default:
		rest = l.stack(rest, in)
		if grow := min(max(rest.H, 0), 3-why); grow > 0 {
			why += grow
		}
	}
	y := l.Message
	if lesson > 0 {
		y -= lesson + 1
		l.put(pane.Lesson, Rect{0, y, in.W, lesson + 1})
	}
	l.put(pane.Why, Rect{0, y - why - 1, in.W, why + 1})
	return l
}

// tellingRows returns how many rows the explanation has, and what there is to
// tell, without their titles.
func (in Input) tellingRows() (why, lesson int) {
	switch {
	case in.H >= largeHeight && !in.Lesson:
		why = 6
	case in.H >= 34:
		why = 3
	case in.H >= 22:
		why = 2
	default:
		why = 1
	}
	if !in.Lesson {
		return why, 0
	}
	switch {
	case in.H >= largeHeight:
		lesson = 9
	case in.H >= 34:
		lesson = 6
	case in.H >= 24:
		why, lesson = 2, 5
	case in.H >= 22:
		why, lesson = 1, 4
	default:
		lesson = 3
	}
	if in.Preset == Teach && in.H >= 34 {
		lesson += 2
	}
	return why, max(lesson, min(in.Telling, in.H/3))
}

func (l *Layout) put(p pane.ID, r Rect) { l.Slots = append(l.Slots, Slot{p, r}) }

// A share is a pane's part of a column: rows at least, and its part of what is
// left when all have theirs.
type share struct {
	pane  pane.ID
	least int
	part  int
	rank  int
}

// fill gives each pane of a column its rows. Panes for which there is no room
// are left out, the last first, but never the one that is looked at.
func (l *Layout) fill(r Rect, focus pane.ID, shares []share) {
	for need(shares) > r.H && len(shares) > 1 {
		i := len(shares) - 1
		if shares[i].pane == focus {
			i--
		}
		shares = slices.Delete(shares, i, i+1)
	}
	rest, parts := r.H-need(shares), 0
	for _, s := range shares {
		parts += s.part
	}
	for i, s := range shares {
		rows := s.least
		switch {
		case i == len(shares)-1:
			rows = r.H
		case parts > 0:
			extra := rest * s.part / parts
			rest, parts = rest-extra, parts-s.part
			rows += extra
		}
		l.put(s.pane, Rect{r.X, r.Y, r.W, rows})
		r.Y, r.H = r.Y+rows, r.H-rows
	}
}

func need(shares []share) (rows int) {
	for _, s := range shares {
		rows += s.least
	}
	return rows
}

// arrangement returns how a wide screen is arranged.
func (in *Input) arrangement() panes.Arrangement {
	large := in.W >= largeWidth && in.H >= largeHeight
	switch {
	case in.Preset == Teach:
		return panes.Teach
	case in.Preset == Probe && large:
		return panes.ProbeLarge
	case in.Preset == Probe:
		return panes.Probe
	case large:
		return panes.StudyLarge
	}
	return panes.Study
}

// columnGap is between two columns.
const columnGap = 2

// widths returns how wide the columns of an arrangement are on a screen of w
// columns; the last one has what is left.
func widths(in panes.Arrangement, w int) []int {
	first := w * 46 / 100
	switch in {
	case panes.Teach:
		first = w / 2
	case panes.ProbeLarge:
		first = (w - 2*columnGap) / 3
		return []int{first, first, w - 2*(first+columnGap)}
	}
	return []int{first, w - first - columnGap}
}

// columns lays out a wide screen.
func (l *Layout) columns(r Rect, in Input) {
	how := in.arrangement()
	for i, w := range widths(how, r.W) {
		l.fill(Rect{r.X, r.Y, w, r.H}, in.Focus, in.shares(how, i, r.H))
		r.X += w + columnGap
	}
}

// shares lists the panes of a column from the top, from the registry.
func (in *Input) shares(how panes.Arrangement, column, rows int) (list []share) {
	room := panes.Room{Nodes: in.Nodes, Rows: rows, Screen: in.H}
	var placed []pane.ID // by themselves
	for _, row := range panes.Table {
		for _, p := range row.Places {
			if p.In == how && !p.Stage {
				placed = append(placed, row.ID)
			}
		}
	}
	for _, row := range panes.Table {
		for _, p := range row.Places {
			if p.In != how || p.Column != column {
				continue
			}
			s := share{pane: row.ID, part: p.Share, rank: p.Rank}
			if p.Least != nil {
				s.least = p.Least(room)
			}
			if p.Stage {
				s.pane = in.on(row.ID, placed...)
			}
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b share) int { return a.rank - b.rank })
	return list
}

// on returns the pane on the stage, or the usual one if it has a place of its
// own: the cluster always does, others where they are placed.
func (in Input) on(usual pane.ID, placed ...pane.ID) pane.ID {
	switch in.Stage {
	case pane.Cluster, pane.Why, pane.Lesson:
		return usual
	}
	if slices.Contains(placed, in.Stage) {
		return usual
	}
	return in.Stage
}

// stack puts the cluster's table above the stage; with room the log stands
// between them. On the smallest screens the pane with the focus stands alone.
// It returns what is left.
func (l *Layout) stack(r Rect, in Input) Rect {
	table := 1 + cluster.TableRows(in.Nodes)
	log := in.Nodes + 3
	const leastLog, leastStage = 6, 9
	if over := table + log - r.H; over > 0 {
		cut := min(over, 2)
		table -= cut
		log = max(log-(over-cut), min(leastLog, r.H-table))
	}
	take := func(p pane.ID, rows int) {
		rows = min(rows, r.H)
		if rows < 2 {
			return
		}
		l.put(p, Rect{r.X, r.Y, r.W, rows})
		r.Y, r.H = r.Y+rows, r.H-rows
	}
	stage := in.on(pane.Log)
	least := 4
	if in.Focus == pane.Lesson && in.Stage != pane.Cluster {
		least = 6 // what a lesson points at is to be seen
	}
	if r.H-table < least {
		if in.Focus == pane.Why || in.Focus == pane.Lesson && in.Stage == pane.Cluster {
			stage = pane.Cluster
		}
		if in.Focus == pane.Cluster {
			stage = pane.Cluster
		}
		take(stage, r.H)
		return r
	}
	take(pane.Cluster, table)
	room := r.H - log
	switch {
	case stage == pane.Log && room < leastStage:
		take(pane.Log, log)
	case room < leastStage:
		take(stage, r.H)
	default:
		if two := 2*in.Nodes + 5; r.H-two >= leastStage+4 {
			log = two
		}
		take(pane.Log, log)
		if stage == pane.Log {
			stage = pane.Timeline
		}
		take(stage, r.H)
	}
	return r
}
