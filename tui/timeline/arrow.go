package timeline

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/tui/canvas"
	"raftviz/tui/scene"
)

// A trip is a message in the picture: the rows in which it was sent and in
// which it ended; -1 if that is not shown, or has not happened.
type trip struct {
	msg        *frame.Message
	sent, done int
	lost       bool
	hidden     bool // it ended in a step that has no row of its own: done is the row after
}

// A lane is where messages that left a node in the same step run down beside
// its line, before they turn to their receivers: so many columns to the right,
// or left if negative.
type lane struct {
	node string
	off  int
}

// A span is the rows that something occupies.
type span struct{ from, to int }

// arrows draws all messages, those of the position last and in accent.
func (c *chart) arrows() {
	var last []*bundle
	for _, b := range c.bundles() {
		c.place(b)
		if b.touches(c.pic.Now) {
			last = append(last, b)
			continue
		}
		c.bundle(b, -1)
	}
	for _, b := range last {
		c.bundle(b, -1)
	}
	for _, b := range last {
		c.bundle(b, c.pic.Now)
	}
}

// A bundle is the messages that one node sent to one side in one step.
type bundle struct {
	from  string
	right bool
	sent  int
	trips []*trip // by the row in which they end
	off   int     // its lane; 0 if there was none free
}

func (b *bundle) touches(row int) bool {
	if b.sent == row {
		return true
	}
	for _, t := range b.trips {
		if t.done == row {
			return true
		}
	}
	return false
}

// bundles finds the messages of the picture.
func (c *chart) bundles() (list []*bundle) {
	byID := map[uint64]*trip{}
	for i, r := range c.pic.Rows {
		if r.Folded > 0 {
			continue
		}
		for k := range r.Step.Events {
			e := &r.Step.Events[k]
			if e.Msg == nil || c.x(e.Msg.From) < 0 || c.x(e.Msg.To) < 0 || e.Msg.From == e.Msg.To {
				continue
			}
			t := byID[e.Msg.ID]
			switch e.Kind {
			case event.Sent, event.Duplicated:
				if t == nil {
					t = &trip{msg: e.Msg, sent: i, done: -1}
					byID[e.Msg.ID] = t
					list = c.add(list, t)
				}
			case event.Received, event.Dropped:
				if t == nil {
					t = &trip{msg: e.Msg, sent: -1, done: -1}
					byID[e.Msg.ID] = t
					list = c.add(list, t)
				}
				t.done, t.lost = i, e.Kind == event.Dropped
			}
		}
	}
	for _, t := range byID {
		c.hide(t)
	}
	return list
}

// hide ends a trip whose end has no row at the first row in which the message
// is no longer under way.
func (c *chart) hide(t *trip) {
	if t.done >= 0 {
		return
	}
	for i := t.sent + 1; i < len(c.pic.Rows); i++ {
		if c.pic.Rows[i].Step.Frame.Message(t.msg.ID) == nil {
			t.done, t.hidden = i, true
			return
		}
	}
}

// add puts a trip into the bundle it belongs to.
func (c *chart) add(list []*bundle, t *trip) []*bundle {
	right := c.x(t.msg.To) > c.x(t.msg.From)
	if t.sent >= 0 {
		for i := len(list) - 1; i >= 0 && list[i].sent >= t.sent; i-- {
			if b := list[i]; b.sent == t.sent && b.from == t.msg.From && b.right == right {
				b.trips = append(b.trips, t)
				return list
			}
		}
	}
	return append(list, &bundle{from: t.msg.From, right: right, sent: t.sent, trips: []*trip{t}})
}

// end returns the last row that the bundle's lane reaches.
func (b *bundle) end(rows int) (end int) {
	for _, t := range b.trips {
		if t.done < 0 {
			return rows
		}
		end = max(end, t.done)
	}
	return end
}

// place finds the bundle a lane that is free as long as it needs it.
func (c *chart) place(b *bundle) {
	if b.sent < 0 {
		return
	}
	need := span{b.sent, b.end(len(c.pic.Rows))}
	for off := 2; off <= max((c.space-1)/2, 2); off++ {
		l := lane{b.from, off}
		if !b.right {
			l.off = -off
		}
		if free(c.lanes[l], need) {
			c.lanes[l] = append(c.lanes[l], need)
			b.off = l.off
			return
		}
	}
}

func free(taken []span, s span) bool {
	for _, t := range taken {
		if s.from <= t.to && t.from <= s.to {
			return false
		}
	}
	return true
}

// bundle draws the lane and arrows of a bundle; with a row, only what leads to
// or from it, in accent.
func (c *chart) bundle(b *bundle, row int) {
	ink := canvas.Quiet
	if row >= 0 {
		ink = canvas.Accent
	}
	x, end := c.x(b.from)+b.off, -1
	for _, t := range b.trips {
		if row >= 0 && b.sent != row && t.done != row {
			continue
		}
		if t.done < 0 {
			end = len(c.pic.Rows)
			continue
		}
		if t.done == b.sent {
			c.stub(b, t)
			continue
		}
		end = max(end, t.done)
		if !t.hidden {
			c.arrow(b, t, ink, row >= 0 && t.done == row)
		}
	}
	if b.off == 0 || end < 0 {
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
func (c *chart) arrow(b *bundle, t *trip, ink canvas.Ink, now bool) {
	y, from, to := c.row(t.done), c.x(b.from)+b.off, c.x(t.msg.To)
	head, step, out := "▶", 1, canvas.Right
	if !b.right {
		head, step, out = "◀", -1, canvas.Left
	}
	if b.off == 0 {
		from += step
	} else {
		c.Line(from, y, canvas.Up|out, ink)
	}
	tip := to - step
	for x := from + step; x != tip && (tip-x)*step > 0; x += step {
		c.Line(x, y, canvas.Across, ink)
	}
	headInk := ink
	if t.lost {
		head, headInk = "✗", canvas.Alarm|canvas.Bold
	} else if now {
		headInk |= canvas.Bold
	}
	c.Text(tip, y, head, headInk)
	c.label(t, y, from, tip, step, headInk)
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
}

// label writes the message's kind on the arrow's last part, before the node it
// goes to, if that is long enough.
func (c *chart) label(t *trip, y, from, tip, step int, ink canvas.Ink) {
	room := min((tip-from)*step-1, c.space-3)
	for _, text := range []string{scene.Brief(t.msg), scene.Kind(t.msg)} {
		w := canvas.Width(text)
		if w > room {
			continue
		}
		if x := tip - w - (room-w)/2; step > 0 {
			c.Text(x, y, text, ink)
		} else {
			c.Text(tip+1+(room-w)/2, y, text, ink)
		}
		return
	}
}
