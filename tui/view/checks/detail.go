package checks

import (
	"fmt"
	"strings"

	"raftviz/engine/check"
	"raftviz/engine/termtext"
	"raftviz/recordings/linear"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
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
		return fmt.Sprintf(w.HeadBrokeMoreF, inSentence(first.title), more, step(first.broken.Step)), canvas.Alarm | canvas.Bold
	case first != nil && first.name == panicked:
		return fmt.Sprintf(w.HeadPanicF, step(first.broken.Step)), canvas.Alarm | canvas.Bold
	case first != nil:
		return fmt.Sprintf(w.HeadBrokeF, inSentence(first.title), step(first.broken.Step)), canvas.Alarm | canvas.Bold
	case later != nil && later.name == panicked:
		return fmt.Sprintf(w.HeadPanicsF, n, step(later.later.Step)), canvas.Text | canvas.Bold
	case later != nil:
		return fmt.Sprintf(w.HeadBreaksF, n, inSentence(later.title), step(later.later.Step)), canvas.Text | canvas.Bold
	case s.Verdict != nil && !s.Verdict.Running && s.Verdict.Result == linear.NotLinearizable:
		return fmt.Sprintf(w.HeadContradictF, n, len(s.Verdict.Piece)), canvas.Alarm | canvas.Bold
	}
	return fmt.Sprintf(w.HeadHoldF, n), canvas.Text | canvas.Bold
}

// inSentence writes a title as it stands within a sentence.
func inSentence(title string) string { return strings.ToLower(title) }

// mostLines is how many lines a part of the detail has at most.
const mostLines = 12

// detail says what broke and how, what should have held, and why it matters.
func detail(width int, s *scene.Scene, r *row) (all []kit.Line) {
	w, l := catalogue.In(s.Words.Lang), s.Words.Lang
	v, ink := r.broken, canvas.Alarm
	if v == nil && r.later != nil {
		v, ink = r.later, canvas.Text
		all = kit.Wrap(all, fmt.Sprintf(w.ToComeF, step(v.Step)), width, mostLines, canvas.Text|canvas.Bold)
	}
	if v != nil {
		all = kit.Wrap(all, termtext.Printable(v.Text.In(s.Words.Lang)), width, mostLines, ink)
	}
	if r.judged {
		all = append(all, history(width, s)...)
	}
	title := r.title
	if r.ref != "" {
		title += " · " + r.ref
	}
	all = kit.Wrap(all, title, width, mostLines, canvas.Text|canvas.Bold)
	if p := check.Find(r.name); p != nil {
		all = kit.Wrap(all, w.punctuate(p.Says.In(l)), width, mostLines, canvas.Text)
		all = kit.Wrap(all, w.punctuate(p.But.In(l)), width, mostLines, canvas.Text)
	}
	if text := w.Matters[r.name]; text != "" {
		all = kit.Wrap(all, text, width, mostLines, canvas.Quiet)
	}
	return all
}

// history says what the judgement on the clients' history is about.
func history(width int, s *scene.Scene) (all []kit.Line) {
	w, v := catalogue.In(s.Words.Lang), s.Verdict
	if v == nil || v.Running {
		return nil
	}
	if v.Result == linear.NotLinearizable {
		all = kit.Wrap(all, fmt.Sprintf(w.PieceF, len(v.Piece)), width, mostLines, canvas.Alarm)
		for i := range v.Piece {
			o := &v.Piece[i]
			text := fmt.Sprintf(w.OpF, termtext.Printable(o.Client), termtext.Printable(o.Request.Text()), w.answer(o), kit.Millis(o.Call), w.until(o))
			all = append(all, kit.Line{{Text: termtext.Cut(text, width), Ink: canvas.Alarm}})
		}
		return all
	}
	text := fmt.Sprintf(w.CountsF, v.Operations, v.Unknown, v.Ignored)
	if v.Pos < int(s.Step.Index) {
		text += fmt.Sprintf(w.JudgedOnlyF, step(uint64(v.Pos)))
	}
	return kit.Wrap(all, text, width, mostLines, canvas.Text)
}

func (w *texts) answer(o *linear.Operation) string {
	if o.Unknown() {
		return w.NoAnswer
	}
	return termtext.Printable(o.Answer.Text())
}

func (w *texts) until(o *linear.Operation) string {
	if o.Unknown() {
		return ""
	}
	return kit.Millis(o.End)
}
