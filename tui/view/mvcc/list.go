package mvcc

import "raftviz/tui/view/kit"

// A list is rows that are chosen in this pane only.
type list struct {
	kit.Scroll
	at int
}

// move goes so many rows on.
func (l *list) move(by, n int) { l.at = kit.Step(l.at, by, n) }

// A hit is what a click in a part of the picture means: the view, and in it a row
// of so many from the part's first row on, or else a main revision.
type hit struct {
	view   view
	first  int // the first row; with rows
	rows   bool
	main   int64
	bucket int // less one
}
