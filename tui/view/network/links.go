package network

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

// A link is one direction between two nodes, or a node and a client.
type link struct{ from, to string }

func (l link) String() string { return l.from + ">" + l.to }

// linkAt returns how a link behaves: as configured unless the frame tells.
func linkAt(f *frame.Frame, l link) frame.Link {
	if f == nil {
		return frame.Link{From: l.from, To: l.to}
	}
	if f.Network != nil {
		if k, ok := f.Network.Link(l.from, l.to); ok {
			return k
		}
	}
	k := frame.Link{From: l.from, To: l.to}
	switch {
	case f.Config != nil && l.nodes(f):
		k.Latency, k.Jitter = f.Config.Latency, f.Config.Jitter
	case f.Config != nil:
		k.Latency = f.Config.Client
	}
	return k
}

// nodes reports whether a link is between nodes.
func (l link) nodes(f *frame.Frame) bool { return f.Node(l.from) != nil && f.Node(l.to) != nil }

// clientLinks lists the links of clients that are not as configured.
func clientLinks(f *frame.Frame) (list []frame.Link) {
	if f.Network == nil {
		return nil
	}
	for _, k := range f.Network.Links {
		if l := (link{k.From, k.To}); !l.nodes(f) {
			list = append(list, k)
		}
	}
	return list
}

// usual reports whether a link behaves as configured.
func usual(f *frame.Frame, k frame.Link) bool { return k == configured(f, link{k.From, k.To}) }

// configured returns a link as it is without commands.
func configured(f *frame.Frame, l link) frame.Link {
	return linkAt(&frame.Frame{Config: f.Config, Nodes: f.Nodes}, l)
}

func countCut(f *frame.Frame) (n int) {
	if f.Network == nil {
		return 0
	}
	for _, l := range f.Network.Links {
		if l.Cut {
			n++
		}
	}
	return n
}

// chosenLink returns the link that is looked at: the one the person went to,
// else that of the chosen message, else the first that is not as configured,
// else the leader's to the first other. ok is false if there are no links.
func (p *Pane) chosenLink(s *scene.Scene) (l link, ok bool) {
	f := s.Frame()
	if p.link.nodes(f) {
		return p.link, true
	}
	if m := f.Message(s.Selected.Msg); m != nil {
		if l := (link{m.From, m.To}); l.nodes(f) {
			return l, true
		}
	}
	if f.Network != nil {
		for _, k := range f.Network.Links {
			if l := (link{k.From, k.To}); l.nodes(f) {
				return l, true
			}
		}
	}
	if len(f.Nodes) < 2 {
		return link{}, false
	}
	from := f.Nodes[0]
	if l := f.Leader(); l != nil {
		from = l
	}
	to := f.Nodes[0]
	if to == from {
		to = f.Nodes[1]
	}
	return link{from.Name, to.Name}, true
}

// moveLink goes to another cell, over the diagonal.
func (p *Pane) moveLink(dx, dy int, s *scene.Scene) {
	l, ok := p.chosenLink(s)
	if !ok {
		return
	}
	nodes := s.Frame().Nodes
	row, col := place(nodes, l.from), place(nodes, l.to)
	r, c := row+dy, col+dx
	if r == c {
		r, c = r+dy, c+dx
	}
	if r < 0 || c < 0 || r >= len(nodes) || c >= len(nodes) {
		r, c = row, col
	}
	p.link = link{nodes[r].Name, nodes[c].Name}
}

func place(nodes []*frame.Node, name string) int {
	for i, n := range nodes {
		if n.Name == name {
			return i
		}
	}
	return 0
}

// percent writes a part of a thousand: 20%, 2.5%.
func percent(perMille int) string {
	return strconv.FormatFloat(float64(perMille)/10, 'f', -1, 64) + "%"
}

// behaviour says in words how a link behaves.
func behaviour(w *texts, f *frame.Frame, k frame.Link) string {
	if usual(f, k) {
		return fmt.Sprintf(w.UsualF, latency(w, k))
	}
	var parts []string
	if k.Cut {
		parts = append(parts, w.Cut)
	}
	if k.Hold && k.HoldType != "" {
		parts = append(parts, fmt.Sprintf(w.HoldsF, k.HoldType))
	} else if k.Hold {
		parts = append(parts, w.HoldsAll)
	}
	if k.Cut {
		return strings.Join(parts, " · ")
	}
	parts = append(parts, latency(w, k))
	if k.Loss > 0 {
		parts = append(parts, fmt.Sprintf(w.LosesF, percent(k.Loss)))
	}
	if k.Dup > 0 {
		parts = append(parts, fmt.Sprintf(w.DoublesF, percent(k.Dup)))
	}
	return strings.Join(parts, " · ")
}

func latency(w *texts, k frame.Link) string {
	if k.Jitter > 0 {
		return fmt.Sprintf(w.LatencyJF, k.Latency, k.Latency+k.Jitter)
	}
	return fmt.Sprintf(w.LatencyF, k.Latency)
}

// A sign is one thing that a cell says of its link. Those of a higher rank give
// way first where there is no room.
type sign struct {
	text string
	ink  canvas.Ink
	rank int
}

// The ranks. What is as configured may be left out without a word.
const (
	first = iota
	second
	third
	asUsual
)

// signs lists what a cell says. What this step changed is in the accent.
func signs(s *scene.Scene, k frame.Link, count int, fresh bool) (list []sign) {
	text, quiet, alarm := canvas.Text, canvas.Quiet, canvas.Alarm
	l := link{k.From, k.To}
	if s.Before != nil && linkAt(s.Before, l) != k {
		text, quiet, alarm = canvas.Accent|canvas.Bold, canvas.Accent|canvas.Bold, canvas.Accent|canvas.Bold
	}
	if k.Cut {
		list = append(list, sign{"✗", alarm, first})
	}
	if k.Hold {
		list = append(list, sign{"‖" + strings.TrimPrefix(k.HoldType, "Msg"), text, first})
	}
	if !k.Cut {
		list = append(list, delay(s.Frame(), k, text, quiet))
		if k.Loss > 0 {
			list = append(list, sign{"-" + percent(k.Loss), alarm, first})
		}
		if k.Dup > 0 {
			list = append(list, sign{"+" + percent(k.Dup), text, second})
		}
	}
	if count > 0 {
		ink := canvas.Text
		if fresh {
			ink = canvas.Accent | canvas.Bold
		}
		list = append(list, sign{"•" + strconv.Itoa(count), ink, third})
	}
	return list
}

// delay is the sign of how long a link takes.
func delay(f *frame.Frame, k frame.Link, text, quiet canvas.Ink) sign {
	took := strconv.FormatInt(k.Latency, 10)
	if k.Jitter > 0 {
		took += "–" + strconv.FormatInt(k.Latency+k.Jitter, 10)
	}
	plain := configured(f, link{k.From, k.To})
	if k.Latency == plain.Latency && k.Jitter == plain.Jitter {
		return sign{took, quiet, asUsual}
	}
	return sign{took, text | canvas.Bold, second}
}

// fitting leaves out what there is no room for; more reports whether that
// matters.
func fitting(list []sign, w int) (fit []sign, more bool) {
	for len(list) > 1 {
		width := -1
		for _, g := range list {
			width += termtext.Width(g.text) + 1
		}
		if width <= w {
			break
		}
		last := 0
		for i, g := range list {
			if g.rank >= list[last].rank {
				last = i
			}
		}
		more = more || list[last].rank != asUsual
		list = slices.Delete(list, last, last+1)
	}
	return list, more
}
