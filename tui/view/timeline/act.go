package timeline

import (
	"fmt"

	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// Act goes from row to row, from a step to its cause or its effect, shows both,
// and shows a longer or a shorter time.
func (p *Pane) Act(a keys.Action, s *scene.Scene) (pane.Intent, bool) {
	switch a {
	case keys.ScrollUp:
		return p.next(-1, s), true
	case keys.ScrollDown:
		return p.next(1, s), true
	case keys.ToCause, keys.ScrollLeft:
		return toCause(s), true
	case keys.ToEffect, keys.ScrollRight:
		return toEffect(s), true
	case keys.ShowCauses, keys.Open:
		p.tracing = !p.tracing
		return pane.Intent{}, true
	case keys.Wider:
		return p.zoom(1, s), true
	case keys.Closer:
		return p.zoom(-1, s), true
	case keys.Escape:
		was := p.tracing
		p.tracing = false
		return pane.Intent{}, was
	}
	return pane.Intent{}, false
}

// zoom shows a longer time, or a shorter one if negative.
func (p *Pane) zoom(by int, s *scene.Scene) pane.Intent {
	t := catalogue.In(s.Words.Lang)
	to := int(p.level) + by
	switch {
	case to < 0:
		return pane.Intent{Say: fmt.Sprintf(t.closest, t.levels[p.level])}
	case to >= int(numLevels):
		return pane.Intent{Say: fmt.Sprintf(t.widest, t.levels[p.level])}
	}
	p.level = Level(to)
	return pane.Intent{Say: fmt.Sprintf(t.levelF, t.levels[p.level])}
}

// Click goes to the step of a row, or chooses the message that was clicked; the
// chosen one is let go.
func (p *Pane) Click(x, y int, s *scene.Scene) pane.Intent {
	for i := len(p.hits) - 1; i >= 0; i-- {
		h := &p.hits[i]
		if y != h.Y || x < h.X || x >= h.X+h.W {
			continue
		}
		return choose(s, h.Msg)
	}
	rows := p.picture(s).Rows
	if i := y - 1; i >= 0 && i < len(rows) {
		return pane.Seek(rows[i].Pos)
	}
	return pane.Intent{}
}

// choose is an intent to choose a message, or to let it go if it is chosen.
func choose(s *scene.Scene, msg uint64) pane.Intent {
	c := s.Selected
	if c.Msg == msg {
		msg = 0
	}
	c.Msg = msg
	return pane.Select(c)
}

// Wheel goes to the next step that has a row.
func (p *Pane) Wheel(_, dy int, s *scene.Scene) pane.Intent {
	if dy == 0 {
		return pane.Intent{}
	}
	return p.next(dy, s)
}

// next goes to the next step that has a row of its own.
func (p *Pane) next(dir int, s *scene.Scene) pane.Intent {
	pic := p.picture(s)
	if pic.Now >= 0 {
		for i := pic.Now + dir; i >= 0 && i < len(pic.Rows); i += dir {
			if r := &pic.Rows[i]; r.single() && r.Pos != int(s.Step.Index) {
				return pane.Seek(r.Pos)
			}
		}
	}
	// None in the picture: the area is small, or what comes is not of this level.
	for i := 1; i <= levels[p.level].reach; i++ {
		at := int(s.Step.Index) + dir*i
		if at < 0 || at > s.Reel.Len {
			break
		}
		if !p.level.shows(s.Reel.Kinds(at)) {
			continue
		}
		if st := s.Reel.At(at); st != nil && p.level.tells(st) && (p.level != Usual || !beats(st)) {
			return pane.Seek(at)
		}
	}
	t := catalogue.In(s.Words.Lang)
	if dir < 0 {
		return pane.Intent{Say: t.atStart}
	}
	return pane.Intent{Say: t.atEnd}
}

// toCause goes to the step that this one comes from. The message that brought
// it is chosen, so that its way can be seen.
func toCause(s *scene.Scene) pane.Intent {
	t := catalogue.In(s.Words.Lang)
	l, ok := Reel(s.Reel).cause(int(s.Step.Index))
	switch {
	case !ok:
		return pane.Intent{Say: fmt.Sprintf(t.noCauseF, t.ground(s.Step, s.Words.Lang))}
	case l.From < 0:
		return pane.Intent{Say: t.farCause}
	}
	return l.follow(l.From, s)
}

// toEffect goes to the first step that follows from this one.
func toEffect(s *scene.Scene) pane.Intent {
	t := catalogue.In(s.Words.Lang)
	say := t.noEffect
	for _, l := range Reel(s.Reel).effects(int(s.Step.Index)) {
		switch {
		case l.To > l.From:
			return l.follow(l.To, s)
		case l.To < 0 && l.Msg != nil:
			return pane.Intent{Say: fmt.Sprintf(t.waitF, l.Msg.ID, l.Msg.To)}
		}
	}
	return pane.Intent{Say: say}
}

// follow goes to one end of a link.
func (l *Link) follow(to int, s *scene.Scene) pane.Intent {
	want := pane.Seek(to)
	if l.Msg != nil {
		c := s.Selected
		c.Msg = l.Msg.ID
		want.Select = &c
	}
	return want
}
