package timeline

import (
	"raftviz/engine/event"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/scene"
)

// A Pane is the timeline on the screen.
type Pane struct {
	level   Level
	tracing bool // what the position comes from and leads to is shown

	of   made // what the picture was made for
	pic  Picture
	pass map[int]bool // steps that were read and have no row at this level
	rows int          // of the area drawn last, without the head
	hits []Hit
}

// made is all that the choice of rows depends on.
type made struct {
	reel, pos, len, rows int
	level                Level
	tracing              bool
}

// New returns the pane.
func New() *Pane { return &Pane{level: Usual} }

// Draw draws the pane. Its rows are kept while nothing that they depend on
// changes: between steps only what is under way moves.
func (p *Pane) Draw(a canvas.Area, s *scene.Scene) {
	p.rows = max(a.H-1, 0)
	if p.tracing {
		p.rows = max(p.rows-footRows(a.H), 0)
	}
	p.hits = Draw(a, s, p.picture(s))
}

// picture returns the rows to show.
func (p *Pane) picture(s *scene.Scene) Picture {
	of := made{s.Reel.ID + 1, int(s.Step.Index), s.Reel.Len, p.rows, p.level, p.tracing}
	if p.of != of {
		reel := p.reel(s, p.of.reel == of.reel)
		p.forget(of)
		p.of = of
		w := Query{Pos: of.pos, Rows: of.rows, Level: p.level, Passed: p.pass}
		if p.tracing {
			w.Trace = reel.Trace(of.pos)
		}
		p.pic = reel.Collect(w)
	}
	pic := p.pic
	pic.Caption = s.Caption
	return pic
}

// forget drops what does not hold for the next picture.
func (p *Pane) forget(next made) {
	const most = 1 << 14
	if p.pass == nil || p.of.reel != next.reel || p.of.level != next.level || len(p.pass) > most {
		p.pass = map[int]bool{}
	}
}

// reel returns the recording; steps that the picture before holds are not read
// again.
func (p *Pane) reel(s *scene.Scene, same bool) Reel {
	reel := Reel(s.Reel)
	if !same || !p.level.wide() {
		return reel
	}
	held := make(map[int]*event.Step, len(p.pic.Rows))
	for i := range p.pic.Rows {
		if r := &p.pic.Rows[i]; r.single() {
			held[r.Pos] = r.Step
		}
	}
	reel.At = func(pos int) *event.Step {
		if st := held[pos]; st != nil {
			return st
		}
		return s.Reel.At(pos)
	}
	return reel
}
