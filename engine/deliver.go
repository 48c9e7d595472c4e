package engine

import (
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/event"
	"raftviz/engine/message"
	"raftviz/engine/network"
	"raftviz/engine/schedule"
)

// What becomes of a message that arrives, or is lost.

func (c *Cluster) arrived(e *network.Envelope) {
	switch p := e.Payload.(type) {
	case message.Raft:
		c.raftArrived(e)
	case *message.Request:
		c.requestArrived(e, p)
	case *message.Response:
		c.clients.Answer(p, e.View())
	case *message.WatchResponse:
		c.clients.Receive(p, e.View())
	}
}

func (c *Cluster) raftArrived(e *network.Envelope) {
	from, to, now := c.machines[e.From.Node], c.machines[e.To.Node], c.now
	if to == nil || !to.Up() {
		c.network.Lose(e, event.NodeDown)
		c.enter(from.ID()).Replica(e.Group).Unreachable(e.To.Node)
		return
	}
	r := to.Replica(e.Group)
	if r.Disowns(from.ID()) {
		// The peers of a removed node refuse its messages; so it learns that it
		// was removed, and stops.
		c.network.Lose(e, event.Gone)
		if from.Up() {
			from.ScheduleStop()
		}
		return
	}
	c.enter(to.ID())
	c.emit(to.Name(), &event.Received{Msg: e.View()})
	m := e.Raft()
	switch m.GetType() {
	case raftpb.MsgSnap:
		from.ScheduleReport(e.Group, schedule.Cause{At: now + c.network.Latency(to.ID(), from.ID()), ID: to.ID(), Arrived: true})
	case raftpb.MsgProp:
		r.Forwarded(proto.CloneOf(m))
		return
	case raftpb.MsgReadIndex, raftpb.MsgTransferLeader:
		m = proto.CloneOf(m) // raft writes to these when it forwards them
	}
	r.Step(m)
}

// requestArrived is a request reaching its endpoint, or the node that it was
// passed on to.
func (c *Cluster) requestArrived(e *network.Envelope, q *message.Request) {
	passedOn := e.From.Node > 0
	m := c.machines[e.To.Node]
	if m == nil || !m.Up() {
		if passedOn { // the client hears nothing of it
			c.network.Lose(e, event.NodeDown)
			return
		}
		c.emit(e.From.Name, &event.Dropped{Msg: e.View(), Reason: event.NodeDown})
		c.clients.Refused(q, e.To.Name)
		return
	}
	c.emit(m.Name(), &event.Received{Msg: e.View()})
	c.clients.Taken(q, m.Name())
	c.enter(m.ID()).Replica(e.Group).Serve(q, effectOf(q.Command).serve, passedOn)
}

// lost tells who would have to know of a message that is lost. As etcd's
// transport does, the sender of a snapshot is told that it failed. A client's
// stream breaks with what is lost of it, unless that was a copy.
func (c *Cluster) lost(e *network.Envelope) {
	switch p := e.Payload.(type) {
	case *message.WatchResponse:
		if e.Copy == 0 {
			c.clients.StreamLost(p.Stream)
		}
	case *message.Request:
		if e.Copy == 0 {
			c.clients.RequestLost(p)
		}
	case message.Raft:
		if p.GetType() == raftpb.MsgSnap {
			c.machines[e.From.Node].ScheduleReport(e.Group, schedule.Cause{At: c.now, ID: e.To.Node})
		}
	}
}

// unreachable has a leader told that its transport has given a peer up.
func (c *Cluster) unreachable(e *network.Envelope) {
	if m := c.machines[e.From.Node]; m.Replica(e.Group).Leads() {
		m.ScheduleReport(e.Group, schedule.Cause{At: c.now, ID: e.To.Node, Unreachable: true})
	}
}
