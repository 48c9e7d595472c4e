package tui

import (
	tea "charm.land/bubbletea/v2"

	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
)

// scopes are where each pane's own keys hold.
var scopes = [pane.Count]keys.Scope{
	pane.Cluster: keys.InCluster, pane.Log: keys.InLog, pane.Timeline: keys.InTimeline, pane.Why: keys.InWhy,
	pane.Node: keys.InNode, pane.Network: keys.InNetwork, pane.MVCC: keys.InMVCC, pane.Clients: keys.InClients,
	pane.Checks: keys.InChecks, pane.Lesson: keys.InLesson,
}

// toPane gives an action to the pane that has the focus; ok is false if it
// means nothing there.
func (s *viewer) toPane(a keys.Action) (cmd tea.Cmd, ok bool) {
	st := s.step(s.pos)
	if st == nil || a == keys.None {
		return nil, false
	}
	if s.focus == pane.Lesson && s.lecture != nil {
		if cmd, ok := s.lessonKey(a); ok {
			return cmd, true
		}
	}
	sc := s.scene(st)
	sc.Focused = true
	want, ok := s.panes[s.focus].Act(a, sc)
	if !ok {
		return nil, false
	}
	return s.fulfil(want), true
}

// fulfil does what a pane asks for. What moves in time or acts waits for no
// job: while one runs, only choosing and looking are possible.
func (s *viewer) fulfil(w pane.Intent) tea.Cmd {
	if w.Select != nil {
		s.selected = *w.Select
	}
	if w.Goes {
		s.setFocus(w.Go)
	}
	if w.Say != "" {
		s.say("%s", w.Say)
	}
	if s.job != nil {
		return nil
	}
	switch {
	case w.Seek != nil:
		s.play.on = false
		s.seek(*w.Seek)
	case w.Prompt != "":
		s.startLine(commandLine)
		s.line.set(w.Prompt, len([]rune(w.Prompt)))
		s.offer()
	case w.Run != "":
		s.play.on = false
		cmd, err := s.perform(w.Run, func(err error) { s.complain(err.Error()) })
		if err != nil {
			s.complain(err.Error())
		}
		return cmd
	case w.Judge:
		return s.judge()
	}
	return nil
}

// setFocus gives a pane the focus; one without a place of its own takes the
// stage.
func (s *viewer) setFocus(p pane.ID) { s.focus = p }
