package logs

import (
	"fmt"
	"strings"

	"raftviz/engine/frame"
	"raftviz/tui/canvas"
)

// foot writes what the entries at the cursor ask for, and what the cells mean.
func (g *grid) foot() {
	if g.footRows == 0 {
		return
	}
	y := g.H - g.footRows
	if g.footRows > 1 {
		y++
	}
	g.contents(y)
	if g.footRows > 2 {
		g.legend(g.H - 1)
	}
}

// contents tells the different entries at the cursor apart, and who has which.
func (g *grid) contents(y int) {
	w := g.scene.Words
	if g.cursor == 0 {
		g.Text(1, y, w.NoEntries, canvas.Quiet)
		return
	}
	var entries []*frame.Entry
	holders := map[*frame.Entry][]string{}
	for _, n := range g.scene.Frame().Nodes {
		e := n.Entry(g.cursor)
		if e == nil {
			continue
		}
		at := -1
		for i, have := range entries {
			if have.Term == e.Term {
				at = i
			}
		}
		if at < 0 {
			at = len(entries)
			entries = append(entries, e)
		}
		holders[entries[at]] = append(holders[entries[at]], n.Name)
	}
	x := g.Text(1, y, fmt.Sprintf(w.EntryF, g.cursor), canvas.Quiet) + 2
	for i, e := range entries {
		if i > 0 {
			x = g.Text(x, y, " · ", canvas.Faint)
		}
		x = g.Text(x, y, fmt.Sprintf(w.TermF, e.Term)+" ", canvas.TermText(e.Term))
		x = g.Fit(x, y, g.W-x-1, frame.Printable(e.Text), canvas.Text)
		x = g.Fit(x, y, g.W-x-1, " "+strings.Join(holders[e], " "), canvas.Quiet)
	}
}

// legend explains the cells and marks, as many as fit.
func (g *grid) legend(y int) {
	w := g.scene.Words
	x := 1
	for _, l := range []struct{ mark, word string }{
		{"[ ]", w.Committed}, {"│ │", w.Stored}, {"╎ ╎", w.Unsynced}, {"▲", w.MatchWord}, {"△", w.NextWord}, {"▒", w.Compacted}, {"~ ~", w.Unsafe},
	} {
		if x+canvas.Width(l.mark+l.word)+1 > g.W {
			return
		}
		x = g.Text(x, y, l.mark+" ", canvas.Quiet)
		x = g.Text(x, y, l.word, canvas.Quiet) + 2
	}
}
