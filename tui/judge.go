package tui

import (
	tea "charm.land/bubbletea/v2"

	"raftviz/recordings/linear"
	"raftviz/tui/view/scene"
)

// judge finds out, beside the screen, whether what the clients were told up to
// here is linearizable.
func (s *viewer) judge() tea.Cmd {
	rec, pos := s.rec(), s.pos
	var found linear.Verdict
	s.verdict = &scene.Verdict{Pos: pos, Running: true}
	j := &job{name: func() string { return s.appearance.words.Judging }}
	return s.start(j, func(*job) (err error) {
		found, err = linear.Check(rec, pos, linear.Limit{})
		return err
	}, func(err error) {
		if err != nil {
			s.verdict = nil
			s.ended(j, err)
			return
		}
		s.verdict = &scene.Verdict{Verdict: found, Pos: pos}
	})
}
