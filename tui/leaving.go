package tui

import (
	tea "charm.land/bubbletea/v2"

	"raftviz/tui/view/keys"
)

// leaving is the question whether to leave a live run that would be lost. The
// same key again leaves; any other takes the question away and does what it
// does.
type leaving struct {
	passive
	v *viewer
}

// quit leaves, but asks once more where a live run would be lost.
func (v *viewer) quit() {
	if !v.unsaved() {
		v.left = true
		return
	}
	v.modes.push(&leaving{v: v})
	v.say("%s", v.appearance.words.LeaveAsk)
}

func (m *leaving) key(k tea.KeyPressMsg) (tea.Cmd, bool) {
	m.v.modes.remove(m)
	if a, inPane := m.v.action(k.String()); a == keys.Quit && !inPane {
		m.v.left = true
		return nil, true
	}
	return nil, false
}
