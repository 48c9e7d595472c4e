// Package logs draws the pane that shows the nodes' logs: a row a node, a cell
// an entry, and under each follower how far its leader thinks it is.
//
//	          1   2   3   4   5     commit applied
//	★ n1     [1] [1] [2] [2]╎2╎          4       4
//	● n2     [1] [1] [2]│2│              3       3
//	                      ▲   △  replicate
package logs

import (
	"strconv"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/tui/canvas"
	"raftviz/tui/scene"
)

// A View is where a person has scrolled to. The zero value follows the end.
type View struct {
	Cursor uint64 // the index that is looked at; 0 is the newest
	Top    int    // the first node shown
}

// Move moves the cursor by so many indexes; past the end it follows again.
func (v View) Move(by int, f *frame.Frame) View {
	last := lastIndex(f)
	at := v.Cursor
	if at == 0 {
		at = last
	}
	switch to := int64(at) + int64(by); {
	case to >= int64(last):
		v.Cursor = 0
	default:
		v.Cursor = uint64(max(to, 1))
	}
	return v
}

// Scroll moves the first node shown.
func (v View) Scroll(by int, f *frame.Frame) View {
	v.Top = min(max(v.Top+by, 0), len(f.Nodes)-1)
	return v
}

// Draw draws the pane.
func Draw(a canvas.Area, s *scene.Scene, v View) {
	g := gridFor(a, s, v)
	g.head()
	if v.Top > 0 {
		a.Text(0, 1, "▴", canvas.Quiet)
	}
	y := 1
	for _, n := range s.Frame().Nodes[min(v.Top, len(s.Frame().Nodes)):] {
		if y >= a.H-g.footRows {
			a.Text(0, y-1, "▾", canvas.Quiet)
			break
		}
		g.row(n, y)
		if y++; g.twoRows {
			g.marks(n, y)
			y++
		}
	}
	g.foot()
}

// A grid says where the cells of a pane lie.
type grid struct {
	canvas.Area
	scene      *scene.Scene
	leader     *frame.Node
	lo, hi     uint64 // the indexes shown
	cursor     uint64 // the index looked at, 0 if none
	chosen     bool   // a person chose the cursor
	gutter     int    // columns before the first cell
	cell, step int    // columns of a cell, and from one to the next
	twoRows    bool   // match and next have rows of their own
	footRows   int
}

// tail is how many columns stand right of the cells: commit and applied.
const tail = 16

func gridFor(a canvas.Area, s *scene.Scene, v View) *grid {
	f := s.Frame()
	g := &grid{Area: a, scene: s, leader: f.Leader(), cell: digits(f.Term()) + 2}
	for _, n := range f.Nodes {
		g.gutter = max(g.gutter, len(n.Name)+4)
		if k := len(n.Log); k > 0 {
			g.cell = max(g.cell, digits(n.Log[k-1].Term)+2)
		}
	}
	g.step = g.cell + 1
	if a.W < 70 && g.cell > 3 {
		g.step = g.cell
	}
	rows := len(f.Nodes)
	g.twoRows = g.leader != nil && a.H >= 2*rows+2
	used := rows + 1
	if g.twoRows {
		used += rows
	}
	g.footRows = min(max(a.H-used, 1), 3)
	if a.H < rows+2 {
		g.footRows = 0
	}
	g.window(v)
	return g
}

// window chooses the indexes that are shown: the newest, with one place for
// the next to come, unless a person looks elsewhere.
func (g *grid) window(v View) {
	last := lastIndex(g.scene.Frame())
	fit := uint64(max((g.W-g.gutter-tail)/g.step, 1))
	g.hi = max(last+1, fit)
	g.cursor, g.chosen = newest(g.scene), v.Cursor != 0
	if g.chosen {
		g.cursor = min(v.Cursor, last)
		if right := g.cursor + fit/2; right < g.hi {
			g.hi = max(right, fit)
		}
	}
	g.lo = g.hi - fit + 1
}

// asked are the kinds that say something else by their index: how often a
// client has tried, or the revision it was answered with.
var asked = event.SetOf(event.Invoked, event.Responded, event.TimedOut, event.Retried)

// newest returns the highest index that this step changed; else the last one.
func newest(s *scene.Scene) uint64 {
	var at uint64
	for i := range s.Step.Events {
		e := &s.Step.Events[i]
		if e.Node != "" && e.Index > 0 && e.Msg == nil && !asked.Has(e.Kind) {
			at = max(at, e.Index, e.Last)
		}
	}
	if last := lastIndex(s.Frame()); at == 0 || at > last {
		return last
	}
	return at
}

func lastIndex(f *frame.Frame) (last uint64) {
	for _, n := range f.Nodes {
		last = max(last, n.Last())
	}
	return last
}

// x returns the column of the cell of an index.
func (g *grid) x(i uint64) int { return g.gutter + int(i-g.lo)*g.step }

func (g *grid) shows(i uint64) bool { return i >= g.lo && i <= g.hi }

func digits(n uint64) int { return len(strconv.FormatUint(n, 10)) }
