package mvcc

import (
	"raftviz/engine/termtext"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

const changed = canvas.Accent | canvas.Bold

// A gridArea is the table of keys × revisions while it is being drawn.
type gridArea struct {
	canvas.Area
	*drawing
	cols   columns
	heads  int // rows above the keys
	gutter int
	signs  signs
}

// drawGrid draws keys × revisions, and beneath it what is chosen and what the
// marks mean. Where it is wide the generations stand at the end of the rows.
func (p *Pane) drawGrid(a canvas.Area, d *drawing) kit.Hidden {
	if len(d.x.revs) == 0 {
		paragraph(a.Sub(1, 0, a.W-2, a.H), d.t.Empty)
		return kit.Hidden{}
	}
	at, ok := d.x.row(d.cursor.key)
	if !ok {
		at = -1
	}
	g := &gridArea{drawing: d, heads: 1}
	if a.H >= 5 && d.traced() {
		g.heads = 2
	}
	f := d.foot(a, len(d.x.keys)+g.heads)
	rows := max(a.H-g.heads-f, 0)
	top := p.lists[gridView].Settle(len(d.x.keys), rows, at)
	lives := d.x.keys[top:min(top+rows, len(d.x.keys))]
	g.Area = a.Sub(0, 0, a.W, g.heads+len(lives))
	g.gutter = d.gutter(lives, a.W, d.t.Revision, d.t.Index)
	width, aside := a.W-g.gutter-1, 0
	if a.W >= wide && p.view != generationsView {
		aside = g.widest(lives, a.W*2/5-2) + 2
		width -= aside
	}
	g.cols.step = max(digits(d.Data.Rev)+2, len(kit.Number(d.Data.Index))+1, 4)
	if a.W >= 70 {
		g.cols.step++
	}
	p.window.settle(d.x, &g.cols, &d.cursor, d.Chosen.Index, width)
	g.cols.place(g.gutter)
	g.head()
	for i, l := range lives {
		g.key(l, g.heads+i)
		g.row(l, g.heads+i)
	}
	g.rules()
	p.hitGrid(g, top, len(lives))
	if last := &g.cols.list[len(g.cols.list)-1]; aside > 0 {
		x := last.x + last.w + 2
		g.aside(lives, x, min(a.W-1-x, a.W*2/5))
	}
	d.drawFoot(a, g.H, g.signs)
	return kit.Hidden{Above: top, Below: len(d.x.keys) - top - len(lives), Left: int(g.cols.left), Right: int(g.cols.right)}
}

// hitGrid notes where the rows and the columns lie.
func (p *Pane) hitGrid(g *gridArea, top, n int) {
	p.hits.Add(g.Sub(0, g.heads, g.W, n), hit{view: gridView, rows: true, first: top})
	for _, k := range g.cols.list {
		if !k.gone {
			p.hits.Add(g.Sub(k.x, 0, k.w, g.H), hit{view: gridView, rows: true, first: top - g.heads, main: k.from})
		}
	}
}

// traced reports whether it is known which entries wrote the revisions.
func (d *drawing) traced() bool { return d.Node != nil }

// gutter is how many columns keys have, what stands above them included.
func (d *drawing) gutter(lives []*life, w int, heads ...string) int {
	n := 0
	for _, l := range lives {
		n = max(n, min(termtext.Width(text(l.key)), w))
	}
	for _, s := range heads {
		n = max(n, termtext.Width(s))
	}
	return min(n, max(w*3/10, 6)) + 3
}

// head writes the revisions, and under each the raft entry that wrote it.
func (g *gridArea) head() {
	g.Fit(2, 0, g.gutter-3, g.t.Revision, canvas.Quiet)
	if g.heads > 1 {
		g.Fit(2, 1, g.gutter-3, g.t.Index, canvas.Quiet)
	}
	for i := range g.cols.list {
		k := &g.cols.list[i]
		g.Fit(k.x+1, 0, k.w-1, k.head(), g.headInk(k))
		if g.heads > 1 && !k.gone {
			g.source(k)
		}
	}
}

func (g *gridArea) headInk(k *column) canvas.Ink {
	switch {
	case g.marks() && k.from <= g.cursor.main && g.cursor.main <= k.to:
		return canvas.Focus | canvas.Bold
	case k.gone && g.Was != nil && g.wasThere(k):
		return changed
	case k.gone:
		return canvas.Faint
	case g.Was != nil && k.from > g.Was.Rev:
		return changed
	case k.to < g.Data.ScheduledCompactRev:
		return canvas.Quiet
	}
	return canvas.Text
}

// wasThere reports whether the step removed what is gone of a run.
func (g *gridArea) wasThere(k *column) bool {
	was := index{revs: g.Was.Revs}
	i := was.first(k.from)
	return i < len(was.revs) && was.revs[i].Main <= k.to
}

// source writes which raft entry wrote a revision.
func (g *gridArea) source(k *column) {
	r := g.x.revs[g.x.first(k.from)]
	mark, ink := "·", canvas.Faint
	if r.Index != 0 {
		mark, ink = kit.Number(r.Index), canvas.Quiet
	}
	switch {
	case g.linked(r):
		ink = canvas.Focus | canvas.Bold
	case g.fresh(r):
		ink = changed
	}
	g.Fit(k.x+1, 1, k.w-1, mark, ink)
}

// keyAt writes a key before its row.
func (d *drawing) keyAt(a canvas.Area, l *life, y, w int) {
	ink := canvas.Text
	switch {
	case d.marks() && d.Chosen.Key == l.key:
		ink = canvas.Focus | canvas.Bold
	case d.fresh(l.revs[len(l.revs)-1]):
		ink = changed
	case !l.exists():
		ink = canvas.Quiet
	}
	if d.marks() && d.cursor.key == l.key {
		a.Text(0, y, "▸", changed)
	}
	a.Text(2, y, tail(text(l.key), w), ink)
}

func (g *gridArea) key(l *life, y int) { g.keyAt(g.Area, l, y, g.gutter-3) }

// row draws what became of a key: its puts and tombstones, a line for as long
// as it lives, and blanks where a compaction has left nothing.
func (g *gridArea) row(l *life, y int) {
	i := l.after(g.cols.list[0].from - 1)
	alive := i > 0 && !l.revs[i-1].Tombstone
	doomed := l.kept(g.Data.ScheduledCompactRev)
	for c := range g.cols.list {
		k := &g.cols.list[c]
		if k.gone {
			g.gone(k, y, alive)
			continue
		}
		var r *store.Rev
		for i < len(l.revs) && l.revs[i].Main <= k.to {
			r = l.revs[i]
			i++
		}
		g.line(k.x, k.x+1, y, k, alive)
		x := k.x + 1
		if r != nil {
			x = g.cell(k, y, r, i <= doomed)
			alive = !r.Tombstone
		}
		g.line(x, k.x+k.w, y, k, alive)
		g.point(l, k, r, y, alive)
	}
}

// line draws a line from one place to before another where a key lives.
func (g *gridArea) line(x, to, y int, k *column, alive bool) {
	mark, ink := " ", canvas.Quiet
	if k.to < g.Data.ScheduledCompactRev {
		ink = canvas.Shade
	}
	if alive {
		mark = "─"
	}
	for ; x < to && (alive || ink == canvas.Shade); x++ {
		g.Text(x, y, mark, ink)
	}
}

// gone draws a run of revisions of which nothing is left.
func (g *gridArea) gone(k *column, y int, alive bool) {
	mark := "▒"
	switch {
	case g.unread(k):
		mark = "╌"
	case alive:
		mark = "─"
	default:
		g.signs.add(lost)
	}
	for x := k.x; x < k.x+k.w; x++ {
		g.Text(x, y, mark, canvas.Shade)
	}
}

// unread reports whether a run was left out rather than compacted.
func (g *gridArea) unread(k *column) bool { return k.from == 2 && g.More }

// cell draws what was written to a key, and returns the column after it.
func (g *gridArea) cell(k *column, y int, r *store.Rev, doomed bool) int {
	mark := "v" + kit.Number(r.Version)
	switch {
	case r.Tombstone && doomed:
		mark = "░✕"
	case r.Tombstone:
		mark = "✕"
	case doomed:
		mark = "░" + kit.Number(r.Version)
	}
	g.signs.of(r, doomed)
	ink := canvas.Text
	switch {
	case g.fresh(r):
		ink = changed
	case g.linked(r):
		ink = changed
	case k.to < g.Data.ScheduledCompactRev && doomed:
		ink = canvas.Shade
	case k.to < g.Data.ScheduledCompactRev:
		ink = canvas.Shade | canvas.Bold
	}
	if g.linked(r) {
		g.Text(k.x, y, "▸", changed)
	}
	return g.Fit(k.x+1, y, k.w-1, mark, ink)
}

// point marks what is looked at, be there anything or not.
func (g *gridArea) point(l *life, k *column, r *store.Rev, y int, alive bool) {
	if !g.marks() || l.key != g.cursor.key || k.from != g.cursor.main {
		return
	}
	g.Text(k.x, y, "▸", changed)
	w := 1
	if r != nil {
		w = termtext.Width("v" + kit.Number(r.Version))
		if r.Tombstone {
			w = 1
		}
	} else if !alive {
		g.Text(k.x+1, y, "·", canvas.Text)
	}
	g.Sub(k.x+1, y, min(w, k.w-1), 1).Recolour(canvas.Focus | canvas.Bold)
}

// rules draws where compactions are: solid up to where one is finished, dotted
// where one was asked for.
func (g *gridArea) rules() {
	c := g.Data
	if phaseOf(c) != finished {
		g.rule(c.FinishedCompactRev, "┃", bound)
		g.rule(c.ScheduledCompactRev, "╎", asked)
		return
	}
	g.rule(c.FinishedCompactRev, "┃", bound)
}

func (g *gridArea) rule(main int64, mark string, s sign) {
	if main == 0 {
		return
	}
	for i, k := range g.cols.list {
		if k.from < main {
			continue
		}
		if i == 0 && k.from > main {
			return // it is further to the left
		}
		ink := canvas.Text | canvas.Bold
		if g.Was != nil && (s == bound && g.Was.FinishedCompactRev != main || s == asked && g.Was.ScheduledCompactRev != main) {
			ink = changed
		}
		for y := range g.H {
			g.Text(k.x, y, mark, ink)
		}
		g.signs.add(s)
		return
	}
}

// aside writes the generations of each key at the end of its row.
func (g *gridArea) aside(lives []*life, x, w int) {
	if w < 12 {
		return
	}
	g.Fit(x, 0, w, g.t.Generations, canvas.Quiet)
	for i, l := range lives {
		write(g.Area, x, g.heads+i, w, g.generations(l, w, &g.signs))
	}
}
