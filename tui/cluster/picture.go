package cluster

import (
	"math"
	"slices"
	"strconv"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/tui/canvas"
	"raftviz/tui/scene"
)

// A picture is the ring while it is being drawn.
type picture struct {
	canvas.Area
	scene  *scene.Scene
	blocks []block
	taken  []block // labels that stand
}

// A path is the straight part of a link that both ends' blocks leave free.
type path struct{ x, y, dx, dy float64 }

func (p path) at(t float64) (x, y int) {
	return int(math.Round(p.x + t*p.dx)), int(math.Round(p.y + t*p.dy))
}

func (p *picture) block(name string) (block, bool) {
	for _, b := range p.blocks {
		if b.node.Name == name {
			return b, true
		}
	}
	return block{}, false
}

// between returns the path from one node to another; ok is false if one is not
// on the picture.
func (p *picture) between(from, to string) (path, bool) {
	a, okA := p.block(from)
	b, okB := p.block(to)
	if !okA || !okB || from == to {
		return path{}, false
	}
	ax, ay := a.middle()
	bx, by := b.middle()
	t0, t1 := leaves(a, bx-ax, by-ay), 1-leaves(b, ax-bx, ay-by)
	if t1 <= t0 {
		t0, t1 = 0.5, 0.5
	}
	dx, dy := bx-ax, by-ay
	return path{ax + t0*dx, ay + t0*dy, (t1 - t0) * dx, (t1 - t0) * dy}, true
}

// leaves returns which part of a line from the block's middle lies inside it.
func leaves(b block, dx, dy float64) float64 {
	t := 1.0
	if dx != 0 {
		t = min(t, (float64(b.w)/2+1)/math.Abs(dx))
	}
	if dy != 0 {
		t = min(t, (float64(b.h)/2+0.4)/math.Abs(dy))
	}
	return t
}

// links draws who follows whom, and the ways of the messages that travel.
func (p *picture) links() {
	f := p.scene.Frame()
	for _, n := range f.Nodes {
		if l := f.Node(n.Lead); l != nil && n.Running() && l.Running() && l != n {
			p.dots(n.Name, n.Lead, canvas.Faint)
		}
	}
	for _, m := range f.Flight {
		p.dots(m.From, m.To, canvas.Quiet)
	}
}

// manyCuts is how many severed links are marked; of more, only those that
// someone follows along or sends on.
const manyCuts = 4

// cutPairs lists severed links, one direction of each.
func cutPairs(f *frame.Frame) (pairs []frame.Link) {
	if f.Network == nil {
		return nil
	}
	for _, l := range f.Network.Links {
		if back, _ := f.Network.Link(l.To, l.From); l.Cut && (!back.Cut || l.From < l.To) {
			pairs = append(pairs, l)
		}
	}
	return pairs
}

// dots draws a path, dots as far apart across as down.
func (p *picture) dots(from, to string, ink canvas.Ink) {
	way, ok := p.between(min(from, to), max(from, to))
	if !ok {
		return
	}
	n := max(math.Abs(way.dy)*1.2, math.Abs(way.dx)/2)
	for i := range int(n) + 1 {
		x, y := way.at(float64(i) / max(n, 1))
		p.Text(x, y, "·", ink)
	}
}

// cuts marks severed links in their middle.
func (p *picture) cuts() {
	f := p.scene.Frame()
	pairs := cutPairs(f)
	for _, l := range pairs {
		way, ok := p.between(l.From, l.To)
		if ok && (len(pairs) <= manyCuts || used(f, l.From, l.To)) {
			x, y := way.at(0.5)
			p.Text(x, y, "✗", canvas.Alarm)
		}
	}
}

// used reports whether one end follows the other or a message travels between.
func used(f *frame.Frame, a, b string) bool {
	if f.Node(a).Lead == b || f.Node(b).Lead == a {
		return true
	}
	return slices.ContainsFunc(f.Flight, func(m *frame.Message) bool {
		return m.From == a && m.To == b || m.From == b && m.To == a
	})
}

// messages draws what is on its way, what has just arrived and what was just
// lost, the newest first; where there is no room a shorter label stands.
func (p *picture) messages() {
	s := p.scene
	for _, e := range s.Step.Events {
		if e.Msg == nil {
			continue
		}
		switch e.Kind {
		case event.Received:
			p.label(e.Msg, 1, "", canvas.Accent|canvas.Bold)
		case event.Dropped:
			p.label(e.Msg, lostAt(e), "✗", canvas.Alarm|canvas.Bold)
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
func lostAt(e event.Event) float64 {
	if e.Reason == event.NodeDown {
		return 1
	}
	return 0.6
}

// rank orders messages by how much they deserve a label.
func rank(s *scene.Scene, m *frame.Message) int {
	switch {
	case s.Fresh(m):
		return 0
	case m.Held:
		return 1
	case m.Type == "MsgHeartbeat", m.Type == "MsgHeartbeatResp":
		return 3
	}
	return 2
}

// label draws a message part way (0 to 1) along its link.
func (p *picture) label(m *frame.Message, part float64, end string, ink canvas.Ink) {
	way, ok := p.between(m.From, m.To)
	if !ok {
		return
	}
	x, y := way.at(0.18 + 0.64*part)
	number := "#" + strconv.FormatUint(m.ID, 10) + " "
	for _, text := range []string{number + scene.Brief(m), scene.Brief(m), scene.Kind(m), ""} {
		text, head := arrow(text, end, way)
		if left, ok := p.room(x-head, y, canvas.Width(text)); ok {
			p.Text(left, y, text, ink)
			p.taken = append(p.taken, block{x: left, y: y, w: canvas.Width(text), h: 1})
			return
		}
	}
}

// room returns the column nearest to x in which a label of w columns stands
// free, if one is near.
func (p *picture) room(x, y, w int) (left int, ok bool) {
	for _, by := range []int{0, 1, -1, 2, -2, 3, -3, 4, -4} {
		if left = x + by; left >= 0 && left+w <= p.W && p.free(left, y, w) {
			return left, true
		}
	}
	return 0, false
}

// arrow gives a label its arrowhead, on the side it goes to, and returns in
// which column of the text the head stands.
func arrow(text, end string, way path) (string, int) {
	steep := math.Abs(way.dy)*2.2 > math.Abs(way.dx)
	switch w := canvas.Width(text); {
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
	for _, list := range [][]block{p.blocks, p.taken} {
		for _, b := range list {
			if y >= b.y && y < b.y+b.h && x < b.x+b.w+1 && x+w+1 > b.x {
				return false
			}
		}
	}
	return true
}
