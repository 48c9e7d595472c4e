package engine

import (
	"slices"

	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// endStep makes the step's frame, which shares with the one before whatever did
// not change, and collects the events and raft's own words.
func (c *Cluster) endStep(cause event.Cause, parent uint64) *event.Step {
	c.step = c.underWay
	prev := c.frame
	made := &struct { // one piece of memory is quicker than two
		step  event.Step
		frame frame.Frame
	}{}
	s, f := &made.step, &made.frame
	*s = event.Step{Index: c.step, Parent: parent, Time: c.now, Cause: cause, Frame: f}
	s.Raft = c.viewMachines()
	*f = frame.Frame{
		Config: prev.Config, Step: c.step, Time: c.now, Nodes: prev.Nodes,
		Network: c.network.Links(), Flight: c.network.Flight(), Clients: c.clients.View(),
	}
	if c.entered != 0 {
		f.Nodes = make([]*frame.Node, len(c.order))
		for i, m := range c.order {
			f.Nodes[i] = c.shown[m.ID()]
		}
		c.entered = 0
	}
	if c.stopped != nil {
		f.Violations = []*frame.Violation{c.stopped.Violation}
	}
	if len(c.events) > 0 {
		s.Events = slices.Clone(c.events)
		clear(c.events)
		c.events = c.events[:0]
	}
	c.frame = f
	return s
}

// viewMachines makes the visible forms of the machines that the step entered, and
// returns what raft has logged on them.
func (c *Cluster) viewMachines() (lines []event.RaftLine) {
	for _, m := range c.order {
		if c.entered&(1<<m.ID()) != 0 {
			c.shown[m.ID()] = m.Show()
			lines = m.RaftLines(lines)
		}
	}
	return lines
}
