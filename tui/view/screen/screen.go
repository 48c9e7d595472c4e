package screen

import (
	"fmt"

	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/lesson"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/scene"
)

// A Screen is how a person looks at a run: the panes with what they remember,
// which of them has the focus, and how they are arranged.
type Screen struct {
	Focus  pane.ID
	Stage  pane.ID // the pane that stands where panes take turns; Cluster is the usual one
	Preset Preset
	Zoom   bool

	panes map[pane.ID]pane.Pane
}

// New returns a screen whose panes have drawn nothing yet.
func New() *Screen {
	return &Screen{Focus: pane.Cluster, Stage: pane.Cluster, panes: panes.New()}
}

// Pane returns a pane.
func (s *Screen) Pane(id pane.ID) pane.Pane { return s.panes[id] }

// Told reports whether there is anything in the pane lesson.
func Told(sc *scene.Scene) bool { return sc.Narration != nil || sc.LessonStep != nil }

// Turn gives the focus to the next pane, or to the one before; told says whether
// there is anything in the pane lesson.
func (s *Screen) Turn(by int, told bool) {
	s.Focus = panes.Next(s.Focus, by)
	if s.Focus == pane.Lesson && !told {
		s.Focus = panes.Next(s.Focus, by)
	}
}

// Layout returns where everything lies on a screen of w columns and h rows. A
// pane that has the focus but no place takes the stage.
func (s *Screen) Layout(sc *scene.Scene, w, h int) Layout {
	in := Input{W: w, H: h, Focus: s.Focus, Stage: s.Stage, Zoom: s.Zoom, Preset: s.Preset}
	if sc != nil {
		in.Nodes = len(sc.Frame().Nodes)
		in.Banner = len(sc.Frame().Violations) > 0
		in.Lesson = Told(sc)
		if sc.LessonStep != nil && w > 0 {
			in.Telling = s.panes[pane.Lesson].(*lesson.Pane).Rows(w, sc)
		}
	}
	l := Arrange(in)
	if _, ok := l.Find(s.Focus); !ok {
		s.Stage, in.Stage = s.Focus, s.Focus
		l = Arrange(in)
	}
	return l
}

// Draw draws the panes, each under its titled rule.
func (s *Screen) Draw(a canvas.Area, l *Layout, sc *scene.Scene) {
	for _, at := range l.Slots {
		name, digit := canvas.Text, canvas.Faint
		if at.Pane == s.Focus {
			name, digit = canvas.Accent|canvas.Bold, canvas.Accent
		}
		slot := a.Sub(at.X, at.Y, at.W, at.H)
		row := panes.Table[panes.Index(at.Pane)]
		text := row.Title.In(sc.Words.Lang)
		if at.Pane == pane.Lesson && sc.LessonStep != nil {
			text = fmt.Sprintf("%s · %s · %d/%d", text, sc.LessonStep.Title, sc.LessonStep.N, sc.LessonStep.Of)
		}
		kit.Title(slot, kit.Text(row.Key, digit), kit.Text(text, name))
		sc.Focused = at.Pane == s.Focus
		s.panes[at.Pane].Draw(slot.Sub(0, 1, at.W, at.H-1), sc)
	}
}

// A Picture is all that the screen shows of a run besides the panes.
type Picture struct {
	Scene  *scene.Scene
	Header Header
	Scrubber
	Page    func(canvas.Area) // what stands in place of the panes, or nil
	Message func(canvas.Area, *Layout)
	Footer  Footer
}

// DrawAll draws the whole screen.
func (s *Screen) DrawAll(a canvas.Area, l *Layout, p *Picture) {
	p.Header.Draw(a.Sub(0, l.Header, a.W, 1), p.Scene)
	if l.Scrub >= 0 {
		p.Scrubber.Draw(a.Sub(0, l.Scrub, a.W, 1))
	}
	if l.Banner >= 0 {
		drawBanner(a.Sub(0, l.Banner, a.W, BannerRows), p.Scene)
	}
	if p.Page != nil {
		p.Page(a.Sub(0, l.Body.Y, a.W, l.Body.H))
	} else {
		s.Draw(a, l, p.Scene)
	}
	if p.Message != nil {
		p.Message(a, l)
	}
	p.Footer.Draw(a.Sub(0, l.Footer, a.W, 1), p.Scene.Words)
}
