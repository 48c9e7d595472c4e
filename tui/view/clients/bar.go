package clients

import (
	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/scene"
)

// ends are the marks with which bars end.
var ends = [...]string{frame.OpOpen: "▸", frame.OpOK: "«", frame.OpFailed: "✗", frame.OpUnknown: "?"}

// drawBar draws when an operation was asked for, again and again, and when it
// ended; what is after the position is faint.
func (c *columns) drawBar(a canvas.Area, s *scene.Scene, o *operation) {
	pos, now := int(s.Step.Index), c.axis.col(s.Now)
	for _, x := range c.axis.cuts {
		a.Text(x, 0, "┊", canvas.Faint)
	}
	a.Text(now, 0, "▏", canvas.Faint)
	from, to := c.axis.col(o.Start), now
	state := o.state(pos)
	switch {
	case o.over(pos):
		to = c.axis.col(o.End)
	case o.future(pos) && o.ended > 0:
		state, to = o.State, c.axis.col(o.End)
	case o.future(pos):
		to = from
	default:
		c.later(a, o, now)
	}
	line, mark, end := c.barInks(s, o, state)
	for x := from; x < to; x++ {
		a.Text(x, 0, "━", line)
	}
	if from < to {
		a.Text(from, 0, "»", mark)
		for _, r := range o.again {
			if x := c.axis.col(r.at); x > from && (r.pos <= pos || o.future(pos)) {
				a.Text(x, 0, "»", mark)
			}
		}
	}
	head := ends[state]
	if from == to && state == frame.OpOK {
		head = "■"
	}
	a.Text(to, 0, head, end)
}

// later draws what becomes of an open operation after the position.
func (c *columns) later(a canvas.Area, o *operation, now int) {
	end, head := c.axis.last(), ""
	if o.ended > 0 {
		end, head = c.axis.col(o.End), ends[o.State]
	} else if !c.goesOn {
		return
	}
	for x := now + 1; x < end; x++ {
		a.Text(x, 0, "─", canvas.Faint)
	}
	if end > now {
		a.Text(end, 0, head, canvas.Faint)
	}
}

// barInks returns the inks of a bar, of its marks and of its end.
func (c *columns) barInks(s *scene.Scene, o *operation, state frame.OpState) (line, mark, end canvas.Ink) {
	switch {
	case c.piece[o.ID]:
		return canvas.Alarm, canvas.Alarm | canvas.Bold, canvas.Alarm | canvas.Bold
	case o.fresh(s.Step):
		return canvas.Accent, canvas.Accent | canvas.Bold, canvas.Accent | canvas.Bold
	case state == frame.OpFailed:
		return canvas.Quiet, canvas.Text, canvas.Alarm
	case state == frame.OpOpen:
		return canvas.Text, canvas.Text, canvas.Text
	}
	return canvas.Quiet, canvas.Text, canvas.Text
}
