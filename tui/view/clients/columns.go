package clients

import (
	"fmt"

	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// columns says how wide the columns are; one of no width is left out.
type columns struct {
	client, node, text, answer int
	took, bar                  int
	barX                       int
	axis                       axis
	goesOn                     bool            // the recording was read further than the position
	piece                      map[uint64]bool // operations that contradict each other
}

// leastBar is how many columns a bar needs to be of any use.
const leastBar = 10

// columnsFor shares the width among the columns: what was asked and answered
// first, then the bars, which take what is left.
func columnsFor(w int, ops []*operation, s *scene.Scene) columns {
	t, pos := catalogue.In(s.Words.Lang), int(s.Step.Index)
	c := columns{client: 2, text: 5, answer: 4, piece: pieceOf(s)}
	for _, o := range ops {
		c.client = max(c.client, termtext.Width(termtext.Printable(o.Client)))
		c.text = max(c.text, termtext.Width(termtext.Printable(o.Request.Text())))
		answer, _ := c.answerOf(o, s)
		c.answer = max(c.answer, termtext.Width(answer))
		if w >= 50 {
			c.node = max(c.node, termtext.Width(termtext.Printable(o.endpoint(pos))), termtext.Width(t.Node))
		}
	}
	if w >= 50 {
		c.client = max(c.client, termtext.Width(t.Client))
		c.text = max(c.text, termtext.Width(t.Asked))
		c.answer = max(c.answer, termtext.Width(t.Answer))
	}
	c.client, c.node = min(c.client, 8), min(c.node, 5)
	c.answer = min(c.answer, max(w*17/100, 6))
	c.barX = kit.Marker + c.client + 1 + c.answer + 1
	if c.node > 0 {
		c.barX += c.node + 1
	}
	c.text = min(c.text, w*35/100, max(w-c.barX-1-w*3/10, 9))
	c.barX += c.text + 1
	if w-c.barX >= 4*leastBar {
		c.took = 8
		c.barX += c.took + 1
	}
	if c.bar = w - c.barX - 1; c.bar < leastBar {
		c.bar = 0
		c.answer = max(w-(c.barX-c.answer-1), 0)
		return c
	}
	spans, again := spansOf(ops, s)
	c.axis = newAxis(c.bar, spans, again)
	return c
}

// spansOf lists when somebody waited for an answer, the position's time, and
// when something was asked for again.
func spansOf(ops []*operation, s *scene.Scene) (spans []span, again []int64) {
	pos := int(s.Step.Index)
	for _, o := range ops {
		end := max(s.Now, o.Start)
		if o.over(pos) || o.ended > 0 && o.End > end {
			end = max(o.End, o.Start)
		}
		spans = append(spans, span{o.Start, end})
		for _, r := range o.again {
			again = append(again, r.at)
		}
	}
	return append(spans, span{s.Now, s.Now}), again
}

// head writes the headings and the times above the bars.
func (c *columns) head(a canvas.Area, s *scene.Scene) {
	t := catalogue.In(s.Words.Lang)
	x := kit.Marker
	for _, col := range []struct {
		w    int
		name string
	}{{c.client, t.Client}, {c.node, t.Node}, {c.text, t.Asked}, {c.answer, t.Answer}} {
		if col.w == 0 {
			continue
		}
		if termtext.Width(col.name) <= col.w {
			a.Text(x, 0, col.name, canvas.Quiet)
		}
		x += col.w + 1
	}
	if c.took > 0 {
		a.Right(x+c.took, 0, t.Took, canvas.Quiet)
	}
	if c.bar > 0 {
		c.axis.draw(a.Sub(c.barX, 0, c.bar+1, 1), s.Now, s.Words.MsF)
	}
}

// draw writes an operation into the one row of an area.
func (c *columns) draw(a canvas.Area, s *scene.Scene, o *operation, chosen bool) {
	pos := int(s.Step.Index)
	ink, second := c.ink(o, s), canvas.Quiet
	if chosen {
		live := s.Focused || s.Selected.Op == o.ID
		if live {
			ink, second = ink|canvas.Bold, canvas.Text
		}
		kit.Mark(a, 0, live)
	}
	x := kit.Marker
	name := second
	if chosen && s.Selected.Op == o.ID {
		name = canvas.Focus | canvas.Bold
	}
	a.Fit(x, 0, c.client, termtext.Printable(o.Client), name)
	x += c.client + 1
	if c.node > 0 {
		a.Fit(x, 0, c.node, termtext.Printable(o.endpoint(pos)), second)
		x += c.node + 1
	}
	a.Fit(x, 0, c.text, termtext.Printable(o.Request.Text()), ink)
	x += c.text + 1
	answer, answerInk := c.answerOf(o, s)
	a.Fit(x, 0, c.answer, answer, answerInk)
	x += c.answer + 1
	if c.took > 0 && o.over(pos) {
		a.Right(x+c.took, 0, termtext.Cut(fmt.Sprintf(s.Words.MsF, kit.Millis(o.End-o.Start)), c.took), second)
	}
	if c.bar > 0 {
		c.drawBar(a.Sub(c.barX, 0, c.bar, 1), s, o)
	}
	if o.future(pos) {
		a.Sub(1, 0, a.W-1, 1).Recolour(canvas.Faint)
	}
}

// ink is how an operation's text is written.
func (c *columns) ink(o *operation, s *scene.Scene) canvas.Ink {
	switch {
	case c.piece[o.ID]:
		return canvas.Alarm
	case o.fresh(s.Step):
		return canvas.Accent
	case s.Verdict != nil && o.ignored():
		return canvas.Quiet
	}
	return canvas.Text
}

// answerOf is what the client was told, with a mark before all but success.
func (c *columns) answerOf(o *operation, s *scene.Scene) (string, canvas.Ink) {
	t := catalogue.In(s.Words.Lang)
	ink := canvas.Text
	if o.fresh(s.Step) {
		ink = canvas.Accent
	}
	pos := int(s.Step.Index)
	switch state := o.state(pos); {
	case o.future(pos):
		return t.Later, canvas.Faint
	case c.piece[o.ID] && state == frame.OpOK:
		return "≠ " + termtext.Printable(o.Answer.Text()), canvas.Alarm | canvas.Bold
	case state == frame.OpOK:
		if s.Verdict != nil && o.ignored() {
			ink = canvas.Quiet
		}
		return termtext.Printable(o.Answer.Text()), ink
	case state == frame.OpFailed:
		return "✗ " + termtext.Printable(o.Answer.Brief()), canvas.Alarm
	case state == frame.OpUnknown:
		if s.Verdict != nil {
			ink = canvas.Quiet
		}
		return "? " + t.Unknown, ink
	}
	return t.Open, canvas.Quiet
}
