package tui

import (
	tea "charm.land/bubbletea/v2"

	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/screen"
)

// panesMode is the lowest mode of a viewer: the panes, and all that is done
// while they are looked at.
type panesMode struct {
	passive
	v *viewer
}

// action returns what a key is bound to: in the pane that has the focus, or else
// while a run is shown.
func (v *viewer) action(key string) (a keys.Action, inPane bool) {
	if a := v.appearance.keys.Find(v.screen.Focus.Scope(), key); a != keys.None {
		return a, true
	}
	return v.appearance.keys.Find(keys.Show, key), false
}

func (m *panesMode) key(k tea.KeyPressMsg) (tea.Cmd, bool) {
	if cmd, ok := m.toPane(m.v.appearance.keys.Find(m.v.screen.Focus.Scope(), k.String())); ok {
		return cmd, true
	}
	return m.act(m.v.appearance.keys.Find(keys.Show, k.String())), true
}

// toPane gives an action to the pane that has the focus; ok is false if it
// means nothing there.
func (m *panesMode) toPane(a keys.Action) (cmd tea.Cmd, ok bool) {
	sc := m.v.scene()
	if sc == nil || a == keys.None {
		return nil, false
	}
	sc.Focused = true
	intent, ok := m.v.screen.Pane(m.v.screen.Focus).Act(a, sc)
	if !ok {
		return nil, false
	}
	return m.v.fulfil(intent), true
}

// fulfil does what a pane asks for. What moves in time or acts waits for no
// job: while one runs, only selecting and looking are possible.
func (v *viewer) fulfil(w pane.Intent) tea.Cmd {
	if w.Select != nil {
		v.selected = *w.Select
	}
	if w.Focus != "" {
		v.screen.Focus = w.Focus
	}
	if w.Say != "" {
		v.say("%s", w.Say)
	}
	if v.jobs.job != nil {
		return nil
	}
	switch {
	case w.Seek != nil:
		v.play.on = false
		v.head.seek(*w.Seek)
	case w.Prompt != "":
		v.startLine(commandLine).set(w.Prompt, len([]rune(w.Prompt)))
		v.typing().offer()
	case w.Run != "":
		v.play.on = false
		cmd, err := v.commands.perform(w.Run, func(err error) { v.complain(v.appearance.says(err)) })
		if err != nil {
			v.complain(v.appearance.says(err))
		}
		return cmd
	case w.Judge:
		return v.judge()
	}
	return nil
}

// act does an action while a run is shown. While a job runs, only looking
// around and stopping it are possible.
func (m *panesMode) act(a keys.Action) tea.Cmd {
	v := m.v
	if v.jobs.job != nil && !looksAround(a) {
		return nil
	}
	if do, ok := timeActions[a]; ok {
		v.play.on = false
		return do(v)
	}
	if i, ok := a.Pane(); ok {
		v.setFocus(panes.Table[i].ID)
		return nil
	}
	switch a {
	case keys.PlayPause:
		v.play.toggle()
	case keys.Faster:
		v.play.faster(1)
	case keys.Slower:
		v.play.faster(-1)
	case keys.Command:
		v.startLine(commandLine)
	case keys.Search:
		v.startLine(searchLine)
	case keys.Breakpoint:
		v.startLine(breakLine)
	case keys.Fork:
		v.play.on = false
		return v.branches.fork(nil, nil)
	case keys.Branches:
		v.openBranches()
	case keys.NextPane:
		v.screen.Turn(1, v.told())
	case keys.PrevPane:
		v.screen.Turn(-1, v.told())
	case keys.Preset:
		v.screen.Preset = (v.screen.Preset + 1) % screen.NumPresets
		v.say(v.appearance.words.PresetF, v.appearance.words.Presets[v.screen.Preset])
	case keys.Mark, keys.ToMark:
		v.modes.push(&marking{v: v, goTo: a == keys.ToMark})
		v.say("%s", v.appearance.words.MarkAsk)
	case keys.Zoom:
		v.screen.Zoom = !v.screen.Zoom
	case keys.ScrollUp, keys.ScrollDown, keys.ScrollLeft, keys.ScrollRight:
		cmd, _ := m.toPane(a)
		return cmd
	case keys.Language:
		v.appearance.nextLang()
	case keys.Help:
		v.openHelp()
	case keys.Escape:
		m.escape()
	case keys.Quit:
		v.quit()
	}
	return nil
}

