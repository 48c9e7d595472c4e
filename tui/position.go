package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// seek shows the step at a position.
func (s *viewer) seek(pos int) {
	s.pos = min(max(pos, 0), s.rec().Len())
	s.now = float64(s.rec().Time(s.pos))
	s.play.spent = 0
}

// live reports whether the position is where the run grows.
func (s *viewer) live() bool {
	return s.branch().run != nil && s.pos == s.rec().Len()
}

// forward shows the next step, or takes it where the run grows. It returns
// false, having said why, if there is none.
func (s *viewer) forward() bool {
	if s.pos < s.rec().Len() {
		s.seek(s.pos + 1)
		return true
	}
	if s.branch().run == nil {
		s.atEnd()
		return false
	}
	if s.taught() {
		s.say("%s", s.appearance.words.LessonMoves)
		return false
	}
	if _, err := s.branch().run.Step(); err != nil {
		s.failed(err)
		return false
	}
	s.seek(s.rec().Len())
	return true
}

// atEnd says that the recording ends here, and what can be done.
func (s *viewer) atEnd() {
	if st := s.step(s.rec().Len()); st != nil && len(st.Frame.Violations) > 0 {
		s.complain(s.appearance.words.StoppedRun)
		return
	}
	s.say("%s", s.appearance.words.AtEnd)
}

// failed says why a run did not go on.
func (s *viewer) failed(err error) {
	var stopped *engine.Stopped
	switch {
	case errors.Is(err, engine.ErrIdle):
		s.say("%s", s.appearance.words.IdleF)
	case errors.As(err, &stopped):
		s.complain(s.appearance.words.StoppedRun)
	default:
		s.complain(err.Error())
	}
}

func (s *viewer) back() {
	if s.pos == 0 {
		s.say("%s", s.appearance.words.AtStart)
		return
	}
	s.seek(s.pos - 1)
}

// nextTime returns when the next step happens, ok is false if there is none.
func (s *viewer) nextTime() (ms int64, ok bool) {
	if s.pos < s.rec().Len() {
		return s.rec().Time(s.pos + 1), true
	}
	if run := s.branch().run; run != nil && !s.taught() {
		return run.NextTime()
	}
	return 0, false
}

// tickLength is one tick of an honest clock, ms.
func (s *viewer) tickLength() int64 {
	if st := s.step(s.pos); st != nil && st.Frame.Config != nil {
		return st.Frame.Config.Tick
	}
	return 100
}

// flow lets so much virtual time pass. Where nothing is left to happen, time
// stands still.
func (s *viewer) flow(ms int64) tea.Cmd {
	target := s.now + float64(ms)
	for {
		next, ok := s.nextTime()
		if !ok {
			s.forward() // says why there is nothing more
			return nil
		}
		if float64(next) > target {
			s.now = target
			return nil
		}
		if !s.forward() {
			return nil
		}
	}
}

// flowBack goes back by so much virtual time.
func (s *viewer) flowBack(ms int64) {
	target := max(s.now-float64(ms), 0)
	pos := s.pos
	for pos > 0 && float64(s.rec().Time(pos)) > target {
		pos--
	}
	s.seek(pos)
	s.now = max(target, s.now)
}

// nextFound goes to the next notable event in a direction or, while the person
// searches, to the next step that matches.
func (s *viewer) nextFound(dir int) tea.Cmd {
	if s.search != nil {
		return s.find(quest{name: s.search.name, is: s.search.match, dir: dir})
	}
	pos, ok := s.rec().Find(s.pos, dir, func(_ int, kinds event.Set) bool { return kinds.Meets(event.Notables) })
	switch {
	case ok:
		s.seek(pos)
	case dir > 0 && s.branch().run != nil:
		return s.find(quest{name: s.appearance.words.NotableWord, is: notable, dir: 1, extend: true})
	case dir > 0:
		s.seek(s.rec().Len())
		s.atEnd()
	default:
		s.seek(0)
		s.say("%s", s.appearance.words.AtStart)
	}
	return nil
}

func notable(_ *frame.Frame, st *event.Step) bool { return st.Kinds().Meets(event.Notables) }
