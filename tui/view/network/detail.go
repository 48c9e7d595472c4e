package network

import (
	"fmt"
	"strings"

	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// A detail says whether the chosen message is told in full: where there is
// room, unless a person has asked for it or against it.
type detail uint8

const (
	auto detail = iota
	always
	never
)

// Sizes from which the detail has its own room.
const (
	besideWidth = 96 // beside the list
	listRows    = 5  // of the list, that are left above the detail
	leastDetail = 5  // rows of it that are worth while
)

// split is an area shared by the list and the detail; either may be empty.
type split struct{ list, detail canvas.Area }

func (d detail) split(a canvas.Area, rows []row, at int, s *scene.Scene) split {
	none := a.Sub(0, 0, 0, 0)
	if d == never {
		return split{a, none}
	}
	if a.W >= besideWidth {
		w := a.W * 55 / 100
		return split{a.Sub(0, 0, w, a.H), a.Sub(w+2, 0, a.W-w-2, a.H)}
	}
	need, wanted := len(lines(a.W-1, s, rows[at])), len(rows)+1
	list := min(wanted, max(a.H-need-1, min(wanted, listRows)))
	switch rest := a.H - list - 1; {
	case rest >= min(need, leastDetail):
		return split{a.Sub(0, 0, a.W, list), a.Sub(0, list+1, a.W, rest)}
	case d == always:
		return split{none, a}
	}
	return split{a, none}
}

// lines returns the detail of a message, broken into lines of so many columns.
func lines(width int, s *scene.Scene, r row) (all []kit.Line) {
	w, m := catalogue.In(s.Words.Lang), r.msg
	ink := r.ink() | canvas.Bold
	title := kit.Line{kit.Text("#"+kit.Number(m.ID)+" "+m.Type, ink), kit.Text("  "+termtext.Printable(m.From)+"→"+termtext.Printable(m.To), canvas.Text|canvas.Bold)}
	if m.Term > 0 {
		title = append(title, kit.Text("  "+fmt.Sprintf(s.Words.TermF, m.Term), canvas.TermText(m.Term)))
	}
	if m.Copy != 0 {
		title = append(title, kit.Text("  "+fmt.Sprintf(w.CopyF, m.Copy), canvas.Quiet))
	}
	all = append(all, title)
	all = kit.Wrap(all, sentence(w, m), width, 5, canvas.Text)
	if r.end != underWay || stuck(m, s.Frame()) > 0 {
		all = append(all, stands(width, s, r)...)
		return append(all, fieldLines(w, m)...)
	}
	all = append(all, fieldLines(w, m)...)
	return append(all, stands(width, s, r)...)
}

// sentence says what the message means.
func sentence(w *texts, m *frame.Message) string {
	k := says{Type: m.Type, Reject: m.Reject, Bare: m.Type == "MsgApp" && len(m.Entries) == 0}
	form, ok := w.says[k]
	if !ok {
		form = w.says[other]
	}
	return fill(w, form, m)
}

// fill puts a message's values into a sentence.
func fill(w *texts, form string, m *frame.Message) string {
	if !strings.Contains(form, "{") {
		return form
	}
	before, entries := w.StartOfLog, ""
	if m.Index > 0 {
		before = fmt.Sprintf(w.BeforeF, m.Index)
	}
	if len(m.Entries) > 0 {
		entries = span(w, m.Entries)
	}
	return strings.NewReplacer(
		"{from}", termtext.Printable(m.From), "{to}", termtext.Printable(m.To), "{type}", termtext.Printable(m.Type),
		"{term}", kit.Number(m.Term), "{index}", kit.Number(m.Index), "{snapterm}", kit.Number(m.Snap.Term),
		"{before}", before, "{entries}", entries, "{text}", termtext.Printable(m.Text()),
	).Replace(form)
}

// stands says where the message is, and why it does not move on.
func stands(width int, s *scene.Scene, r row) (all []kit.Line) {
	w, m := catalogue.In(s.Words.Lang), r.msg
	sentence, ink := fmt.Sprintf(w.SentF, kit.Millis(m.Sent), kit.Millis(m.Due)), canvas.Quiet
	switch {
	case r.end == lost:
		sentence, ink = fmt.Sprintf(w.LostF, explain.Reason(s.Words.Lang, r.reason)), canvas.Alarm
	case r.end == arrived:
		sentence, ink = fmt.Sprintf(w.CameF, termtext.Printable(m.To)), canvas.Accent
	case m.Held:
		sentence, ink = fmt.Sprintf(w.HeldAtF, termtext.Printable(m.From), termtext.Printable(m.To)), canvas.Text
	case waits(m, s.Frame()):
		sentence, ink = fmt.Sprintf(w.WaitsAtF, m.To), canvas.Text
	}
	return kit.Wrap(nil, sentence, width, 3, ink)
}
