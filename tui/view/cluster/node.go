package cluster

import (
	"fmt"
	"strings"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

const changed = canvas.Accent | canvas.Bold

// block draws one node: what it is, its term and vote, its timer, and below
// that as much as there are rows for.
func (v *view) block(a canvas.Area, n *frame.Node) {
	a.Clear()
	v.hits.Add(a, hit{node: n.Name})
	v.pointer(a, 0, 0, n)
	in := a.Sub(2, 0, a.W-2, a.H)
	v.title(in, n)
	if n.Status == frame.Removed {
		return
	}
	row := func(y int) canvas.Area { return in.Sub(0, y, in.W, 1) }
	v.term(row(1), n)
	notes := v.notes(n)
	if a.H == blockRows {
		v.timer(row(2), n, notes)
		return
	}
	y := 2
	if v.timer(row(y), n, nil) {
		y++
	}
	if len(notes) > 0 {
		notes.write(row(y), 0)
		y++
	}
	v.positions(row(y), n)
	v.applied(row(y+1), n)
}

// title writes the node's mark, name and word, and whether the step happened
// here.
func (v *view) title(a canvas.Area, n *frame.Node) {
	st := scene.StandingOf(n)
	mark, name, word := v.inks(n, st)
	if n.Name == v.Selected.Node {
		name = canvas.Focus | canvas.Bold
	}
	x := a.Text(0, 0, st.Mark()+" ", mark)
	x = a.Text(x, 0, n.Name, name)
	x = a.Text(x, 0, v.half(n.Name), canvas.Text|canvas.Bold)
	end := a.W
	if where(v.Step) == n.Name {
		end--
	}
	x = a.Fit(x+1, 0, end-x-1, scene.Word(n, v.w), word)
	if end < a.W {
		a.Text(min(x+1, end), 0, "◂", changed) // close to a long word, else apart
	}
}

// half tells in which half of a joint configuration a node votes: the new one,
// the old one, or both.
func (v *view) half(name string) string {
	if !v.conf.Joint() {
		return ""
	}
	in, out := has(v.conf.Voters, name), has(v.conf.Outgoing, name)
	switch {
	case in && out:
		return "±"
	case in:
		return "+"
	case out:
		return "−"
	}
	return ""
}

func has(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// inks returns how a node's mark, name and word are written.
func (v *view) inks(n *frame.Node, st scene.Standing) (mark, name, word canvas.Ink) {
	if was := v.Was(n.Name); was != nil && scene.StandingOf(was) != st {
		return changed, changed, changed
	}
	switch st {
	case scene.Leader:
		ink := canvas.TermText(n.Term) | canvas.Bold
		return ink, canvas.Text | canvas.Bold, ink
	case scene.Candidate, scene.PreCandidate:
		return canvas.Text | canvas.Bold, canvas.Text | canvas.Bold, canvas.Text
	case scene.Down:
		return canvas.Alarm, canvas.Quiet, canvas.Alarm
	case scene.Paused, scene.Removed:
		return canvas.Quiet, canvas.Quiet, canvas.Quiet
	}
	return canvas.Quiet, canvas.Text | canvas.Bold, canvas.Quiet
}

// term writes the node's term, and its vote or the votes it has.
func (v *view) term(a canvas.Area, n *frame.Node) {
	was, ink := v.Was(n.Name), canvas.TermText(n.Term)
	if n.Status == frame.Down {
		ink = canvas.Quiet
	}
	if was != nil && was.Term != n.Term {
		ink = changed
	}
	x := a.Text(0, 0, fmt.Sprintf(v.w.TermF, n.Term), ink)
	if text, ink := v.vote(n); text != "" {
		x = a.Text(x, 0, " · ", canvas.Faint)
		a.Fit(x, 0, a.W-x, text, ink)
	}
}

// vote says whom the node voted for or, while it runs, who voted for it.
func (v *view) vote(n *frame.Node) (string, canvas.Ink) {
	was, ink := v.Was(n.Name), canvas.Quiet
	if r := scene.StandingOf(n); r == scene.Candidate || r == scene.PreCandidate {
		text := "✓" + short(n.Granted)
		if len(n.Refused) > 0 {
			text += " ✗" + short(n.Refused)
		}
		if was != nil && len(was.Granted)+len(was.Refused) != len(n.Granted)+len(n.Refused) {
			return text, changed
		}
		return text, canvas.Text
	}
	if n.Vote == "" {
		return "", ink
	}
	if was != nil && was.Vote != n.Vote {
		ink = changed
	}
	return fmt.Sprintf(v.w.ForF, n.Vote), ink
}

// short writes node names without their n: 1,4.
func short(names []string) string {
	return strings.ReplaceAll(strings.Join(names, ","), "n", "")
}

// Marks of a timer's bar: what is usual, where there is room, and where notes
// take the rest of the row.
const (
	barWidth  = 8
	wideBar   = 12
	narrowBar = 4
)

// timer draws the bar that empties until the node's timer fires, and after it
// notes or, where there are none, how long that is. It reports whether there
// was anything to draw.
func (v *view) timer(a canvas.Area, n *frame.Node, ns notes) bool {
	t, ok := scene.TimerOf(n, v.Frame(), v.Now)
	width := barWidth
	switch {
	case len(ns) > 0 && narrowBar+1+termtext.Width(ns[0].text) > a.W:
		ok = false
	case len(ns) > 0, a.W < 17:
		width = narrowBar
	case a.W >= 23:
		width = wideBar
	}
	x := 0
	if ok {
		text, ink, barInk := v.counts(n, t)
		x = bar(a, width, t, barInk) + 1
		if len(ns) == 0 {
			a.Fit(x, 0, a.W-x, text, ink)
		}
	}
	ns.write(a, x)
	return ok || len(ns) > 0
}

// counts says what a timer counts, or how long it still does.
func (v *view) counts(n *frame.Node, t scene.Timer) (text string, ink, barInk canvas.Ink) {
	switch {
	case v.fired(n.Name):
		return v.t.RanOut, changed, changed
	case scene.StandingOf(n) == scene.Leader:
		return v.w.Lease, canvas.Quiet, canvas.TermText(n.Term)
	}
	text = fmt.Sprintf(v.w.MsF, kit.Millis(t.Left))
	if t.Late() && n.Running() {
		return text, canvas.Accent, canvas.Accent
	}
	return text, canvas.Quiet, canvas.Quiet
}

// fired reports whether the node's timer ran out in this step.
func (v *view) fired(name string) bool {
	for i := range v.Step.Events {
		if e := &v.Step.Events[i]; e.Kind() == event.KindTimerFired && e.Node == name {
			return true
		}
	}
	return false
}

func bar(a canvas.Area, width int, t scene.Timer, ink canvas.Ink) (x int) {
	return kit.Bar(a, 0, 0, width, t.Fill(width), ink)
}

// where returns the node at which a step happened, or "". The cause of a
// delivery names the message only: it happened at the receiver.
func where(st *event.Step) string {
	if e := st.Has(event.KindReceived); e != nil && st.Cause.Type == event.Deliver {
		return e.Node
	}
	return st.Cause.Node
}
