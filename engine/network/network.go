// Package network carries messages between nodes and clients in virtual time:
// links that take time, lose, double, hold or are cut, and what is under way on
// them.
//
// A Network knows nothing of raft, processes or stores. It hands over what
// arrives, and asks through its Ports for what else it needs.
package network

import (
	"math/rand/v2"
	"slices"

	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/message"
	"raftviz/engine/request"
)

// Ports are what a Network needs of the world around it.
type Ports interface {
	Now() int64   // virtual ms
	Step() uint64 // the step under way
	Emit(node string, p event.Payload)
	// Schedule has Arrive called for the message at a time. parent is the step
	// that sent it.
	Schedule(at int64, msg, parent uint64)
	// Forms returns the visible forms of a raft group's entries.
	Forms(group uint32) *request.Forms
	// Blocked reports whether a message reaches a process that is paused. It
	// then waits until Unblock.
	Blocked(*Envelope) bool
	Arrived(*Envelope)
	// Lost is told of each message that is lost, after the event that says so.
	Lost(*Envelope)
	// Unreachable is told of a raft message that was sent on a link that has
	// been cut for so long that the sender has noticed.
	Unreachable(*Envelope)
}

// deadAfter is how long a severed link goes unnoticed by the sender: etcd's
// rafthttp gives up on a silent connection after five seconds.
const deadAfter = 5000

// An End is where a message comes from or goes to: a node, or a client, which
// has no number.
type End struct {
	Node uint64
	Name string
}

// Node returns a node's end.
func Node(id uint64) End { return End{id, config.NodeName(id)} }

// Client returns a client's end.
func Client(name string) End { return End{Name: name} }

// An Envelope is a message on its way: an immutable payload, and how far it has
// come. What is shown is derived from the two.
type Envelope struct {
	ID       uint64
	Copy     uint64 // the message it duplicates, or 0
	Group    uint32 // the raft group it belongs to
	From, To End
	Payload  message.Payload

	parent    uint64 // the step that sent it, or copied it
	sent, due int64
	held      bool // waits for release or deliver
	waiting   bool // arrived at a paused process
	view      *frame.Message
}

// View returns the envelope's visible form. It does not change.
func (e *Envelope) View() *frame.Message { return e.view }

// Waiting reports whether the message has arrived at a paused process.
func (e *Envelope) Waiting() bool { return e.waiting }

// Raft returns the raft message the envelope carries, or nil. It must not be
// changed.
func (e *Envelope) Raft() *raftpb.Message {
	p, _ := e.Payload.(message.Raft)
	return p.Message
}

// A Network is the links between nodes and the messages under way.
type Network struct {
	ports   Ports
	chance  *rand.Rand // jitter, loss and duplication
	normal  link       // as configured
	client  link       // between a client and a node, as configured
	links   [config.MaxID + 1][config.MaxID + 1]link
	clients map[clientLink]*link // those that a command has named
	flight  []*Envelope          // by ID
	last    uint64               // ID

	shownLinks  *frame.Network // nil if a link has changed
	shownFlight []*frame.Message
	moved       bool // the flight has changed since it was shown
}

// New returns a network whose links behave as cfg says. chance is its own: it
// decides on jitter, loss and duplication.
func New(cfg *config.Config, chance *rand.Rand, ports Ports) *Network {
	n := &Network{
		ports: ports, chance: chance,
		normal: link{latency: cfg.Latency, jitter: cfg.Jitter},
		client: link{latency: cfg.Client}, clients: map[clientLink]*link{},
	}
	for from := range n.links {
		for to := range n.links[from] {
			n.links[from][to] = n.normal
		}
	}
	return n
}

// Send puts a message on its link, where it may be lost, doubled or held. Only
// raft's own messages are lost or doubled by chance: the others travel on
// connections that repeat what is lost.
func (n *Network) Send(group uint32, from, to End, p message.Payload) {
	n.last++
	e := &Envelope{ID: n.last, Group: group, From: from, To: to, Payload: p, parent: n.ports.Step(), sent: n.ports.Now()}
	n.derive(e)
	m, l := e.Raft(), n.linkOf(e)
	n.reportSent(e)
	switch {
	case l.cut:
		n.Lose(e, event.LinkCut)
		if m != nil && n.ports.Now()-l.cutAt >= deadAfter {
			n.ports.Unreachable(e)
		}
		return
	case m != nil && n.happens(l.loss):
		n.Lose(e, event.LinkLoss)
		return
	}
	n.launch(e, l)
	if m != nil && n.happens(l.dup) {
		n.duplicate(e)
	}
}

// derive makes an envelope's visible form from its payload and how far it has
// come.
func (n *Network) derive(e *Envelope) {
	e.view = &frame.Message{ID: e.ID, Copy: e.Copy, From: e.From.Name, To: e.To.Name, Sent: e.sent, Due: e.due, Held: e.held}
	message.Describe(e.view, e.Payload, n.ports.Forms(e.Group))
}

