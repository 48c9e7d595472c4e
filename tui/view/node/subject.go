package node

import (
	"fmt"
	"strings"

	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// A subject is the node that is told about.
type subject struct {
	*scene.Scene
	n, was *frame.Node // as it is, and as it was before the step; was may be nil
	w      *texts
}

func of(s *scene.Scene, n *frame.Node) *subject {
	return &subject{s, n, s.Was(n.Name), catalogue.In(s.Words.Lang)}
}

// changed is the ink of what this step changed.
const changed = canvas.Accent | canvas.Bold

// field writes a value by its label, and returns the column after it: in the
// accent, with what it was, if this step changed it.
func (o *subject) field(t *sheet, l labelled, ink canvas.Ink, value func(n *frame.Node) string) int {
	return o.value(t, t.label(l), ink, value)
}

func (o *subject) value(t *sheet, x int, ink canvas.Ink, value func(n *frame.Node) string) int {
	now := value(o.n)
	if o.was != nil {
		if old := value(o.was); old != now {
			x = t.text(x, now, changed)
			return t.whole(x, " "+fmt.Sprintf(o.w.WasF, old), canvas.Quiet)
		}
	}
	return t.text(x, now, ink)
}

// number is a field that is a count or an index.
func (o *subject) number(t *sheet, l labelled, value func(n *frame.Node) uint64) int {
	return o.field(t, l, canvas.Text, func(n *frame.Node) string { return kit.Number(value(n)) })
}

// note writes a remark after a value, or beneath it.
func (t *sheet) note(x int, s string, ink canvas.Ink) int {
	if x+3+termtext.Width(s) > t.w {
		return t.row().text(labelWidth, s, ink)
	}
	return t.text(t.text(x, " · ", canvas.Faint), s, ink)
}

// aside is a note that is left out where there is no room for it.
func (t *sheet) aside(x int, s string, ink canvas.Ink) int {
	if x+3+termtext.Width(s) > t.w {
		return x
	}
	return t.note(x, s, ink)
}

// wrap writes rows of text.
func (t *sheet) wrap(s string, ink canvas.Ink) {
	for _, l := range termtext.Wrap(s, t.w, 4) {
		t.row().text(0, l, ink)
	}
}

// or returns the name, or the word for none.
func (o *subject) or(name string) string {
	if name == "" {
		return o.w.None
	}
	return name
}

func list(names []string) string { return strings.Join(names, " ") }
