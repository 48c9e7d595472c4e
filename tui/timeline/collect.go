package timeline

import (
	"strings"

	"raftviz/engine/event"
)

// A Reel is a recording as the timeline needs it.
type Reel struct {
	Len   int
	Kinds func(pos int) event.Set
	At    func(pos int) *event.Step // nil if it cannot be had
}

// far is how many steps a picture looks for rows in each direction: without
// an end, a long quiet run would be read whole.
const far = 600

// hushed are the kinds that are not worth a row by themselves.
var hushed = event.SetOf(event.Applied, event.ProgressChanged, event.StoreCommitted, event.VoteCounted,
	event.SnapshotReported, event.Unreachable, event.ReadConfirmed, event.ReadRequested)

// Shows reports whether a step of these kinds may have something to show.
func Shows(kinds event.Set) bool {
	for i := range kinds {
		kinds[i] &^= hushed[i]
	}
	return kinds != event.Set{}
}

// beats reports whether a step did nothing but carry or lose heartbeats.
func beats(s *event.Step) bool {
	some := false
	for i := range s.Events {
		e := &s.Events[i]
		switch {
		case hushed.Has(e.Kind):
		case e.Msg != nil && strings.HasPrefix(e.Msg.Type, "MsgHeartbeat") && (e.Kind == event.Sent || e.Kind == event.Received || e.Kind == event.Dropped):
			some = true
		default:
			return false
		}
	}
	return some
}

// Collect returns a picture of at most so many rows: the position last, or
// with some of what followed it, if the recording goes on. Steps of mere
// heartbeats share a row, unless there is little else to show.
func (r Reel) Collect(pos, rows int) Picture {
	p := r.collect(pos, rows, true)
	if len(p.Rows) < rows/2 {
		p = r.collect(pos, rows, false)
	}
	return p
}

func (r Reel) collect(pos, rows int, fold bool) Picture {
	after := r.gather(pos, 1, max(rows, 1)/4, fold)
	before := r.gather(pos, -1, max(rows-1-len(after), 0), fold)
	p := Picture{Now: len(before)}
	for i := len(before) - 1; i >= 0; i-- {
		p.Rows = append(p.Rows, before[i])
	}
	if s := r.At(pos); s != nil {
		p.Rows = append(p.Rows, Row{Pos: pos, Step: s})
	}
	p.Rows = append(p.Rows, after...)
	return p
}

// gather returns the next rows from pos in one direction, pos left out.
func (r Reel) gather(pos, dir, rows int, fold bool) (list []Row) {
	for i := 1; i <= far; i++ {
		at := pos + dir*i
		if at < 0 || at > r.Len {
			break
		}
		if !Shows(r.Kinds(at)) {
			continue
		}
		s := r.At(at)
		if s == nil {
			break
		}
		row := Row{Pos: at, Step: s}
		if fold && beats(s) {
			if k := len(list) - 1; k >= 0 && list[k].Folded > 0 {
				list[k].Folded++
				continue
			}
			row.Folded = 1
		}
		if len(list) == rows {
			break
		}
		list = append(list, row)
	}
	return list
}
