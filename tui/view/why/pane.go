package why

import (
	"raftviz/engine/lang"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// A Pane is the explanation on the screen.
type Pane struct {
	of    made   // what the lines were made for
	lines []line // all that there is to say
	first int    // the line at the top
	rows  int    // of lines that were drawn last

	reel, pos int // the step that was drawn last
	from      int // where a jump began that led to the step, -1 if none did
}

// made is all that the lines depend on.
type made struct {
	reel, pos, from, w int
	lang               lang.Lang
	whole              bool
}

// wholeRows is from how many rows on everything is told, and not just what the
// step did and why.
const wholeRows = MaxRows + 3

// many is how many steps make a jump.
const many = 5

// New returns the pane.
func New() *Pane { return &Pane{reel: -1, from: -1} }

// Draw writes what the step did and why; where there is room, all that is known
// of it.
func (p *Pane) Draw(a canvas.Area, s *scene.Scene) {
	p.follow(s)
	whole := a.H >= wholeRows
	p.make(s, a.W-2, whole)
	p.rows = a.H
	over := len(p.lines) > a.H
	if over && whole {
		p.rows--
	}
	p.first = min(max(p.first, 0), max(len(p.lines)-p.rows, 0))
	if !whole {
		p.first = 0
	}
	for y := range min(p.rows, len(p.lines)-p.first) {
		p.lines[p.first+y].Draw(a, 1, y)
	}
	switch below := len(p.lines) - p.first - p.rows; {
	case over && whole:
		a.Text(0, a.H-1, kit.Hidden{Above: p.first, Below: below}.String(), canvas.Quiet)
	case over && a.H > 0: // what is cut says so
		a.Fill(0, a.H-1, a.W, canvas.Text)
		p.lines[p.first+a.H-1].Cut(a.W-2).Draw(a, 1, a.H-1)
	}
}

// follow notes whether a jump led to the scene's step. A new step is told from
// its beginning.
func (p *Pane) follow(s *scene.Scene) {
	pos := int(s.Step.Index)
	if p.reel == s.Reel.ID && p.pos == pos {
		return
	}
	p.from, p.first = -1, 0
	if p.reel == s.Reel.ID && pos-p.pos >= many {
		p.from = p.pos
	}
	p.reel, p.pos = s.Reel.ID, pos
}

// make says everything again if anything that matters has changed.
func (p *Pane) make(s *scene.Scene, w int, whole bool) {
	of := made{s.Reel.ID + 1, int(s.Step.Index), p.from, w, s.Words.Lang, whole}
	if p.of == of && p.lines != nil {
		return
	}
	p.of = of
	t := &teller{scene: s, texts: catalogue.In(s.Words.Lang), w: w}
	t.sentence(p.from, whole)
	if whole {
		t.rest()
	}
	p.lines = t.lines
}

// Act scrolls.
func (p *Pane) Act(a keys.Action, s *scene.Scene) (pane.Intent, bool) {
	switch a {
	case keys.ScrollUp:
		return p.Wheel(0, -1, s), true
	case keys.ScrollDown:
		return p.Wheel(0, 1, s), true
	}
	return pane.Intent{}, false
}

// Click goes to the step that a line is about, if it is another.
func (p *Pane) Click(_, y int, _ *scene.Scene) pane.Intent {
	i := p.first + y
	if y < 0 || y >= p.rows || i >= len(p.lines) || p.lines[i].step < 0 {
		return pane.Intent{}
	}
	return pane.Seek(p.lines[i].step)
}

// Wheel scrolls. Where only the explanation is shown, it says where there is
// more.
func (p *Pane) Wheel(_, dy int, s *scene.Scene) pane.Intent {
	if dy == 0 {
		return pane.Intent{}
	}
	if !p.of.whole {
		return pane.Intent{Say: catalogue.In(s.Words.Lang).zoomSays}
	}
	p.first = min(max(p.first+dy, 0), max(len(p.lines)-p.rows, 0))
	return pane.Intent{}
}
