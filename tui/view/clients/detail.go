package clients

import (
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/scene"
)

// A line of a detail is written in one ink.
type line struct {
	text string
	ink  canvas.Ink
}

// share draws a detail beneath a list that wants so many rows, if there is room
// for both, and returns the list's area. Where there is little, the detail is one
// row.
func share(a canvas.Area, rows int, detail []line) canvas.Area {
	const least, little, enough = 9, 5, 2
	switch {
	case a.H < little || len(detail) == 0:
		return a
	case a.H < least && a.H-rows-1 < enough:
		x := a.Fit(1, a.H-1, a.W-1, detail[0].text, detail[0].ink)
		if len(detail) > 1 {
			a.Fit(x+2, a.H-1, a.W-x-2, detail[1].text, detail[1].ink)
		}
		return a.Sub(0, 0, a.W, a.H-1)
	}
	told := min(len(detail), max(a.H-rows-1, a.H/3))
	list := min(rows, a.H-told-1)
	tell(a.Sub(0, list+1, a.W, told), detail)
	return a.Sub(0, 0, a.W, list)
}

// tell writes as many lines as fit, and how many do not.
func tell(a canvas.Area, all []line) {
	for y, l := range all {
		if y == a.H-1 && y < len(all)-1 {
			a.Fit(1, y, a.W-10, l.text, l.ink)
			a.Right(a.W, y, "▾ "+number(len(all)-1-y)+" ", canvas.Quiet)
			return
		}
		a.Fit(1, y, a.W-1, l.text, l.ink)
	}
}

// wrapped breaks a sentence into lines.
func wrapped(all []line, text string, width int, ink canvas.Ink) []line {
	const most = 4
	for _, l := range termtext.Wrap(text, width, most) {
		all = append(all, line{l, ink})
	}
	return all
}

// detailLines says everything about the chosen operation.
func (p *Pane) detailLines(width int, s *scene.Scene) (all []line) {
	at := p.history.chosen(s)
	if at < 0 {
		return nil
	}
	o, t, pos := p.history.ops[at], catalogue.In(s.Words.Lang), int(s.Step.Index)
	to := ""
	if node := o.endpoint(pos); node != "" {
		to = sprintf(t.ToF, node)
	}
	all = wrapped(all, termtext.Printable(o.Client)+to+t.Colon+termtext.Printable(o.Text), width, canvas.Text|canvas.Bold)
	if o.future(pos) {
		return wrapped(all, sprintf(t.LaterF, scene.Millis(o.Start)), width, canvas.Quiet)
	}
	text, ink := fate(o, t, pos, s)
	all = wrapped(all, text, width, ink)
	switch {
	case pieceOf(s)[o.ID]:
		all = wrapped(all, t.Contradicts, width, canvas.Alarm)
	case s.Verdict != nil && o.ignored():
		all = wrapped(all, t.NotAbout, width, canvas.Quiet)
	}
	all = append(all, attempts(o, t, pos, width)...)
	return wrapped(all, times(o, t, pos, s), width, canvas.Quiet)
}

// fate says what the client knows of its operation.
func fate(o *operation, t *texts, pos int, s *scene.Scene) (string, canvas.Ink) {
	ink := canvas.Text
	if o.fresh(s.Step) {
		ink = canvas.Accent
	}
	result := termtext.Printable(o.Result)
	switch o.state(pos) {
	case frame.OpOK:
		if o.Rev > 0 {
			result = sprintf(t.AtRevF, result, o.Rev)
		}
		return t.Told + result, ink
	case frame.OpFailed:
		return t.FailedWith + result, canvas.Alarm
	case frame.OpUnknown:
		return sprintf(t.DoubtF, result), ink
	}
	return sprintf(t.WaitsF, scene.Millis(max(s.Now-o.Start, 0))), ink
}

// times says when it was asked and answered.
func times(o *operation, t *texts, pos int, s *scene.Scene) string {
	text := sprintf(t.AskedAtF, scene.Millis(o.Start))
	if o.asked > 0 {
		text += sprintf(t.StepF, scene.Millis(int64(o.asked)))
	}
	if !o.over(pos) {
		return text
	}
	text += sprintf(t.EndedF, scene.Millis(o.End-o.Start))
	if o.exact {
		text += sprintf(t.StepF, scene.Millis(int64(o.ended)))
	}
	return text
}

// attempts lists the attempts after the first.
func attempts(o *operation, t *texts, pos, width int) (all []line) {
	n := o.tries(pos)
	if n < 2 {
		return nil
	}
	text := sprintf(t.TriesF, n)
	for _, r := range o.again {
		if r.pos <= pos {
			text += sprintf(t.AgainF, r.node, scene.Millis(r.at))
		}
	}
	return wrapped(nil, text, width, canvas.Text)
}
