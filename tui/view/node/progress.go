package node

import (
	"fmt"
	"strconv"
	"strings"

	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// roomyTable is the width from which the table spells out what it says.
const roomyTable = 60

// progressOf is the leader's table of its peers; of any other node it says what
// the leader knows of it.
//
//	progress    match    next  state      inflight
//	● n2            4       6  replicate  1 of 512
//	✕ n4            2       3  probe      0 of 512  paused · not heard from
func (o *subject) progressOf(w int) *sheet {
	if o.n.Role != frame.Leader || !o.n.Up() {
		return o.known(w)
	}
	t := newSheet(w)
	c, head := tableColumns{match: 10, next: 17, state: 20, inflight: 32, notes: 43}, o.w.Progress
	if w < roomyTable {
		c, head = tableColumns{match: 10, next: 15, state: 16, inflight: 26, notes: 33}, o.w.Peer
	}
	x := t.row().text(0, head, canvas.Quiet)
	c.match = max(c.match, x+1+termtext.Width(o.w.Match))
	if over := c.match + 5 - c.next; over > 0 {
		c.next, c.state, c.inflight, c.notes = c.next+over, c.state+over, c.inflight+over, c.notes+over
	}
	t.right(c.match, o.w.Match, canvas.Quiet)
	t.right(c.next, o.w.Next, canvas.Quiet)
	t.text(c.state+1, o.w.Sends, canvas.Quiet)
	t.rule(t.text(c.inflight+1, o.w.Inflight, canvas.Quiet) + 1)
	for i := range o.n.Progress {
		o.peer(t, c, &o.n.Progress[i])
	}
	if len(o.n.Progress) == 0 {
		t.row().text(0, o.w.None, canvas.Quiet)
	}
	return t
}

// tableColumns says before which column the numbers end, and after which one
// the words begin.
type tableColumns struct{ match, next, state, inflight, notes int }

// right writes s so that it ends before column x.
func (t *sheet) right(x int, s string, ink canvas.Ink) { t.text(max(x-termtext.Width(s), 0), s, ink) }

// peer writes a row of the table.
func (o *subject) peer(t *sheet, c tableColumns, p *frame.Progress) {
	var old *frame.Progress
	if o.was != nil && o.was.Role == frame.Leader {
		old = o.was.PeerProgress(p.Node)
	}
	ink := func(same func(a, b *frame.Progress) bool, usual canvas.Ink) canvas.Ink {
		if old != nil && !same(old, p) {
			return changed
		}
		return usual
	}
	t.row()
	mark := ""
	if n := o.Frame().Node(p.Node); n != nil {
		mark = scene.StandingOf(n).Mark() + " "
	}
	t.text(t.text(0, mark, canvas.Quiet), p.Node, canvas.Text)
	t.right(c.match, kit.Number(p.Match), ink(func(a, b *frame.Progress) bool { return a.Match == b.Match }, canvas.Text))
	t.right(c.next, kit.Number(p.Next), ink(func(a, b *frame.Progress) bool { return a.Next == b.Next }, canvas.Text))
	t.text(c.state+1, explain.Progress(o.Words.Lang, p.State), ink(func(a, b *frame.Progress) bool { return a.State == b.State }, canvas.Text))
	t.text(c.inflight+1, o.inflight(p, t.w), ink(func(a, b *frame.Progress) bool { return a.Inflight == b.Inflight }, canvas.Quiet))
	notes := o.notes(p)
	if old != nil && o.notes(old) != notes {
		t.text(c.notes+1, notes, changed)
		return
	}
	t.text(c.notes+1, notes, canvas.Quiet)
}

// inflight says how many MsgApps are on their way, of at most how many.
func (o *subject) inflight(p *frame.Progress, w int) string {
	cfg := o.Frame().Config
	switch {
	case cfg == nil:
		return strconv.Itoa(p.Inflight)
	case w < roomyTable:
		return strconv.Itoa(p.Inflight) + "/" + strconv.Itoa(cfg.MaxInflight)
	}
	return fmt.Sprintf(o.w.OfF, p.Inflight, cfg.MaxInflight)
}

// notes says what is special about a peer.
func (o *subject) notes(p *frame.Progress) string {
	var parts []string
	if p.Pending > 0 {
		parts = append(parts, fmt.Sprintf(o.w.PendingF, p.Pending))
	}
	if p.Paused {
		parts = append(parts, "‖ "+o.w.PausedPeer)
	}
	if !p.Active {
		parts = append(parts, o.w.Inactive)
	}
	if p.Learner {
		parts = append(parts, o.w.LearnerPeer)
	}
	return strings.Join(parts, " · ")
}

// known says what the leader has in its table about this node.
func (o *subject) known(w int) *sheet {
	t := newSheet(w)
	t.heading(o.w.Progress)
	t.wrap(o.w.NotLeader, canvas.Quiet)
	l := o.Frame().Leader()
	if l == nil || l == o.n {
		t.row().text(0, o.w.NoLeader, canvas.Quiet)
		return t
	}
	p := l.PeerProgress(o.n.Name)
	if p == nil {
		return t
	}
	t.wrap(fmt.Sprintf(o.w.KnownByF, l.Name, o.n.Name), canvas.Text)
	ink := canvas.Text
	if before := o.Was(l.Name); before != nil {
		if old := before.PeerProgress(o.n.Name); old != nil && *old != *p {
			ink = changed
		}
	}
	x := t.row().text(0, fmt.Sprintf(o.w.KnownF, p.Match, p.Next, explain.Progress(o.Words.Lang, p.State)), ink)
	if notes := o.notes(p); notes != "" {
		t.note(x, notes, canvas.Quiet)
	}
	return t
}
