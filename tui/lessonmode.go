package tui

import (
	tea "charm.land/bubbletea/v2"

	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
)

// The driver of a lesson is a mode: while the pane lesson has the focus it takes
// the lesson's keys, and letters for the answers that bear them.

func (t *lessonDriver) key(k tea.KeyPressMsg) (tea.Cmd, bool) {
	if t.v.screen.Focus != pane.Lesson {
		return nil, false
	}
	if t.picks(k.String()) {
		return nil, true
	}
	if t.v.scene() == nil {
		return nil, false
	}
	a, _ := t.v.action(k.String())
	return t.act(a)
}

// act does an action of the lesson's keys; ok is false if it means nothing
// there.
func (t *lessonDriver) act(a keys.Action) (cmd tea.Cmd, ok bool) {
	switch a {
	case keys.GoOn:
		return t.goOn(), true
	case keys.ScrollUp, keys.ScrollDown:
		by := 1
		if a == keys.ScrollUp {
			by = -1
		}
		if n := len(t.Picked); n > 0 && t.session.Verdict() == nil && !t.away() {
			t.Cursor = min(max(t.Cursor+by, 0), n-1)
			t.refresh()
			return nil, true
		}
		return nil, false
	case keys.Toggle:
		if a, ok := t.asked(); ok && a.Several && t.session.Verdict() == nil {
			t.Picked[t.Cursor] = !t.Picked[t.Cursor]
			t.refresh()
		}
	case keys.Hint:
		section, _, _, more := t.session.Hint()
		if !more {
			t.v.say("%s", t.v.appearance.words.NoHint)
			return nil, true
		}
		t.Hints = append(t.Hints, section)
		t.refresh()
	case keys.Solve:
		task, ok := t.task()
		switch {
		case ok && t.session.Done() && t.Solution == nil:
			t.v.say("%s", t.v.appearance.words.Reached)
			return nil, true
		case ok:
			t.Solution = linesOf(task.Solution)
			return t.drive(t.session.Solve, nil), true
		}
		t.v.say("%s", t.v.appearance.words.NoTask)
	case keys.Retry:
		return t.stepBack(t.session.At()), true
	case keys.StepBack:
		return t.stepBack(t.session.Before()), true
	case keys.OtherView:
		t.Notes = !t.Notes
		t.refresh()
	default:
		return nil, false
	}
	return nil, true
}

// picks takes a letter for the answer that bears it, while a question is open,
// and reports whether it is one.
func (t *lessonDriver) picks(key string) bool {
	if t.v.screen.Focus != pane.Lesson || len(key) != 1 || t.away() || t.v.jobs.job != nil {
		return false
	}
	i := int(key[0]) - 'a'
	a, ok := t.asked()
	if !ok || t.session.Verdict() != nil || t.Locked || i < 0 || i >= len(a.Choices) {
		return false
	}
	t.Cursor = i
	if a.Several {
		t.Picked[i] = !t.Picked[i]
	}
	t.refresh()
	return true
}
