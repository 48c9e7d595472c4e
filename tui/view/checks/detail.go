package checks

import (
	"strings"

	"raftviz/engine/check"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/recordings/linear"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/scene"
)

// headline says in one line whether all is well.
func headline(a canvas.Area, s *scene.Scene, list []row) {
	text, ink := headlineOf(s, list)
	a.Fit(1, 0, a.W-1, text, ink)
}

func headlineOf(s *scene.Scene, list []row) (string, canvas.Ink) {
	w := catalogue.In(s.Words.Lang)
	var first, later *row
	more := 0
	for i := range list {
		switch r := &list[i]; {
		case r.broken != nil && first == nil:
			first = r
		case r.broken != nil:
			more++
		case r.later != nil && later == nil:
			later = r
		}
	}
	n := len(check.Properties)
	switch {
	case first != nil && more > 0:
		return sprintf(w.HeadBrokeMoreF, inSentence(first.title), more, step(first.broken.Step)), canvas.Alarm | canvas.Bold
	case first != nil && first.name == panicked:
		return sprintf(w.HeadPanicF, step(first.broken.Step)), canvas.Alarm | canvas.Bold
	case first != nil:
		return sprintf(w.HeadBrokeF, inSentence(first.title), step(first.broken.Step)), canvas.Alarm | canvas.Bold
	case later != nil && later.name == panicked:
		return sprintf(w.HeadPanicsF, n, step(later.later.Step)), canvas.Text | canvas.Bold
	case later != nil:
		return sprintf(w.HeadBreaksF, n, inSentence(later.title), step(later.later.Step)), canvas.Text | canvas.Bold
	case s.Verdict != nil && !s.Verdict.Running && s.Verdict.Result == linear.NotLinearizable:
		return sprintf(w.HeadContradictF, n, len(s.Verdict.Piece)), canvas.Alarm | canvas.Bold
	}
	return sprintf(w.HeadHoldF, n), canvas.Text | canvas.Bold
}

// inSentence writes a title as it stands within a sentence.
func inSentence(title string) string { return strings.ToLower(title) }

// A line of the detail is written in one ink.
type line struct {
	text string
	ink  canvas.Ink
}

func wrapped(all []line, text string, width int, ink canvas.Ink) []line {
	const most = 12
	for _, l := range termtext.Wrap(text, width, most) {
		all = append(all, line{l, ink})
	}
	return all
}

// tell writes as many lines as fit, and how many do not.
func tell(a canvas.Area, all []line) {
	for y, l := range all[:min(len(all), a.H)] {
		if y == a.H-1 && y < len(all)-1 {
			a.Fit(1, y, a.W-8, l.text, l.ink)
			more(a.Sub(0, y, a.W, 1), 0, len(all)-1-y)
			return
		}
		a.Fit(1, y, a.W-1, l.text, l.ink)
	}
}

// detail says what broke and how, what should have held, and why it matters.
func detail(width int, s *scene.Scene, r *row) (all []line) {
	w, l := catalogue.In(s.Words.Lang), s.Words.Lang
	v, ink := r.broken, canvas.Alarm
	if v == nil && r.later != nil {
		v, ink = r.later, canvas.Text
		all = wrapped(all, sprintf(w.ToComeF, step(v.Step)), width, canvas.Text|canvas.Bold)
	}
	if v != nil {
		if w.fullwidth { // what was found is told in English only
			all = wrapped(all, foundAt(w, v, s), width, ink)
		}
		all = wrapped(all, w.InEnglish+termtext.Printable(v.Text), width, ink)
	}
	if r.judged {
		all = append(all, history(width, s)...)
	}
	title := r.title
	if r.ref != "" {
		title += " · " + r.ref
	}
	all = wrapped(all, title, width, canvas.Text|canvas.Bold)
	if p := check.Find(r.name); p != nil {
		all = wrapped(all, w.punctuate(p.Says.In(l)), width, canvas.Text)
	}
	if text := w.Matters[r.name]; text != "" {
		all = wrapped(all, text, width, canvas.Quiet)
	}
	return all
}

// foundAt says where something broke.
func foundAt(w *texts, v *frame.Violation, s *scene.Scene) string {
	text := sprintf(w.AtStepF, step(v.Step))
	if len(v.Nodes) > 0 {
		text += w.Comma + termtext.Printable(strings.Join(v.Nodes, "、"))
	}
	if v.Index > 0 {
		text += w.Comma + sprintf(s.Words.EntryF, v.Index)
	}
	return text
}

// history says what the judgement on the clients' history is about.
func history(width int, s *scene.Scene) (all []line) {
	w, v := catalogue.In(s.Words.Lang), s.Verdict
	if v == nil || v.Running {
		return nil
	}
	if v.Result == linear.NotLinearizable {
		all = wrapped(all, sprintf(w.PieceF, len(v.Piece)), width, canvas.Alarm)
		for i := range v.Piece {
			o := &v.Piece[i]
			text := sprintf(w.OpF, termtext.Printable(o.Client), termtext.Printable(o.Text), w.answer(o), scene.Millis(o.Call), w.until(o))
			all = append(all, line{termtext.Cut(text, width), canvas.Alarm})
		}
		return all
	}
	text := sprintf(w.CountsF, v.Operations, v.Unknown, v.Ignored)
	if v.Pos < int(s.Step.Index) {
		text += sprintf(w.JudgedOnlyF, step(uint64(v.Pos)))
	}
	return wrapped(all, text, width, canvas.Text)
}

func (w *texts) answer(o *linear.Operation) string {
	if o.Unknown() {
		return w.NoAnswer
	}
	return termtext.Printable(o.Result)
}

func (w *texts) until(o *linear.Operation) string {
	if o.Unknown() {
		return ""
	}
	return scene.Millis(o.End)
}
