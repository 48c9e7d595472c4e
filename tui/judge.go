package tui

import (
	tea "charm.land/bubbletea/v2"

	"raftviz/recordings/linear"
	"raftviz/tui/view/scene"
)

// judge finds out, beside the screen, whether what the clients were told up to
// here is linearizable.
func (v *viewer) judge() tea.Cmd {
	rec, pos := v.rec(), v.head.pos
	var found linear.Verdict
	v.verdict = &scene.Verdict{Pos: pos, Running: true}
	j := &job{name: func() string { return v.appearance.words.Judging }}
	return v.jobs.start(j, func(*job) (err error) {
		found, err = linear.Check(rec, pos, linear.Limit{})
		return err
	}, func(err error) {
		if err != nil {
			v.verdict = nil
			v.jobs.ended(j, err)
			return
		}
		v.verdict = &scene.Verdict{Verdict: found, Pos: pos}
	})
}
