package engine

import (
	"slices"

	"raftviz/engine/command"
	"raftviz/engine/event"
)

// cut severs links. Messages already on their way are lost when they arrive.
func (c *Cluster) cut(x command.Cut) {
	b := x.B
	if len(b) == 0 {
		for _, n := range c.order {
			if !slices.Contains(x.A, n.name) {
				b = append(b, n.name)
			}
		}
	}
	for _, from := range x.A {
		for _, to := range b {
			c.sever(from, to)
			if !x.OneWay {
				c.sever(to, from)
			}
		}
	}
	c.networkDirty = true
	c.emit("", &event.Cut{A: x.A, B: b, OneWay: x.OneWay})
}

func (c *Cluster) sever(from, to string) {
	if l := c.between(from, to); from != to && !l.cut {
		l.cut, l.cutAt = true, c.now
	}
}

// heal mends one direction, or everything that was cut.
func (c *Cluster) heal(x command.Heal) {
	c.networkDirty = true
	if x.From != "" {
		c.between(x.From, x.To).cut = false
		c.emit("", &event.Healed{From: x.From, To: x.To})
		return
	}
	for from := range c.links {
		for to := range c.links[from] {
			c.links[from][to].cut = false
		}
	}
	c.emit("", &event.Healed{})
}

func (c *Cluster) setLink(x command.Link) {
	l := c.between(x.From, x.To)
	set(&l.latency, x.Latency)
	set(&l.jitter, x.Jitter)
	set(&l.loss, x.Loss)
	set(&l.dup, x.Dup)
	c.networkDirty = true
	c.linkChanged(x.From, x.To, event.LinkSet)
}

// linkChanged reports what a link does now.
func (c *Cluster) linkChanged(from, to string, what event.LinkChange) {
	l := c.between(from, to)
	c.emit(from, &event.LinkChanged{
		To: to, Change: what, Type: l.holdType, Latency: l.latency, Jitter: l.jitter, Loss: l.loss, Dup: l.dup,
	})
}

func set[T any](to *T, v *T) {
	if v != nil {
		*to = *v
	}
}

// hold makes messages wait: those of the type that are sent from now on, and
// those under way.
func (c *Cluster) hold(x command.Hold) {
	l := c.between(x.From, x.To)
	l.hold, l.holdType = true, x.Type
	c.networkDirty = true
	c.linkChanged(x.From, x.To, event.LinkHeld)
	for _, e := range c.flight {
		v := e.view
		if v.From != x.From || v.To != x.To || v.Held || e.waiting || x.Type != "" && x.Type != v.Type {
			continue
		}
		held := *v
		held.Held = true
		e.view, c.flightDirty = &held, true
		c.emit(x.From, &event.Held{Msg: e.view})
	}
}

// release ends a hold; what waited goes the whole way now.
func (c *Cluster) release(x command.Release) {
	l := c.between(x.From, x.To)
	l.hold, l.holdType = false, ""
	c.networkDirty = true
	c.linkChanged(x.From, x.To, event.LinkUnheld)
	for _, e := range c.flight {
		if e.view.From == x.From && e.view.To == x.To && e.view.Held {
			c.retime(e, c.now+l.latency)
			c.emit(x.From, &event.Released{Msg: e.view})
		}
	}
}
