package mvcc

import "raftviz/tui/view/canvas"

// A scroll is which rows of many are shown.
type scroll struct{ top int }

// settle sees to it that a row is shown, of n rows of which h fit, and returns
// the first that is.
func (s *scroll) settle(n, h, at int) int {
	h = max(h, 0)
	if at >= 0 {
		s.top = min(max(s.top, at-h+1), at)
	}
	s.top = max(min(s.top, n-h), 0)
	return s.top
}

// A list is rows that are chosen in this pane only.
type list struct {
	scroll
	at int
}

// move goes so many rows on.
func (l *list) move(by, n int) { l.at = min(max(l.at+by, 0), max(n-1, 0)) }

// A hit is what a click in a part of the area means: the view, and in it a row
// of so many from y on, or else a main revision.
type hit struct {
	x, y, w, h int
	view       view
	first      int // the first row; with rows
	rows       bool
	main       int64
	bucket     int // less one
}

// hit notes what lies where; what is noted later lies above.
func (p *Pane) hit(a canvas.Area, h hit) {
	h.x, h.y = a.Origin()
	h.w, h.h = a.W, a.H
	p.hits = append(p.hits, h)
}

func (h *hit) holds(x, y int) bool {
	return x >= h.x && x < h.x+h.w && y >= h.y && y < h.y+h.h
}
