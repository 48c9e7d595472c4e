package engine

import (
	"slices"

	"go.etcd.io/raft/v3"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// finish ends a step: it makes the frame, which shares with the one before
// whatever did not change, and collects the events and raft's own words.
func (c *Cluster) finish(cause event.Cause) *event.Step {
	c.step++
	if cause.Type == event.Start {
		c.step = 0
	}
	prev := c.frame
	made := &struct { // one piece of memory is quicker than two
		step  event.Step
		frame frame.Frame
	}{}
	s, f := &made.step, &made.frame
	*f = frame.Frame{
		Config: prev.Config, Step: c.step, Time: c.now,
		Nodes: prev.Nodes, Network: prev.Network, Flight: prev.Flight, Clients: prev.Clients,
	}
	*s = event.Step{Index: c.step, Time: c.now, Cause: cause, Frame: f}
	if c.stopped != nil {
		f.Violations = []*frame.Violation{c.stopped.Violation}
	}
	c.viewNodes(f, s)
	if c.networkDirty {
		f.Network = c.viewNetwork()
	}
	if c.flightDirty {
		f.Flight = make([]*frame.Message, len(c.flight))
		for i, e := range c.flight {
			f.Flight[i] = e.view
		}
	}
	if c.clientsDirty {
		f.Clients = c.viewClients()
	}
	c.networkDirty, c.flightDirty, c.clientsDirty, c.nodesNew = false, false, false, false
	if len(c.events) > 0 {
		s.Events = slices.Clone(c.events)
		clear(c.events)
		c.events = c.events[:0]
	}
	c.frame = f
	return s
}

func (c *Cluster) viewNodes(f *frame.Frame, s *event.Step) {
	copied := false
	if c.nodesNew {
		f.Nodes = make([]*frame.Node, len(c.order))
		copied = true
	}
	for i, n := range c.order {
		if n.dirty || n.view == nil {
			n.readProgress()
			n.view = n.show()
			n.dirty = false
			if !copied {
				f.Nodes = slices.Clone(f.Nodes)
				copied = true
			}
		}
		if copied {
			f.Nodes[i] = n.view
		}
		if n.logger != nil && len(n.logger.lines) > 0 {
			s.Raft = append(s.Raft, n.logger.take()...)
		}
	}
}

// show makes the node's visible form.
func (n *node) show() *frame.Node {
	d := &n.disk
	v := &frame.Node{
		Name: n.name, Status: n.status(), Role: roleOf(n.st.role),
		Term: n.st.term, Vote: config.NodeName(n.st.vote), Lead: config.NodeName(n.st.lead),
		Commit: n.st.commit, Applied: n.st.applied, Granted: n.granted, Refused: n.refused,
		Transferee: config.NodeName(n.st.transferee),
		First:      n.first, Log: n.entries[:len(n.entries):len(n.entries)], Snapshot: n.snap,
		Synced: d.synced, Durable: d.durable, DurTerm: d.durTerm, DurVote: config.NodeName(d.durVote),
		Timer:    frame.Timer{Elapsed: n.timer.elapsed, Timeout: n.timer.timeout, Next: n.clock.nextUS / 1000},
		Config:   n.membership(),
		Progress: n.peers.shown,
		Disk:     frame.Disk{Mode: d.mode, State: d.state, Latency: d.latency, Queue: n.viewQueue()},
		Clock:    frame.Clock{Rate: n.clock.rate},
	}
	if v.Role == frame.Leader {
		v.Timer.Timeout = n.timer.base
	}
	if n.paused {
		v.Inbox = len(n.held)
		for _, e := range n.c.flight {
			if e.waiting && e.view.To == n.name {
				v.Inbox++
			}
		}
	}
	if n.store != nil {
		v.Store, v.StoreDurable = n.contents(), n.storeDurable()
	}
	return v
}

// storeDurable returns the consistent index that a crash would bring back.
func (n *node) storeDurable() uint64 {
	if n.disk.kept {
		return n.disk.keptAt
	}
	return n.store.DurableIndex()
}

func (n *node) status() frame.Status {
	switch {
	case n.gone:
		return frame.Removed
	case !n.up:
		return frame.Down
	case n.paused:
		return frame.Paused
	}
	return frame.Running
}

// membership returns the configuration's visible form, the same pointer as long
// as it does not change.
func (n *node) membership() *frame.Membership {
	if n.shownConf == n.conf && n.shown != nil {
		return n.shown
	}
	n.shownConf = n.conf
	n.shown = &frame.Membership{
		Voters: nodeNames(n.conf.GetVoters()), Outgoing: nodeNames(n.conf.GetVotersOutgoing()),
		Learners: nodeNames(n.conf.GetLearners()), LearnersNext: nodeNames(n.conf.GetLearnersNext()),
		AutoLeave: n.conf.GetAutoLeave(),
	}
	return n.shown
}

func (n *node) viewQueue() []frame.Write {
	d := &n.disk
	if len(d.queue) == 0 {
		return nil
	}
	q := make([]frame.Write, len(d.queue))
	for i, w := range d.queue {
		q[i] = viewWrite(w)
	}
	return q
}

func viewWrite(w write) frame.Write {
	v := frame.Write{Due: w.due}
	v.First, v.Last = spanOf([]write{w})
	for _, m := range w.parts {
		if m.Term != nil {
			v.Term, v.Vote = m.GetTerm(), config.NodeName(m.GetVote())
		}
		if s := m.GetSnapshot(); !raft.IsEmptySnap(s) {
			v.Snapshot = s.GetMetadata().GetIndex()
		}
	}
	return v
}

// viewNetwork lists the links that do not behave as configured.
func (c *Cluster) viewNetwork() *frame.Network {
	v := &frame.Network{}
	for _, from := range c.order {
		for _, to := range c.order {
			l := c.links[from.id][to.id]
			if from == to || l.latency == c.cfg.Latency && l.jitter == c.cfg.Jitter && l.loss == 0 && l.dup == 0 && !l.cut && !l.hold {
				continue
			}
			v.Links = append(v.Links, frame.Link{
				From: from.name, To: to.name, Latency: l.latency, Jitter: l.jitter,
				Loss: l.loss, Dup: l.dup, Cut: l.cut, Hold: l.hold, HoldType: l.holdType,
			})
		}
	}
	return v
}

func (c *Cluster) viewClients() []*frame.Client {
	vs := make([]*frame.Client, len(c.clients))
	for i, cl := range c.clients {
		if cl.dirty || cl.view == nil {
			v := &frame.Client{Name: cl.name, Endpoint: cl.endpoint, Timeout: cl.timeout, Retries: cl.retries, Deaf: cl.deaf, Last: cl.last, Watches: cl.viewWatches()}
			for _, o := range cl.open {
				shown := o.Op
				v.Open = append(v.Open, &shown)
			}
			cl.view, cl.dirty = v, false
		}
		vs[i] = cl.view
	}
	return vs
}
