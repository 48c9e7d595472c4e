package tui

import (
	"raftviz/engine/event"
	"raftviz/recordings/recording"
	"raftviz/tui/view/canvas"
)

// turns are the kinds of events after which a run is another: who leads, who is
// there, who hears whom.
var turns = event.SetOf(
	event.BecameLeader, event.Crashed, event.Restarted, event.PausedNode, event.Wiped, event.Cut, event.Healed, event.DiskChanged,
	event.SnapshotInstalled, event.ConfChanged, event.AlarmRaised, event.Violated, event.Panicked,
)

// A density counts the notable steps of a recording, and the turns among them,
// by stretches of equal length. It grows with the recording: where it would
// have more stretches than most, two become one, so that its size and the work
// of drawing it are bounded.
type density struct {
	rec    *recording.Recording
	counts []stretch
	size   int // steps in a stretch, a power of two
	upTo   int // steps that have been counted: those before this position
}

type stretch struct{ notable, turns int32 }

const mostStretches = 4096

// grow counts the steps that were recorded since it was last called; another
// recording is counted from its start.
func (d *density) grow(rec *recording.Recording) {
	if d.rec != rec {
		*d = density{rec: rec, counts: d.counts[:0], size: 1}
	}
	for last := rec.Len(); d.upTo <= last; d.upTo++ {
		i := d.upTo / d.size
		if i == mostStretches {
			d.halve()
			i = d.upTo / d.size
		}
		for len(d.counts) <= i {
			d.counts = append(d.counts, stretch{})
		}
		kinds := rec.Kinds(d.upTo)
		if kinds.Meets(event.Notables) {
			d.counts[i].notable++
		}
		if kinds.Meets(turns) {
			d.counts[i].turns++
		}
	}
}

// halve makes one stretch of two.
func (d *density) halve() {
	if len(d.counts)%2 > 0 {
		d.counts = append(d.counts, stretch{})
	}
	for i := range d.counts[:len(d.counts)/2] {
		a, b := d.counts[2*i], d.counts[2*i+1]
		d.counts[i] = stretch{a.notable + b.notable, a.turns + b.turns}
	}
	d.counts = d.counts[:len(d.counts)/2]
	d.size *= 2
}

// columns adds the stretches up for a scrubber of w columns over so many steps.
func (d *density) columns(last, w int, into []stretch) []stretch {
	into = append(into[:0], make([]stretch, w)...)
	for i, c := range d.counts {
		x := scrubColumn(min(i*d.size, last), last, w)
		into[x].notable += c.notable
		into[x].turns += c.turns
	}
	return into
}

// A scrubber is what is known of the row that was drawn last.
type scrubber struct {
	rec     *recording.Recording
	last, w int
	columns []stretch
	usual   struct{ notable, turns float64 } // in a column
}

// of makes the columns anew if they are of something else.
func (c *scrubber) of(d *density, last, w int) {
	if c.rec == d.rec && c.last == last && c.w == w {
		return
	}
	c.rec, c.last, c.w = d.rec, last, w
	c.columns = d.columns(last, w, c.columns)
	var sum stretch
	for _, col := range c.columns {
		sum.notable += col.notable
		sum.turns += col.turns
	}
	c.usual.notable = float64(sum.notable) / float64(w)
	c.usual.turns = float64(sum.turns) / float64(w)
}

// height says how much a column stands out: 2 if there is a turn in it, 1 if
// there is a notable step in it; where they are everywhere, if there are more
// than usual.
func (c *scrubber) height(x int) int {
	const more = 1.25
	switch col := c.columns[x]; {
	case col.turns > 0 && float64(col.turns) > more*c.usual.turns:
		return 2
	case col.notable > 0 && float64(col.notable) > more*c.usual.notable:
		return 1
	}
	return 0
}

// The line of the scrubber before the position and behind it, by height.
var (
	scrubPast   = [3]string{"━", "┻", "╋"}
	scrubFuture = [3]string{"─", "┴", "┼"}
)

// The marks on it: the position, and where the branch left its parent.
const (
	hereMark = "■"
	forkMark = "┳"
)

// scrub draws where in the recording the position is, where notable things
// happened, where this branch left its parent, and the person's marks.
func (s *show) scrub(a canvas.Area) {
	b, last, w := s.branch(), s.rec().Len(), a.W-2
	if w < 1 {
		return
	}
	b.dense.grow(b.rec)
	s.scrubbed.of(&b.dense, last, w)
	at := scrubColumn(s.pos, last, w)
	for x := range w {
		mark, ink := scrubFuture[s.scrubbed.height(x)], canvas.Faint
		if x < at {
			mark, ink = scrubPast[s.scrubbed.height(x)], canvas.Quiet
		}
		a.Text(1+x, 0, mark, ink)
	}
	if b.parent >= 0 {
		a.Text(1+scrubColumn(b.from, last, w), 0, forkMark, canvas.Text|canvas.Bold)
	}
	for letter := 'a'; letter <= 'z'; letter++ {
		if m, ok := s.marks.at[letter]; ok && m.branch == s.at && m.pos <= last {
			a.Text(1+scrubColumn(m.pos, last, w), 0, string(letter), canvas.Text|canvas.Bold)
		}
	}
	a.Text(1+at, 0, hereMark, canvas.Accent)
}

func scrubColumn(pos, last, w int) int {
	if last == 0 {
		return 0
	}
	return pos * (w - 1) / last
}

// scrubPos returns the position that column x of w stands for: of a mark, of
// the parting, of the first turn or notable step in it, if it has any.
func (s *show) scrubPos(x, w int) int {
	b, last := s.branch(), s.rec().Len()
	if x <= 0 || w < 2 || last == 0 {
		return 0
	}
	if x >= w-1 {
		return last
	}
	for letter := 'a'; letter <= 'z'; letter++ {
		if m, ok := s.marks.at[letter]; ok && m.branch == s.at && scrubColumn(m.pos, last, w) == x {
			return m.pos
		}
	}
	if b.parent >= 0 && scrubColumn(b.from, last, w) == x {
		return b.from
	}
	first, end := scrubSpan(x, last, w), scrubSpan(x+1, last, w)
	for _, set := range []event.Set{turns, event.Notables} {
		for pos := first; pos < end; pos++ {
			if b.rec.Kinds(pos).Meets(set) {
				return pos
			}
		}
	}
	return x * last / (w - 1)
}

// scrubSpan returns the first position whose column is x or later.
func scrubSpan(x, last, w int) int { return (x*last + w - 2) / (w - 1) }
