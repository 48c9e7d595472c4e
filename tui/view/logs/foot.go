package logs

import (
	"fmt"
	"slices"
	"strings"

	"raftviz/engine/config"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

// foot writes, from a row on, what the entries at the cursor ask for, and what
// the cells and marks mean. Where there is but one row both share it.
func (g *grid) foot(y int) {
	rows := g.H - y
	list := g.meanings()
	if rows > 3 || rows == 3 && kit.LegendWidth(list) <= g.W-2 {
		y++
	}
	if rows <= 0 {
		return
	}
	x := g.contents(y)
	if rows == 1 {
		room := g.W - x - 3
		for len(list) > 0 && kit.LegendWidth(list) > room {
			list = list[:len(list)-1]
		}
		kit.Legend(g.Sub(max(g.W-kit.LegendWidth(list)-1, x+3), y, room, 1), list)
		return
	}
	kit.Legend(g.Sub(1, y+1, g.W-2, g.H-y-1), list)
}

// A version is one of the entries that logs hold at an index.
type version struct {
	entry   *frame.Entry
	holders []string
}

// versions tells the entries at an index apart: the leader's first, then as the
// nodes come.
func versions(f *frame.Frame, i uint64) (list []version) {
	nodes := f.Nodes
	if l := f.Leader(); l != nil && l.Entry(i) != nil {
		list = append(list, version{entry: l.Entry(i)})
	}
	for _, n := range nodes {
		e := n.Entry(i)
		if e == nil {
			continue
		}
		at := slices.IndexFunc(list, func(v version) bool { return v.entry.Term == e.Term })
		if at < 0 {
			at = len(list)
			list = append(list, version{entry: e})
		}
		list[at].holders = append(list[at].holders, n.Name)
	}
	return list
}

// contents says what the entries at the cursor ask for, who has which, and the
// revision that the store got by it. It returns the column after it.
func (g *grid) contents(y int) int {
	if g.cursor == 0 {
		return g.Fit(1, y, g.W-2, g.w.NoEntries, canvas.Quiet)
	}
	x := g.Text(1, y, fmt.Sprintf(g.w.EntryF, g.cursor), canvas.Quiet) + 2
	list := versions(g.Frame(), g.cursor)
	if len(list) == 0 {
		return g.Fit(x, y, g.W-x-1, g.t.Compacted, canvas.Quiet)
	}
	for i, c := range g.clauses(list, g.W-1-x) {
		if i > 0 {
			x = g.Text(x+2, y, "≠ ", canvas.Alarm)
		}
		x = g.Text(x, y, c.term, c.ink)
		x = g.Text(x+2, y, c.asks, canvas.Text)
		x = g.Fit(x+2, y, g.W-3-x, c.who, canvas.Quiet)
	}
	if rev := revision(g.Scene, g.cursor); rev != nil {
		if text := fmt.Sprintf(g.t.RevF, rev.Main); x+2+termtext.Width(text) < g.W {
			x = g.Text(x+2, y, text, canvas.Quiet)
		}
	}
	return x
}

// A clause says of one entry its term, what it asks for and who has it.
type clause struct {
	term, asks, who string
	ink             canvas.Ink
}

// clauses says of every version what fits together in so many columns: where it
// is too much, what they ask for is cut, the longest first.
func (g *grid) clauses(list []version, width int) (cs []clause) {
	const least = 4
	width += 4 // the first follows nothing
	for _, v := range list {
		c := clause{fmt.Sprintf(g.w.TermF, v.entry.Term), termtext.Printable(v.entry.Text()), runs(v.holders), canvas.TermText(v.entry.Term)}
		if len(list) == 1 {
			c.who = fmt.Sprintf(g.t.OnF, c.who, len(v.holders), max(len(g.conf.Voters), len(v.holders)))
		}
		width -= termtext.Width(c.term) + termtext.Width(c.asks) + termtext.Width(c.who) + 8
		cs = append(cs, c)
	}
	for width < 0 {
		long := slices.MaxFunc(cs, func(a, b clause) int { return termtext.Width(a.asks) - termtext.Width(b.asks) })
		w := termtext.Width(long.asks)
		if w <= least {
			break
		}
		i := slices.Index(cs, long)
		cs[i].asks = termtext.Cut(long.asks, max(w+width, w*3/4, least))
		width += w - termtext.Width(cs[i].asks)
	}
	return cs
}

// runs writes names of nodes, three or more that follow each other as n1–n3.
func runs(names []string) string {
	id := func(i int) uint64 { n, _ := config.NodeID(names[i]); return n }
	var b strings.Builder
	for i := 0; i < len(names); i++ {
		if i > 0 {
			b.WriteByte(' ')
		}
		end := i
		for end+1 < len(names) && id(end+1) == id(end)+1 {
			end++
		}
		b.WriteString(names[i])
		if end > i+1 {
			b.WriteString("–" + names[end])
			i = end
		}
	}
	return b.String()
}

// meanings explains the signs that occur on the picture.
func (g *grid) meanings() (list []kit.Meaning) {
	all := [numSigns]kit.Meaning{
		lied: {Mark: "~ ~", Word: g.w.Unsafe}, conflict: {Mark: "≠", Word: g.w.Conflicts}, removed: {Mark: "✗", Word: g.w.Gone}, unsynced: {Mark: "╎ ╎", Word: g.w.Unsynced},
		stored: {Mark: "│ │", Word: g.w.Stored}, decided: {Mark: "( )", Word: g.w.Committed}, done: {Mark: "[ ]", Word: g.w.AppliedWord},
		matches: {Mark: "▲", Word: g.w.MatchWord}, nexts: {Mark: "△", Word: g.w.NextWord}, compacted: {Mark: "▒", Word: g.w.Compacted}, snapped: {Mark: "┃", Word: g.w.SnapWord},
	}
	for s, m := range all {
		if g.signs.has(sign(s)) {
			list = append(list, m)
		}
	}
	return list
}
