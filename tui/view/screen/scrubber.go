package screen

import (
	"raftviz/engine/event"
	"raftviz/tui/view/canvas"
)

// A scrubber is what is known of the row that was drawn last.
type scrubber struct {
	rec     Recording
	last, w int
	columns []stretch
	usual   struct{ notable, turns float64 } // in a column
}

// of recomputes the columns if the recording or the width has changed.
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

// A Scrubber is the row that shows where in a recording the position is, where
// notable things happened, where the branch left its parent, and a person's
// marks.
type Scrubber struct {
	Track *Track
	Pos   int
	Fork  int          // where the branch left its parent, -1 if it has none
	Marks map[rune]int // positions, by letter
}

// Draw draws the row.
func (s *Scrubber) Draw(a canvas.Area) {
	last, w := s.Track.rec.Len(), a.W-2
	if w < 1 {
		return
	}
	s.Track.density.grow(s.Track.rec)
	drawn := &s.Track.scrubbed
	drawn.of(&s.Track.density, last, w)
	at := scrubColumn(s.Pos, last, w)
	for x := range w {
		mark, ink := scrubFuture[drawn.height(x)], canvas.Faint
		if x < at {
			mark, ink = scrubPast[drawn.height(x)], canvas.Quiet
		}
		a.Text(1+x, 0, mark, ink)
	}
	if s.Fork >= 0 {
		a.Text(1+scrubColumn(s.Fork, last, w), 0, forkMark, canvas.Text|canvas.Bold)
	}
	for letter := 'a'; letter <= 'z'; letter++ {
		if pos, ok := s.Marks[letter]; ok && pos <= last {
			a.Text(1+scrubColumn(pos, last, w), 0, string(letter), canvas.Text|canvas.Bold)
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

// At returns the position that column x of w stands for: of a mark, of the fork,
// of the first turn or notable step in it, if it has any.
func (s *Scrubber) At(x, w int) int {
	rec := s.Track.rec
	last := rec.Len()
	if x <= 0 || w < 2 || last == 0 {
		return 0
	}
	if x >= w-1 {
		return last
	}
	for letter := 'a'; letter <= 'z'; letter++ {
		if pos, ok := s.Marks[letter]; ok && scrubColumn(pos, last, w) == x {
			return pos
		}
	}
	if s.Fork >= 0 && scrubColumn(s.Fork, last, w) == x {
		return s.Fork
	}
	first, end := scrubSpan(x, last, w), scrubSpan(x+1, last, w)
	for _, set := range []event.Set{turns, event.Notables} {
		for pos := first; pos < end; pos++ {
			if rec.Kinds(pos).Meets(set) {
				return pos
			}
		}
	}
	return x * last / (w - 1)
}

// scrubSpan returns the first position whose column is x or later.
func scrubSpan(x, last, w int) int { return (x*last + w - 2) / (w - 1) }
