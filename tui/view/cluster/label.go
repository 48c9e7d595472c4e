package cluster

import (
	"math"
	"slices"
	"strconv"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/scene"
)

// messages draws what is on its way, what has just arrived and what was just
// lost, the most telling first; where there is no room a label moves along its
// link, and then a shorter one stands.
func (p *picture) messages() {
	s := p.view.Scene
	for i := range s.Step.Events {
		e := &s.Step.Events[i]
		if e.Msg() == nil {
			continue
		}
		switch e.Kind() {
		case event.KindReceived:
			p.label(e.Msg(), 1, "", canvas.Accent|canvas.Bold)
		case event.KindDropped:
			p.label(e.Msg(), lostAt(e), "✗", canvas.Alarm|canvas.Bold)
		}
	}
	flight := slices.Clone(s.Frame().Flight)
	slices.SortStableFunc(flight, func(a, b *frame.Message) int { return rank(s, a) - rank(s, b) })
	for _, m := range flight {
		ink := canvas.Text
		if s.Fresh(m) {
			ink = canvas.Accent
		}
		end := ""
		if m.Held {
			end = "‖"
		}
		p.label(m, scene.Progress(m, s.Now), end, ink)
	}
}

// lostAt returns where on its way a message was lost.
func lostAt(e *event.Event) float64 {
	if e.Reason() == event.NodeDown {
		return 1
	}
	return 0.6
}

// rank orders messages by how much they deserve a label.
func rank(s *scene.Scene, m *frame.Message) int {
	switch {
	case m.ID == s.Selected.Msg:
		return 0
	case s.Fresh(m):
		return 1
	case m.Held:
		return 2
	case m.Type == "MsgHeartbeat", m.Type == "MsgHeartbeatResp":
		return 4
	}
	return 3
}

// slides are how far along its link a label may move to find room: parts of the
// link's length.
var slides = [...]float64{0, 0.08, -0.08, 0.16, -0.16, 0.24, -0.24, 0.34, -0.34, 0.46, -0.46}

// label draws a message part way (0 to 1) along its link.
func (p *picture) label(m *frame.Message, part float64, end string, ink canvas.Ink) {
	way, ok := p.between(m.From, m.To)
	if !ok {
		return
	}
	point := ""
	if m.ID == p.view.Selected.Msg {
		ink, point = canvas.Focus|canvas.Bold, "▸"
	}
	number := "#" + strconv.FormatUint(m.ID, 10) + " "
	for _, text := range [...]string{number + scene.Brief(m), scene.Brief(m), scene.Kind(m), ""} {
		text, head := arrow(point+text, end, way)
		width := termtext.Width(text)
		if x, y, ok := p.spot(way, part, width, head); ok {
			p.Text(x, y, text, ink)
			p.taken = append(p.taken, block{x: x, y: y, w: width, h: 1})
			p.view.hits.Add(p.Sub(x, y, width, 1), hit{msg: m.ID})
			return
		}
	}
}

// spot finds room for a label whose head, in a column of it, stands part way
// along a link: there, or a little further or back, or above or below where the
// link is level and has no rows.
func (p *picture) spot(way path, part float64, width, head int) (left, y int, ok bool) {
	for _, up := range [...]int{0, 1, -1} {
		if up != 0 && math.Abs(way.dy) > 2 {
			break
		}
		for _, slide := range slides {
			at := part + slide
			if slide != 0 && (at < 0 || at > 1) {
				continue
			}
			x, y := way.at(0.18 + 0.64*at)
			if left, ok := p.room(x-head, y+up, width); ok {
				return left, y + up, true
			}
		}
	}
	return 0, 0, false
}

// room returns the column nearest to x in which a label of w columns stands
// free, if one is near.
func (p *picture) room(x, y, w int) (left int, ok bool) {
	for _, by := range [...]int{0, 1, -1, 2, -2, 3, -3, 4, -4} {
		if left = x + by; left >= 0 && left+w <= p.W && y >= 0 && y < p.H && p.free(left, y, w) {
			return left, true
		}
	}
	return 0, false
}

// arrow gives a label its arrowhead, on the side it goes to, and returns in
// which column of the text the head stands.
func arrow(text, end string, way path) (string, int) {
	steep := math.Abs(way.dy)*2.2 > math.Abs(way.dx)
	switch w := termtext.Width(text); {
	case end != "":
		return text + end, w / 2
	case steep && way.dy > 0:
		return text + "↓", w / 2
	case steep:
		return text + "↑", w / 2
	case way.dx < 0:
		return "←" + text, w / 2
	default:
		return text + "→", w / 2
	}
}

// free reports whether a label would touch no block and no other label.
func (p *picture) free(x, y, w int) bool {
	for _, list := range [...][]block{p.blocks, p.taken} {
		for _, b := range list {
			if y >= b.y && y < b.y+b.h && x < b.x+b.w+1 && x+w+1 > b.x {
				return false
			}
		}
	}
	return true
}
