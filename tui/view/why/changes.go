package why

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

// A field is something of a node that a step may change.
type field uint8

// The fields, in the order in which they are told.
const (
	fStatus field = iota
	fRole
	fTerm
	fVote
	fLead
	fGranted
	fRefused
	fLog
	fSynced
	fDurable
	fCommit
	fApplied
	fSnapshot
	fConfig
	fTransferee
	fTimer
	fDisk
	fQueue
	fClock
	fRevision
	fFile
	fCompact
	fInbox
	numFields
)

// values write each field of a node; "" is nothing.
var values = [numFields]func(n *frame.Node, l lang.Lang) string{
	fStatus:     func(n *frame.Node, l lang.Lang) string { return explain.Status(l, n.Status) },
	fRole:       func(n *frame.Node, l lang.Lang) string { return explain.Role(l, n.Role) },
	fTerm:       func(n *frame.Node, _ lang.Lang) string { return kit.Number(n.Term) },
	fVote:       func(n *frame.Node, _ lang.Lang) string { return n.Vote },
	fLead:       func(n *frame.Node, _ lang.Lang) string { return n.Lead },
	fGranted:    func(n *frame.Node, _ lang.Lang) string { return strings.Join(n.Granted, " ") },
	fRefused:    func(n *frame.Node, _ lang.Lang) string { return strings.Join(n.Refused, " ") },
	fLog:        func(n *frame.Node, _ lang.Lang) string { return position(n.Last(), n.LastTerm()) },
	fSynced:     func(n *frame.Node, _ lang.Lang) string { return kit.Number(n.Synced) },
	fDurable:    func(n *frame.Node, _ lang.Lang) string { return kit.Number(n.Durable) },
	fCommit:     func(n *frame.Node, _ lang.Lang) string { return kit.Number(n.Commit) },
	fApplied:    func(n *frame.Node, _ lang.Lang) string { return kit.Number(n.Applied) },
	fSnapshot:   func(n *frame.Node, _ lang.Lang) string { return position(n.Snapshot.Index, n.Snapshot.Term) },
	fConfig:     func(n *frame.Node, _ lang.Lang) string { return members(n.Config) },
	fTransferee: func(n *frame.Node, _ lang.Lang) string { return n.Transferee },
	fTimer: func(n *frame.Node, _ lang.Lang) string {
		if n.Timer.Timeout == 0 {
			return ""
		}
		return strconv.Itoa(n.Timer.Elapsed) + "/" + strconv.Itoa(n.Timer.Timeout)
	},
	fDisk: func(n *frame.Node, l lang.Lang) string {
		return explain.Disk(l, n.Disk.State) + " " + strconv.FormatInt(n.Disk.Latency, 10) + " ms"
	},
	fQueue:    func(n *frame.Node, _ lang.Lang) string { return strconv.Itoa(len(n.Disk.Queue)) },
	fClock:    func(n *frame.Node, _ lang.Lang) string { return strconv.Itoa(n.Clock.Rate/10) + "%" },
	fRevision: func(n *frame.Node, _ lang.Lang) string { return kit.Number(uint64(max(n.OpenStore().Rev, 0))) },
	fFile:     func(n *frame.Node, _ lang.Lang) string { return kit.Number(n.StoreDurable) },
	fCompact: func(n *frame.Node, _ lang.Lang) string {
		return kit.Number(uint64(max(n.OpenStore().ScheduledCompactRev, 0)))
	},
	fInbox: func(n *frame.Node, _ lang.Lang) string { return strconv.Itoa(n.Inbox) },
}

// position writes the place of an entry as explanations do: index/term.
func position(index, term uint64) string {
	if index == 0 {
		return "0"
	}
	return kit.Number(index) + "/" + kit.Number(term)
}

func members(m *frame.Membership) string {
	if m == nil {
		return ""
	}
	text := strings.Join(m.Voters, " ")
	if m.Joint() {
		text += " & " + strings.Join(m.Outgoing, " ")
	}
	for _, n := range m.Learners {
		text += " ○" + n
	}
	for _, n := range m.LearnersNext {
		text += " (○" + n + ")"
	}
	return text
}

// changes lists what the step changed of nodes, clients and the network.
func (t *teller) changes() {
	t.head(t.texts.changed, canvas.Quiet)
	if t.scene.Before == nil {
		t.item(2, nil, t.texts.made, canvas.Quiet)
		return
	}
	n := len(t.lines)
	for _, now := range t.scene.Frame().Nodes {
		was := t.scene.Was(now.Name)
		switch {
		case was == nil:
			t.list(now.Name, []kit.Line{{kit.Text(t.texts.isNew, canvas.Accent)}})
		case was != now:
			t.list(now.Name, t.ofNode(was, now))
		}
	}
	t.list(t.texts.clients, t.ofClients())
	t.list(t.texts.network, t.ofNetwork())
	if len(t.lines) == n {
		t.item(2, nil, t.texts.none, canvas.Quiet)
	}
}

