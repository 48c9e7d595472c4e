package tui

import (
	tea "charm.land/bubbletea/v2"

	"raftviz/engine/explain"
	"raftviz/tui/keys"
)

// act does an action while a run is shown. While a job runs, only looking
// around and stopping it are possible.
func (s *show) act(a keys.Action) tea.Cmd {
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
		return s.fork(nil)
	case keys.Branches:
		s.page, s.choice = branchesPage, s.at
	case keys.NextPane:
		s.focus = (s.focus + 1) % numPanes
	case keys.PrevPane:
		s.focus = (s.focus + numPanes - 1) % numPanes
	case keys.Pane1, keys.Pane2, keys.Pane3, keys.Pane4:
		s.focus = paneID(a - keys.Pane1)
	case keys.Zoom:
		s.zoom = !s.zoom
	case keys.ScrollUp:
		s.scroll(0, -1)
	case keys.ScrollDown:
		s.scroll(0, 1)
	case keys.ScrollLeft:
		s.scroll(-1, 0)
	case keys.ScrollRight:
		s.scroll(1, 0)
	case keys.Language:
		s.look.nextLang()
	case keys.Help:
		s.page, s.choice = helpPage, 0
	case keys.Escape:
		s.escape()
	case keys.Quit:
		s.left = true
	}
	return nil
}

// timeActions move the position; they end playing.
var timeActions = map[keys.Action]func(*show) tea.Cmd{
	keys.Forward:      func(s *show) tea.Cmd { s.forward(); return nil },
	keys.Back:         func(s *show) tea.Cmd { s.back(); return nil },
	keys.TickForward:  func(s *show) tea.Cmd { return s.flow(s.tickLength()) },
	keys.TickBack:     func(s *show) tea.Cmd { s.flowBack(s.tickLength()); return nil },
	keys.NextNotable:  func(s *show) tea.Cmd { return s.nextFound(1) },
	keys.PrevNotable:  func(s *show) tea.Cmd { return s.nextFound(-1) },
	keys.ToStart:      func(s *show) tea.Cmd { s.seek(0); return nil },
	keys.ToEnd:        func(s *show) tea.Cmd { s.seek(s.rec().Len()); return nil },
	keys.Continue:     func(s *show) tea.Cmd { return s.toBreakpoint(1) },
	keys.ContinueBack: func(s *show) tea.Cmd { return s.toBreakpoint(-1) },
}

// lookingAround are the actions that disturb no job.
var lookingAround = map[keys.Action]bool{
	keys.NextPane: true, keys.PrevPane: true, keys.Pane1: true, keys.Pane2: true, keys.Pane3: true, keys.Pane4: true,
	keys.Zoom: true, keys.Language: true, keys.Command: true, keys.Help: true, keys.Escape: true, keys.Quit: true,
}

// escape undoes the innermost thing: a job, playing, a zoom, a search.
func (s *show) escape() {
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
		s.log.Cursor = 0
	}
}

// nextLang goes on to the next language.
func (l *look) nextLang() {
	for i, have := range explain.Langs {
		if have == l.lang {
			l.lang = explain.Langs[(i+1)%len(explain.Langs)]
			break
		}
	}
	l.settle()
}
