// Package lessonstep draws a step of a lesson: what is told, what is asked, the
// answers to choose from, and what came of it.
//
//	A candidate needs votes. How many does it have at this moment?
//
//	▸ a  None
//	  b  One
//	  c  Two
//
//	enter gives the answer
package lessonstep

import (
	"fmt"

	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/markdown"
	"raftviz/tui/view/scene"
)

// A View is how far a person has scrolled, and what was laid out last.
type View struct {
	top  int
	of   laidOut
	rows []row
}

// laidOut says what rows were laid out for.
type laidOut struct {
	step *scene.LessonStep
	w    int
	lang lang.Lang
}

// A row is a line, and which choice it belongs to, -1 for none.
type row struct {
	line   kit.Line
	choice int
}

// Scroll moves the text.
func (v *View) Scroll(by int) { v.top += by }

// Rows returns how many rows the step takes at a width.
func (v *View) Rows(c *scene.LessonStep, w int, lang lang.Lang) int {
	v.lay(c, w-4, lang)
	return len(v.rows)
}

// Draw draws the step. What is longer than the area scrolls; the choice that
// the person is at is always seen.
func (v *View) Draw(a canvas.Area, c *scene.LessonStep, lang lang.Lang) {
	if a.W < 12 || a.H < 1 {
		return
	}
	v.lay(c, a.W-4, lang)
	last := max(len(v.rows)-a.H, 0)
	v.top = min(max(v.top, 0), last)
	if first, end := v.span(c.Cursor); first >= 0 && c.Verdict == scene.Open {
		v.top = min(max(v.top, end-a.H), first)
	}
	for y, r := range v.rows[v.top:min(v.top+a.H, len(v.rows))] {
		r.line.Draw(a, 2, y)
	}
	kit.Edges(a, 0, v.top > 0, v.top < last)
}

// span returns the rows of a choice, -1 if it has none.
func (v *View) span(choice int) (first, end int) {
	first = -1
	for i, r := range v.rows {
		if r.choice == choice {
			if first < 0 {
				first = i
			}
			end = i + 1
		}
	}
	return first, end
}

// lay lays the step out, unless it is.
func (v *View) lay(c *scene.LessonStep, w int, lang lang.Lang) {
	of := laidOut{c, w, lang}
	if v.of == of {
		return
	}
	fresh := v.of.step == nil || v.of.step.N != c.N || v.of.step.Title != c.Title
	var was scene.LessonStep
	if v.of.step != nil {
		was = *v.of.step
	}
	judged := c.Verdict != scene.Open && was.Verdict == scene.Open || c.Reached && !was.Reached
	hinted := len(c.Hints) > len(was.Hints)
	away := c.Away && !was.Away
	l := layer{w: w, t: catalogue.In(lang)}
	l.step(c)
	v.of, v.rows = of, l.rows
	switch {
	case fresh, away:
		v.top = 0
	case judged:
		v.top = l.verdict // the answer's verdict is what matters now
	case hinted:
		v.top = l.hint
	}
}

// A layer lays one step out.
type layer struct {
	w       int
	t       *texts
	rows    []row
	verdict int // the row in which the verdict stands
	hint    int // that of the newest hint
}

func (l *layer) step(c *scene.LessonStep) {
	if c.Away {
		l.line(l.t.Away, canvas.Accent)
	}
	l.say(c.Body)
	if len(c.Choices) > 0 {
		l.blank()
	}
	for i := range c.Choices {
		l.choice(c, i)
	}
	if c.Value != "" {
		l.blank()
		l.rows = append(l.rows, row{kit.Line{{Text: l.t.Answer + " ", Ink: canvas.Quiet}, {Text: c.Value, Ink: canvas.Accent | canvas.Bold}}, -1})
	}
	if c.Verdict != scene.Open {
		l.blank()
		l.verdict = len(l.rows)
		right, wrong := l.t.Right, l.t.WrongF
		if c.Opinion {
			right, wrong = l.t.So, l.t.NotSoF
		}
		if c.Verdict == scene.RightAnswer {
			l.line("✓ "+right, canvas.Accent|canvas.Bold)
		} else {
			l.line("✗ "+fmt.Sprintf(wrong, c.Want), canvas.Alarm|canvas.Bold)
		}
		l.say(c.Reveal)
	}
	for i, h := range c.Hints {
		l.blank()
		l.hint = len(l.rows)
		l.line(fmt.Sprintf(l.t.HintF, i+1, len(c.Hints)+c.More), canvas.Quiet)
		l.say(h)
	}
	if len(c.Read) > 0 {
		l.blank()
		l.line(l.t.Read, canvas.Quiet)
		for _, r := range c.Read {
			l.line("• "+r, canvas.Text)
		}
	}
	if c.Notes != "" {
		l.blank()
		l.line(l.t.Notes, canvas.Quiet)
		l.say(c.Notes)
	}
	if len(c.Solution) > 0 {
		l.blank()
		l.line(l.t.Solution, canvas.Quiet)
		for _, s := range c.Solution {
			l.line("  "+s, canvas.Accent)
		}
	}
	if c.Reached {
		l.blank()
		l.verdict = len(l.rows)
		l.line("✓ "+l.t.Reached, canvas.Accent|canvas.Bold)
	}
	if text := l.t.Next[c.Next]; text != "" && !c.Busy {
		l.blank()
		if c.Several && c.Next == scene.GiveIt {
			text = l.t.Ticks + " · " + text
		}
		if c.More > 0 && !c.Reached {
			text += " · " + fmt.Sprintf(l.t.MoreF, c.More)
		}
		l.line(text, canvas.Quiet)
	}
}

func (l *layer) blank() { l.rows = append(l.rows, row{nil, -1}) }

// line adds plain text in one ink, wrapped.
func (l *layer) line(text string, ink canvas.Ink) {
	for _, s := range termtext.Wrap(text, l.w, 20) {
		l.rows = append(l.rows, row{kit.Line{{Text: s, Ink: ink}}, -1})
	}
}

// say adds prose.
func (l *layer) say(text string) {
	for _, line := range markdown.Lay(text, l.w) {
		l.rows = append(l.rows, row{line, -1})
	}
}

// choice adds an answer, with its letter and what is known of it.
func (l *layer) choice(c *scene.LessonStep, i int) {
	o := &c.Choices[i]
	mark, ink := "  ", canvas.Text
	box := ""
	if c.Several {
		box = "[ ] "
		if o.Picked {
			box = "[x] "
		}
	}
	switch {
	case c.Verdict != scene.Open && o.Right:
		mark, ink = "✓ ", canvas.Accent|canvas.Bold
	case c.Verdict != scene.Open && o.Wrong:
		mark, ink = "✗ ", canvas.Alarm
	case c.Verdict != scene.Open:
		ink = canvas.Quiet
	case i == c.Cursor:
		mark, ink = "▸ ", canvas.Accent|canvas.Bold
	}
	lead := mark + string(rune('a'+i%26)) + "  " + box
	for n, line := range markdown.Lay(o.Text, l.w-termtext.Width(lead)) {
		head := lead
		if n > 0 {
			head = fmt.Sprintf("%*s", termtext.Width(lead), "")
		}
		out := kit.Line{{Text: head, Ink: ink}}
		for _, s := range line {
			if s.Ink.Role() == canvas.Text {
				s.Ink = ink
			}
			out = append(out, s)
		}
		l.rows = append(l.rows, row{out, i})
	}
}
