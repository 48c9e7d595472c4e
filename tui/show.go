package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/event"
	"raftviz/recordings/recording"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/lesson"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
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
	panes   [pane.Count]pane.Pane
	focus   pane.ID
	stage   pane.ID // the pane that stands where panes take turns; Cluster is the usual one
	preset  preset
	zoom    bool
	chosen  scene.Choice
	verdict *scene.Verdict
	marks   bookmarks
	line    *line // what is being typed, or nil
	page    page  // what stands in place of the panes
	choice  int   // the line chosen on the page, or how far it is scrolled

	pageFirst int // the line of the page that was drawn first, pageTop rows below its top
	note      note
	job       *job
	waiting   []string // commands given while a job runs
	breaks    []*breakpoint
	search    *search
	past      [numLineKinds][]string // lines typed before, by what they were for
	left      bool                   // the person wants to leave
	leaving   bool                   // was told what would be lost
	after     tea.Cmd                // what a word of the prompt leaves to be done
	tour      *tour
	lecture   *teaching // a lesson that is gone through here, or nil
	toldTour  func()    // called when the tour is over

	captions captions
	scrubbed scrubber
	compared *comparison
	closing  int // the branch that x closes if it is pressed again, plus one
}

// A page is what may stand in place of the panes.
type page uint8

const (
	noPage page = iota
	helpPage
	branchesPage
	comparePage
	breaksPage
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
	b.lesson = o.Lesson
	s := &show{look: l, branches: []*branch{b}, play: player{speed: usualSpeed}, panes: newPanes()}
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

func (s *show) rec() *recording.Recording { return s.branch().rec }

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
	defer s.goal()
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return s.key(msg)
	case tea.PasteMsg:
		if s.line != nil {
			return s.line.update(msg)
		}
	case tea.MouseClickMsg:
		return s.click(msg.Mouse(), l)
	case tea.MouseMotionMsg:
		s.drag(msg.Mouse(), l)
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
		s.branchesKey(s.look.keys.Find(keys.List, k.String()))
		return nil
	case s.page == breaksPage:
		return s.breaksKey(s.look.keys.Find(keys.Breaks, k.String()))
	case s.page == helpPage, s.page == comparePage:
		s.pageKey(s.look.keys.Find(keys.Page, k.String()))
		return nil
	}
	s.note = note{}
	defer s.settleLeaving(s.leaving)
	if s.marks.pending != keys.None {
		return s.markKey(k)
	}
	if s.picks(k.String()) {
		return nil
	}
	if cmd, ok := s.toPane(s.look.keys.Find(scopes[s.focus], k.String())); ok {
		return cmd
	}
	return s.act(s.look.keys.Find(keys.Show, k.String()))
}

// settleLeaving forgets, after another key, that the person wanted to leave.
func (s *show) settleLeaving(was bool) {
	if was && !s.left {
		s.leaving = false
	}
}

// want says what the layout is made for.
func (s *show) want(w, h int) want {
	v := want{w: w, h: h, focus: s.focus, stage: s.stage, zoom: s.zoom, preset: s.preset, lesson: s.branch().lesson != nil || s.lecture != nil}
	if st := s.step(s.pos); st != nil {
		v.nodes = len(st.Frame.Nodes)
		v.banner = len(st.Frame.Violations) > 0
	}
	if c := s.class(); c != nil && w > 0 {
		v.telling = s.panes[pane.Lesson].(*lesson.Pane).Rows(w, &scene.Scene{Class: c, Words: s.look.words})
	}
	l := arrange(v)
	if _, ok := l.find(v.focus); !ok {
		s.stage, v.stage = v.focus, v.focus
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
