package checks

import (
	"fmt"
	"slices"
	"strings"

	"raftviz/engine/check"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/recordings/linear"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// linearizability and panicked are the names of the rows that are no properties.
const (
	linearizability = "linearizability"
	panicked        = "panic"
)

// A row is something that must hold.
type row struct {
	name   string
	title  string
	ref    string
	broken *frame.Violation // at the position, or before
	later  *frame.Violation // where the recording ends, after the position
	judged bool             // it is what clients saw, not a property
}

// An end is what the end of a recording says.
type end struct {
	reel, len int
	list      []*frame.Violation
}

// ends are the kinds of which one is in a run's last step if it was stopped.
var ends = event.SetOf(event.KindViolated, event.KindPanicked)

// violations returns what broke where the recording ends, which is the only place
// where anything can.
func (p *Pane) violations(r scene.Reel) []*frame.Violation {
	if r.At == nil || !r.Kinds(r.Len).Meets(ends) {
		return nil
	}
	if p.end.reel == r.ID && p.end.len == r.Len && p.end.list != nil {
		return p.end.list
	}
	p.end = end{reel: r.ID, len: r.Len}
	if st := r.At(r.Len); st != nil {
		p.end.list = st.Frame.Violations
	}
	return p.end.list
}

// collect lists the properties, what else broke, and what clients saw.
func (p *Pane) collect(s *scene.Scene) (list []row) {
	w, l := catalogue.In(s.Words.Lang), s.Words.Lang
	now, end := s.Frame().Violations, p.violations(s.Reel)
	for i := range check.Properties {
		k := &check.Properties[i]
		list = append(list, row{name: k.Name, title: k.Title.In(l), ref: k.Ref})
	}
	for _, v := range slices.Concat(now, end) {
		name := nameOf(v)
		i := slices.IndexFunc(list, func(r row) bool { return r.name == name })
		if i < 0 {
			i = len(list)
			list = append(list, row{name: name, title: termtext.Printable(v.Property)})
			if name == panicked {
				list[i].title = w.Panic
			}
		}
		switch r := &list[i]; {
		case slices.Contains(now, v):
			r.broken = v
		case r.broken == nil:
			r.later = v
		}
	}
	return append(list, row{name: linearizability, title: w.Linearizability, ref: "Herlihy & Wing 1990", judged: true})
}

// nameOf returns the name of the property that broke, as check.Properties has
// it.
func nameOf(v *frame.Violation) string {
	return strings.ReplaceAll(strings.ToLower(v.Property), " ", "-")
}

// held returns the last step after which the property was seen to hold. A step
// in which raft panics is not checked.
func held(s *scene.Scene) uint64 {
	for _, v := range s.Frame().Violations {
		if nameOf(v) == panicked && v.Step > 0 {
			return v.Step - 1
		}
	}
	return s.Step.Index
}

// columns says how wide the columns are; one of no width is left out.
type columns struct{ title, status, ref int }

// columnsFor shares the width among the columns.
func columnsFor(w int, list []row, s *scene.Scene) (c columns) {
	for i := range list {
		texts, _ := list[i].status(s)
		c.title = max(c.title, termtext.Width(list[i].title))
		c.status = max(c.status, termtext.Width(texts[0]))
		c.ref = max(c.ref, termtext.Width(list[i].where(s)))
	}
	used := kit.Marker + 2 + c.title + 2
	if c.status > w-used {
		c.status = max(w-used, 0)
	}
	if used+c.status+2+c.ref > w {
		c.ref = 0
	}
	return c
}

// draw writes a row.
func (c *columns) draw(a canvas.Area, s *scene.Scene, r *row, chosen bool) {
	mark, ink := r.mark(s)
	name, second := ink, canvas.Quiet
	if ink == canvas.Quiet {
		name = canvas.Text
	}
	if chosen {
		at := canvas.Quiet
		if s.Focused {
			at = canvas.Accent | canvas.Bold
		}
		a.Text(0, 0, "▸", at)
		name, second = name|canvas.Bold, canvas.Text
	}
	a.Text(kit.Marker, 0, mark, ink|canvas.Bold)
	x := kit.Marker + 2
	a.Fit(x, 0, min(c.title, a.W-x), r.title, name)
	x += c.title + 2
	texts, statusInk := r.status(s)
	if statusInk == canvas.Quiet {
		statusInk = second
	}
	a.Text(x, 0, longest(texts, c.status), statusInk)
	if c.ref > 0 {
		a.Fit(x+c.status+2, 0, c.ref, r.where(s), second)
	}
}

// longest returns the first text that fits into w columns, or what does of the
// last.
func longest(texts []string, w int) string {
	for _, t := range texts {
		if termtext.Width(t) <= w {
			return t
		}
	}
	return termtext.Cut(texts[len(texts)-1], w)
}

// mark returns the row's sign: ✓ what holds, ✗ what broke, ? what is not known.
func (r *row) mark(s *scene.Scene) (string, canvas.Ink) {
	switch v := s.Verdict; {
	case r.broken != nil:
		return "✗", canvas.Alarm
	case !r.judged:
		return "✓", canvas.Text
	case v == nil || v.Running || v.Result == linear.Undecided:
		return "?", canvas.Quiet
	case v.Result == linear.NotLinearizable:
		return "✗", canvas.Alarm
	}
	return "✓", canvas.Text
}

// status says since when, in fewer and fewer words.
func (r *row) status(s *scene.Scene) ([]string, canvas.Ink) {
	w := catalogue.In(s.Words.Lang)
	switch {
	case r.judged:
		return judgement(s)
	case r.broken != nil:
		ink := canvas.Alarm
		if r.broken.Step == s.Step.Index {
			ink |= canvas.Bold
		}
		return at(w.Broke, r.broken.Step), ink
	case r.later != nil:
		return at(w.Breaks, r.later.Step), canvas.Alarm
	}
	return at(w.Held, held(s)), canvas.Quiet
}

// at fills a step into formats.
func at(formats [3]string, n uint64) (list []string) {
	for _, f := range formats {
		list = append(list, fmt.Sprintf(f, step(n)))
	}
	return list
}

// judgement says whether the clients' history is linearizable.
func judgement(s *scene.Scene) ([]string, canvas.Ink) {
	w, v := catalogue.In(s.Words.Lang), s.Verdict
	switch {
	case v == nil && len(s.Frame().Clients) == 0:
		return w.NobodyAsked[:], canvas.Quiet
	case v == nil:
		return w.NotJudged[:], canvas.Quiet
	case v.Running:
		return []string{w.Judging}, canvas.Accent
	case v.Result == linear.NotLinearizable:
		return []string{fmt.Sprintf(w.ContradictF, len(v.Piece)), w.Contradict}, canvas.Alarm
	case v.Result == linear.Undecided:
		return []string{w.Undecided}, canvas.Text
	case v.Pos < int(s.Step.Index):
		return at(w.JudgedTo, uint64(v.Pos)), canvas.Quiet
	}
	return []string{fmt.Sprintf(w.LinearF, v.Operations), fmt.Sprintf(w.LinearShortF, v.Operations)}, canvas.Quiet
}

// where says what a violation names; else where the paper says what must hold.
func (r *row) where(s *scene.Scene) string {
	v := r.broken
	if v == nil {
		v = r.later
	}
	if v == nil || len(v.Nodes) == 0 && v.Index == 0 {
		return r.ref
	}
	text := termtext.Printable(strings.Join(v.Nodes, ", "))
	if v.Index > 0 {
		if text != "" {
			text += " · "
		}
		text += fmt.Sprintf(s.Words.EntryF, v.Index)
	}
	return text
}

func step(n uint64) string { return kit.Millis(int64(n)) }