// list writes what changed of one thing: as many to a line as fit.
func (t *teller) list(name string, items []kit.Line) {
	if len(items) == 0 {
		return
	}
	margin := termtext.Width(name) + 4
	l := line{kit.Line{kit.Text("  "+name+"  ", canvas.Text)}, -1}
	for i, item := range items {
		switch {
		case i == 0:
		case l.Width()+3+item.Width() > t.w:
			t.lines = append(t.lines, l)
			l = line{kit.Line{kit.Text(strings.Repeat(" ", margin), canvas.Text)}, -1}
		default:
			l.Line = append(l.Line, kit.Text(" · ", canvas.Faint))
		}
		l.Line = append(l.Line, item...)
	}
	t.lines = append(t.lines, l)
}

// turn writes how something changed.
func turn(name, was, now string) kit.Line {
	if was == "" {
		was = "–"
	}
	if now == "" {
		now = "–"
	}
	return kit.Line{kit.Text(name+" ", canvas.Quiet), kit.Text(was+" → ", canvas.Quiet), kit.Text(now, canvas.Accent)}
}

func (t *teller) ofNode(was, now *frame.Node) (items []kit.Line) {
	l := t.scene.Words.Lang
	for f := range numFields {
		a, b := values[f](was, l), values[f](now, l)
		if a == b || f == fDurable && now.Durable == now.Synced && was.Durable == was.Synced {
			continue
		}
		items = append(items, turn(t.texts.fields[f], a, b))
	}
	for i := range now.Progress {
		p := &now.Progress[i]
		items = append(items, t.ofProgress(was.PeerProgress(p.Node), p)...)
	}
	return items
}

// ofProgress is how a leader's view of a peer changed. A new leader's views are
// not news.
func (t *teller) ofProgress(was, now *frame.Progress) (items []kit.Line) {
	if was == nil {
		return nil
	}
	add := func(name, a, b string) {
		if a != b {
			items = append(items, turn(now.Node+" "+name, a, b))
		}
	}
	l := t.scene.Words.Lang
	add("match", kit.Number(was.Match), kit.Number(now.Match))
	add("next", kit.Number(was.Next), kit.Number(now.Next))
	add(t.texts.progress, explain.Progress(l, was.State), explain.Progress(l, now.State))
	add(t.texts.inflight, strconv.Itoa(was.Inflight), strconv.Itoa(now.Inflight))
	return items
}

// ofClients is which operations began and ended.
func (t *teller) ofClients() (items []kit.Line) {
	l := t.scene.Words.Lang
	for _, now := range t.scene.Frame().Clients {
		var was *frame.Client
		if i := slices.IndexFunc(t.scene.Before.Clients, func(c *frame.Client) bool { return c.Name == now.Name }); i >= 0 {
			was = t.scene.Before.Clients[i]
		}
		if was == now {
			continue
		}
		for _, o := range now.Open {
			if was == nil || !opens(was, o.ID) {
				items = append(items, turn(now.Name+" "+termtext.Printable(o.Text), "", explain.Op(l, o.State)))
			}
		}
		if o := now.Last; o != nil && was != nil && opens(was, o.ID) {
			items = append(items, turn(now.Name+" "+termtext.Printable(o.Text), explain.Op(l, frame.OpOpen), explain.Op(l, o.State)))
		}
	}
	return items
}

func opens(c *frame.Client, id uint64) bool {
	return slices.ContainsFunc(c.Open, func(o *frame.Op) bool { return o.ID == id })
}

// ofNetwork is how many messages are under way, and which links behave in
// another way than before.
func (t *teller) ofNetwork() (items []kit.Line) {
	was, now := t.scene.Before, t.scene.Frame()
	if a, b := len(was.Flight), len(now.Flight); a != b {
		items = append(items, turn(t.texts.flight, strconv.Itoa(a), strconv.Itoa(b)))
	}
	if was.Network == now.Network || was.Network == nil || now.Network == nil {
		return items
	}
	if a, b := links(was.Network), links(now.Network); a != b {
		items = append(items, turn(t.texts.cuts, a, b))
	}
	return items
}

// links lists the links that are cut.
func links(n *frame.Network) string {
	var list []string
	for _, l := range n.Links {
		if l.Cut {
			list = append(list, l.From+">"+l.To)
		}
	}
	const most = 6
	if len(list) > most {
		return strings.Join(list[:most], " ") + fmt.Sprintf(" +%d", len(list)-most)
	}
	return strings.Join(list, " ")
}
