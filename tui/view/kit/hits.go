package kit

import "raftviz/tui/view/canvas"

// Hits are the places of a picture that stand for something.
type Hits[T any] struct {
	x0, y0 int
	list   []hit[T]
}

type hit[T any] struct {
	x, y, w, h int
	of         T
}

// Begin forgets all places, for a new picture of a pane.
func (h *Hits[T]) Begin(pane canvas.Area) {
	h.x0, h.y0 = pane.Origin()
	h.Clear()
}

// Clear forgets all places.
func (h *Hits[T]) Clear() { h.list = h.list[:0] }

// Len is how many places there are.
func (h *Hits[T]) Len() int { return len(h.list) }

// Keep forgets all places but the first n.
func (h *Hits[T]) Keep(n int) { h.list = h.list[:n] }

// Add notes what an area of the picture stands for. What is added later lies
// above.
func (h *Hits[T]) Add(a canvas.Area, of T) {
	x, y := a.Origin()
	h.list = append(h.list, hit[T]{x - h.x0, y - h.y0, a.W, a.H, of})
}

// At returns what a place of the pane stands for.
func (h *Hits[T]) At(x, y int) (of T, ok bool) {
	of, _, ok = h.Within(x, y)
	return of, ok
}

// Within is At that also returns how many rows below the top of its area the
// place is.
func (h *Hits[T]) Within(x, y int) (of T, row int, ok bool) {
	for i := len(h.list) - 1; i >= 0; i-- {
		k := &h.list[i]
		if x >= k.x && x < k.x+k.w && y >= k.y && y < k.y+k.h {
			return k.of, y - k.y, true
		}
	}
	return of, 0, false
}
