package clients

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

// An axis lays virtual time out over columns so that one can see what was
// before what. Long stretches in which no client waits for an answer are cut out;
// of the rest each stretch between two moments at which something begins or ends
// has a column at least, if there are enough, and longer ones have more: by the
// square root of their length, so that a client's five seconds of patience leave
// room for what takes ten milliseconds.
//
//	╷1 180    ╷1 200  ┊ ╷7 900
type axis struct {
	points []point // in order of time
	cuts   []int   // columns
}

// A point is a moment and its column.
type point struct {
	at  int64
	col int
}

// A span is time in which somebody waits.
type span struct{ from, to int64 }

const leastCut = 20 // ms that are worth cutting out

// newAxis lays spans, and the moments in between, out over w columns.
func newAxis(w int, spans []span, between []int64) (a axis) {
	if len(spans) == 0 || w < 1 {
		return a
	}
	moments := slices.Clone(between)
	for _, s := range spans {
		moments = append(moments, s.from, s.to)
	}
	slices.Sort(moments)
	moments = slices.Compact(moments)
	idle := cuts(union(spans), w/6)
	room := w - 1 - 2*len(idle)
	least := 0
	if n := len(moments) - 1 - len(idle); n <= room {
		least = 1
		room -= n
	}
	sum := 0.0
	for i := 1; i < len(moments); i++ {
		if !idle[moments[i]] {
			sum += weight(moments[i] - moments[i-1])
		}
	}
	col, part := 0, 0.0
	for i, at := range moments {
		switch {
		case i == 0:
		case idle[at]:
			col += 2
			a.cuts = append(a.cuts, col+int(math.Round(part))-1)
		default:
			col += least
			part += weight(at-moments[i-1]) / sum * float64(room)
		}
		a.points = append(a.points, point{at, col + int(math.Round(part))})
	}
	return a
}

func weight(ms int64) float64 { return math.Sqrt(float64(ms)) }

// union joins spans that overlap, in order of time.
func union(spans []span) (list []span) {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	for _, s := range spans {
		if k := len(list) - 1; k >= 0 && s.from <= list[k].to {
			list[k].to = max(list[k].to, s.to)
			continue
		}
		list = append(list, s)
	}
	return list
}

// cuts takes the longest gaps between spans, at most so many, until less is idle
// than half of what is busy. It returns where time goes on after each.
func cuts(list []span, most int) map[int64]bool {
	busy, idle := int64(0), int64(0)
	gaps := make([]span, 0, len(list))
	for i, s := range list {
		busy += s.to - s.from
		if i > 0 {
			g := span{list[i-1].to, s.from}
			idle += g.to - g.from
			gaps = append(gaps, g)
		}
	}
	slices.SortStableFunc(gaps, func(a, b span) int { return cmp.Compare(b.to-b.from, a.to-a.from) })
	ends := map[int64]bool{}
	for _, g := range gaps {
		if len(ends) == most || g.to-g.from < leastCut || idle <= busy/2 {
			break
		}
		ends[g.to] = true
		idle -= g.to - g.from
	}
	return ends
}

// col returns the column of a time.
func (a *axis) col(t int64) int {
	i, ok := slices.BinarySearchFunc(a.points, t, func(p point, t int64) int { return cmp.Compare(p.at, t) })
	switch {
	case len(a.points) == 0:
		return 0
	case ok || i == 0:
		return a.points[i].col
	case i == len(a.points):
		return a.points[i-1].col
	}
	l, r := a.points[i-1], a.points[i]
	return l.col + int(int64(r.col-l.col)*(t-l.at)/(r.at-l.at))
}

// last returns the column of the last moment.
func (a *axis) last() int {
	if len(a.points) == 0 {
		return 0
	}
	return a.points[len(a.points)-1].col
}

// draw writes times above the columns, as many as there is room for: the
// position's, at its mark, before all others.
func (a *axis) draw(c canvas.Area, now int64, unit string) {
	for _, x := range a.cuts {
		c.Text(x, 0, "┊", canvas.Faint)
	}
	at, text := a.col(now), fmt.Sprintf(unit, kit.Millis(now))
	c.Text(at, 0, "▏", canvas.Accent|canvas.Bold)
	taken, w := span{int64(at), int64(at + 1)}, termtext.Width(text)
	switch {
	case at >= w && !a.cutIn(at-w, at):
		c.Text(at-w, 0, text, canvas.Accent)
		taken.from -= int64(w)
	case at+1+w <= c.W && !a.cutIn(at, at+1+w):
		c.Text(at+1, 0, text, canvas.Accent)
		taken.to += int64(w)
	}
	const apart = 2
	end := 0 // before which there is no room
	for _, p := range a.points {
		text := "╷" + kit.Millis(p.at)
		to := p.col + termtext.Width(text)
		if p.col < end || to > c.W || p.col < int(taken.to)+1 && to >= int(taken.from) || a.cutIn(p.col, to) {
			continue
		}
		c.Text(p.col, 0, text, canvas.Quiet)
		end = to + apart
	}
}

func (a *axis) cutIn(from, to int) bool {
	return slices.ContainsFunc(a.cuts, func(x int) bool { return from <= x && x < to })
}
