package cluster

import (
	"fmt"
	"strings"

	"raftviz/engine/frame"
	"raftviz/tui/canvas"
	"raftviz/tui/scene"
)

const barWidth = 8

// drawBlock draws one node: what it is, its term and vote, its timer.
func drawBlock(a canvas.Area, s *scene.Scene, b block) {
	a = a.Sub(b.x, b.y, b.w, b.h)
	n := b.node
	a.Clear()
	if s.Step.Cause.Node == n.Name {
		a.Text(0, 0, "▸", canvas.Accent|canvas.Bold)
	}
	title(a, 2, 0, s, n)
	if n.Status != frame.Removed {
		term(a, 2, 1, s, n)
		timer(a, 2, 2, s, n)
		if a.H > blockRows {
			positions(a.Sub(2, blockRows, a.W-2, 1), s, n)
		}
	}
}

// title writes the node's mark, name and word.
func title(a canvas.Area, x, y int, s *scene.Scene, n *frame.Node) int {
	st := scene.StandingOf(n)
	mark, name, word := inks(s, n, st)
	x = a.Text(x, y, st.Mark()+" ", mark)
	x = a.Text(x, y, n.Name, name)
	return a.Fit(x+1, y, a.W-x-1, scene.Word(n, s.Words), word)
}

// inks returns how a node's mark, name and word are written.
func inks(s *scene.Scene, n *frame.Node, st scene.Standing) (mark, name, word canvas.Ink) {
	if was := s.Was(n.Name); was != nil && scene.StandingOf(was) != st {
		ink := canvas.Accent | canvas.Bold
		return ink, ink, ink
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
func term(a canvas.Area, x, y int, s *scene.Scene, n *frame.Node) int {
	was, w := s.Was(n.Name), s.Words
	ink := canvas.TermText(n.Term)
	if n.Status == frame.Down {
		ink = canvas.Quiet
	}
	if was != nil && was.Term != n.Term {
		ink = canvas.Accent | canvas.Bold
	}
	x = a.Text(x, y, fmt.Sprintf(w.TermF, n.Term), ink)
	text, ink := vote(s, n)
	if text == "" {
		return x
	}
	x = a.Text(x, y, " · ", canvas.Faint)
	return a.Fit(x, y, a.W-x, text, ink)
}

// vote says whom the node voted for or, while it runs, who voted for it.
func vote(s *scene.Scene, n *frame.Node) (string, canvas.Ink) {
	was := s.Was(n.Name)
	if r := scene.StandingOf(n); r == scene.Candidate || r == scene.PreCandidate {
		text := "✓" + short(n.Granted)
		if len(n.Refused) > 0 {
			text += " ✗" + short(n.Refused)
		}
		if was != nil && len(was.Granted)+len(was.Refused) != len(n.Granted)+len(n.Refused) {
			return text, canvas.Accent | canvas.Bold
		}
		return text, canvas.Text
	}
	ink := canvas.Quiet
	if was != nil && was.Vote != n.Vote && n.Vote != "" {
		ink = canvas.Accent | canvas.Bold
	}
	if n.Transferee != "" {
		return fmt.Sprintf(s.Words.HandsToF, n.Transferee), canvas.Text
	}
	if n.Vote == "" {
		return "", canvas.Quiet
	}
	return fmt.Sprintf(s.Words.ForF, n.Vote), ink
}

// short writes node names without their n: 1,4.
func short(names []string) string {
	return strings.ReplaceAll(strings.Join(names, ","), "n", "")
}

// timer draws the bar that empties until the node's timer fires, or says why
// there is none.
func timer(a canvas.Area, x, y int, s *scene.Scene, n *frame.Node) {
	w := s.Words
	t, ok := scene.TimerOf(n, s.Frame(), s.Now)
	if text := trouble(s, n); text != "" {
		a.Fit(x, y, a.W-x, text, canvas.Alarm)
		return
	}
	if !ok {
		if n.Clock.Rate == 0 && n.Running() {
			a.Fit(x, y, a.W-x, w.TickStands, canvas.Alarm)
		}
		return
	}
	ink, text := canvas.Quiet, fmt.Sprintf(w.MsF, scene.Millis(t.Left))
	leads := scene.StandingOf(n) == scene.Leader
	switch {
	case leads:
		ink, text = canvas.TermText(n.Term), w.Lease
	case t.Late() && n.Running():
		ink = canvas.Accent
	}
	x = bar(a, x, y, t, ink)
	if leads {
		ink = canvas.Quiet
	}
	a.Fit(x+1, y, a.W-x-1, text, ink)
}

func bar(a canvas.Area, x, y int, t scene.Timer, ink canvas.Ink) int {
	full := t.Fill(barWidth)
	for i := range barWidth {
		if i < full {
			x = a.Text(x, y, "━", ink)
		} else {
			x = a.Text(x, y, "─", canvas.Faint)
		}
	}
	return x
}

// trouble names what is wrong with a node's disk, which matters more than its
// timer.
func trouble(s *scene.Scene, n *frame.Node) string {
	if !n.Up() {
		return ""
	}
	if n.Inbox > 0 {
		return fmt.Sprintf(s.Words.WaitingF, n.Inbox)
	}
	switch n.Disk.State {
	case frame.DiskLie:
		return s.Words.DiskLies
	case frame.DiskStall:
		return s.Words.DiskStalls
	case frame.DiskFail:
		return s.Words.DiskFails
	}
	return ""
}
