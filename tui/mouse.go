package tui

import tea "charm.land/bubbletea/v2"

// click goes to the pane that was clicked, to a place of the recording on the
// scrubber, or to what the pane makes of it.
func (s *show) click(m tea.Mouse, l layout) tea.Cmd {
	if m.Button != tea.MouseLeft || s.line != nil || s.page != noPage {
		return nil
	}
	if m.Y == l.scrub && s.job == nil {
		s.play.on = false
		w := max(l.body.w-2, 2)
		s.seek((m.X - 1) * s.rec().Len() / (w - 1))
		return nil
	}
	for _, slot := range l.slots {
		if !slot.holds(m.X, m.Y) {
			continue
		}
		s.focus = slot.pane
		if do, r := panes[slot.pane].click, slot.inside(); do != nil && r.holds(m.X, m.Y) && s.job == nil {
			s.play.on = false
			do(s, m.X-r.x, m.Y-r.y, r)
		}
	}
	return nil
}

// wheel scrolls the pane under the pointer.
func (s *show) wheel(m tea.Mouse, l layout) tea.Cmd {
	if s.line != nil || s.job != nil {
		return nil
	}
	dx, dy := 0, 0
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
	if s.page == helpPage {
		s.choice = max(s.choice+dy, 0)
		return nil
	}
	for _, slot := range l.slots {
		if slot.holds(m.X, m.Y) && panes[slot.pane].scroll != nil {
			s.play.on = false
			if slot.pane == paneLog && m.Mod.Contains(tea.ModShift) {
				dx, dy = dy, 0
			}
			panes[slot.pane].scroll(s, dx, dy)
		}
	}
	return nil
}
