package mvcc

import (
	"slices"

	"raftviz/tui/view/kit"
)

// A column is a main revision, or a run of them of which nothing is left.
type column struct {
	from, to int64
	gone     bool
	x, w     int
}

// hold returns the column of a main revision, or the next to one that there is
// not. There must be entries.
func (x *index) hold(main int64) column {
	i := x.first(main)
	if i < len(x.revs) && x.revs[i].Main == main {
		return column{from: main, to: main}
	}
	if c := x.run(i); c.from <= c.to {
		return c
	}
	m := x.revs[min(i, len(x.revs)-1)].Main
	return column{from: m, to: m}
}

// run returns the run of revisions of which nothing is left, before the entry
// at a place. Revision 1 is the empty store: it is in none.
func (x *index) run(i int) column {
	c := column{from: 2, to: x.of.Rev, gone: true}
	if i > 0 {
		c.from = x.revs[i-1].Main + 1
	}
	if i < len(x.revs) {
		c.to = x.revs[i].Main - 1
	}
	return c
}

// before returns the column left of another; ok is false if it is the first.
func (x *index) before(c column) (b column, ok bool) {
	i := x.first(c.from)
	if b := x.run(i); !c.gone && b.from <= b.to {
		return b, true
	}
	if i == 0 {
		return column{}, false
	}
	m := x.revs[i-1].Main
	return column{from: m, to: m}, true
}

// after returns the column right of another; ok is false if it is the last.
func (x *index) after(c column) (a column, ok bool) {
	i := x.first(c.to + 1)
	if a := x.run(i); !c.gone && a.from <= a.to {
		return a, true
	}
	if i == len(x.revs) {
		return column{}, false
	}
	m := x.revs[i].Main
	return column{from: m, to: m}, true
}

// head is what stands above the column.
func (c *column) head() string {
	switch {
	case c.from == c.to:
		return kit.Number(c.from)
	case c.width() == 0:
		return "…"
	}
	return kit.Number(c.from) + "–" + kit.Number(c.to)
}

// width is how many columns of the screen a run's head needs with a gap before
// it; 0 if that is too many.
func (c *column) width() int {
	const most = 7
	if w := digits(c.from) + digits(c.to) + 2; w <= most {
		return w
	}
	return 0
}

// columns is a window of revisions.
type columns struct {
	list        []column
	left, right int64 // how many revisions lie outside, on either side
	step        int   // what a revision takes
}

// room returns how many columns of the screen one takes.
func (c *columns) room(k *column) int {
	switch {
	case !k.gone:
		return c.step
	case k.from == k.to:
		return digits(k.from) + 2
	}
	return max(k.width(), 3)
}

// fill lays columns out from one on, to the left until there is no more room
// and then to the right, or the other way round. The first one is always there.
func (x *index) fill(c *columns, from column, width int, leftwards bool) {
	from.w = c.room(&from)
	c.list = append(c.list[:0], from)
	width -= from.w
	for turn := range 2 {
		left := leftwards == (turn == 0)
		for {
			end, next := c.list[len(c.list)-1], x.after
			if left {
				end, next = c.list[0], x.before
			}
			k, ok := next(end)
			k.w = c.room(&k)
			if !ok || k.w > width {
				break
			}
			width -= k.w
			if left {
				c.list = slices.Insert(c.list, 0, k)
			} else {
				c.list = append(c.list, k)
			}
		}
	}
	c.left = max(c.list[0].from-2, 0)
	c.right = max(x.of.Rev-c.list[len(c.list)-1].to, 0)
}

// place gives the columns their places from x on.
func (c *columns) place(x int) {
	for i := range c.list {
		c.list[i].x = x
		x += c.list[i].w
	}
}

// find returns the place of the column that holds a main revision, -1 if none
// does.
func (c *columns) find(main int64) int {
	return slices.IndexFunc(c.list, func(k column) bool { return k.from <= main && main <= k.to })
}

// A window is which revisions are shown. It follows the newest, unless a person
// chooses one that lies outside.
type window struct {
	right int64  // the last main revision shown; 0 is the newest
	main  int64  // that was looked at
	index uint64 // and the raft entry that was chosen
	held  bool
}

// settle finds the columns for so many columns of the screen.
func (w *window) settle(x *index, c *columns, at *cursor, entry uint64, width int) {
	newest := max(x.of.Rev, x.revs[len(x.revs)-1].Main)
	see := w.moved(x, at, entry)
	if !at.held || w.right == 0 || w.right > newest {
		w.right = newest
	}
	x.fill(c, x.hold(w.right), width, true)
	if see != 0 {
		w.show(x, c, see, width)
	}
	w.right = c.list[len(c.list)-1].to
}

// moved returns the main revision that must be seen, because a person went
// there; 0 if they went nowhere.
func (w *window) moved(x *index, at *cursor, entry uint64) (see int64) {
	if at.held && (at.main != w.main || !w.held) {
		see = at.main
	} else if entry != w.index {
		if wrote := x.wrote(entry); len(wrote) > 0 {
			see = wrote[0].Main
		}
	}
	w.main, w.held, w.index = at.main, at.held, entry
	return see
}

// show moves the window no further than it must for a main revision to be seen
// with its neighbours.
func (w *window) show(x *index, c *columns, main int64, width int) {
	i := c.find(main)
	from, next, leftwards := x.hold(main), x.before, false
	switch {
	case i < 0 && main > w.right, i == len(c.list)-1 && c.right > 0:
		next, leftwards = x.after, true
	case i < 0, i == 0 && c.left > 0:
	default:
		return
	}
	if k, ok := next(from); ok {
		x.fill(c, k, width, leftwards)
	}
	if c.find(main) < 0 {
		x.fill(c, from, width, leftwards)
	}
}

func digits(n int64) int { return len(kit.Number(n)) }
