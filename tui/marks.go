package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"raftviz/tui/view/keys"
)

// bookmarks are the steps a person has put a letter to, as vim does.
type bookmarks struct {
	at      map[rune]mark
	pending keys.Action // Mark or ToMark, while its letter is waited for
}

// A mark is a step of a branch.
type mark struct{ branch, pos int }

// markKey takes the letter that Mark or ToMark waits for; any other key gives
// up.
func (s *viewer) markKey(k tea.KeyPressMsg) tea.Cmd {
	action := s.marks.pending
	s.marks.pending = keys.None
	r := []rune(k.String())
	if len(r) != 1 || r[0] < 'a' || r[0] > 'z' {
		return nil
	}
	if action == keys.Mark {
		if s.marks.at == nil {
			s.marks.at = map[rune]mark{}
		}
		s.marks.at[r[0]] = mark{s.at, s.pos}
		s.say(s.appearance.words.MarkedF, r[0], s.pos)
		return nil
	}
	m, ok := s.marks.at[r[0]]
	if !ok {
		s.complain(fmt.Sprintf(s.appearance.words.NoMarkF, string(r)))
		return nil
	}
	if s.job != nil {
		return nil
	}
	s.play.on = false
	if m.branch != s.at {
		s.show(m.branch)
	}
	s.seek(m.pos)
	return nil
}
