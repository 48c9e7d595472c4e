package tui

import (
	"fmt"
	"maps"

	tea "charm.land/bubbletea/v2"
)

// bookmarks are the steps a person has put a letter to, as vim does.
type bookmarks map[rune]mark

// A mark is a step of a branch.
type mark struct{ branch, pos int }

// drop forgets the marks on a branch.
func (b bookmarks) drop(branch int) {
	maps.DeleteFunc(b, func(_ rune, m mark) bool { return m.branch == branch })
}

// on returns the marked positions of a branch.
func (b bookmarks) on(branch int) map[rune]int {
	all := map[rune]int{}
	for letter, m := range b {
		if m.branch == branch {
			all[letter] = m.pos
		}
	}
	return all
}

// A marking waits for the letter of a mark to set or to go to.
type marking struct {
	passive
	v    *viewer
	goTo bool
}

// key takes the letter; any other key gives up.
func (m *marking) key(k tea.KeyPressMsg) (tea.Cmd, bool) {
	m.v.modes.remove(m)
	r, v := []rune(k.String()), m.v
	if len(r) != 1 || r[0] < 'a' || r[0] > 'z' {
		return nil, true
	}
	if !m.goTo {
		v.marks[r[0]] = mark{v.branches.at, v.head.pos}
		v.say(v.appearance.words.MarkedF, r[0], v.head.pos)
		return nil, true
	}
	to, ok := v.marks[r[0]]
	switch {
	case !ok:
		v.complain(fmt.Sprintf(v.appearance.words.NoMarkF, string(r)))
	case v.jobs.job == nil:
		v.play.on = false
		if to.branch != v.branches.at {
			v.branches.show(to.branch)
		}
		v.head.seek(to.pos)
	}
	return nil, true
}
