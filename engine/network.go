package engine

import (
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// A link is one direction between two nodes.
type link struct {
	latency, jitter int64
	loss, dup       int // per mille
	cut             bool
	cutAt           int64
	hold            bool
	holdType        string
}

// An envelope is a message in flight: what is shown, and what is delivered.
type envelope struct {
	view    *frame.Message
	from    uint64          // the node it left; 0 for a client
	to      uint64          // the node it goes to; 0 for a client
	raft    *raftpb.Message // nil for clients' messages
	op      *op
	attempt int
	data    []byte                      // a store on its way to a client
	stream  *stream                     // of a WatchResponse
	seq     uint64                      // its place there
	watch   *etcdserverpb.WatchResponse // what it says
	waiting bool                        // arrived at a paused process
	parent  uint64                      // the step that sent it
}

// deadAfter is how long a severed link goes unnoticed by the sender: etcd's
// rafthttp gives up on a silent connection after five seconds.
const deadAfter = 5000

func (c *Cluster) link(from, to uint64) *link { return &c.links[from][to] }

// send hands raft's messages to the network.
func (n *node) send(ms []*raftpb.Message) {
	for _, m := range ms {
		if m.GetType() == raftpb.MsgSnap {
			n.attachStore(m)
		}
		n.c.post(n, m)
	}
}

// post puts one raft message on its link, where it may be lost, doubled or
// held.
func (c *Cluster) post(n *node, m *raftpb.Message) {
	l := c.link(n.id, m.GetTo())
	e := &envelope{raft: m, from: n.id, to: m.GetTo(), view: c.describe(n, m)}
	c.emit(n.name, &event.Sent{Msg: e.view})
	if m.GetType() == raftpb.MsgSnap {
		c.emit(n.name, &event.SnapshotSent{Follower: e.view.To, Index: e.view.Snap.Index, Term: e.view.Snap.Term})
	}
	switch {
	case l.cut:
		c.lose(e, event.LinkCut)
		if c.now-l.cutAt >= deadAfter && n.st.role == raft.StateLeader {
			c.queue.push(due{at: c.now, cause: event.Report, node: n, life: n.life, to: m.GetTo(), dead: true})
		}
		return
	case c.chance(l.loss):
		c.lose(e, event.LinkLoss)
		return
	}
	c.launch(e, l)
	if c.chance(l.dup) {
		c.duplicate(e)
	}
}

// describe makes the visible form of a raft message.
func (c *Cluster) describe(n *node, m *raftpb.Message) *frame.Message {
	c.lastMsg++
	v := &frame.Message{
		ID: c.lastMsg, Type: m.GetType().String(), From: n.name, To: config.NodeName(m.GetTo()),
		Term: m.GetTerm(), Index: m.GetIndex(), LogTerm: m.GetLogTerm(), Commit: m.GetCommit(),
		Reject: m.GetReject(), Hint: m.GetRejectHint(), Sent: c.now,
	}
	if len(m.GetEntries()) > 0 {
		switch m.GetType() {
		case raftpb.MsgApp:
			v.Entries = make([]*frame.Entry, len(m.GetEntries()))
			for i, e := range m.GetEntries() {
				v.Entries[i] = c.entry(e)
			}
		case raftpb.MsgProp:
			v.Op = c.opOfEntry(m.GetEntries()[0])
			v.Text = entryText(m.GetEntries()[0])
		case raftpb.MsgReadIndex, raftpb.MsgReadIndexResp:
			v.Op = c.opOfContext(m.GetEntries()[0].GetData())
		}
	}
	if s := m.GetSnapshot(); !raft.IsEmptySnap(s) {
		v.Snap = frame.Snapshot{Index: s.GetMetadata().GetIndex(), Term: s.GetMetadata().GetTerm()}
	}
	v.Force = m.GetType() == raftpb.MsgVote && string(m.GetContext()) == "CampaignTransfer"
	return v
}

// launch sends an envelope on its way along l.
func (c *Cluster) launch(e *envelope, l *link) {
	delay := l.latency
	if l.jitter > 0 {
		delay += int64(c.chaos.Uint64N(uint64(l.jitter) + 1))
	}
	e.view.Due, e.parent = c.now+delay, c.queue.step
	c.flight = append(c.flight, e)
	c.flightDirty = true
	if l.hold && (l.holdType == "" || l.holdType == e.view.Type) {
		e.view.Held = true
		c.emit(e.view.From, &event.Held{Msg: e.view})
		return
	}
	c.scheduleDelivery(e)
}

func (c *Cluster) scheduleDelivery(e *envelope) {
	c.queue.push(due{at: e.view.Due, cause: event.Deliver, msg: e.view.ID, parent: e.parent})
}

// chance decides with probability perMille/1000.
func (c *Cluster) chance(perMille int) bool {
	return perMille > 0 && c.chaos.Uint64N(1000) < uint64(perMille)
}

// duplicate sends a copy of e along the same link.
func (c *Cluster) duplicate(e *envelope) *envelope {
	c.lastMsg++
	v := *e.view
	v.ID, v.Copy, v.Sent, v.Held = c.lastMsg, e.view.ID, c.now, false
	d := &envelope{view: &v, from: e.from, to: e.to, raft: e.raft, op: e.op, attempt: e.attempt, data: e.data, stream: e.stream, seq: e.seq, watch: e.watch}
	c.emit(v.From, &event.Duplicated{Msg: &v})
	c.launch(d, c.linkOf(e))
	return d
}

// linkOf returns the link a message travels on; clients have one that only
// takes time.
func (c *Cluster) linkOf(e *envelope) *link {
	if e.from > 0 && e.to > 0 {
		return c.link(e.from, e.to)
	}
	return &link{latency: c.cfg.Client}
}

func (c *Cluster) findFlight(id uint64) (int, bool) {
	return slices.BinarySearchFunc(c.flight, id, func(e *envelope, id uint64) int {
		switch {
		case e.view.ID < id:
			return -1
		case e.view.ID > id:
			return 1
		}
		return 0
	})
}

func (c *Cluster) removeFlight(i int) {
	c.flight = slices.Delete(c.flight, i, i+1)
	c.flightDirty = true
}

// deliverWaiting lets the messages that waited for a paused process reach it
// now, or be lost with it if it died.
func (c *Cluster) deliverWaiting(n *node) {
	for _, e := range c.flight {
		if e.waiting && e.to == n.id {
			e.waiting = false
			c.retime(e, c.now)
		}
	}
}

// arrive is a message reaching its receiver.
func (c *Cluster) arrive(id uint64) {
	i, ok := c.findFlight(id)
	if !ok {
		return
	}
	e := c.flight[i]
	n := c.nodes[e.to]
	if n != nil && n.paused {
		e.waiting, n.dirty = true, true
		return
	}
	c.removeFlight(i)
	switch {
	case e.stream != nil:
		c.watchArrived(e)
	case e.to == 0:
		c.answerArrived(e)
	case e.raft == nil:
		c.requestArrived(e, n)
	default:
		c.raftArrived(e, n)
	}
}

func (c *Cluster) raftArrived(e *envelope, n *node) {
	from, to := e.from, e.to
	switch {
	case c.link(from, to).cut:
		c.lose(e, event.LinkCut)
		return
	case n == nil || !n.up:
		c.lose(e, event.NodeDown)
		c.nodes[from].unreachable(to)
		return
	case slices.Contains(n.disowned, from):
		c.lose(e, event.Gone)
		c.disown(c.nodes[from])
		return
	}
	c.emit(n.name, &event.Received{Msg: e.view})
	m := e.raft
	switch m.GetType() {
	case raftpb.MsgSnap:
		back := c.link(to, from)
		c.queue.push(due{at: c.now + back.latency, cause: event.Report, node: c.nodes[from], life: c.nodes[from].life, to: to, ok: true})
	case raftpb.MsgProp:
		n.forwarded(proto.Clone(m).(*raftpb.Message))
		return
	case raftpb.MsgReadIndex, raftpb.MsgTransferLeader:
		m = proto.Clone(m).(*raftpb.Message) // raft writes to these when it forwards them
	}
	n.step(m)
}

// lose drops a message and, as etcd's transport does, tells the sender of a
// snapshot that it failed. A client's stream breaks with what is lost of it,
// unless that was a copy.
func (c *Cluster) lose(e *envelope, why event.Reason) {
	c.emit(e.view.From, &event.Dropped{Msg: e.view, Reason: why})
	switch {
	case e.view.Copy != 0:
	case e.stream != nil:
		c.streamLost(e.stream)
	case e.raft == nil:
		c.watchRefused(e)
	}
	if e.raft != nil && e.raft.GetType() == raftpb.MsgSnap {
		n := c.nodes[e.from]
		c.queue.push(due{at: c.now, cause: event.Report, node: n, life: n.life, to: e.to})
	}
}

// report is the transport telling a node what became of a peer or a snapshot.
// It is a step of its own, for raft must not be called while it is being asked
// what to send.
func (n *node) report(d due) {
	if d.dead {
		n.unreachable(d.to)
		return
	}
	n.snapshotReport(d.to, d.ok && !n.c.link(d.to, n.id).cut) // the receipt takes the way back
}

// unreachable tells raft what the transport found out about a peer.
func (n *node) unreachable(peer uint64) {
	if !n.up || n.paused || n.st.role != raft.StateLeader {
		return
	}
	n.c.emit(n.name, &event.Unreachable{Peer: config.NodeName(peer)})
	before := n.st
	n.rn.ReportUnreachable(peer)
	n.after(nil, before)
}

// snapshotReport tells a leader how the snapshot it sent has fared.
func (n *node) snapshotReport(peer uint64, ok bool) {
	if !n.up || n.st.role != raft.StateLeader {
		return
	}
	e := &event.SnapshotReported{Follower: config.NodeName(peer), Reason: event.Delivered}
	status := raft.SnapshotFinish
	if !ok {
		e.Reason, status = event.Failed, raft.SnapshotFailure
	}
	n.c.emit(n.name, e)
	before := n.st
	n.rn.ReportSnapshot(peer, status)
	n.after(nil, before)
}
