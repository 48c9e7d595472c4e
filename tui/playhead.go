package tui

import (
	"errors"
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine"
	"raftviz/engine/termtext"
)

// A playhead is where in the branch that is shown the person is.
type playhead struct {
	v   *viewer
	pos int     // the step that is shown
	now float64 // virtual ms: the step's time or, while time flows, more
}

// seek shows the step at a position.
func (h *playhead) seek(pos int) {
	h.pos = min(max(pos, 0), h.v.rec().Len())
	h.now = float64(h.v.rec().Time(h.pos))
	h.v.play.spent = 0
}

// live reports whether the position is where the run grows.
func (h *playhead) live() bool {
	return h.v.branch().run != nil && h.pos == h.v.rec().Len()
}

// forward shows the next step, or takes it where the run grows. It returns
// false, having said why, if there is none.
func (h *playhead) forward() bool {
	if h.pos < h.v.rec().Len() {
		h.seek(h.pos + 1)
		return true
	}
	if h.v.branch().run == nil {
		h.atEnd()
		return false
	}
	if h.v.lesson.holds() {
		h.v.say("%s", h.v.appearance.words.LessonMoves)
		return false
	}
	if _, err := h.v.branch().run.Step(); err != nil {
		h.failed(err)
		return false
	}
	h.seek(h.v.rec().Len())
	return true
}

// atEnd says that the recording ends here, and what can be done.
func (h *playhead) atEnd() {
	if st := h.v.step(h.v.rec().Len()); st != nil && len(st.Frame.Violations) > 0 {
		h.v.complain(h.v.appearance.words.StoppedRun)
		return
	}
	h.v.say("%s", h.v.appearance.words.AtEnd)
}

// failed says why a run did not go on.
func (h *playhead) failed(err error) {
	var stopped *engine.Stopped
	switch {
	case errors.Is(err, engine.ErrIdle):
		h.v.say("%s", h.v.appearance.words.IdleF)
	case errors.As(err, &stopped):
		h.v.complain(h.v.appearance.words.StoppedRun)
	default:
		h.v.complain(h.v.appearance.says(err))
	}
}

func (h *playhead) back() {
	if h.pos == 0 {
		h.v.say("%s", h.v.appearance.words.AtStart)
		return
	}
	h.seek(h.pos - 1)
}

// nextTime returns when the next step happens, ok is false if there is none.
func (h *playhead) nextTime() (ms int64, ok bool) {
	if h.pos < h.v.rec().Len() {
		return h.v.rec().Time(h.pos + 1), true
	}
	if run := h.v.branch().run; run != nil && !h.v.lesson.holds() {
		return run.NextTime()
	}
	return 0, false
}

// tickLength is one tick of an honest clock, ms.
func (h *playhead) tickLength() int64 {
	if st := h.v.step(h.pos); st != nil && st.Frame.Config != nil {
		return st.Frame.Config.Tick
	}
	return 100
}

// flow lets so much virtual time pass. Where nothing is left to happen, time
// stands still.
func (h *playhead) flow(ms int64) tea.Cmd {
	target := h.now + float64(ms)
	for {
		next, ok := h.nextTime()
		if !ok {
			h.forward() // says why there is nothing more
			return nil
		}
		if float64(next) > target {
			h.now = target
			return nil
		}
		if !h.forward() {
			return nil
		}
	}
}

// flowBack goes back by so much virtual time.
func (h *playhead) flowBack(ms int64) {
	target := max(h.now-float64(ms), 0)
	pos := h.pos
	for pos > 0 && float64(h.v.rec().Time(pos)) > target {
		pos--
	}
	h.seek(pos)
	h.now = max(target, h.now)
}

// leap goes to a position; false means that the recording ends before.
func (h *playhead) leap(pos int) bool {
	if pos > h.v.rec().Len() {
		return false
	}
	h.seek(pos)
	return true
}

// leapTime goes to a time; false means that the recording ends before.
func (h *playhead) leapTime(ms int64) bool {
	rec := h.v.rec()
	if ms > rec.Time(rec.Len()) {
		return false
	}
	pos := h.pos
	for pos < rec.Len() && rec.Time(pos+1) <= ms {
		pos++
	}
	h.seek(pos)
	h.now = max(h.now, float64(ms))
	return true
}

func (h *playhead) gotoStep(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > h.v.rec().Len() {
		return fmt.Errorf(h.v.appearance.words.NoStepF, termtext.Printable(text), h.v.rec().Len())
	}
	h.seek(n)
	return nil
}
