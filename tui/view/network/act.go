package network

import (
	"fmt"
	"slices"

	"raftviz/engine/frame"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// choose is an intent to choose a message.
func choose(s *scene.Scene, id uint64) pane.Intent {
	c := s.Selected
	c.Msg = id
	return pane.Select(c)
}

// moveMessage chooses another message of the list.
func moveMessage(by int, s *scene.Scene) pane.Intent {
	rows := collect(s)
	at := chosen(s, rows)
	switch {
	case by == 0 || len(rows) == 0:
		return pane.Intent{}
	case at < 0:
		return choose(s, rows[0].msg.ID)
	}
	return choose(s, rows[min(max(at+by, 0), len(rows)-1)].msg.ID)
}

// actMessages does what a key asks of the chosen message, or of its link.
func (p *Pane) actMessages(k keys.Action, s *scene.Scene) (pane.Intent, bool) {
	switch k {
	case keys.ScrollUp:
		return moveMessage(-1, s), true
	case keys.ScrollDown:
		return moveMessage(1, s), true
	case keys.Open:
		p.detail = always
		if p.open {
			p.detail = never
		}
		return pane.Intent{}, true
	case keys.Deliver, keys.DropMessage, keys.Duplicate, keys.Delay, keys.Hold, keys.Isolate:
		rows := collect(s)
		at := chosen(s, rows)
		if at < 0 {
			return pane.Intent{Say: catalogue.In(s.Words.Lang).NothingUnderWay}, true
		}
		if k == keys.Hold || k == keys.Isolate {
			return actLink(k, s, link{rows[at].msg.From, rows[at].msg.To}), true
		}
		return actMessage(k, s, rows, at), true
	}
	return pane.Intent{}, false
}

// actMessage is what a key does to a message. One that leaves the list by it
// hands the choice on to the next.
func actMessage(k keys.Action, s *scene.Scene, rows []row, at int) pane.Intent {
	w, m := catalogue.In(s.Words.Lang), rows[at].msg
	id := "#" + kit.Number(m.ID)
	switch {
	case rows[at].end != underWay:
		return pane.Intent{Say: fmt.Sprintf(w.EndedF, m.ID)}
	case (k == keys.Deliver || k == keys.Delay) && waits(m, s.Frame()):
		return pane.Intent{Say: fmt.Sprintf(w.HasComeF, m.ID, m.To)}
	}
	switch k {
	case keys.Deliver:
		return leaving(s, rows, at, "deliver "+id)
	case keys.DropMessage:
		return leaving(s, rows, at, "drop "+id)
	case keys.Duplicate:
		return pane.Intent{Run: "dup " + id}
	}
	return pane.Intent{Prompt: "delay " + id + " "}
}

// leaving is a command that takes a message out of the list. The next one is
// chosen, so that the key can be pressed again.
func leaving(s *scene.Scene, rows []row, at int, do string) pane.Intent {
	next := slices.IndexFunc(rows[at+1:], func(r row) bool { return r.end == underWay })
	c := s.Selected
	switch {
	case next >= 0:
		c.Msg = rows[at+1+next].msg.ID
	case at > 0 && rows[at-1].end == underWay:
		c.Msg = rows[at-1].msg.ID
	default:
		c.Msg = 0
	}
	return pane.Intent{Run: do, Select: &c}
}

// actLinks does what a key asks of the link chosen in the matrix.
func (p *Pane) actLinks(k keys.Action, s *scene.Scene) (pane.Intent, bool) {
	if dx, dy, ok := k.Scroll(); ok {
		return p.Wheel(dx, dy, s), true
	}
	w := catalogue.In(s.Words.Lang)
	switch k {
	case keys.Open, keys.Isolate, keys.Hold:
		at, ok := p.chosenLink(s)
		switch {
		case !ok:
			return pane.Intent{Say: w.NobodyToTalk}, true
		case k == keys.Open:
			return p.openLink(s, at), true
		}
		return actLink(k, s, at), true
	case keys.Deliver, keys.DropMessage, keys.Duplicate, keys.Delay:
		return pane.Intent{Say: w.PickFirst}, true
	}
	return pane.Intent{}, false
}

// openLink shows the messages, the first of the link chosen.
func (p *Pane) openLink(s *scene.Scene, at link) pane.Intent {
	list := onLink(s.Frame(), at)
	if len(list) == 0 {
		return pane.Intent{Say: fmt.Sprintf(catalogue.In(s.Words.Lang).NoneOnF, at.from, at.to)}
	}
	first := slices.MinFunc(list, func(a, b *frame.Message) int { return order(a, b, s.Frame()) })
	p.view = messages
	return choose(s, first.ID)
}

// actLink cuts a link or heals it, holds it or releases it.
func actLink(k keys.Action, s *scene.Scene, l link) pane.Intent {
	f := s.Frame()
	state := linkAt(f, l)
	switch {
	case k == keys.Isolate && state.Cut:
		return pane.Intent{Run: "heal " + l.String()}
	case k == keys.Isolate:
		return pane.Intent{Run: "cut " + l.String()}
	case state.Hold:
		return pane.Intent{Run: "release " + l.String()}
	}
	return pane.Intent{Run: "hold " + l.String()}
}
