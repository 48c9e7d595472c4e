package mvcc

import (
	"fmt"
	"slices"

	"raftviz/engine/termtext"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

// drawBuckets draws what the file is made of: its size and pages, its buckets,
// and the entries of one of them.
//
//	  file 40 KiB, 32 KiB in use   consistent index 9, 8 in the file
//	  ++=█████████████░░░
//	  + meta 2   = freelist 1   █ leaf 5   ░ free 2
//	  bucket   entries   bytes   not in the file
//	▸ key            6     192   +2
//	  meta           3      71   +1
//	─ key
//	▸ 5.1t   0000000000000005 5f 0000000000000001 74   b   deleted
func (p *Pane) drawBuckets(a canvas.Area, d *drawing) kit.Hidden {
	list := d.shelf.list
	p.bucket = min(max(p.bucket, 0), len(list)-1)
	y := d.file(a)
	if a.H-y >= len(list)+1+4 {
		y = p.bucketTable(a, d, y)
		title(a, y, text(list[p.bucket].name))
		y++
	} else {
		y = p.bucketStrip(a, d, y)
	}
	return p.entries(a.Sub(0, y, a.W, a.H-y), d, &list[p.bucket])
}

// bucketRows is how many rows the view would fill.
func (d *drawing) bucketRows(at, w int) int {
	return 4 + len(d.shelf.list) + 2 + max(d.shelf.at(&at).n, 1) + 1
}

func title(a canvas.Area, y int, name string) {
	if y >= a.H {
		return
	}
	x := a.Text(1, y, "─ ", canvas.Faint)
	x = a.Fit(x, y, a.W-x, name, canvas.Quiet) + 1
	a.Rule(x, y, a.W-x-1, canvas.Faint)
}

// bucketTable lists the buckets, and returns the row after them.
func (p *Pane) bucketTable(a canvas.Area, d *drawing, y int) int {
	t := d.t
	name := termtext.Width(t.Bucket)
	for i := range d.shelf.list {
		name = max(name, termtext.Width(text(d.shelf.list[i].name)))
	}
	name = min(name, a.W/3)
	entries := 2 + name + 2 + max(termtext.Width(t.Entries), 7)
	bytes := entries + 2 + max(termtext.Width(t.Bytes), 9)
	a.Fit(2, y, name, t.Bucket, canvas.Quiet)
	a.Right(entries, y, t.Entries, canvas.Quiet)
	a.Right(bytes, y, t.Bytes, canvas.Quiet)
	a.Fit(bytes+3, y, a.W-bytes-4, t.Waiting, canvas.Quiet)
	for i := range d.shelf.list {
		b := &d.shelf.list[i]
		y++
		ink := canvas.Text
		if i == p.bucket {
			if p.view == bucketsView {
				a.Text(0, y, "▸", changed)
			}
			ink |= canvas.Bold
		}
		a.Fit(2, y, name, text(b.name), ink)
		ink = canvas.Text
		if d.moved(b.name) {
			ink = changed
		}
		a.Right(entries, y, kit.Number(b.n), ink)
		a.Right(bytes, y, kit.Number(b.bytes), canvas.Quiet)
		a.Fit(bytes+3, y, a.W-bytes-4, d.pending(b.name), canvas.Accent)
		p.hits.Add(a.Sub(0, y, a.W, 1), hit{view: bucketsView, bucket: i + 1})
	}
	return y + 1
}

// bucketStrip lists the buckets in a row, from the first for which those up to
// the chosen one fit, and returns the row after it.
func (p *Pane) bucketStrip(a canvas.Area, d *drawing, y int) int {
	if a.H-y < 2 {
		return y
	}
	label := func(b *bucket) string { return text(b.name) + " " + kit.Number(b.n) + d.pending(b.name) }
	first, w := p.bucket, 0
	for i := p.bucket; i >= 0; i-- {
		if w += termtext.Width(label(&d.shelf.list[i])) + 3; w > a.W-4 {
			break
		}
		first = i
	}
	x := 0
	if first > 0 {
		a.Text(0, y, "◂", canvas.Quiet)
	}
	for i := first; i < len(d.shelf.list); i++ {
		b := &d.shelf.list[i]
		ink := canvas.Quiet
		if i == p.bucket {
			if p.view == bucketsView {
				a.Text(x, y, "▸", changed)
			}
			ink = canvas.Text | canvas.Bold
		}
		end := a.Fit(x+2, y, a.W-x-2, label(b), ink)
		p.hits.Add(a.Sub(x, y, end-x, 1), hit{view: bucketsView, bucket: i + 1})
		x = end + 1
	}
	return y + 1
}

// pending says what of a bucket waits to be written into the file: +2 −1.
func (d *drawing) pending(name string) (s string) {
	for i := range d.Data.Pending {
		c := &d.Data.Pending[i]
		if c.Bucket != name {
			continue
		}
		if c.Puts > 0 {
			s += " +" + kit.Number(c.Puts)
		}
		if c.Gone > 0 {
			s += " −" + kit.Number(c.Gone)
		}
	}
	return s
}

// moved reports whether the step changed what is in a bucket.
func (d *drawing) moved(name string) bool {
	if d.Was == nil {
		return false
	}
	was, c := d.Was, d.Data
	switch name {
	case "key":
		return len(was.Revs) != len(c.Revs) || was.Rev != c.Rev
	case "meta":
		return was.Index != c.Index || was.Term != c.Term || was.ScheduledCompactRev != c.ScheduledCompactRev || was.FinishedCompactRev != c.FinishedCompactRev
	case "lease":
		return !slices.EqualFunc(was.Leases, c.Leases, func(a, b *store.Lease) bool {
			return a == b || a.ID == b.ID && a.TTL == b.TTL && a.Remaining == b.Remaining
		})
	case "alarm":
		return !slices.Equal(was.Alarms, c.Alarms)
	}
	return false
}

// entries lists those of a bucket, and at the bottom the bytes of the chosen
// one's key where a row has no room for them.
func (p *Pane) entries(a canvas.Area, d *drawing, b *bucket) kit.Hidden {
	if a.H <= 0 {
		return kit.Hidden{}
	}
	if b.n == 0 {
		a.Fit(2, 0, a.W-3, d.t.Nothing, canvas.Quiet)
		return kit.Hidden{}
	}
	const room = 84 // for the bytes in each row
	rows := a.H
	if a.W < room && rows >= 3 {
		rows--
	}
	l := &p.lists[bucketsView]
	if b.name == "key" {
		l.at = d.entryRow()
	}
	l.move(0, b.n)
	top := l.Settle(b.n, rows, l.at)
	n := min(rows, b.n-top)
	width := 0
	for i := range n {
		width = max(width, len(entryName(d, b, top+i)))
	}
	width = min(width, a.W/3)
	for i := range n {
		e := d.shelf.entry(b, top+i, d.t)
		d.entry(a, i, width, &e, top+i == l.at && (b.name == "key" || p.view == bucketsView), a.W >= room)
	}
	if rows < a.H {
		e := d.shelf.entry(b, l.at, d.t)
		kit.Parts(a.Sub(2, n, a.W-3, 1), d.rawly(&e))
	}
	p.hits.Add(a.Sub(0, 0, a.W, n), hit{view: bucketsView, rows: true, first: top})
	return kit.Hidden{Above: top, Below: b.n - top - n}
}

// entryName is the name of an entry, for its width.
func entryName(d *drawing, b *bucket, i int) string {
	if b.name == "key" {
		return revision(d.Data.Revs[i])
	}
	e := d.shelf.entry(b, i, d.t)
	return e.name
}

// entryRow is the place of the entry that is looked at in the bucket "key".
func (d *drawing) entryRow() int {
	r := d.cursor.rev
	if r == nil {
		if r = d.cursor.shown(); r == nil {
			return max(d.x.first(d.cursor.main+1)-1, 0)
		}
	}
	i := d.x.first(r.Main)
	for i < len(d.x.revs)-1 && d.x.revs[i] != r {
		i++
	}
	return i
}

// entry draws one, with its key's bytes if there is room.
func (d *drawing) entry(a canvas.Area, y, width int, e *entry, at, raw bool) {
	name, ink := canvas.Text, canvas.Text
	switch r := e.rev; {
	case r == nil:
	case d.fresh(r), d.linked(r):
		name, ink = changed, changed
	case r.Main < d.Data.ScheduledCompactRev:
		name, ink = canvas.Quiet, canvas.Quiet
	}
	if at && d.marks() {
		a.Text(0, y, "▸", changed)
		if e.rev == nil || d.cursor.held {
			name = canvas.Focus | canvas.Bold
		}
	}
	if e.rev != nil && d.waits(e.rev) {
		a.Text(1, y, "+", canvas.Accent)
	}
	a.Fit(2, y, width, e.name, name)
	x := 2 + width + 2
	if raw && e.raw() {
		a.Fit(x, y, 39, e.bytes(), canvas.Quiet)
		x += 41
	}
	a.Fit(x, y, a.W-x-1, e.text, ink)
}

// raw reports whether the bytes of the key say more than its name.
func (e *entry) raw() bool { return e.name != string(e.key) }

// rawly tells the chosen entry's bytes.
func (d *drawing) rawly(e *entry) (parts []kit.Span) {
	if e.raw() {
		parts = append(parts, kit.Text(e.bytes(), canvas.Quiet))
	}
	parts = append(parts, kit.Text(fmt.Sprintf(d.t.BytesF, e.size), canvas.Quiet))
	if e.rev != nil && d.waits(e.rev) {
		parts = append(parts, kit.Text("+ "+d.t.Waits, canvas.Accent))
	}
	return parts
}
