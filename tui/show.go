package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/event"
	"raftviz/recordings"
	"raftviz/tui/canvas"
	"raftviz/tui/keys"
	"raftviz/tui/logs"
	"raftviz/tui/timeline"
)

// A show is a run, or a recording, on the screen: its branches, the position
// in time, and what the person is doing with it.
type show struct {
	look     *look
	branches []*branch
	at       int // the branch that is shown

	pos int     // the step that is shown
	now float64 // virtual ms: the step's time or, while time flows, more

	play    player
	focus   paneID
	zoom    bool
	log     logs.View
	line    *line // what is being typed, or nil
	page    page  // what stands in place of the panes
	choice  int   // the line chosen on the page, or how far it is scrolled
	note    note
	job     *job
	waiting []string // commands given while a job runs
	brk     *breakpoint
	search  *search
	past    [numLineKinds][]string // lines typed before, by what they were for
	left    bool                   // the person wants to leave

	captions captions
	picture  picture
}

// A page is what may stand in place of the panes.
type page uint8

const (
	noPage page = iota
	helpPage
	branchesPage
)

// A note is one line to the person; the next key takes it away.
type note struct {
	text string
	ink  canvas.Ink
}

func newShow(o Opened, l *look) *show {
	b := &branch{rec: o.Recording, run: o.Run, parent: -1}
	if b.run != nil {
		b.rec = b.run.Recording()
		l.saves.attach(b.run)
	}
	s := &show{look: l, branches: []*branch{b}, play: player{speed: usualSpeed}}
	if b.run != nil {
		s.seek(b.rec.Len())
	}
	if torn := b.rec.Torn(); torn != nil {
		s.complain(torn.String())
	}
	return s
}

// branch returns the branch that is shown.
func (s *show) branch() *branch { return s.branches[s.at] }

func (s *show) rec() *recordings.Recording { return s.branch().rec }

// step returns the step at a position, nil if it cannot be had; a recording
// that cannot be read back says so once.
func (s *show) step(pos int) *event.Step {
	st, err := s.rec().At(pos)
	if err != nil {
		return nil
	}
	return st
}

func (s *show) say(format string, a ...any) {
	s.note = note{fmt.Sprintf(format, a...), canvas.Text}
}

func (s *show) complain(text string) { s.note = note{text, canvas.Alarm} }

// moving reports whether the screen changes by itself.
func (s *show) moving() bool { return s.play.on || s.job != nil }

// update handles a key, a click or pasted text.
func (s *show) update(msg tea.Msg, l layout) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return s.key(msg)
	case tea.PasteMsg:
		if s.line != nil {
			return s.line.update(msg)
		}
	case tea.MouseClickMsg:
		return s.click(msg.Mouse(), l)
	case tea.MouseWheelMsg:
		return s.wheel(msg.Mouse(), l)
	}
	return nil
}

// key does what a key is bound to where the person is.
func (s *show) key(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case s.line != nil:
		return s.lineKey(k)
	case s.page == branchesPage:
		s.branchesKey(keys.Find(keys.List, k.String()))
		return nil
	case s.page == helpPage:
		s.helpKey(keys.Find(keys.Page, k.String()))
		return nil
	}
	s.note = note{}
	return s.act(keys.Find(keys.Show, k.String()))
}

// want says what the layout is made for.
func (s *show) want(w, h int) want {
	v := want{w: w, h: h, focus: s.focus, zoom: s.zoom}
	if st := s.step(s.pos); st != nil {
		v.nodes = len(st.Frame.Nodes)
		v.banner = len(st.Frame.Violations) > 0
	}
	return v
}

// close stops what runs and closes all branches.
func (s *show) close() error {
	if s.job != nil {
		s.job.stop()
	}
	var first error
	for _, b := range s.branches {
		if err := b.close(); first == nil {
			first = err
		}
	}
	return first
}

// reel is the recording as the timeline reads it.
func (s *show) reel() timeline.Reel {
	rec := s.rec()
	return timeline.Reel{Len: rec.Len(), Kinds: rec.Kinds, At: s.step}
}
