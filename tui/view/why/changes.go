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

// turns lists those of the fields that changed, each name after a prefix.
func turns[T any](fields []told[T], prefix string, was, now *T, l lang.Lang) (items []kit.Line) {
	for i := range fields {
		f := &fields[i]
		if a, b := f.write(was, l), f.write(now, l); a != b && (f.quiet == nil || !f.quiet(was, now)) {
			items = append(items, turn(prefix+f.name.In(l), a, b))
		}
	}
	return items
}

func (t *teller) ofNode(was, now *frame.Node) []kit.Line {
	l := t.scene.Words.Lang
	items := turns(ofNodes, "", was, now, l)
	items = append(items, turns(ofStores, "", was.OpenStore(), now.OpenStore(), l)...)
	for i := range now.Progress {
		p := &now.Progress[i]
		if old := was.PeerProgress(p.Node); old != nil { // a new leader's views are not news
			items = append(items, turns(ofPeers, p.Node+" ", old, p, l)...)
		}
	}
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
				items = append(items, turn(now.Name+" "+termtext.Printable(o.Request.Text()), "", explain.Op(l, o.State)))
			}
		}
		if o := now.Last; o != nil && was != nil && opens(was, o.ID) {
			items = append(items, turn(now.Name+" "+termtext.Printable(o.Request.Text()), explain.Op(l, frame.OpOpen), explain.Op(l, o.State)))
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
