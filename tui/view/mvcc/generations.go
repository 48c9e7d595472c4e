package mvcc

import (
	"slices"

	"raftviz/engine/termtext"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

// drawGenerations draws, for each key, what the key index has of it: its
// generations, each from a put to the tombstone that ends it.
//
//	  key   generations               created   version
//	▸ a     {2.0 4.0 5.0t}{6.0 7.0}         6         2
//	  b     {3.0 5.1t}{}                    –         –
func (p *Pane) drawGenerations(a canvas.Area, d *drawing) kit.Hidden {
	if len(d.x.revs) == 0 {
		paragraph(a.Sub(1, 0, a.W-2, a.H), d.t.Empty)
		return kit.Hidden{}
	}
	at, ok := d.x.row(d.cursor.key)
	if !ok {
		at = -1
	}
	n := len(d.x.keys)
	f := d.foot(a, n+1)
	rows := max(a.H-1-f, 0)
	top := p.lists[generationsView].Settle(n, rows, at)
	lives := d.x.keys[top:min(top+rows, n)]
	gutter := d.gutter(lives, a.W, d.t.Key)
	a.Fit(2, 0, gutter-3, d.t.Key, canvas.Quiet)
	g := &generationRows{drawing: d, Area: a, x0: gutter, end: a.W - 1}
	g.columns(lives)
	for i, l := range lives {
		d.keyAt(a, l, 1+i, gutter-3)
		g.row(l, 1+i)
	}
	p.hits.Add(a.Sub(0, 1, a.W, len(lives)), hit{view: generationsView, rows: true, first: top})
	d.drawFoot(a, 1+len(lives), g.signs)
	return kit.Hidden{Above: top, Below: n - top - len(lives)}
}

// A generationRows is the table while it is being drawn.
type generationRows struct {
	*drawing
	canvas.Area
	x0, end          int // where the generations lie
	created, version int // where these columns end; 0 if they are not there
	signs            signs
}

// columns finds which columns there is room for, near enough to the generations
// to be read as one row, and writes the heads.
func (g *generationRows) columns(lives []*life) {
	if g.W >= 44 {
		const gap = 3
		least := digits(g.Data.Rev)
		version := max(termtext.Width(g.t.Version), least)
		created := max(termtext.Width(g.t.Created), least)
		most := g.W - 1 - g.x0 - created - version - 2*gap
		g.end = g.x0 + g.widest(lives, most)
		g.created = g.end + gap + created
		g.version = g.created + gap + version
		g.Right(g.created, 0, g.t.Created, canvas.Quiet)
		g.Right(g.version, 0, g.t.Version, canvas.Quiet)
	}
	g.Fit(g.x0, 0, g.end-g.x0, g.t.Generations, canvas.Quiet)
}

// widest returns how many columns the generations need; at most so many.
func (d *drawing) widest(lives []*life, most int) int {
	need := termtext.Width(d.t.Generations)
	for _, l := range lives {
		w := 0
		for _, t := range d.generations(l, most, new(signs)) {
			w += termtext.Width(t.Text)
		}
		need = max(need, w)
	}
	return min(need, most)
}

func (g *generationRows) row(l *life, y int) {
	write(g.Area, g.x0, y, g.end-g.x0, g.generations(l, g.end-g.x0, &g.signs))
	if g.version == 0 {
		return
	}
	created, version, ink := "–", "–", canvas.Quiet
	if r := l.revs[len(l.revs)-1]; !r.Tombstone {
		created, version, ink = kit.Number(r.Created), kit.Number(r.Version), canvas.Text
		if g.fresh(r) {
			ink = changed
		}
	}
	g.Right(g.created, y, created, ink)
	g.Right(g.version, y, version, ink)
}

// write writes parts next to each other, in so many columns.
func write(a canvas.Area, x, y, w int, parts []kit.Span) {
	for end := x + w; len(parts) > 0 && x < end; parts = parts[1:] {
		x = a.Fit(x, y, end-x, parts[0].Text, parts[0].Ink)
	}
}

// generations writes the newest generations of a key for which there is room.
// What the key index has forgotten and the file has not stands before the first.
func (d *drawing) generations(l *life, w int, s *signs) []kit.Span {
	t := tokens{left: w}
	indexed := l.kept(d.Data.IndexedCompactRev)
	asked := l.kept(d.Data.ScheduledCompactRev)
	if !l.exists() && indexed < len(l.revs) {
		t.add("{}", canvas.Quiet)
		s.add(absent)
	}
	for i := len(l.revs) - 1; i >= 0; i-- {
		r := l.revs[i]
		before, after, going := "", "", ""
		switch inside := i >= indexed; {
		case inside && (i == len(l.revs)-1 || r.Tombstone):
			after = "}"
		case i < len(l.revs)-1:
			after = " "
		}
		if i == indexed || i > indexed && l.revs[i-1].Tombstone {
			before = "{"
		}
		if i < asked {
			going = "░"
		}
		const more = "… "
		room := termtext.Width(before + going + revision(r) + after)
		if i > 0 {
			room += termtext.Width(more)
		}
		if t.left < room {
			t.add(more, canvas.Quiet)
			break
		}
		t.add(after, canvas.Quiet)
		t.add(revision(r), d.tokenInk(r, going != ""))
		t.add(going, canvas.Quiet)
		t.add(before, canvas.Quiet)
		s.ofToken(r, going != "")
	}
	slices.Reverse(t.parts)
	return t.parts
}

func (d *drawing) tokenInk(r *store.Rev, going bool) canvas.Ink {
	switch {
	case d.marks() && r == d.cursor.rev:
		return canvas.Focus | canvas.Bold
	case d.fresh(r), d.linked(r):
		return changed
	case going:
		return canvas.Quiet
	}
	return canvas.Text
}

// tokens are parts gathered from the last to the first, as long as there is
// room.
type tokens struct {
	parts []kit.Span
	left  int
}

func (t *tokens) add(text string, ink canvas.Ink) {
	t.parts = append(t.parts, kit.Text(text, ink))
	t.left -= termtext.Width(text)
}
