package cluster

import (
	"fmt"
	"strconv"

	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
)

// A note is something out of the ordinary about a node.
type note struct {
	text string
	ink  canvas.Ink
}

type notes []note

// notes lists what is out of the ordinary about a node, the most important
// first: what it waits for, its disk, its clock, its place in the cluster.
func (v *view) notes(n *frame.Node) (ns notes) {
	add := func(ink canvas.Ink, format string, a ...any) { ns = append(ns, note{fmt.Sprintf(format, a...), ink}) }
	was := v.Was(n.Name)
	if n.Transferee != "" {
		ink := canvas.Text
		if was != nil && was.Transferee != n.Transferee {
			ink = changed
		}
		add(ink, v.t.HandsOverF, n.Transferee)
	}
	if n.Up() && n.Inbox > 0 {
		ink := canvas.Quiet
		if was != nil && was.Inbox != n.Inbox {
			ink = changed
		}
		add(ink, v.w.WaitingF, n.Inbox)
	}
	switch n.Disk.State {
	case frame.DiskLie:
		add(canvas.Alarm, "%s", v.w.DiskLies)
	case frame.DiskStall:
		add(canvas.Alarm, "%s", v.w.DiskStalls)
	case frame.DiskFail:
		add(canvas.Alarm, "%s", v.w.DiskFails)
	}
	c := v.Frame().Config
	if c != nil && n.Disk.Latency > c.Disk {
		add(canvas.Alarm, v.t.DiskSlowF, n.Disk.Latency)
	}
	switch n.Clock.Rate {
	case 1000:
	case 0:
		add(canvas.Alarm, "%s", v.w.TickStands)
	default:
		add(canvas.Alarm, v.t.ClockF, strconv.FormatFloat(float64(n.Clock.Rate)/1000, 'f', -1, 64))
	}
	if n.Up() && v.stranger(n.Name) {
		add(canvas.Quiet, "%s", v.t.NoMember)
	}
	return ns
}

// stranger reports whether a node is in no part of the configuration.
func (v *view) stranger(name string) bool {
	m := v.conf
	return len(m.Voters) > 0 && !has(m.Voters, name) && !has(m.Outgoing, name) && !has(m.Learners, name) && !has(m.LearnersNext, name)
}

// write writes the notes from x on, as many as fit.
func (ns notes) write(a canvas.Area, x int) {
	for i, n := range ns {
		if i > 0 {
			if x+3+termtext.Width(n.text) > a.W {
				a.Text(min(x, a.W-1), 0, "…", canvas.Quiet)
				return
			}
			x = a.Text(x, 0, " · ", canvas.Faint)
		}
		x = a.Fit(x, 0, a.W-x, n.text, n.ink)
	}
}

// positions writes how far a node's log and its commit reach.
func (v *view) positions(a canvas.Area, n *frame.Node) {
	last, commit := canvas.Quiet, canvas.Quiet
	if was := v.Was(n.Name); was != nil {
		if was.Last() != n.Last() || was.LastTerm() != n.LastTerm() {
			last = changed
		}
		if was.Commit != n.Commit {
			commit = changed
		}
	}
	one, two := fmt.Sprintf(v.w.LastF, n.Last()), fmt.Sprintf(v.w.CommitF, n.Commit)
	if termtext.Width(one)+3+termtext.Width(two) > a.W { // commit 9997/10000
		x := a.Fit(0, 0, a.W, two, commit)
		a.Fit(x, 0, a.W-x, "/"+strconv.FormatUint(n.Last(), 10), last)
		return
	}
	x := a.Text(0, 0, one, last)
	x = a.Text(x, 0, " · ", canvas.Faint)
	a.Fit(x, 0, a.W-x, two, commit)
}

// applied writes how far a node's store has come.
func (v *view) applied(a canvas.Area, n *frame.Node) {
	if !n.Up() {
		return
	}
	index, rev := canvas.Quiet, canvas.Quiet
	if was := v.Was(n.Name); was != nil {
		if was.Applied != n.Applied {
			index = changed
		}
		if was.OpenStore().Rev != n.OpenStore().Rev {
			rev = changed
		}
	}
	x := a.Text(0, 0, fmt.Sprintf(v.t.AppliedF, n.Applied), index)
	x = a.Text(x, 0, " · ", canvas.Faint)
	a.Fit(x, 0, a.W-x, fmt.Sprintf(v.t.RevF, n.OpenStore().Rev), rev)
}
