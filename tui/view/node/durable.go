package node

import (
	"fmt"

	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

// memoryWidth is the room for what is in memory, beside what is durable.
const memoryWidth = 8

// hardState sets what raft has in memory beside what a crash would bring back.
//
//	HardState ─ memory  durable
//	term        4       3 ≠
//	vote        n4      none ≠
//	last entry  8       6 ≠
func (o *subject) hardState(w int) *sheet {
	t := newSheet(w)
	x := t.row().text(0, o.w.HardState, canvas.Quiet) + 1
	for ; x < labelWidth-1; x++ {
		t.text(x, "─", canvas.Faint)
	}
	t.text(labelWidth, o.w.Memory, canvas.Quiet)
	x = t.text(labelWidth+memoryWidth, o.w.Durable, canvas.Quiet) + 1
	t.rule(x)
	same := o.both(t, o.w.Term, func(n *frame.Node) string { return kit.Number(n.Term) }, func(n *frame.Node) string { return kit.Number(n.DurTerm) })
	same = o.both(t, o.w.Vote, func(n *frame.Node) string { return o.or(n.Vote) }, func(n *frame.Node) string { return o.or(n.DurVote) }) && same
	same = o.both(t, o.w.LastIndex, func(n *frame.Node) string { return kit.Number(n.Last()) }, func(n *frame.Node) string { return kit.Number(n.Durable) }) && same
	if !same {
		t.wrap(o.w.WouldLose, o.risk())
	}
	return t
}

// risk is the ink of what a crash would lose: an alarm if the node believes
// that it is safe.
func (o *subject) risk() canvas.Ink {
	if o.n.Disk.Lied {
		return canvas.Alarm
	}
	return canvas.Text
}

// both writes a value as it is in memory and as it is on disk, and reports
// whether they agree. A node that is down has nothing in memory.
func (o *subject) both(t *sheet, l labelled, memory, disk func(n *frame.Node) string) (same bool) {
	same = true
	x := t.label(l)
	if o.n.Up() {
		same = memory(o.n) == disk(o.n)
		ink := canvas.Text
		if o.was != nil && memory(o.was) != memory(o.n) {
			ink = changed
		}
		t.text(x, termtext.Cut(memory(o.n), memoryWidth-1), ink)
	} else {
		t.text(x, "–", canvas.Quiet)
	}
	ink := canvas.Text
	switch {
	case o.was != nil && disk(o.was) != disk(o.n):
		ink = changed
	case !same:
		ink = o.risk() | canvas.Bold
	}
	x = t.text(x+memoryWidth, disk(o.n), ink)
	if !same {
		t.text(x, " ≠", ink)
	}
	return same
}

// log says how far the node's log reaches, and how much of it is committed,
// applied and synced.
func (o *subject) log(w int) *sheet {
	t, n := newSheet(w), o.n
	t.heading(o.w.Log)
	o.number(t, o.w.Commit, func(n *frame.Node) uint64 { return n.Commit })
	if n.Up() {
		x := o.number(t, o.w.Applied, func(n *frame.Node) uint64 { return n.Applied })
		if n.Applied < n.Commit {
			t.note(x, fmt.Sprintf(o.w.ToApplyF, n.Commit-n.Applied), canvas.Quiet)
		}
	}
	o.number(t, o.w.First, func(n *frame.Node) uint64 { return n.First })
	x := o.number(t, o.w.Last, (*frame.Node).Last)
	if n.Last() > 0 {
		t.aside(x, fmt.Sprintf(o.Words.TermF, n.LastTerm()), canvas.TermText(n.LastTerm()))
	}
	x = o.number(t, o.w.Synced, func(n *frame.Node) uint64 { return n.Synced })
	switch {
	case n.Synced > n.Durable && n.Disk.Lied:
		t.note(x, o.w.LiedTo, canvas.Alarm)
	case n.Synced > n.Durable:
		t.note(x, o.w.Cached, canvas.Text)
	case n.Synced < n.Last():
		t.note(x, fmt.Sprintf(o.w.UnsyncedF, n.Last()-n.Synced), canvas.Text)
	}
	o.field(t, o.w.Snapshot, canvas.Text, func(n *frame.Node) string {
		if n.Snapshot.Index == 0 {
			return o.w.None
		}
		return fmt.Sprintf(o.w.SnapF, n.Snapshot.Index, n.Snapshot.Term)
	})
	return t
}
