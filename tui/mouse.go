package tui

import (
	tea "charm.land/bubbletea/v2"

	"raftviz/tui/view/keys"
	"raftviz/tui/view/scene"
)

// click goes to the pane that was clicked, to a place of the recording on the
// scrubber, or to what the pane makes of it.
func (s *viewer) click(m tea.Mouse, l layout) tea.Cmd {
	if m.Button != tea.MouseLeft || s.line != nil {
		return nil
	}
	if s.page != noPage {
		return s.clickPage(m.Y - l.body.y - pageTop)
	}
	if m.Y == l.scrub {
		s.drag(m, l)
		return nil
	}
	for _, slot := range l.slots {
		if !slot.holds(m.X, m.Y) {
			continue
		}
		s.setFocus(slot.pane)
		if r := slot.inside(); r.holds(m.X, m.Y) {
			if sc := s.here(); sc != nil {
				return s.fulfil(s.panes[slot.pane].Click(m.X-r.x, m.Y-r.y, sc))
			}
		}
	}
	return nil
}

// drag goes to the place of the recording that the pointer is at on the
// scrubber.
func (s *viewer) drag(m tea.Mouse, l layout) {
	if m.Button != tea.MouseLeft || m.Y != l.scrub || s.line != nil || s.page != noPage || s.job != nil {
		return
	}
	s.play.on = false
	s.seek(s.scrubPos(m.X-1, l.body.w-2))
}

// clickPage chooses a line of a page; what is chosen already is opened.
func (s *viewer) clickPage(row int) tea.Cmd {
	at := s.pageFirst + row
	switch {
	case row < 0:
	case s.page == branchesPage && at < len(s.tree()):
		if at == s.choice {
			s.branchesKey(keys.Choose)
			return nil
		}
		s.choice, s.closing = at, 0
	case s.page == breaksPage && at < len(s.breaks):
		if at == s.choice {
			return s.breaksKey(keys.Edit)
		}
		s.choice = at
	}
	return nil
}

// wheelPage chooses the line before or the next, or scrolls.
func (s *viewer) wheelPage(by int) tea.Cmd {
	a := keys.Up
	switch {
	case by == 0:
		return nil
	case by > 0:
		a = keys.Down
	}
	switch s.page {
	case branchesPage:
		s.branchesKey(a)
	case breaksPage:
		return s.breaksKey(a)
	default:
		s.pageKey(a)
	}
	return nil
}

// here is the scene at the position, nil if it cannot be had.
func (s *viewer) here() *scene.Scene {
	st := s.step(s.pos)
	if st == nil {
		return nil
	}
	return s.scene(st)
}

// wheel scrolls the pane under the pointer.
func (s *viewer) wheel(m tea.Mouse, l layout) tea.Cmd {
	if s.line != nil || s.job != nil {
		return nil
	}
	dx, dy := wheeled(m)
	if s.page != noPage {
		return s.wheelPage(dy)
	}
	for _, slot := range l.slots {
		if sc := s.here(); sc != nil && slot.holds(m.X, m.Y) {
			return s.fulfil(s.panes[slot.pane].Wheel(dx, dy, sc))
		}
	}
	return nil
}

// wheeled says where a wheel was turned; with shift held, to the side.
func wheeled(m tea.Mouse) (dx, dy int) {
	switch m.Button {
	case tea.MouseWheelUp:
		dy = -1
	case tea.MouseWheelDown:
		dy = 1
	case tea.MouseWheelLeft:
		dx = -1
	case tea.MouseWheelRight:
		dx = 1
	}
	if m.Mod.Contains(tea.ModShift) && dx == 0 {
		dx, dy = dy, 0
	}
	return dx, dy
}
