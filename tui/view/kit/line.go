package kit

import (
	"strings"

	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
)

// A Span is a piece of text in one ink.
type Span struct {
	Text string
	Ink  canvas.Ink
}

// Text is a span.
func Text(text string, ink canvas.Ink) Span { return Span{text, ink} }

// A Line is a row of text.
type Line []Span

// Draw writes the line from x, y on, cut where the area ends, and returns the
// column after it.
func (l Line) Draw(a canvas.Area, x, y int) int {
	for _, s := range l {
		x = a.Fit(x, y, a.W-x, s.Text, s.Ink)
	}
	return x
}

// Width is how many columns the line takes.
func (l Line) Width() (w int) {
	for _, s := range l {
		w += termtext.Width(s.Text)
	}
	return w
}

// Cut returns the line, of at most w columns, with a sign that more follows.
func (l Line) Cut(w int) Line {
	if len(l) == 0 {
		return l
	}
	l = append(Line(nil), l...)
	last := &l[len(l)-1]
	room := max(w-l[:len(l)-1].Width(), 0)
	last.Text = strings.TrimRight(strings.TrimSuffix(last.Text, "…"), " ") + " …"
	if termtext.Width(last.Text) > room {
		last.Text = termtext.Cut(strings.TrimSuffix(last.Text, " …")+"  ", room)
	}
	return l
}

// Wrap breaks text into at most so many lines of w columns, and adds them to
// others.
func Wrap(to []Line, text string, w, most int, ink canvas.Ink) []Line {
	for _, s := range termtext.Wrap(text, w, most) {
		to = append(to, Line{{s, ink}})
	}
	return to
}

// Hang breaks text into lines of w columns, all of which stand behind a margin
// of so many columns, and adds them to others. The first line has a label in its
// margin.
//
//	was     n1 was follower of term 1,
//	        now candidate of term 2
func Hang(to []Line, label Line, margin int, text string, w int, ink canvas.Ink) []Line {
	const least, lots = 10, 1 << 12
	label = append(label[:len(label):len(label)], Span{strings.Repeat(" ", max(margin-label.Width(), 0)), canvas.Text})
	for _, s := range termtext.Wrap(text, max(w-margin, least), lots) {
		to = append(to, append(label, Span{s, ink}))
		label = Line{{strings.Repeat(" ", margin), canvas.Text}}
	}
	return to
}

// Tell writes as many lines as fit into an area, from column 1 on, and at the
// end of the last how many do not.
func Tell(a canvas.Area, lines []Line) {
	for y, l := range lines[:min(len(lines), max(a.H, 0))] {
		row := a.Sub(0, y, a.W, 1)
		if y == a.H-1 {
			row.W = Hidden{Below: len(lines) - a.H}.Draw(row)
		}
		l.Draw(row, 1, 0)
	}
}
