package cluster

import (
	"fmt"

	"raftviz/engine/frame"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// gathering says of every candidate how many of the votes it needs it has, and
// of every leader how far its newest entry has come.
func (v *view) gathering(f *kit.Flow) {
	for _, n := range v.Frame().Nodes {
		switch scene.StandingOf(n) {
		case scene.Candidate, scene.PreCandidate:
			v.votes(f, n)
		case scene.Leader:
			v.holders(f, n)
		}
	}
}

// votes says how many votes a candidate has, of how many that decide.
func (v *view) votes(f *kit.Flow, n *frame.Node) {
	ink := canvas.Text
	if was := v.Was(n.Name); was != nil && (len(was.Granted) != len(n.Granted) || was.Role != n.Role) {
		ink = changed
	}
	m := n.Config
	if m == nil {
		m = v.conf
	}
	granted := func(name string) bool { return has(n.Granted, name) }
	in := count(m.Voters, granted)
	var text string
	switch {
	case m.Joint():
		text = fmt.Sprintf(v.t.BothVotesF, n.Name, in, most(m.Voters), count(m.Outgoing, granted), most(m.Outgoing))
	case n.Role == frame.PreCandidate:
		text = fmt.Sprintf(v.t.WouldF, n.Name, in, most(m.Voters))
	default:
		text = fmt.Sprintf(v.t.VotesF, n.Name, in, most(m.Voters))
	}
	ps := []kit.Span{kit.Text(text, ink), kit.Text(" ✓"+short(n.Granted), canvas.Quiet)}
	if len(n.Refused) > 0 {
		ps = append(ps, kit.Text(" ✗"+short(n.Refused), canvas.Alarm))
	}
	f.Put(ps...)
}

// holders says on how many disks a leader's newest entry is, as far as it
// knows, or that everything is committed; and how many peers it hears.
func (v *view) holders(f *kit.Flow, n *frame.Node) {
	m := n.Config
	if m == nil {
		m = v.conf
	}
	last := n.Last()
	stored := func(name string) bool { return stores(n, name, last) }
	var text string
	switch {
	case n.Commit >= last:
		text = fmt.Sprintf(v.t.AllF, n.Name, last)
	case m.Joint():
		text = fmt.Sprintf(v.t.BothHoldF, n.Name, last, count(m.Voters, stored), len(m.Voters), count(m.Outgoing, stored), len(m.Outgoing))
	default:
		text = fmt.Sprintf(v.t.HoldF, n.Name, last, count(m.Voters, stored), len(m.Voters))
	}
	ink := canvas.Text
	if was := v.Was(n.Name); was != nil && was.Role == frame.Leader {
		before := func(name string) bool { return stores(was, name, last) }
		if was.Commit != n.Commit || count(m.Voters, stored) != count(m.Voters, before) {
			ink = changed
		}
	}
	f.Put(kit.Text(text, ink))
	if len(n.Progress) > 0 {
		v.hears(f, n, m)
	}
}

// hears says how many of its peers a leader has heard from since its last
// quorum check: with too few it will step down.
func (v *view) hears(f *kit.Flow, n *frame.Node, m *frame.Membership) {
	active, voters := 0, 1
	for i := range n.Progress {
		if p := &n.Progress[i]; p.Active {
			active++
			if has(m.Voters, p.Node) {
				voters++
			}
		}
	}
	ink := canvas.Quiet
	if voters < most(m.Voters) {
		ink = canvas.Alarm
	}
	f.Put(kit.Text(fmt.Sprintf(v.t.HearsF, active, len(n.Progress)), ink))
}

// stores reports whether a leader knows that a node has the entry at an index
// on its disk.
func stores(leader *frame.Node, name string, index uint64) bool {
	if name == leader.Name {
		return leader.Synced >= index
	}
	p := leader.PeerProgress(name)
	return p != nil && p.Match >= index
}

func count(names []string, is func(string) bool) (n int) {
	for _, name := range names {
		if is(name) {
			n++
		}
	}
	return n
}
