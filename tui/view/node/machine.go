package node

import (
	"fmt"
	"strconv"
	"strings"

	"raftviz/engine/config"
	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// mostBar is how long the bar of a timer is at most.
const mostBar = 8

// clock says how long the node's timer has to go, what was drawn for it, and
// how fast its clock runs.
func (o *subject) clock(t *sheet) {
	n := o.n
	o.timer(t)
	cfg := o.Frame().Config
	if n.Up() && n.Timer.Timeout > 0 && cfg != nil {
		label := o.w.Draw
		if n.Role == frame.Leader {
			label = o.w.Every
		}
		draw := func(n *frame.Node) string { return strconv.Itoa(n.Timer.Timeout) }
		ink := canvas.Text
		if o.was != nil && (draw(o.was) != draw(n) || n.Timer.Elapsed < o.was.Timer.Elapsed) {
			ink = changed
		}
		x := t.text(t.label(label), fmt.Sprintf(o.w.DrawF, n.Timer.Elapsed, n.Timer.Timeout), ink)
		if n.Role != frame.Leader {
			t.aside(x, fmt.Sprintf(o.w.FromF, cfg.Election, 2*cfg.Election-1), canvas.Quiet)
		}
	}
	ink := canvas.Text
	if n.Clock.Rate != 1000 {
		ink |= canvas.Bold
	}
	x := o.field(t, o.w.Rate, ink, func(n *frame.Node) string {
		if n.Clock.Rate == 0 {
			return o.w.Stands
		}
		return fmt.Sprintf(o.w.RateF, strconv.FormatFloat(float64(n.Clock.Rate)/1000, 'f', -1, 64))
	})
	switch {
	case n.Clock.Rate > 1000:
		t.note(x, o.w.Fast, canvas.Text)
	case n.Clock.Rate > 0 && n.Clock.Rate < 1000:
		t.note(x, o.w.Slow, canvas.Text)
	}
}

// timer draws the bar that empties, or says why there is none.
func (o *subject) timer(t *sheet) {
	label := o.w.Timer
	if o.n.Up() && o.n.Role == frame.Leader {
		label = o.w.NextCheck
	}
	x := t.label(label)
	left, ok := scene.TimerOf(o.n, o.Frame(), o.Now)
	st := scene.StandingOf(o.n)
	if !ok {
		why := o.w.None
		switch {
		case st == scene.Down, st == scene.Removed:
			why = o.w.NoDown
		case st == scene.Learner:
			why = o.w.NoLearner
		case st == scene.Leader && o.n.Clock.Rate > 0:
			why = o.w.NoCheck
		}
		t.text(x, why, canvas.Quiet)
		return
	}
	ink := canvas.Quiet
	switch {
	case st == scene.Leader:
		ink = canvas.TermText(o.n.Term)
	case left.Late() && o.n.Running():
		ink = canvas.Accent
	}
	bar := min(max(t.w-x-9, 4), mostBar)
	full := left.Fill(bar)
	x = t.text(x, strings.Repeat("━", full), ink)
	x = t.text(x, strings.Repeat("─", bar-full), canvas.Faint)
	t.text(x+1, fmt.Sprintf(o.Words.MsF, kit.Millis(left.Left)), canvas.Text)
}

// disk says how the node's disk behaves and what waits for it.
func (o *subject) disk(w int) *sheet {
	t, d := newSheet(w), &o.n.Disk
	t.heading(o.w.Disk)
	x := o.field(t, o.w.Mode, canvas.Text, func(n *frame.Node) string { return n.Disk.Mode })
	loop := o.w.LoopWaits
	if d.Mode == config.DiskAsync {
		loop = o.w.LoopGoes
	}
	t.aside(x, loop, canvas.Quiet)
	ink := canvas.Text
	if d.State != frame.DiskOK {
		ink = canvas.Alarm
	}
	o.field(t, o.w.State, ink, func(n *frame.Node) string { return explain.Disk(o.Words.Lang, n.Disk.State) })
	o.field(t, o.w.Fsync, canvas.Text, func(n *frame.Node) string { return fmt.Sprintf(o.Words.MsF, kit.Millis(n.Disk.Latency)) })
	o.queue(t)
	return t
}

// mostWrites is how many writes of a queue are listed.
const mostWrites = 6

// queue lists the writes that wait for the disk, the one being synced first:
// when its fsync returns, and what it holds.
func (o *subject) queue(t *sheet) {
	q := o.n.Disk.Queue
	if len(q) == 0 {
		ink := canvas.Quiet
		if o.was != nil && len(o.was.Disk.Queue) > 0 {
			ink = changed
		}
		t.text(t.label(o.w.Queue), o.w.Empty, ink)
		return
	}
	x := t.label(o.w.Queue)
	for i := range q {
		if i > 0 {
			t.row()
		}
		if i == mostWrites && len(q) > mostWrites+1 {
			t.text(x, fmt.Sprintf(o.w.MoreF, len(q)-i), canvas.Quiet)
			return
		}
		o.write(t, x, &q[i])
	}
}

// write tells of one write: when its fsync returns, and what it holds.
func (o *subject) write(t *sheet, x int, w *frame.Write) {
	ink := canvas.Text
	if o.was != nil && !holds(o.was.Disk.Queue, w) {
		ink = changed
	}
	when, whenInk := o.w.NotBegun, canvas.Quiet
	switch {
	case w.Due > 0:
		when, whenInk = fmt.Sprintf(o.Words.MsF, kit.Millis(max(w.Due-o.Now, 0))), canvas.Text
	case o.n.Disk.State == frame.DiskStall:
		when, whenInk = o.w.Stuck, canvas.Alarm
	}
	t.list(t.text(x, when, whenInk)+1, o.content(w), ink)
}

// holds reports whether a queue had the write already; that its fsync has begun
// since does not make it another.
func holds(q []frame.Write, w *frame.Write) bool {
	for _, h := range q {
		h.Due = w.Due
		if h == *w {
			return true
		}
	}
	return false
}

// content lists what a write holds.
func (o *subject) content(w *frame.Write) (parts []string) {
	switch {
	case w.First == 0:
	case w.First == w.Last:
		parts = append(parts, fmt.Sprintf(o.w.EntryF, w.Last))
	default:
		parts = append(parts, fmt.Sprintf(o.w.EntriesF, w.First, w.Last))
	}
	if w.Term > 0 {
		parts = append(parts, fmt.Sprintf(o.Words.TermF, w.Term))
	}
	if w.Vote != "" {
		parts = append(parts, fmt.Sprintf(o.w.VoteF, w.Vote))
	}
	if w.Snapshot > 0 {
		parts = append(parts, fmt.Sprintf(o.w.WriteSnapF, w.Snapshot))
	}
	if len(parts) == 0 {
		return []string{o.w.NoContent}
	}
	return parts
}

// store sums up the node's MVCC store.
func (o *subject) store(w int) *sheet {
	t, n := newSheet(w), o.n
	t.heading(o.w.Store)
	if !n.Up() {
		t.row().text(0, o.w.Closed, canvas.Quiet)
		return t
	}
	o.field(t, o.w.Revision, canvas.Text, func(n *frame.Node) string { return strconv.FormatInt(n.OpenStore().Rev, 10) })
	x := o.number(t, o.w.Consistent, func(n *frame.Node) uint64 { return n.OpenStore().Index })
	if n.StoreDurable != n.OpenStore().Index {
		ink := canvas.Text
		if o.was != nil && o.was.StoreDurable != n.StoreDurable {
			ink = changed
		}
		t.note(x, fmt.Sprintf(o.w.InFileF, n.StoreDurable), ink)
	}
	o.field(t, o.w.Keys, canvas.Text, func(n *frame.Node) string { return strconv.Itoa(n.OpenStore().Keys) })
	x = o.field(t, o.w.Compacted, canvas.Text, func(n *frame.Node) string {
		if n.OpenStore().ScheduledCompactRev <= 0 {
			return o.w.Never
		}
		return strconv.FormatInt(n.OpenStore().ScheduledCompactRev, 10)
	})
	if n.OpenStore().FinishedCompactRev < n.OpenStore().ScheduledCompactRev {
		t.note(x, o.w.Sweeping, canvas.Text)
	}
	if n.OpenStore().Hash != 0 {
		t.text(t.label(o.w.Hash), fmt.Sprintf("%08x", uint32(n.OpenStore().Hash)), canvas.Quiet)
	}
	return t
}
