package cluster

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftviz/engine/frame"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/scene"
)

// A flow writes pieces one after another, row by row.
type flow struct {
	canvas.Area
	x, y int
	sep  string // before the next piece, if it is not the first of its row
}

// A piece of text in one ink.
type piece struct {
	text string
	ink  canvas.Ink
}

// put writes pieces that belong together. They go to the next row if they do
// not fit on this one; ok is false, and nothing written, if there is none.
func (f *flow) put(ps ...piece) (x, y int, ok bool) {
	width := 0
	for _, p := range ps {
		width += termtext.Width(p.text)
	}
	sep := termtext.Width(f.sep)
	if f.x > 0 && f.x+sep+width > f.W {
		f.row()
	}
	if f.y >= f.H {
		return 0, 0, false
	}
	if f.x > 0 {
		f.x = f.Text(f.x, f.y, f.sep, canvas.Faint)
	}
	x, y = f.x, f.y
	for _, p := range ps {
		f.x = f.Fit(f.x, f.y, f.W-f.x, p.text, p.ink)
	}
	return x, y, true
}

// row begins a row, unless one has just begun.
func (f *flow) row() {
	if f.x > 0 {
		f.x, f.y = 0, f.y+1
	}
}

// foot writes what the picture cannot show: what decides, cuts, how far votes
// and entries have come, clients that wait, and the messages on their way.
// Where there are few rows they follow each other, but a row is kept for
// messages.
func (v *view) foot(a canvas.Area) {
	const few = 3
	f := &flow{Area: a, sep: " · "}
	next := func() {
		if a.H > few {
			f.row()
		}
	}
	if a.H > 1 && len(v.flying()) > 0 {
		f.H--
	}
	v.quorum(f)
	if text := Cuts(v.Frame()); text != "" {
		f.put(piece{fmt.Sprintf(v.w.CutF, text), canvas.Alarm})
	}
	next()
	v.gathering(f)
	next()
	v.clients(f)
	f.row()
	f.H = a.H
	v.flight(f)
}

// flying returns the messages between nodes in the order in which they arrive.
func (v *view) flying() []*frame.Message { return inOrder(v.Frame()) }

// quorum says how many votes and acknowledgements decide.
func (v *view) quorum(f *flow) {
	m := v.conf
	if m.Joint() {
		f.put(piece{fmt.Sprintf(v.t.JointF, most(m.Voters), strings.Join(m.Voters, " "), most(m.Outgoing), strings.Join(m.Outgoing, " ")), canvas.Text})
	} else {
		f.put(piece{fmt.Sprintf(v.w.QuorumF, most(m.Voters), len(m.Voters)), canvas.Text})
	}
	if len(m.Learners) > 0 {
		f.put(piece{fmt.Sprintf(v.w.LearnersF, strings.Join(m.Learners, " ")), canvas.Quiet})
	}
	if len(m.LearnersNext) > 0 {
		f.put(piece{fmt.Sprintf(v.t.NextF, strings.Join(m.LearnersNext, " ")), canvas.Quiet})
	}
}

func most(of []string) int { return len(of)/2 + 1 }

// clients lists operations without an answer yet.
func (v *view) clients(f *flow) {
	for _, c := range v.Frame().Clients {
		for _, op := range c.Open {
			f.put(piece{termtext.Printable(op.Client) + "→" + op.Node + " ", canvas.Quiet},
				piece{termtext.Printable(op.Text), canvas.Text},
				piece{" " + fmt.Sprintf(v.w.MsF, scene.Millis(v.Now-op.Start)), canvas.Quiet})
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
func (v *view) flight(f *flow) {
	f.sep = "   "
	list := v.flying()
	for i, m := range list {
		rest := fmt.Sprintf(v.w.MoreF, len(list)-i)
		ps := v.message(m)
		width := termtext.Width(f.sep)
		for _, p := range ps {
			width += termtext.Width(p.text)
		}
		last := f.y == f.H-1 && i < len(list)-1
		if last && f.x > 0 && f.x+width+termtext.Width(f.sep+rest) > f.W || f.y == f.H-1 && f.x > 0 && f.x+width > f.W {
			f.put(piece{rest, canvas.Quiet})
			return
		}
		x, y, ok := f.put(ps...)
		if !ok {
			return
		}
		v.hit(f.Area, x, y, f.x-x, 1, "", m.ID)
	}
}

// message writes a message in the list: its number, way, kind and when it comes.
func (v *view) message(m *frame.Message) []piece {
	point, quiet, ink := "", canvas.Quiet, canvas.Text
	if v.Fresh(m) {
		ink = canvas.Accent
	}
	if m.ID == v.Selected.Msg {
		point, quiet, ink = "▸", changed, changed
	}
	when := fmt.Sprintf(v.w.MsF, scene.Millis(max(m.Due-v.Now, 0)))
	if m.Held {
		when = "‖ " + v.w.HeldWord
	}
	return []piece{
		{point + "#" + strconv.FormatUint(m.ID, 10) + " " + m.From + "→" + m.To + " ", quiet},
		{scene.Brief(m) + " ", ink}, {when, quiet},
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
