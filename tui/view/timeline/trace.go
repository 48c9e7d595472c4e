package timeline

import (
	"fmt"
	"slices"
	"strconv"

	"raftviz/engine/event"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// A Trace is what the step at a position comes from and leads to.
type Trace struct {
	Pos     int
	Because []Link // the cause, its own cause and so on
	Leads   []Link // the effects
}

// depth is how many causes back a trace goes.
const depth = 6

// Trace finds what the step at a position comes from and leads to.
func (r Reel) Trace(pos int) *Trace {
	t := &Trace{Pos: pos, Leads: r.effects(pos)}
	for at := pos; len(t.Because) < depth; {
		l, ok := r.cause(at)
		if !ok {
			break
		}
		t.Because = append(t.Because, l)
		if at = l.From; at < 0 {
			break
		}
	}
	return t
}

// has reports whether a position is a step of the trace. A nil trace has none.
func (t *Trace) has(pos int) bool {
	if t == nil {
		return false
	}
	is := func(l Link) bool { return l.From == pos || l.To == pos }
	return slices.ContainsFunc(t.Because, is) || slices.ContainsFunc(t.Leads, is)
}

// link returns the link that a message carries, or nil.
func (t *Trace) link(msg uint64) *Link {
	if t == nil {
		return nil
	}
	for _, list := range [][]Link{t.Because, t.Leads} {
		for i := range list {
			if l := &list[i]; l.Msg != nil && l.Msg.ID == msg {
				return l
			}
		}
	}
	return nil
}

func (t *Trace) carries(msg uint64) bool { return t.link(msg) != nil }

// above and below name a step that lies outside of the rows.
func above(pos int) string { return "▴" + strconv.Itoa(pos) }
func below(pos int) string { return "▾" + strconv.Itoa(pos) }

// trace draws what the position comes from and leads to in accent, and makes
// everything else quiet.
func (c *chart) trace(list []*bundle) {
	t := c.pic.Trace
	if t == nil {
		return
	}
	c.Sub(0, 1, c.W, c.H).Recolour(canvas.Faint)
	for _, links := range [][]Link{t.Because, t.Leads} {
		for i := range links {
			c.inner(&links[i])
		}
	}
	for _, b := range list {
		c.bundle(b, func(_ *bundle, tr *trip) bool { return t.carries(tr.msg.ID) }, canvas.Accent, canvas.Accent|canvas.Bold)
	}
	for i := range c.pic.Rows {
		r := &c.pic.Rows[i]
		if !r.single() {
			continue
		}
		if t.has(r.Pos) || r.Pos == t.Pos {
			c.marksOf(i, true)
			c.retell(i, r)
		}
		if c.matches(r) {
			c.Text(1, c.row(i), "/", canvas.Accent|canvas.Bold)
		}
	}
	for i := range t.Leads {
		c.beyond(&t.Leads[i], list)
	}
}

// retell writes a row's time and caption in accent.
func (c *chart) retell(i int, r *Row) {
	y, ink := c.row(i), canvas.Accent
	if i == c.pic.Now {
		ink |= canvas.Bold
		c.Text(0, y, "▸", ink)
	}
	c.Right(c.stamp-2, y, kit.Millis(r.Step.Time), ink)
	c.Fit(c.caption, y, c.W-c.caption, c.label(r.Step), ink)
}

// inner draws a link that no message carries: along the line of whose it is.
func (c *chart) inner(l *Link) {
	x := c.x(l.Who)
	if l.Msg != nil || x < 0 || l.To < 0 {
		return
	}
	from, to := c.pic.at(l.From), c.pic.at(l.To)
	if from < 0 && to < 0 {
		return
	}
	top, end := from, to
	if from < 0 {
		top = 0
	}
	if to < 0 {
		end = len(c.pic.Rows) - 1
	}
	for i := top; i <= end; i++ {
		c.Line(x, c.row(i), canvas.Along|canvas.Heavy, canvas.Accent)
	}
	switch {
	case from < 0 && l.From >= 0:
		c.Text(x+1, c.row(top), above(l.From), canvas.Accent)
	case to < 0:
		c.Text(x+1, c.row(end), below(l.To), canvas.Accent)
	}
}

// beyond writes where a message goes whose end lies after the rows.
func (c *chart) beyond(l *Link, list []*bundle) {
	if l.Msg == nil || l.To < 0 || c.pic.at(l.To) >= 0 {
		return
	}
	for _, b := range list {
		for _, t := range b.trips {
			if t.msg.ID == l.Msg.ID && t.done < 0 {
				c.Text(c.x(b.from)+b.off+1, c.row(len(c.pic.Rows)-1), below(l.To), canvas.Accent)
			}
		}
	}
}

// footRows returns how many rows of h the words about a trace take.
func footRows(h int) int {
	switch {
	case h >= 9:
		return 3
	case h >= 6:
		return 2
	}
	return 0
}

// foot says in words what the trace shows.
func (c *chart) foot(a canvas.Area) {
	if a.H > 2 {
		a = a.Sub(0, 1, a.W, 2)
	}
	t, w := c.pic.Trace, max(termtext.Width(c.texts.because), termtext.Width(c.texts.leads))+2
	c.items(a, 0, w, c.texts.because, " ◂ ", c.reasons(t))
	c.items(a, 1, w, c.texts.leads, " · ", c.outcomes(t))
}

// items writes a row of the foot: as many as fit.
func (c *chart) items(a canvas.Area, y, w int, title, between string, list []string) {
	a.Text(1, y, title, canvas.Quiet)
	x := 1 + w
	for i, text := range list {
		if i > 0 {
			if x+termtext.Width(between)+termtext.Width(text) > a.W-1 {
				a.Text(x, y, " …", canvas.Quiet)
				return
			}
			x = a.Text(x, y, between, canvas.Quiet)
		}
		x = a.Fit(x, y, a.W-1-x, text, canvas.Accent)
	}
}

// reasons lists the causes, the nearest first; where nothing in the recording is
// to blame, it says what was.
func (c *chart) reasons(t *Trace) (list []string) {
	last := t.Pos
	for i := range t.Because {
		last = t.Because[i].From
		if last < 0 {
			return append(list, c.texts.unknown)
		}
		list = append(list, c.where(last)+c.tell(last))
	}
	if len(t.Because) < depth {
		if st := c.scene.Reel.At(last); st != nil && (len(list) == 0 || st.Cause.Type != event.Command) {
			list = append(list, c.texts.ground(st, c.scene.Words.Lang))
		}
	}
	return list
}

// outcomes lists the effects in order.
func (c *chart) outcomes(t *Trace) (list []string) {
	for i := range t.Leads {
		l := &t.Leads[i]
		switch {
		case l.To < 0:
			list = append(list, fmt.Sprintf(c.texts.underwayF, l.Msg.ID, scene.Brief(l.Msg), l.Msg.To))
		case l.To == t.Pos:
			list = append(list, fmt.Sprintf(c.texts.lostF, l.Msg.ID, scene.Brief(l.Msg), l.Msg.To))
		default:
			list = append(list, c.where(l.To)+c.tell(l.To))
		}
	}
	if len(list) == 0 {
		list = append(list, c.texts.nothing)
	}
	return list
}

// where names a step by its number, with the direction if it has no row.
func (c *chart) where(pos int) string {
	switch {
	case c.pic.at(pos) >= 0:
		return strconv.Itoa(pos) + " "
	case pos < c.pic.Trace.Pos:
		return above(pos) + " "
	}
	return below(pos) + " "
}

// tell is a step in a few words.
func (c *chart) tell(pos int) string {
	st := c.scene.Reel.At(pos)
	if st == nil {
		return ""
	}
	return c.label(st)
}