// timeActions move the position; they end playing.
var timeActions = map[keys.Action]func(*viewer) tea.Cmd{
	keys.Forward:      func(v *viewer) tea.Cmd { v.head.forward(); return nil },
	keys.Back:         func(v *viewer) tea.Cmd { v.head.back(); return nil },
	keys.TickForward:  func(v *viewer) tea.Cmd { return v.head.flow(v.head.tickLength()) },
	keys.TickBack:     func(v *viewer) tea.Cmd { v.head.flowBack(v.head.tickLength()); return nil },
	keys.NextNotable:  func(v *viewer) tea.Cmd { return v.finder.next(1) },
	keys.PrevNotable:  func(v *viewer) tea.Cmd { return v.finder.next(-1) },
	keys.ToStart:      func(v *viewer) tea.Cmd { v.head.seek(0); return nil },
	keys.ToEnd:        func(v *viewer) tea.Cmd { v.head.seek(v.rec().Len()); return nil },
	keys.Continue:     func(v *viewer) tea.Cmd { return v.breaks.seek(1) },
	keys.ContinueBack: func(v *viewer) tea.Cmd { return v.breaks.seek(-1) },
}

// looksAround reports whether an action disturbs no job.
func looksAround(a keys.Action) bool {
	if _, ok := a.Pane(); ok {
		return true
	}
	switch a {
	case keys.NextPane, keys.PrevPane, keys.Preset, keys.ScrollUp, keys.ScrollDown, keys.ScrollLeft, keys.ScrollRight,
		keys.Zoom, keys.Language, keys.Command, keys.Help, keys.Escape, keys.Quit:
		return true
	}
	return false
}

// escape undoes the innermost thing: a job, playing, a zoom, a search.
func (m *panesMode) escape() {
	v := m.v
	switch {
	case v.jobs.job != nil:
		v.jobs.job.cancel()
	case v.play.on:
		v.play.on = false
	case v.screen.Zoom:
		v.screen.Zoom = false
	case v.finder.search != nil:
		v.finder.search = nil
	default:
		if _, ok := m.toPane(keys.Escape); !ok {
			v.selected = scene.Selection{}
		}
	}
}

func (m *panesMode) footer() *screen.Footer {
	v, task := m.v, false
	if v.lesson != nil {
		_, task = v.lesson.task()
	}
	f := v.screen.Footer(v.appearance.keys, v.lesson != nil, task)
	return &f
}

// mouse goes to the pane that was clicked, to a place of the recording on the
// scrubber, or to what the pane makes of it; the wheel scrolls the pane under the
// pointer.
func (m *panesMode) mouse(msg tea.MouseMsg) (tea.Cmd, bool) {
	v, at, l := m.v, msg.Mouse(), m.v.layout()
	switch msg.(type) {
	case tea.MouseClickMsg:
		if at.Button == tea.MouseLeft && at.Y == l.Scrub {
			m.drag(at, &l)
			return nil, true
		}
		if at.Button == tea.MouseLeft {
			return m.click(at, &l), true
		}
	case tea.MouseMotionMsg:
		if at.Button == tea.MouseLeft && at.Y == l.Scrub {
			m.drag(at, &l)
		}
	case tea.MouseWheelMsg:
		if v.jobs.job != nil {
			return nil, true
		}
		dx, dy := wheeled(at)
		for _, slot := range l.Slots {
			if sc := v.scene(); sc != nil && slot.Holds(at.X, at.Y) {
				return v.fulfil(v.screen.Pane(slot.Pane).Wheel(dx, dy, sc)), true
			}
		}
	}
	return nil, true
}

func (m *panesMode) click(at tea.Mouse, l *screen.Layout) tea.Cmd {
	v := m.v
	for _, slot := range l.Slots {
		if !slot.Holds(at.X, at.Y) {
			continue
		}
		v.screen.Focus = slot.Pane
		if r := slot.Inside(); r.Holds(at.X, at.Y) {
			if sc := v.scene(); sc != nil {
				return v.fulfil(v.screen.Pane(slot.Pane).Click(at.X-r.X, at.Y-r.Y, sc))
			}
		}
	}
	return nil
}

// drag goes to the place of the recording that the pointer is at on the
// scrubber.
func (m *panesMode) drag(at tea.Mouse, l *screen.Layout) {
	if m.v.jobs.job != nil {
		return
	}
	m.v.play.on = false
	s := m.v.scrubber()
	m.v.head.seek(s.At(at.X-1, l.Body.W-2))
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
