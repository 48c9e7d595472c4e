package cluster

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftviz/engine/frame"
	"raftviz/tui/canvas"
	"raftviz/tui/scene"
)

const footRows = 4

// foot writes what the picture cannot show: the quorum, cuts, clients that
// wait, and the messages on their way.
func foot(a canvas.Area, s *scene.Scene) {
	x := quorum(a, 1, 0, s)
	cuts(a, x, 0, s)
	y := 1
	if clients(a, 1, y, s) {
		y++
	}
	flight(a.Sub(1, y, a.W-1, a.H-y), s)
}

// quorum says how many votes and acknowledgements decide.
func quorum(a canvas.Area, x, y int, s *scene.Scene) int {
	m, w := s.Membership(), s.Words
	if m.Joint() {
		x = a.Text(x, y, fmt.Sprintf(w.JointF, most(m.Voters), strings.Join(m.Voters, " "), most(m.Outgoing), strings.Join(m.Outgoing, " ")), canvas.Text)
	} else {
		x = a.Text(x, y, fmt.Sprintf(w.QuorumF, most(m.Voters), len(m.Voters)), canvas.Text)
	}
	if learners := slices.Concat(m.Learners, m.LearnersNext); len(learners) > 0 {
		x = a.Text(x, y, " · ", canvas.Faint)
		x = a.Text(x, y, fmt.Sprintf(w.LearnersF, strings.Join(learners, " ")), canvas.Quiet)
	}
	return x
}

func most(of []string) int { return len(of)/2 + 1 }

// cuts names the parts that cannot reach each other, or the links that are cut.
func cuts(a canvas.Area, x, y int, s *scene.Scene) {
	if text := Cuts(s.Frame()); text != "" {
		x = a.Text(x, y, " · ", canvas.Faint)
		a.Fit(x, y, a.W-x, fmt.Sprintf(s.Words.CutF, text), canvas.Alarm)
	}
}

// Cuts writes the cuts as groups where they part the nodes cleanly
// (n1 n2 ✗ n3), and else as links (n1→n2); "" if there are none.
func Cuts(f *frame.Frame) string {
	if f.Network == nil {
		return ""
	}
	var links []string
	for _, l := range f.Network.Links {
		if l.Cut {
			links = append(links, l.From+"→"+l.To)
		}
	}
	groups, clean := parts(f)
	if clean && len(groups) > 1 {
		return strings.Join(groups, " ✗ ")
	}
	return strings.Join(links, " ")
}

// parts splits the nodes into groups that reach each other; clean reports
// whether every link between two groups is cut, and none within one.
func parts(f *frame.Frame) (groups []string, clean bool) {
	var members [][]string
	clean = true
	for _, n := range f.Nodes {
		at := slices.IndexFunc(members, func(g []string) bool { return !f.Network.Cut(g[0], n.Name) && !f.Network.Cut(n.Name, g[0]) })
		if at < 0 {
			members = append(members, []string{n.Name})
			continue
		}
		members[at] = append(members[at], n.Name)
	}
	group := map[string]int{}
	for i, g := range members {
		groups = append(groups, strings.Join(g, " "))
		for _, n := range g {
			group[n] = i
		}
	}
	for _, x := range f.Nodes {
		for _, y := range f.Nodes {
			if x != y && (group[x.Name] != group[y.Name]) != f.Network.Cut(x.Name, y.Name) {
				clean = false
			}
		}
	}
	return groups, clean
}

// clients lists operations without an answer yet.
func clients(a canvas.Area, x, y int, s *scene.Scene) bool {
	some := false
	for _, c := range s.Frame().Clients {
		for _, op := range c.Open {
			if some {
				x = a.Text(x, y, " · ", canvas.Faint)
			}
			some = true
			x = a.Text(x, y, frame.Printable(op.Client)+"→"+op.Node+" ", canvas.Quiet)
			x = a.Text(x, y, frame.Printable(op.Text), canvas.Text)
			x = a.Text(x, y, " "+fmt.Sprintf(s.Words.MsF, scene.Millis(s.Now-op.Start)), canvas.Quiet)
		}
	}
	return some
}

// flight lists the messages between nodes in the order in which they arrive,
// as many as there is room for.
func flight(a canvas.Area, s *scene.Scene) {
	var msgs []*frame.Message
	for _, m := range s.Frame().Flight {
		if s.Frame().Node(m.From) != nil && s.Frame().Node(m.To) != nil {
			msgs = append(msgs, m)
		}
	}
	slices.SortStableFunc(msgs, func(a, b *frame.Message) int { return int(a.Due - b.Due) })
	x, y := 0, 0
	for i, m := range msgs {
		text := "#" + strconv.FormatUint(m.ID, 10) + " " + m.From + "→" + m.To + " "
		kind, when := scene.Brief(m)+" ", fmt.Sprintf(s.Words.MsF, scene.Millis(max(m.Due-s.Now, 0)))
		if m.Held {
			when = "‖ " + s.Words.HeldWord
		}
		rest := fmt.Sprintf(s.Words.MoreF, len(msgs)-i)
		width := canvas.Width(text + kind + when)
		if x > 0 && y == a.H-1 && i < len(msgs)-1 && x+width+3+canvas.Width(rest) > a.W || y == a.H-1 && x+width > a.W {
			a.Text(x, y, rest, canvas.Quiet)
			return
		}
		if x > 0 && x+width > a.W {
			x, y = 0, y+1
		}
		ink := canvas.Text
		if s.Fresh(m) {
			ink = canvas.Accent
		}
		x = a.Text(x, y, text, canvas.Quiet)
		x = a.Text(x, y, kind, ink)
		x = a.Text(x, y, when, canvas.Quiet) + 3
	}
}
