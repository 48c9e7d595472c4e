package why

import (
	"fmt"
	"strconv"

	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// A teller puts into words all that is known of a step.
type teller struct {
	scene *scene.Scene
	texts *texts
	w     int // columns
	lines []line
}

// text adds wrapped text.
func (t *teller) text(s string, ink canvas.Ink, step int) {
	t.add(kit.Hang(nil, nil, 0, s, t.w, ink), step)
}

// add adds lines that are about a step.
func (t *teller) add(lines []kit.Line, step int) {
	for _, l := range lines {
		t.lines = append(t.lines, line{l, step})
	}
}

// head adds a blank line and the heading of a part.
func (t *teller) head(s string, ink canvas.Ink) {
	t.lines = append(t.lines, line{step: -1}, line{kit.Line{kit.Text(s, ink)}, -1})
}

// item adds wrapped text behind a margin of w columns, in which a label stands.
func (t *teller) item(w int, label kit.Line, s string, ink canvas.Ink) {
	t.add(kit.Hang(nil, label, w, s, t.w, ink), -1)
}

// sentence says what the step did and why. Where that is little, since time
// merely passed or a command led here over many steps, it says what happened
// last: on its own line if there is room. from is where the jump began, -1
// if there was none.
func (t *teller) sentence(from int, apart bool) {
	text := t.scene.Why()
	at := t.last(from)
	past := t.past(at)
	switch {
	case past == "":
		t.text(text, canvas.Text, -1)
	case apart || t.scene.Step.Cause.Type != event.Wait: // what cites something ends a line
		t.text(text, canvas.Text, -1)
		t.text(past, canvas.Text, at)
	default:
		t.text(text+t.texts.space+past, canvas.Text, at)
	}
}

// past says what an earlier step did, "" if there is none.
func (t *teller) past(at int) string {
	if at < 0 {
		return ""
	}
	st := t.scene.Reel.At(at)
	if st == nil {
		return ""
	}
	var prev *frame.Frame
	if before := t.scene.Reel.At(at - 1); before != nil {
		prev = before.Frame
	}
	x := explain.Step(prev, st, t.scene.Words.Lang)
	return fmt.Sprintf(t.texts.lastF, kit.Millis(st.Time), strconv.Itoa(at), x.String())
}

// reach is how many steps back it looks for something notable.
const reach = 20_000

// last returns the notable step before this one that is worth a word; -1 if the
// step itself is, or there is none.
func (t *teller) last(from int) int {
	st, r := t.scene.Step, &t.scene.Reel
	if r.Kinds == nil || st.Kinds().Meets(event.Notables) {
		return -1
	}
	end := int(st.Index) - reach
	switch {
	case st.Cause.Type == event.Wait:
	case from >= 0 && st.Cause.Type != event.Command:
		end = max(end, from)
	default:
		return -1
	}
	return decisive(r, int(st.Index)-1, max(end, 0))
}

// decisive returns the nearest position, from one back to another, that is
// notable; rather than followers who learn of a commit, what the leader did.
// -1 is none.
func decisive(r *scene.Reel, from, end int) int {
	const most = 32 // followers' commits that are passed over
	first, passed := -1, 0
	for at := from; at > end && passed < most; at-- {
		if !r.Kinds(at).Meets(event.Notables) {
			continue
		}
		if st := r.At(at); st == nil || !learns(st) {
			return at
		}
		if passed++; first < 0 {
			first = at
		}
	}
	return first
}

// learns reports whether all that is notable in a step is that followers learn
// of a commit.
func learns(st *event.Step) bool {
	for i := range st.Events {
		e := &st.Events[i]
		if !e.Notable() {
			continue
		}
		n := st.Frame.Node(e.Node)
		if e.Kind() != event.KindCommitted || n == nil || n.Role == frame.Leader {
			return false
		}
	}
	return true
}

// rest says everything else.
func (t *teller) rest() {
	t.lines = append(t.lines, line{step: -1})
	t.item(termtext.Width(t.texts.cause)+2, kit.Line{kit.Text(t.texts.cause, canvas.Quiet)}, t.cause(), canvas.Text)
	t.events()
	t.changes()
	if log := t.scene.Step.Raft; len(log) > 0 {
		t.head(t.texts.raft, canvas.Quiet)
		for _, l := range log {
			t.item(2, nil, termtext.Printable(l.Text), canvas.Quiet)
		}
	}
	for _, v := range t.scene.Frame().Violations {
		t.head("✗ "+scene.Breach(v, t.scene.Words.Lang), canvas.Alarm|canvas.Bold)
		t.item(2, nil, termtext.Printable(v.Text.In(t.scene.Words.Lang)), canvas.Text)
	}
}

// cause says what brought the step about.
func (t *teller) cause() string {
	st, l := t.scene.Step, t.scene.Words.Lang
	c := &st.Cause
	text := explain.Cause(l, c.Type)
	if text == "" {
		text = c.Type.String()
	}
	switch m := t.message(); {
	case c.Type == event.Command:
		return text + t.texts.colon + termtext.Printable(c.Text)
	case m != nil:
		return text + t.texts.colon + fmt.Sprintf(t.texts.messageF, m.ID, scene.Brief(m), m.From, m.To, kit.Millis(m.Sent), kit.Millis(st.Time-m.Sent))
	case c.Node != "":
		return fmt.Sprintf(t.texts.atF, text, c.Node)
	}
	return text
}

// message returns the message whose arrival the step is, or nil.
func (t *teller) message() *frame.Message {
	c := &t.scene.Step.Cause
	if c.Type != event.Deliver {
		return nil
	}
	for i := range t.scene.Step.Events {
		if m := t.scene.Step.Events[i].Msg(); m != nil && m.ID == c.Msg {
			return m
		}
	}
	if t.scene.Before != nil {
		return t.scene.Before.Message(c.Msg)
	}
	return nil
}

// events lists all events of the step; the one that the explanation is about is
// marked.
func (t *teller) events() {
	st, l := t.scene.Step, t.scene.Words.Lang
	if len(st.Events) == 0 {
		return
	}
	t.head(fmt.Sprintf(t.texts.eventsF, len(st.Events)), canvas.Quiet)
	told := explain.Step(t.scene.Before, st, l).Event
	margin := 0
	for i := range st.Events {
		margin = max(margin, len(st.Events[i].Kind().String()))
	}
	if margin += 4; margin > t.w/2 {
		margin = 2
	}
	for i := range st.Events {
		e := &st.Events[i]
		mark, name, ink := "  ", canvas.Quiet, canvas.Text
		if i == told {
			mark, name, ink = "▸ ", canvas.Accent, canvas.Accent
		}
		head := kit.Line{kit.Text(mark, canvas.Accent)}
		if margin > 2 {
			head = append(head, kit.Text(e.Kind().String(), name))
		}
		t.item(margin, head, explain.Event(t.scene.Before, st, e, l), ink)
	}
}
