package node

import (
	"fmt"
	"slices"

	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
)

// members shows the configuration that this node has applied; a joint one as
// the two halves that must both agree.
func (o *subject) members(w int) *sheet {
	t, m := newSheet(w), o.n.Config
	switch {
	case m == nil:
		t.heading(o.w.Members)
		t.row().text(0, o.w.NoConfig, canvas.Quiet)
		return t
	case m.Joint():
		t.heading(o.w.Joint)
		o.names(t, o.w.Incoming, true, func(m *frame.Membership) []string { return m.Voters })
		o.names(t, o.w.Outgoing, true, func(m *frame.Membership) []string { return m.Outgoing })
	default:
		t.heading(o.w.Members + " · " + fmt.Sprintf(o.w.QuorumOfF, most(m.Voters), len(m.Voters)))
		o.names(t, o.w.Voters, false, func(m *frame.Membership) []string { return m.Voters })
	}
	if len(m.Learners) > 0 {
		o.names(t, o.w.Learners, false, func(m *frame.Membership) []string { return m.Learners })
	}
	if len(m.LearnersNext) > 0 {
		o.names(t, o.w.LearnersNext, false, func(m *frame.Membership) []string { return m.LearnersNext })
	}
	if m.Joint() {
		leaves := o.w.LeavesAsk
		if m.AutoLeave {
			leaves = o.w.LeavesBy
		}
		t.text(t.label(o.w.Leaves), leaves, canvas.Quiet)
	}
	return t
}

// names lists members, those that this step added in the accent, and how many
// of them decide.
func (o *subject) names(t *sheet, l labelled, decide bool, of func(m *frame.Membership) []string) {
	x := t.label(l)
	for _, name := range of(o.n.Config) {
		ink := canvas.Text
		if o.was != nil && o.was.Config != nil && !slices.Contains(of(o.was.Config), name) {
			ink = changed
		}
		x = t.text(x, name, ink) + 1
	}
	if decide {
		t.aside(x-1, fmt.Sprintf(o.w.QuorumF, most(of(o.n.Config))), canvas.Quiet)
	}
}

// An ends lists the other ends of a node's links that are cut, in both
// directions, to them or from them, and of those that hold what it sends.
type ends struct{ both, to, from, held []string }

func endsOf(f *frame.Frame, name string) (e ends) {
	if f == nil || f.Network == nil {
		return e
	}
	for _, p := range f.Nodes {
		if p.Name == name {
			continue
		}
		out, in := f.Network.Cut(name, p.Name), f.Network.Cut(p.Name, name)
		switch {
		case out && in:
			e.both = append(e.both, p.Name)
		case out:
			e.to = append(e.to, p.Name)
		case in:
			e.from = append(e.from, p.Name)
		}
		if l, ok := f.Network.Link(name, p.Name); ok && l.Hold {
			e.held = append(e.held, p.Name)
		}
	}
	return e
}

// links says from whom the node is cut off, and whose messages are held; it has
// no rows if nothing is.
func (o *subject) links(w int) *sheet {
	t, now := newSheet(w), endsOf(o.Frame(), o.n.Name)
	was := now
	if o.Before != nil {
		was = endsOf(o.Before, o.n.Name)
	}
	o.link(t, o.w.CutOff, "✗ ", now.both, was.both, canvas.Alarm)
	o.link(t, o.w.CutTo, "✗ ", now.to, was.to, canvas.Alarm)
	o.link(t, o.w.CutFrom, "✗ ", now.from, was.from, canvas.Alarm)
	o.link(t, o.w.Holds, "‖ ", now.held, was.held, canvas.Text)
	return t
}

// link lists the other ends of links, if there are any, beneath the heading.
func (o *subject) link(t *sheet, l labelled, sign string, names, was []string, ink canvas.Ink) {
	if len(names) == 0 {
		return
	}
	if t.h == 0 {
		t.heading(o.w.Links)
	}
	if !slices.Equal(names, was) {
		ink = changed
	}
	text := list(names)
	if len(names) > 1 && len(names) == len(o.Frame().Nodes)-1 {
		text = o.w.Everybody
	}
	t.text(t.label(l), sign+text, ink)
}
