package timeline

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// A trip is a message in the picture: the rows in which it was sent and in
// which it ended; -1 if that is not shown, or has not happened.
type trip struct {
	msg        *frame.Message
	sent, done int
	lost       bool
	hidden     bool // it ended in a step that has no row of its own: done is the row after
}

// A bundle is the messages that one node sent to one side in one step.
type bundle struct {
	from  string
	right bool
	sent  int
	trips []*trip // by the row in which they end
	off   int     // its lane; 0 if there was none free
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

// bundles finds the messages of the picture, and a lane for each bundle.
func (c *chart) bundles() (list []*bundle) {
	byID := map[uint64]*trip{}
	for i := range c.pic.Rows {
		r := &c.pic.Rows[i]
		if !r.single() {
			continue
		}
		for k := range r.Step.Events {
			c.note(byID, i, &r.Step.Events[k])
		}
	}
	// In the order of the rows, not of the map.
	for i := range c.pic.Rows {
		r := &c.pic.Rows[i]
		if !r.single() {
			continue
		}
		for k := range r.Step.Events {
			m := r.Step.Events[k].Msg()
			if m == nil || byID[m.ID] == nil {
				continue
			}
			t := byID[m.ID]
			delete(byID, m.ID)
			if c.hide(t); c.worth(t) {
				list = c.add(list, t)
			}
		}
	}
	for _, b := range list {
		c.place(b)
	}
	return list
}

// note enters what an event in row i says of a message.
func (c *chart) note(byID map[uint64]*trip, i int, e *event.Event) {
	m := e.Msg()
	if m == nil || c.x(m.From) < 0 || c.x(m.To) < 0 || c.x(m.From) == c.x(m.To) {
		return
	}
	t := byID[m.ID]
	switch e.Kind() {
	case event.KindSent, event.KindDuplicated:
		if t == nil {
			byID[m.ID] = &trip{msg: m, sent: i, done: -1}
		}
	case event.KindReceived, event.KindDropped, event.KindResponded, event.KindWatchReceived:
		if t == nil {
			t = &trip{msg: m, sent: -1, done: -1}
			byID[m.ID] = t
		}
		t.done, t.lost = i, e.Kind() == event.KindDropped
	}
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

// worth reports whether a trip is drawn: where most steps have no row, one of
// which no end is shown would only be in the way.
func (c *chart) worth(t *trip) bool {
	return !c.pic.Level.wide() || t.done >= 0 && !t.hidden || t.sent == c.pic.Now || c.pic.Trace.carries(t.msg.ID) || c.picked(t)
}

// picked reports whether a trip is the message that is chosen.
func (c *chart) picked(t *trip) bool {
	return c.scene.Selected.Msg != 0 && t.msg.ID == c.scene.Selected.Msg
}

// add puts a trip into the bundle it belongs to.
func (c *chart) add(list []*bundle, t *trip) []*bundle {
	right := c.x(t.msg.To) > c.x(t.msg.From)
	if t.sent >= 0 {
		for i := len(list) - 1; i >= 0; i-- {
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
