package cluster

import (
	"math"
	"slices"

	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
)

// A picture is the ring while it is being drawn.
type picture struct {
	canvas.Area
	view   *view
	blocks []block
	taken  []block // labels that stand
	walled bool    // a wall shows which links are severed
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

// links draws who follows whom, and the ways of the messages that travel; the
// way of the chosen one stands out.
func (p *picture) links() {
	f := p.view.Frame()
	for _, n := range f.Nodes {
		if l := f.Node(n.Lead); l != nil && n.Running() && l.Running() && l != n {
			p.dots(n.Name, n.Lead, "·", canvas.Faint)
		}
	}
	for _, m := range f.Flight {
		p.dots(m.From, m.To, "·", canvas.Quiet)
	}
	for _, l := range p.severed() {
		p.dots(l.From, l.To, "·", canvas.Faint)
	}
	if m := f.Message(p.view.Selected.Msg); m != nil {
		p.dots(m.From, m.To, "•", canvas.Accent)
	}
}

// dots draws a path, dots as far apart across as down.
func (p *picture) dots(from, to, mark string, ink canvas.Ink) {
	way, ok := p.between(min(from, to), max(from, to))
	if !ok {
		return
	}
	n := max(math.Abs(way.dy)*1.2, math.Abs(way.dx)/2)
	for i := range int(n) + 1 {
		x, y := way.at(float64(i) / max(n, 1))
		p.Text(x, y, mark, ink)
	}
}

// manyCuts is how many severed links are marked; of more only those are that
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

// severed lists the severed links that are marked: where a wall shows them, or
// there are many, those that are used.
func (p *picture) severed() []frame.Link {
	f := p.view.Frame()
	pairs := cutPairs(f)
	if len(pairs) <= manyCuts && !p.walled {
		return pairs
	}
	return slices.DeleteFunc(pairs, func(l frame.Link) bool { return !used(f, l.From, l.To) })
}

// cuts marks severed links in their middle, those of one direction with an
// arrow, and the links that hold messages back.
func (p *picture) cuts() {
	f := p.view.Frame()
	if f.Network == nil {
		return
	}
	for _, l := range p.severed() {
		way, ok := p.between(l.From, l.To)
		if !ok {
			continue
		}
		text := "✗"
		if !f.Network.Cut(l.To, l.From) {
			text, _ = arrow(text, "", way)
		}
		p.sign(way, text, canvas.Alarm|canvas.Bold)
	}
	for _, l := range f.Network.Links {
		if way, ok := p.between(l.From, l.To); ok && l.Hold {
			p.sign(way, "‖", canvas.Text)
		}
	}
}

// sign marks a link as near to its middle as there is room.
func (p *picture) sign(way path, text string, ink canvas.Ink) {
	for _, slide := range slides {
		x, y := way.at(0.5 + slide)
		if w := termtext.Width(text); p.free(x, y, w) {
			p.Text(x, y, text, ink)
			p.taken = append(p.taken, block{x: x, y: y, w: w, h: 1})
			return
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
