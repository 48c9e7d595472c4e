package clients

import (
	"fmt"

	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// mostLines is how many lines a part of a detail has at most.
const mostLines = 4

// share draws a detail beneath a list that wants so many rows, if there is room
// for both, and returns the list's area. Where there is little, the detail is one
// row.
func share(a canvas.Area, rows int, detail []kit.Line) canvas.Area {
	const least, little, enough = 9, 5, 2
	switch {
	case a.H < little || len(detail) == 0:
		return a
	case a.H < least && a.H-rows-1 < enough:
		x := detail[0].Draw(a, 1, a.H-1)
		if len(detail) > 1 {
			detail[1].Draw(a, x+2, a.H-1)
		}
		return a.Sub(0, 0, a.W, a.H-1)
	}
	told := min(len(detail), max(a.H-rows-1, a.H/3))
	list := min(rows, a.H-told-1)
	kit.Tell(a.Sub(0, list+1, a.W, told), detail)
	return a.Sub(0, 0, a.W, list)
}

// detailLines says everything about the chosen operation.
func (p *Pane) detailLines(width int, s *scene.Scene) (all []kit.Line) {
	at := p.history.chosen(s)
	if at < 0 {
		return nil
	}
	o, t, pos := p.history.ops[at], catalogue.In(s.Words.Lang), int(s.Step.Index)
	to := ""
	if node := o.endpoint(pos); node != "" {
		to = fmt.Sprintf(t.ToF, node)
	}
	all = kit.Wrap(all, termtext.Printable(o.Client)+to+t.Colon+termtext.Printable(o.Request.Text()), width, mostLines, canvas.Text|canvas.Bold)
	if o.future(pos) {
		return kit.Wrap(all, fmt.Sprintf(t.LaterF, kit.Millis(o.Start)), width, mostLines, canvas.Quiet)
	}
	text, ink := fate(o, t, pos, s)
	all = kit.Wrap(all, text, width, mostLines, ink)
	switch {
	case pieceOf(s)[o.ID]:
		all = kit.Wrap(all, t.Contradicts, width, mostLines, canvas.Alarm)
	case s.Verdict != nil && o.ignored():
		all = kit.Wrap(all, t.NotAbout, width, mostLines, canvas.Quiet)
	}
	all = append(all, attempts(o, t, pos, width)...)
	return kit.Wrap(all, times(o, t, pos, s), width, mostLines, canvas.Quiet)
}

// fate says what the client knows of its operation.
func fate(o *operation, t *texts, pos int, s *scene.Scene) (string, canvas.Ink) {
	ink := canvas.Text
	if o.fresh(s.Step) {
		ink = canvas.Accent
	}
	result := termtext.Printable(o.Answer.Text())
	switch o.state(pos) {
	case frame.OpOK:
		if o.Rev > 0 {
			result = fmt.Sprintf(t.AtRevF, result, o.Rev)
		}
		return t.Told + result, ink
	case frame.OpFailed:
		return t.FailedWith + result, canvas.Alarm
	case frame.OpUnknown:
		return fmt.Sprintf(t.DoubtF, result), ink
	}
	return fmt.Sprintf(t.WaitsF, kit.Millis(max(s.Now-o.Start, 0))), ink
}

// times says when it was asked and answered.
func times(o *operation, t *texts, pos int, s *scene.Scene) string {
	text := fmt.Sprintf(t.AskedAtF, kit.Millis(o.Start))
	if o.asked > 0 {
		text += fmt.Sprintf(t.StepF, kit.Millis(int64(o.asked)))
	}
	if !o.over(pos) {
		return text
	}
	text += fmt.Sprintf(t.EndedF, kit.Millis(o.End-o.Start))
	if o.exact {
		text += fmt.Sprintf(t.StepF, kit.Millis(int64(o.ended)))
	}
	return text
}

// attempts lists the attempts after the first.
func attempts(o *operation, t *texts, pos, width int) (all []kit.Line) {
	n := o.tries(pos)
	if n < 2 {
		return nil
	}
	text := fmt.Sprintf(t.TriesF, n)
	for _, r := range o.again {
		if r.pos <= pos {
			text += fmt.Sprintf(t.AgainF, r.node, kit.Millis(r.at))
		}
	}
	return kit.Wrap(nil, text, width, mostLines, canvas.Text)
}
