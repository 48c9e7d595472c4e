package node

// Sizes of the columns in which the sections of the overview stand.
const (
	leastColumn = 27
	mostColumn  = 46
	columnGap   = 2
	mostColumns = 4
)

// fewWords is how many rows of raft's words there must be room for.
const fewWords = 3

// whole lays out everything about a node, one beneath the other; all is false
// if there is not room for it in h rows. Of raft's words some may be out of
// sight.
func (p *Pane) whole(o *subject, w, h int) (t *sheet, all bool) {
	if h < 12 {
		return nil, false
	}
	t = newSheet(w)
	t.add(o.progressOf(w), 0, 0)
	words := o.raft(w)
	free := h - t.h - 1 - min(words.h, fewWords) - 1
	top := columns(o.sections(columnWidth(w)), w, free)
	if top.h > free {
		return nil, false
	}
	body := newSheet(w)
	body.add(top, 0, 0)
	body.add(t, 0, body.h+1)
	body.add(words, 0, body.h+1)
	return body, true
}

// part lays out the view that is chosen.
func (p *Pane) part(o *subject, w, h int) *sheet {
	switch p.view {
	case progress:
		return o.progressOf(w)
	case raftsWords:
		return o.raft(w)
	}
	if h >= tabsHeight-1 {
		h--
	}
	return columns(o.sections(columnWidth(w)), w, h)
}

// sections are the parts of the overview, in the order of their worth.
func (o *subject) sections(w int) []*sheet {
	all := []*sheet{o.standing(w), o.links(w), o.log(w), o.hardState(w), o.disk(w), o.store(w), o.members(w)}
	kept := all[:0]
	for _, t := range all {
		if t.h > 0 {
			kept = append(kept, t)
		}
	}
	return kept
}

// columnCount returns how many columns fit.
func columnCount(w int) int {
	return min(max((w+columnGap)/(leastColumn+columnGap), 1), mostColumns)
}

func columnWidth(w int) int {
	n := columnCount(w)
	return min((w-(n-1)*columnGap)/n, mostColumn)
}

// columns sets sections side by side in as few rows as they take: apart by an
// empty row if that fits into h.
func columns(list []*sheet, w, h int) *sheet {
	n := columnCount(w)
	gap := 1
	rows := least(list, n, gap)
	if rows > h {
		gap = 0
		rows = least(list, n, gap)
	}
	t := newSheet(w)
	x, y := 0, 0
	for _, s := range list {
		if y > 0 && y+s.h > rows {
			x, y = x+columnWidth(w)+columnGap, 0
		}
		t.add(s, x, y)
		y += s.h + gap
	}
	return t
}

// least returns the fewest rows into which sections fit in n columns, in order
// and whole.
func least(list []*sheet, n, gap int) int {
	rows := 0
	for _, s := range list {
		rows = max(rows, s.h)
	}
	for need(list, rows, gap) > n {
		rows++
	}
	return rows
}

// need returns how many columns of so many rows the sections take.
func need(list []*sheet, rows, gap int) int {
	n, y := 1, 0
	for _, s := range list {
		if y > 0 && y+s.h > rows {
			n, y = n+1, 0
		}
		y += s.h + gap
	}
	return n
}
