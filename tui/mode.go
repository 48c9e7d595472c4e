package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"raftviz/tui/view/canvas"
	"raftviz/tui/view/screen"
)

// A mode is a way to use the screen: to look at the panes, to read a page, to
// type a line, to take the tour. Modes stand on each other in a stack; keys and
// the mouse go to the top one first.
type mode interface {
	// draw draws the mode over what the modes beneath it have drawn, and returns
	// where the cursor stands, nil if nowhere. A mode that hides those beneath is
	// given the place of the panes.
	draw(a canvas.Area) *tea.Cursor

	// key and mouse do what a key or the mouse does; taken is false if it means
	// nothing in the mode.
	key(k tea.KeyPressMsg) (cmd tea.Cmd, taken bool)
	mouse(m tea.MouseMsg) (cmd tea.Cmd, taken bool)

	// footer lists the mode's keys; nil leaves that to the mode beneath.
	footer() *screen.Footer

	reach() reach
}

// A reach says what a mode leaves to those beneath it.
type reach uint8

const (
	passing reach = iota // what it does not take goes on to the mode beneath
	modal                // it gets all keys, and the mouse
	hiding               // the same, and what is beneath is not drawn
)

// passive is a mode that draws nothing, takes nothing and has no keys. Modes
// embed it for what they do not have.
type passive struct{}

func (passive) draw(canvas.Area) *tea.Cursor        { return nil }
func (passive) key(tea.KeyPressMsg) (tea.Cmd, bool) { return nil, false }
func (passive) mouse(tea.MouseMsg) (tea.Cmd, bool)  { return nil, false }
func (passive) footer() *screen.Footer              { return nil }
func (passive) reach() reach                        { return passing }

// A paster is a mode that takes pasted text.
type paster interface {
	paste(tea.PasteMsg) tea.Cmd
}

// A stack is modes, the top one last.
type stack []mode

func (s stack) top() mode { return s[len(s)-1] }

// push puts a mode on top. One that hides others takes the place of another that
// does, as there is only one page at a time; the lowest mode stays.
func (s *stack) push(m mode) {
	if m.reach() == hiding && len(*s) > 0 {
		s.closePages()
	}
	*s = append(*s, m)
}

// open puts a mode on top that has the screen for itself.
func (s *stack) open(m mode) { *s = append(*s, m) }

// under puts a mode on those that pass keys on, and beneath all others.
func (s *stack) under(m mode) {
	i := slices.IndexFunc(*s, func(o mode) bool { return o.reach() != passing })
	if i <= 0 {
		i = len(*s)
	}
	*s = slices.Insert(*s, i, m)
}

// remove takes a mode out, if it is there.
func (s *stack) remove(m mode) {
	*s = slices.DeleteFunc(*s, func(o mode) bool { return o == m })
}

// closePages removes all modes that hide others but the lowest.
func (s *stack) closePages() {
	lowest := (*s)[0]
	*s = slices.DeleteFunc(*s, func(o mode) bool { return o != lowest && o.reach() == hiding })
}

// key gives a key to the modes from the top down.
func (s stack) key(k tea.KeyPressMsg) tea.Cmd {
	return s.each(func(m mode) (tea.Cmd, bool) { return m.key(k) })
}

// mouse gives the modes from the top down what the mouse does.
func (s stack) mouse(msg tea.MouseMsg) tea.Cmd {
	return s.each(func(m mode) (tea.Cmd, bool) { return m.mouse(msg) })
}

// paste gives pasted text to the top mode, if it takes any.
func (s stack) paste(msg tea.PasteMsg) tea.Cmd {
	if p, ok := s.top().(paster); ok {
		return p.paste(msg)
	}
	return nil
}

// each calls do for modes from the top down, until one takes what it is given or
// lets nothing pass.
func (s stack) each(do func(mode) (tea.Cmd, bool)) tea.Cmd {
	var cmds []tea.Cmd
	for _, m := range slices.Backward(slices.Clone(s)) {
		cmd, taken := do(m)
		if cmd != nil {
			cmds = append(cmds, cmd)
		}
		if taken || m.reach() != passing {
			break
		}
	}
	if len(cmds) == 1 {
		return cmds[0]
	}
	return tea.Batch(cmds...)
}

// base returns the place of the highest mode that hides those beneath, 0 if none
// does.
func (s stack) base() int {
	for i := len(s) - 1; i > 0; i-- {
		if s[i].reach() == hiding {
			return i
		}
	}
	return 0
}

// footer is that of the highest mode that has one.
func (s stack) footer() screen.Footer {
	for _, m := range slices.Backward(s) {
		if f := m.footer(); f != nil {
			return *f
		}
	}
	return screen.Footer{}
}

// find returns the mode of a type that is highest in the stack.
func find[M mode](s stack) (m M, ok bool) {
	for _, o := range slices.Backward(s) {
		if m, ok := o.(M); ok {
			return m, true
		}
	}
	return m, false
}
