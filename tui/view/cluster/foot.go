package cluster

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/scene"
)

// foot writes what the picture cannot show: what decides, cuts, how far votes
// and entries have come, clients that wait, and the messages on their way.
// Where there are few rows they follow each other, but a row is kept for
// messages.
func (v *view) foot(a canvas.Area) {
	const few = 3
	f := &kit.Flow{Area: a, Between: " · "}
	next := func() {
		if a.H > few {
			f.Row()
		}
	}
	if a.H > 1 && len(v.flying()) > 0 {
		f.H--
	}
	v.quorum(f)
	if text := Cuts(v.Frame()); text != "" {
		f.Put(kit.Text(fmt.Sprintf(v.w.CutF, text), canvas.Alarm))
	}
	next()
	v.gathering(f)
	next()
	v.clients(f)
	f.Row()
	f.H = a.H
	v.flight(f)
}

// flying returns the messages between nodes in the order in which they arrive.
func (v *view) flying() []*frame.Message { return inOrder(v.Frame()) }

// quorum says how many votes and acknowledgements decide.
func (v *view) quorum(f *kit.Flow) {
	m := v.conf
	if m.Joint() {
		f.Put(kit.Text(fmt.Sprintf(v.t.JointF, most(m.Voters), strings.Join(m.Voters, " "), most(m.Outgoing), strings.Join(m.Outgoing, " ")), canvas.Text))
	} else {
		f.Put(kit.Text(fmt.Sprintf(v.w.QuorumF, most(m.Voters), len(m.Voters)), canvas.Text))
	}
	if len(m.Learners) > 0 {
		f.Put(kit.Text(fmt.Sprintf(v.w.LearnersF, strings.Join(m.Learners, " ")), canvas.Quiet))
	}
	if len(m.LearnersNext) > 0 {
		f.Put(kit.Text(fmt.Sprintf(v.t.NextF, strings.Join(m.LearnersNext, " ")), canvas.Quiet))
	}
}

func most(of []string) int { return len(of)/2 + 1 }

// clients lists operations without an answer yet.
func (v *view) clients(f *kit.Flow) {
	for _, c := range v.Frame().Clients {
		for _, op := range c.Open {
			f.Put(kit.Text(termtext.Printable(op.Client)+"→"+op.Node+" ", canvas.Quiet),
				kit.Text(termtext.Printable(op.Request.Text()), canvas.Text),
				kit.Text(" "+fmt.Sprintf(v.w.MsF, kit.Millis(v.Now-op.Start)), canvas.Quiet))
		}
	}
}

// inOrder returns the messages between nodes in the order in which they arrive;
// those that are held come last.
func inOrder(f *frame.Frame) (list []*frame.Message) {
	for _, m := range f.Flight {
		if f.Node(m.From) != nil && f.Node(m.To) != nil {
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b *frame.Message) int {
		if a.Held != b.Held {
			if a.Held {
				return 1
			}
			return -1
		}
		return int(a.Due - b.Due)
	})
	return list
}

// flight lists the messages between nodes, as many as there is room for.
func (v *view) flight(f *kit.Flow) {
	f.Between = "   "
	list := v.flying()
	for i, m := range list {
		rest := fmt.Sprintf(v.w.MoreF, len(list)-i)
		ps := v.message(m)
		width := termtext.Width(f.Between)
		width += kit.Line(ps).Width()
		last := f.Y == f.H-1 && i < len(list)-1
		if last && f.X > 0 && f.X+width+termtext.Width(f.Between+rest) > f.W || f.Y == f.H-1 && f.X > 0 && f.X+width > f.W {
			f.Put(kit.Text(rest, canvas.Quiet))
			return
		}
		x, y, ok := f.Put(ps...)
		if !ok {
			return
		}
		v.hits.Add(f.Sub(x, y, f.X-x, 1), hit{msg: m.ID})
	}
}

// message writes a message in the list: its number, way, kind and when it comes.
func (v *view) message(m *frame.Message) []kit.Span {
	point, quiet, ink := "", canvas.Quiet, canvas.Text
	if v.Fresh(m) {
		ink = canvas.Accent
	}
	if m.ID == v.Selected.Msg {
		point, quiet, ink = "▸", changed, changed
	}
	when := fmt.Sprintf(v.w.MsF, kit.Millis(max(m.Due-v.Now, 0)))
	if m.Held {
		when = "‖ " + v.w.HeldWord
	}
	return []kit.Span{
		kit.Text(point+"#"+strconv.FormatUint(m.ID, 10)+" "+m.From+"→"+m.To+" ", quiet),
		kit.Text(scene.Brief(m)+" ", ink), kit.Text(when, quiet),
	}
}
