package tui

import (
	tea "charm.land/bubbletea/v2"

	"raftviz/engine/lang"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// act does an action while a run is shown. While a job runs, only looking
// around and stopping it are possible.
func (s *viewer) act(a keys.Action) tea.Cmd {
	s.toured(a)
	if s.job != nil && !lookingAround[a] {
		return nil
	}
	if do, ok := timeActions[a]; ok {
		s.play.on = false
		return do(s)
	}
	switch a {
	case keys.PlayPause:
		s.togglePlay()
	case keys.Faster:
		s.play.faster(1)
	case keys.Slower:
		s.play.faster(-1)
	case keys.Command:
		s.startLine(commandLine)
	case keys.Search:
		s.startLine(searchLine)
	case keys.Breakpoint:
		s.startLine(breakLine)
	case keys.Fork:
		s.play.on = false
		return s.fork(nil, nil)
	case keys.Branches:
		s.openBranches()
	case keys.NextPane:
		s.turn(1)
	case keys.PrevPane:
		s.turn(-1)
	case keys.Pane1, keys.Pane2, keys.Pane3, keys.Pane4, keys.Pane5, keys.Pane6, keys.Pane7, keys.Pane8, keys.Pane9, keys.Pane10:
		s.goPane(pane.ID(a - keys.Pane1))
	case keys.Preset:
		s.preset = (s.preset + 1) % numPresets
		s.say(s.appearance.words.PresetF, s.appearance.words.Presets[s.preset])
	case keys.Mark, keys.ToMark:
		s.marks.pending = a
		s.say("%s", s.appearance.words.MarkAsk)
	case keys.Zoom:
		s.zoom = !s.zoom
	case keys.ScrollUp, keys.ScrollDown, keys.ScrollLeft, keys.ScrollRight:
		cmd, _ := s.toPane(a)
		return cmd
	case keys.Language:
		s.appearance.nextLang()
	case keys.Help:
		s.page, s.choice = helpPage, 0
	case keys.Escape:
		s.escape()
	case keys.Quit:
		s.quit()
	}
	return nil
}

// timeActions move the position; they end playing.
var timeActions = map[keys.Action]func(*viewer) tea.Cmd{
	keys.Forward:      func(s *viewer) tea.Cmd { s.forward(); return nil },
	keys.Back:         func(s *viewer) tea.Cmd { s.back(); return nil },
	keys.TickForward:  func(s *viewer) tea.Cmd { return s.flow(s.tickLength()) },
	keys.TickBack:     func(s *viewer) tea.Cmd { s.flowBack(s.tickLength()); return nil },
	keys.NextNotable:  func(s *viewer) tea.Cmd { return s.nextFound(1) },
	keys.PrevNotable:  func(s *viewer) tea.Cmd { return s.nextFound(-1) },
	keys.ToStart:      func(s *viewer) tea.Cmd { s.seek(0); return nil },
	keys.ToEnd:        func(s *viewer) tea.Cmd { s.seek(s.rec().Len()); return nil },
	keys.Continue:     func(s *viewer) tea.Cmd { return s.toBreakpoint(1) },
	keys.ContinueBack: func(s *viewer) tea.Cmd { return s.toBreakpoint(-1) },
}

// lookingAround are the actions that disturb no job.
var lookingAround = map[keys.Action]bool{
	keys.NextPane: true, keys.PrevPane: true, keys.Pane1: true, keys.Pane2: true, keys.Pane3: true, keys.Pane4: true,
	keys.Pane5: true, keys.Pane6: true, keys.Pane7: true, keys.Pane8: true, keys.Pane9: true, keys.Pane10: true, keys.Preset: true,
	keys.ScrollUp: true, keys.ScrollDown: true, keys.ScrollLeft: true, keys.ScrollRight: true,
	keys.Zoom: true, keys.Language: true, keys.Command: true, keys.Help: true, keys.Escape: true, keys.Quit: true,
}

// quit leaves, but asks once more where a live run would be lost.
func (s *viewer) quit() {
	if s.leaving || !s.unsaved() {
		s.left = true
		return
	}
	s.leaving = true
	s.say("%s", s.appearance.words.LeaveAsk)
}

// unsaved reports whether something was done here that leaving ends.
func (s *viewer) unsaved() bool {
	for _, b := range s.branches {
		if b.run != nil && b.rec.Len() > 0 && !b.kept {
			return true
		}
	}
	return false
}

// escape undoes the innermost thing: a job, playing, a zoom, a search.
func (s *viewer) escape() {
	switch {
	case s.job != nil:
		s.job.cancel()
	case s.play.on:
		s.play.on = false
	case s.zoom:
		s.zoom = false
	case s.search != nil:
		s.search = nil
	default:
		if _, ok := s.toPane(keys.Escape); !ok {
			s.selected = scene.Selection{}
		}
	}
}

// turn gives the focus to the next pane, in the order of their numbers.
func (s *viewer) turn(by int) {
	for range pane.Count {
		s.focus = pane.ID((int(s.focus) + by + int(pane.Count)) % int(pane.Count))
		if s.focus != pane.Lesson || s.branch().narration != nil || s.lecture != nil {
			return
		}
	}
}

// goPane gives a pane the focus, if there is anything in it.
func (s *viewer) goPane(p pane.ID) {
	if p == pane.Lesson && s.branch().narration == nil && s.lecture == nil {
		s.say("%s", s.appearance.words.NoLesson)
		return
	}
	s.setFocus(p)
}

// nextLang goes on to the next language.
func (l *appearance) nextLang() {
	for i, have := range lang.All {
		if have == l.lang {
			l.lang = lang.All[(i+1)%len(lang.All)]
			break
		}
	}
	l.settle()
}