// reportSent says who sent what to whom. Node is the node, if the other is a
// client.
func (n *Network) reportSent(e *Envelope) {
	node, peer := e.From.Name, e.To.Name
	if e.From.Node == 0 {
		node, peer = peer, node
	}
	n.ports.Emit(node, &event.Sent{Msg: e.view})
	if m := e.Raft(); m != nil && m.GetType() == raftpb.MsgSnap {
		n.ports.Emit(node, &event.SnapshotSent{Follower: peer, Index: e.view.Snap.Index, Term: e.view.Snap.Term})
	}
}

// launch sends an envelope on its way along l. No frame has shown it yet, so
// the form that its event shows is completed.
func (n *Network) launch(e *Envelope, l *link) {
	delay := l.latency
	if l.jitter > 0 {
		delay += int64(n.chance.Uint64N(uint64(l.jitter) + 1))
	}
	e.due = n.ports.Now() + delay
	e.held = l.hold && (l.holdType == "" || l.holdType == e.view.Type)
	e.view.Due, e.view.Held = e.due, e.held
	n.enter(e)
	if e.held {
		n.ports.Emit(e.From.Name, &event.Held{Msg: e.view})
		return
	}
	n.ports.Schedule(e.due, e.ID, e.parent)
}

// Parent returns the step that sent the message, or copied it.
func (e *Envelope) Parent() uint64 { return e.parent }

// happens decides with probability perMille/1000.
func (n *Network) happens(perMille int) bool {
	return perMille > 0 && n.chance.Uint64N(1000) < uint64(perMille)
}

// duplicate sends a copy of e along the same link. The two share the payload.
func (n *Network) duplicate(e *Envelope) {
	n.last++
	d := *e
	d.ID, d.Copy, d.sent, d.parent, d.held, d.waiting = n.last, e.ID, n.ports.Now(), n.ports.Step(), false, false
	v := *e.view
	v.ID, v.Copy, v.Sent, v.Held = d.ID, d.Copy, d.sent, false
	d.view = &v
	n.ports.Emit(v.From, &event.Duplicated{Msg: &v})
	n.launch(&d, n.linkOf(e))
}

// Arrive is a message reaching its receiver. It does nothing if the message is
// not under way any more.
func (n *Network) Arrive(id uint64) {
	i, ok := n.find(id)
	if !ok {
		return
	}
	e := n.flight[i]
	if n.ports.Blocked(e) {
		e.waiting = true
		return
	}
	n.remove(i)
	if n.linkOf(e).cut {
		n.Lose(e, event.LinkCut)
		return
	}
	n.ports.Arrived(e)
}

// Lose reports that a message that is not under way, or not any more, is lost.
func (n *Network) Lose(e *Envelope, why event.Reason) {
	n.ports.Emit(e.From.Name, &event.Dropped{Msg: e.view, Reason: why})
	n.ports.Lost(e)
}

// Unblock lets the messages that waited for a paused process reach it now, or
// be lost with it if it died.
func (n *Network) Unblock(node uint64) {
	for _, e := range n.flight {
		if e.waiting && e.To.Node == node {
			e.waiting = false
			n.retime(e, n.ports.Now())
		}
	}
}

// Inbox counts the messages that wait for a paused node.
func (n *Network) Inbox(node uint64) (count int) {
	for _, e := range n.flight {
		if e.waiting && e.To.Node == node {
			count++
		}
	}
	return count
}

// Stale reports whether a delivery that was scheduled has been overtaken.
func (n *Network) Stale(id uint64, at int64) bool {
	i, ok := n.find(id)
	return !ok || n.flight[i].held || n.flight[i].waiting || n.flight[i].due != at
}

// The four that follow are the only ones to change the flight.

func (n *Network) enter(e *Envelope) { n.flight, n.moved = append(n.flight, e), true }

func (n *Network) remove(i int) {
	n.flight, n.moved = slices.Delete(n.flight, i, i+1), true
}

// retime gives a message another time of arrival and ends its being held.
func (n *Network) retime(e *Envelope, due int64) {
	n.move(e, due, false)
	n.ports.Schedule(due, e.ID, e.parent)
}

// move says again how far a message has come.
func (n *Network) move(e *Envelope, due int64, held bool) {
	v := *e.view
	e.due, e.held = due, held
	v.Due, v.Held = due, held
	e.view, n.moved = &v, true
}

func (n *Network) find(id uint64) (int, bool) {
	return slices.BinarySearchFunc(n.flight, id, func(e *Envelope, id uint64) int {
		switch {
		case e.ID < id:
			return -1
		case e.ID > id:
			return 1
		}
		return 0
	})
}

// Flight returns the messages under way as they are shown, by ID: the slice of
// before if nothing changed.
func (n *Network) Flight() []*frame.Message {
	if n.moved {
		n.shownFlight = make([]*frame.Message, len(n.flight))
		for i, e := range n.flight {
			n.shownFlight[i] = e.view
		}
		n.moved = false
	}
	return n.shownFlight
}
