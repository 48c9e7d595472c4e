package kit

// A Scroll is which rows of many are shown.
type Scroll struct{ Top int }

// Settle moves the rows shown no further than it must for row at to be among
// them, of n rows of which h fit, and returns the first. A negative at may be
// out of sight.
func (s *Scroll) Settle(n, h, at int) int {
	h = max(h, 0)
	if at >= 0 {
		s.Top = min(max(s.Top, at-h+1), at)
	}
	s.Top = max(min(s.Top, n-h), 0)
	return s.Top
}

// Around returns the first of h rows out of n that have row at in their middle,
// as far as there are rows; the first of all while at is among the first h.
func Around(n, h, at int) int {
	if at < h {
		return 0
	}
	return max(min(at-h/2, n-h), 0)
}

// Step moves a place among n by so many, and no further than to the ends.
func Step(at, by, n int) int { return max(min(at+by, n-1), 0) }
