package network

import (
	"slices"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// A link is one direction between two nodes, or a node and a client.
type link struct {
	latency, jitter int64
	loss, dup       int // per mille
	cut             bool
	cutAt           int64
	since           int64 // when it was healed after a cut that broke the connection; 0 if none did
	hold            bool
	holdType        string
}

// change returns the link a command names, which will be shown again.
func (n *Network) change(from, to string) *link {
	f, fromNode := config.NodeID(from)
	t, toNode := config.NodeID(to)
	n.shownLinks = nil
	switch {
	case !fromNode:
		return n.changeClient(clientLink{from, t, true})
	case !toNode:
		return n.changeClient(clientLink{to, f, false})
	}
	return &n.links[f][t]
}

// Severed reports whether the link between two nodes is cut.
func (n *Network) Severed(from, to uint64) bool { return n.links[from][to].cut }

// Latency returns how long the link between two nodes takes, ms.
func (n *Network) Latency(from, to uint64) int64 { return n.links[from][to].latency }

// between calls f for each link of the groups, those of a pair one after the
// other. Two clients have none.
func between(g command.Groups, f func(from, to string)) {
	clients := g.Clients()
	for _, from := range g.A {
		for _, to := range g.B {
			if slices.Contains(clients, from) && slices.Contains(clients, to) {
				continue
			}
			f(from, to)
			if !g.OneWay {
				f(to, from)
			}
		}
	}
}

// Cut severs links. Messages already on their way are lost when they arrive.
func (n *Network) Cut(x command.Cut) {
	between(x.Groups, func(from, to string) {
		if l := n.change(from, to); !l.cut {
			l.cut, l.cutAt = true, n.ports.Now()
		}
	})
	n.ports.Emit("", &event.Cut{A: x.A, B: x.B, OneWay: x.OneWay})
}

// Heal mends links, or everything that was cut.
func (n *Network) Heal(x command.Heal) {
	if len(x.A) > 0 {
		between(x.Groups, func(from, to string) {
			n.heal(n.change(from, to))
			n.ports.Emit("", &event.Healed{From: from, To: to})
		})
		return
	}
	for from := range n.links {
		for to := range n.links[from] {
			n.heal(&n.links[from][to])
		}
	}
	for _, k := range n.clientLinks() {
		n.heal(n.clients[k])
	}
	n.shownLinks = nil
	n.ports.Emit("", &event.Healed{})
}

// heal mends a link. What was connected through it is still, unless the cut
// lasted long enough for the transport to give up.
func (n *Network) heal(l *link) {
	if l.cut && n.ports.Now()-l.cutAt >= deadAfter {
		l.since = n.ports.Now()
	}
	l.cut = false
}

// Connected reports whether messages pass from one node to another, or have been
// cut off for so short a time that the transport does not know, and since when
// they have.
func (n *Network) Connected(from, to uint64) (since int64, ok bool) {
	l := &n.links[from][to]
	return l.since, !l.cut || n.ports.Now()-l.cutAt < deadAfter
}

// Set changes how links behave.
func (n *Network) Set(x command.Link) {
	between(x.Groups, func(from, to string) {
		l := n.change(from, to)
		set(&l.latency, x.Latency)
		set(&l.jitter, x.Jitter)
		set(&l.loss, x.Loss)
		set(&l.dup, x.Dup)
		n.reportLink(from, to, event.LinkSet)
	})
}

// reportLink says what a link does now.
func (n *Network) reportLink(from, to string, what event.LinkChange) {
	l := n.change(from, to)
	n.ports.Emit(from, &event.LinkChanged{
		To: to, Change: what, Type: l.holdType, Latency: l.latency, Jitter: l.jitter, Loss: l.loss, Dup: l.dup,
	})
}

func set[T any](to *T, v *T) {
	if v != nil {
		*to = *v
	}
}

// Hold makes messages wait: those of the type that are sent from now on, and
// those under way.
func (n *Network) Hold(x command.Hold) {
	between(x.Groups, func(from, to string) { n.hold(from, to, x.Type) })
}

func (n *Network) hold(from, to, messages string) {
	l := n.change(from, to)
	l.hold, l.holdType = true, messages
	n.reportLink(from, to, event.LinkHeld)
	for _, e := range n.flight {
		v := e.view
		if v.From != from || v.To != to || e.held || e.waiting || messages != "" && messages != v.Type {
			continue
		}
		n.move(e, e.due, true)
		n.ports.Emit(from, &event.Held{Msg: e.view})
	}
}

// Release ends a hold; what waited goes the whole way now.
func (n *Network) Release(x command.Release) {
	between(x.Groups, n.release)
}

func (n *Network) release(from, to string) {
	l := n.change(from, to)
	l.hold, l.holdType = false, ""
	n.reportLink(from, to, event.LinkUnheld)
	for _, e := range n.flight {
		if e.From.Name == from && e.To.Name == to && e.held {
			n.retime(e, n.ports.Now()+l.latency)
			n.ports.Emit(from, &event.Released{Msg: e.view})
		}
	}
}

// Links returns the links that do not behave as configured, the same value as
// before if nothing changed.
func (n *Network) Links() *frame.Network {
	if n.shownLinks != nil {
		return n.shownLinks
	}
	v := &frame.Network{}
	for from := range n.links {
		for to := range n.links[from] {
			l := &n.links[from][to]
			if from != to && !l.behaves(n.normal) {
				v.Links = append(v.Links, l.show(config.NodeName(uint64(from)), config.NodeName(uint64(to))))
			}
		}
	}
	for _, k := range n.clientLinks() {
		if l := n.clients[k]; !l.behaves(n.client) {
			v.Links = append(v.Links, l.show(k.ends()))
		}
	}
	n.shownLinks = v
	return v
}

// Commands on single messages. Each is given a message that is under way.

// Find returns a message under way, or nil.
func (n *Network) Find(id uint64) *Envelope {
	if i, ok := n.find(id); ok {
		return n.flight[i]
	}
	return nil
}

// LastID returns the ID of the message sent last.
func (n *Network) LastID() uint64 { return n.last }

// Deliver has a message arrive now.
func (n *Network) Deliver(e *Envelope) {
	n.retime(e, n.ports.Now())
	n.Arrive(e.ID)
}

// Drop loses a message.
func (n *Network) Drop(e *Envelope) {
	n.remove(slices.Index(n.flight, e))
	n.Lose(e, event.ByCommand)
}

// Duplicate sends a copy of a message.
func (n *Network) Duplicate(e *Envelope) { n.duplicate(e) }

// Delay has a message arrive later, by ms.
func (n *Network) Delay(e *Envelope, by int64) {
	n.retime(e, max(e.due, n.ports.Now())+by)
	n.ports.Emit(e.From.Name, &event.Delayed{Msg: e.view})
}
