package timeline

import (
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/scene"
)

// A pick says which trips of a bundle are drawn.
type pick func(*bundle, *trip) bool

// arrows draws all messages, those of the position last and in accent.
func (c *chart) arrows(list []*bundle) {
	here := c.here()
	var last []*bundle
	for _, b := range list {
		if b.any(here) {
			last = append(last, b)
			continue
		}
		c.bundle(b, nil, canvas.Quiet, canvas.Quiet)
	}
	for _, b := range last {
		c.bundle(b, nil, canvas.Quiet, canvas.Quiet)
	}
	for _, b := range last {
		c.bundle(b, here, canvas.Accent, canvas.Accent)
		c.bundle(b, c.arriving(), canvas.Accent, canvas.Accent|canvas.Bold)
	}
}

// here picks what leaves or ends at the position.
func (c *chart) here() pick {
	now := c.pic.Now
	return func(b *bundle, t *trip) bool { return now >= 0 && (b.sent == now || t.done == now) }
}

// arriving picks what ends at the position.
func (c *chart) arriving() pick {
	now := c.pic.Now
	return func(_ *bundle, t *trip) bool { return now >= 0 && t.done == now }
}

// chosen draws the message that is chosen, from where it was sent to where it
// arrived.
func (c *chart) chosen(list []*bundle) {
	if c.scene.Selected.Msg == 0 {
		return
	}
	for _, b := range list {
		c.bundle(b, func(_ *bundle, t *trip) bool { return c.picked(t) }, canvas.Accent|canvas.Bold, canvas.Focus)
	}
}

func (b *bundle) any(p pick) bool {
	for _, t := range b.trips {
		if p(b, t) {
			return true
		}
	}
	return false
}

// bundle draws the lane and the arrows of a bundle, or of some of its trips;
// head is the ink of what arrives and its label.
func (c *chart) bundle(b *bundle, p pick, ink, head canvas.Ink) {
	x, end, some := c.x(b.from)+b.off, -1, false
	for _, t := range b.trips {
		if p != nil && !p(b, t) {
			continue
		}
		switch {
		case t.done < 0:
			end, some = len(c.pic.Rows), true
		case t.done == b.sent:
			c.stub(b, t)
		case t.hidden:
			end, some = max(end, t.done), true
		default:
			end, some = max(end, t.done), true
			c.arrow(b, t, ink, head)
		}
	}
	if b.off == 0 || !some {
		return
	}
	c.turn(b, ink)
	for i := b.sent + 1; i < end; i++ {
		c.Line(x, c.row(i), canvas.Along, ink)
	}
	if end == len(c.pic.Rows) && c.row(end) < c.H {
		c.Line(x, c.row(end), canvas.Up, ink)
	}
}

// turn draws how a lane leaves its node's line.
func (c *chart) turn(b *bundle, ink canvas.Ink) {
	x, y, step, out, in := c.x(b.from), c.row(b.sent), 1, canvas.Right, canvas.Left
	if b.off < 0 {
		step, out, in = -1, canvas.Left, canvas.Right
	}
	c.Line(x, y, out, ink)
	for i := step; i != b.off; i += step {
		c.Line(x+i, y, canvas.Across, ink)
	}
	c.Line(x+b.off, y, in|canvas.Down, ink)
}

// arrow draws the part of a trip that runs across, in the row of its end.
func (c *chart) arrow(b *bundle, t *trip, ink, headInk canvas.Ink) {
	y, from, to := c.row(t.done), c.x(b.from)+b.off, c.x(t.msg.To)
	head, step, out := "▶", 1, canvas.Right
	if !b.right {
		head, step, out = "◀", -1, canvas.Left
	}
	if b.off == 0 {
		from += step
		if from != to-step {
			c.Line(from, y, canvas.Across, ink)
		}
	} else {
		c.Line(from, y, canvas.Up|out, ink)
	}
	tip := to - step
	for x := from + step; x != tip && (tip-x)*step > 0; x += step {
		c.Line(x, y, canvas.Across, ink)
	}
	if b.sent < 0 && (tip-from)*step > 1 {
		from += step * (c.tail(t, from, y, tip, step, ink) - 1)
	}
	if t.lost {
		head, headInk = "✗", canvas.Alarm|canvas.Bold
	}
	c.Text(tip, y, head, headInk)
	c.hit(tip, y, 1, t)
	c.name(t, y, from, tip, step, headInk)
}

// tail draws where an arrow begins whose sending has no row: dotted and, while
// causes are shown, with the step. It returns how many columns that takes.
func (c *chart) tail(t *trip, from, y, tip, step int, ink canvas.Ink) (w int) {
	text := "┄"
	if l := c.pic.Trace.link(t.msg.ID); l != nil && l.From >= 0 && (tip-from)*step > termtext.Width(above(l.From)) {
		text = above(l.From)
	}
	w = termtext.Width(text)
	if step < 0 {
		from -= w - 1
	}
	c.Text(from, y, text, ink)
	return w
}

// stub draws a message that was lost before it left.
func (c *chart) stub(b *bundle, t *trip) {
	x, y, step := c.x(b.from), c.row(t.done), 1
	if !b.right {
		step = -1
	}
	for i := step; i != 3*step; i += step {
		c.Line(x+i, y, canvas.Across, canvas.Alarm)
	}
	c.Text(x+3*step, y, "✗", canvas.Alarm|canvas.Bold)
	c.hit(x+3*step, y, 1, t)
}

// name writes the message's kind on the arrow's last part, before the node it
// goes to, if that is long enough; what is in accent may go over other lines.
func (c *chart) name(t *trip, y, from, tip, step int, ink canvas.Ink) {
	whole := (tip-from)*step - 1
	rooms := []int{min(whole, c.space-3)}
	if role := ink.Role(); role == canvas.Accent || role == canvas.Focus {
		rooms = append(rooms, whole)
	}
	for _, room := range rooms {
		for _, text := range []string{scene.Brief(t.msg), scene.Kind(t.msg)} {
			w := termtext.Width(text)
			if w > room {
				continue
			}
			right := min((room-w)/2, c.space/2)
			x := tip - w - right
			if step < 0 {
				x = tip + 1 + right
			}
			c.Text(x, y, text, ink)
			c.hit(x, y, w, t)
			return
		}
	}
}

// hit remembers where a message can be clicked.
func (c *chart) hit(x, y, w int, t *trip) {
	c.hits = append(c.hits, Hit{x, y, w, t.msg.ID})
}
