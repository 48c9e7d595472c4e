package timeline

import (
	"slices"

	"raftviz/engine/event"
	"raftviz/tui/view/scene"
)

// A Reel is a recording as the timeline needs it.
type Reel scene.Reel

// A Row is a step that has something to show, or several that have not much, or
// time in which there was nothing to show.
type Row struct {
	Pos    int
	Step   *event.Step // for a gap, the one before it
	Folded int         // how many steps of mere heartbeats this row stands for; 0 is one step
	Gap    int64       // ms that pass between the rows around it; 0 is no gap
	Hidden int         // of a gap: how many steps lie in it

	from, to int64 // ms: what time it covers
}

// single reports whether the row is one step.
func (r *Row) single() bool { return r.Folded == 0 && r.Gap == 0 }

// A Picture is what the pane shows: rows in order, and which of them is at the
// position (-1 if none). Rows after it are the future.
type Picture struct {
	Rows    []Row
	Now     int
	Level   Level
	Caption func(*event.Step) string
	Trace   *Trace // what the position comes from and leads to, if that is shown
}

// at returns the row of a position, -1 if it has none of its own.
func (p *Picture) at(pos int) int {
	for i := range p.Rows {
		if r := &p.Rows[i]; r.Pos == pos && r.single() {
			return i
		}
	}
	return -1
}

// A Query is what a picture is asked for.
type Query struct {
	Pos   int
	Rows  int // at most
	Level Level
	Trace *Trace // its steps have rows at any level

	Passed map[int]bool // where a step was read and has no row; nil is not kept
}

// Collect returns a picture of at most so many rows: the position last, or with
// some of what followed it, if the recording goes on. At the usual level, steps
// of mere heartbeats share a row, unless there is little else to show.
func (r Reel) Collect(w Query) Picture {
	p := r.collect(w)
	if w.Level == Usual && p.steps() < w.Rows/2 {
		w.Level = Every
		p = r.collect(w)
	}
	return p
}

// steps counts the rows that are no gaps.
func (p *Picture) steps() (n int) {
	for i := range p.Rows {
		if p.Rows[i].Gap == 0 {
			n++
		}
	}
	return n
}

func (r Reel) collect(w Query) Picture {
	p := Picture{Level: w.Level, Trace: w.Trace, Now: -1}
	st := r.At(w.Pos)
	if st == nil {
		return p
	}
	ahead := w.Rows / 4
	if w.Trace != nil {
		ahead = w.Rows / 2
	}
	now := Row{Pos: w.Pos, Step: st, from: st.Time, to: st.Time}
	after := r.gather(w, now, 1, ahead)
	before := r.gather(w, now, -1, max(w.Rows-1-len(after), 0))
	if room := w.Rows - 1 - len(before); room > ahead && len(after) == ahead { // near the start
		after = r.gather(w, now, 1, room)
	}
	slices.Reverse(before)
	p.Now = len(before)
	p.Rows = append(append(before, now), after...)
	return p
}

// gather returns the next rows from the position in one direction, the position
// left out, the nearest first.
func (r Reel) gather(w Query, now Row, dir, rows int) (list []Row) {
	how := &levels[w.Level]
	last, reads := now, 0
	for i := 1; i <= how.reach && reads < how.reads; i++ {
		at := w.Pos + dir*i
		if at < 0 || at > r.Len {
			break
		}
		must := w.Trace.has(at)
		if !must && (!w.Level.shows(r.Kinds(at)) || w.Passed[at]) {
			continue
		}
		s := r.At(at)
		if s == nil {
			break
		}
		reads++
		if !must && !w.Level.tells(s) {
			if w.Passed != nil {
				w.Passed[at] = true
			}
			continue
		}
		row := Row{Pos: at, Step: s, from: s.Time, to: s.Time}
		if !must && w.Level == Usual && beats(s) {
			row.Folded = 1
		}
		if k := len(list) - 1; row.Folded > 0 && k >= 0 && list[k].Folded > 0 {
			f := &list[k]
			f.Folded++
			f.from, f.to = min(f.from, s.Time), max(f.to, s.Time)
			last = *f
			continue
		}
		if len(list) >= rows {
			break
		}
		if g, ok := gap(last, row, dir, how.ticks); ok {
			list = append(list, g)
		}
		list = append(list, row)
		last = row
	}
	return list[:min(len(list), rows)]
}

// gap returns the row that stands for the time between two, if that is long.
func gap(near, next Row, dir int, ticks int64) (Row, bool) {
	a, b := near, next
	if dir < 0 {
		a, b = next, near
	}
	tick := int64(100)
	if c := a.Step.Frame.Config; c != nil && c.Tick > 0 {
		tick = c.Tick
	}
	ms := b.from - a.to
	if ms <= tick*ticks {
		return Row{}, false
	}
	hidden := max(near.Pos-next.Pos, next.Pos-near.Pos) - 1 // a fold beside it counts its steps itself
	if near.Folded > 0 {
		hidden -= near.Folded - 1
	}
	return Row{Pos: a.Pos, Step: a.Step, Gap: ms, Hidden: max(hidden, 0), from: a.to, to: b.from}, true
}
