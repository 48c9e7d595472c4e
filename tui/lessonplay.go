package tui

import "time"

// playUpTo plays what a lesson did, in a few seconds however much it is.
func (t *lessonDriver) playUpTo(pos int) {
	t.until = 0
	if pos <= t.v.head.pos {
		return
	}
	t.until = pos
	const mean = 0.4 // of what a step weighs
	t.pace = max(float64(pos-t.v.head.pos)*mean/speeds[t.v.play.speed]/mostWatched, 1)
	t.v.play.on, t.v.play.spent, t.v.play.last = true, 0, time.Time{}
}

// hurry returns by how much faster than usual to play, so that what a lesson
// did does not take too long.
func (t *lessonDriver) hurry() float64 {
	if t == nil || t.v.branches.at != t.branch || t.v.head.pos >= t.until {
		return 1
	}
	return t.pace
}

// watched ends playing where what the lesson did ends, and reports whether it
// has.
func (t *lessonDriver) watched() bool {
	if t == nil || t.v.branches.at != t.branch || t.until == 0 || t.v.head.pos < t.until {
		return false
	}
	t.until = 0
	t.v.play.on = false
	t.refresh()
	return true
}

// mostWatched is how long playing what a lesson did takes at most, in seconds.
const mostWatched = 5
