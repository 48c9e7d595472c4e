package kit

import (
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
)

// A Tab is the name of a view, and a note on what is in it.
type Tab struct {
	Name string
	Note Span
}

// Tabs are the names of a pane's views in a row, the one that is shown marked:
//
//	▸ messages 4  links
type Tabs struct{ hits Hits[int] }

// tabGap is between two tabs.
const tabGap = 2

// Draw writes the tabs into a row of pane, that may be narrower. Where there is
// no room for all of them, the one that is shown comes first, and then those
// that follow it.
func (t *Tabs) Draw(pane, row canvas.Area, tabs []Tab, shown int) {
	t.hits.Begin(pane)
	whole, first := 1, 0
	for i := range tabs {
		whole += tabs[i].line(i == shown).Width() + tabGap
	}
	if whole-tabGap > row.W {
		first = shown
	}
	x := 1
	for n := range tabs {
		i := (first + n) % len(tabs)
		end := tabs[i].line(i == shown).Draw(row, x, 0)
		t.hits.Add(row.Sub(x, 0, end-x, 1), i)
		x = end + tabGap
	}
}

func (t *Tab) line(shown bool) Line {
	l := Line{{t.Name, canvas.Quiet}}
	if shown {
		l = Line{{"▸ ", canvas.Accent}, {t.Name, canvas.Text | canvas.Bold}}
	}
	if t.Note.Text != "" {
		l = append(l, Span{" ", canvas.Text}, t.Note)
	}
	return l
}

// Clear forgets where the tabs were, for a picture without them.
func (t *Tabs) Clear() { t.hits.Clear() }

// At returns the tab that was drawn at a place of the pane.
func (t *Tabs) At(x, y int) (tab int, ok bool) { return t.hits.At(x, y) }

// A Meaning explains a mark.
type Meaning struct{ Mark, Word string }

// Meanings makes a legend of marks, each followed by its word.
func Meanings(pairs ...string) (list []Meaning) {
	for i := 0; i+1 < len(pairs); i += 2 {
		list = append(list, Meaning{pairs[i], pairs[i+1]})
	}
	return list
}

// legendGap is between two meanings.
const legendGap = 2

func (m *Meaning) width() int { return termtext.Width(m.Mark) + 1 + termtext.Width(m.Word) }

// LegendWidth is how many columns a legend takes in one row.
func LegendWidth(list []Meaning) (w int) {
	for i := range list {
		w += list[i].width() + legendGap
	}
	return max(w-legendGap, 0)
}

// Legend explains marks from the area's upper left corner on, row by row. The
// last ones are left out where there is no room.
func Legend(a canvas.Area, list []Meaning) {
	x, y := 0, 0
	for i := range list {
		w := list[i].width()
		if x > 0 && x+w > a.W {
			x, y = 0, y+1
		}
		if y >= a.H || w > a.W {
			return
		}
		x = a.Text(x, y, list[i].Mark+" ", canvas.Quiet)
		x = a.Text(x, y, list[i].Word, canvas.Quiet) + legendGap
	}
}
