// Package lesson draws the pane that tells: what a lesson says and asks at the
// step one is at, or what a script has to say of the position.
package lesson

import (
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/lessonstep"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// A Pane is on the screen.
type Pane struct {
	step    lessonstep.View
	telling telling
}

// New returns the pane.
func New() *Pane { return &Pane{} }

// Rows returns how many rows what is told takes at a width; 0 if it does not
// matter.
func (p *Pane) Rows(w int, s *scene.Scene) int {
	if s.LessonStep == nil {
		return 0
	}
	return p.step.Rows(s.LessonStep, w, s.Words.Lang)
}

// Draw draws the pane.
func (p *Pane) Draw(a canvas.Area, s *scene.Scene) {
	switch {
	case s.LessonStep != nil:
		p.step.Draw(a, s.LessonStep, s.Words.Lang)
	case s.Narration != nil:
		p.telling.draw(a, s)
	default:
		a.Fit(1, 0, a.W-2, s.Words.NoLesson, canvas.Quiet)
	}
}

// Act scrolls what a lesson says, and goes from one note of a script to the
// next.
func (p *Pane) Act(a keys.Action, s *scene.Scene) (pane.Intent, bool) {
	switch {
	case s.LessonStep == nil && s.Narration != nil:
		return p.telling.act(a, s)
	case s.LessonStep == nil:
		return pane.Intent{}, false
	case a == keys.ScrollUp:
		p.step.Scroll(-1)
	case a == keys.ScrollDown:
		p.step.Scroll(1)
	default:
		return pane.Intent{}, false
	}
	return pane.Intent{}, true
}

// Click goes to where a note was said.
func (p *Pane) Click(_, y int, s *scene.Scene) pane.Intent {
	if s.LessonStep == nil && s.Narration != nil {
		return p.telling.click(y)
	}
	return pane.Intent{}
}

// Wheel scrolls as the arrow keys do.
func (p *Pane) Wheel(_, dy int, s *scene.Scene) pane.Intent {
	switch {
	case s.LessonStep != nil:
		p.step.Scroll(dy)
	case s.Narration != nil && dy != 0:
		a := keys.ScrollDown
		if dy < 0 {
			a = keys.ScrollUp
		}
		want, _ := p.telling.act(a, s)
		return want
	}
	return pane.Intent{}
}
