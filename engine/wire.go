package engine

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"raftviz/engine/clients"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/machine"
	"raftviz/engine/message"
	"raftviz/engine/network"
	"raftviz/engine/replica"
	"raftviz/engine/request"
	"raftviz/engine/schedule"
)

// How the parts of a cluster are joined: each is given its ports, by which it
// reaches the others without knowing them.

// theGroup is the number of the one raft group there is.
const theGroup = 0

// wire makes the network, the clients and the group, and joins them.
func (c *Cluster) wire() {
	w := world{c}
	chance := rand.New(rand.NewPCG(c.cfg.Seed, 0x6368_616f73))
	c.network = network.New(&c.cfg, chance, networkPorts{w})
	c.clients = clients.New(clientPorts{w})
	c.group = replica.NewGroup(theGroup, &c.cfg, replicaPorts{w, c.clients})
}

// addMachine makes a machine with a replica of the group.
func (c *Cluster) addMachine(id uint64) *machine.Machine {
	m := machine.New(id, &c.cfg, c.phase, machinePorts{world{c}})
	m.Add(c.group, c.dir)
	i, _ := slices.BinarySearchFunc(c.order, id, func(m *machine.Machine, id uint64) int { return int(m.ID()) - int(id) })
	c.order = slices.Insert(c.order, i, m)
	c.machines[id] = m
	return c.enter(id)
}

// enter takes hold of a machine for the step under way: what is shown of it is
// made again when the step ends.
func (c *Cluster) enter(id uint64) *machine.Machine {
	c.entered |= 1 << id
	return c.machines[id]
}

// enterReplica takes hold of the group's replica on the named machine.
func (c *Cluster) enterReplica(node string) *replica.Replica {
	id, _ := config.NodeID(node)
	return c.enter(id).Replica(theGroup)
}

// A world is what all parts need: time, the step under way, and events.
type world struct{ c *Cluster }

func (w world) Now() int64                        { return w.c.now }
func (w world) Step() uint64                      { return w.c.underWay }
func (w world) Emit(node string, p event.Payload) { w.c.emit(node, p) }

type networkPorts struct{ world }

func (p networkPorts) Schedule(at int64, msg, parent uint64) {
	p.c.queue.Push(schedule.Cause{At: at, Type: event.Deliver, ID: msg, Parent: parent})
}

func (p networkPorts) Forms(uint32) *request.Forms { return p.c.group.Forms }

func (p networkPorts) Blocked(e *network.Envelope) bool {
	m := p.c.machines[e.To.Node]
	if m == nil || !m.Paused() {
		return false
	}
	p.c.enter(e.To.Node) // its inbox
	return true
}

func (p networkPorts) Arrived(e *network.Envelope)     { p.c.arrived(e) }
func (p networkPorts) Lost(e *network.Envelope)        { p.c.lost(e) }
func (p networkPorts) Unreachable(e *network.Envelope) { p.c.unreachable(e) }

type machinePorts struct{ world }

func (p machinePorts) Schedule(c schedule.Cause)    { p.c.queue.Push(c) }
func (p machinePorts) Unblock(machine uint64)       { p.c.network.Unblock(machine) }
func (p machinePorts) Inbox(machine uint64) int     { return p.c.network.Inbox(machine) }
func (p machinePorts) Severed(from, to uint64) bool { return p.c.network.Severed(from, to) }

type replicaPorts struct {
	world
	replica.Callers
}

func (p replicaPorts) SendPeer(group uint32, from, to uint64, m message.Payload) {
	p.c.network.Send(group, network.Node(from), network.Node(to), m)
}

func (p replicaPorts) SendClient(group uint32, from uint64, client string, m message.Payload) {
	p.c.network.Send(group, network.Node(from), network.Client(client), m)
}

func (p replicaPorts) TimerFired(since uint64) {
	if p.c.cause == event.Tick {
		p.c.parent = since
	}
}

// Connected asks both ways of a connection, and since when the processes at its
// ends run. Those that run from the start count as connected for long.
func (p replicaPorts) Connected(from, to uint64) (since int64, ok bool) {
	since = -1 << 62
	for _, id := range []uint64{from, to} {
		m := p.c.machines[id]
		if m == nil || !m.Up() {
			return 0, false
		}
		since = max(since, m.Since())
	}
	for _, way := range [][2]uint64{{from, to}, {to, from}} {
		at, ok := p.c.network.Connected(way[0], way[1])
		if !ok {
			return 0, false
		}
		if at > 0 {
			since = max(since, at)
		}
	}
	return since, true
}

func (p replicaPorts) Join(_ uint32, id uint64) {
	if p.c.machines[id] != nil {
		return
	}
	m := p.c.addMachine(id)
	if err := m.Boot(); err != nil {
		panic(fmt.Errorf("engine: %s: %w", m.Name(), err))
	}
	p.Emit(m.Name(), &event.Started{})
}

type clientPorts struct{ world }

func (p clientPorts) Schedule(at int64, op, generation uint64) {
	p.c.queue.Push(schedule.Cause{At: at, Type: event.Timeout, ID: op, Generation: generation, Parent: p.c.underWay})
}

func (p clientPorts) Send(node string, r *message.Request) {
	id, _ := config.NodeID(node)
	p.c.network.Send(theGroup, network.Client(r.Client), network.Node(id), r)
}

// Endpoint is the leader's node, or the first that runs, or n1.
func (p clientPorts) Endpoint() string {
	if l := p.c.leader(); l != nil {
		return l.Name()
	}
	for _, m := range p.c.order {
		if m.Running() {
			return m.Name()
		}
	}
	return p.c.order[0].Name()
}

func (p clientPorts) Save(name string, data []byte) {
	if p.c.onSave != nil {
		p.c.onSave(name, slices.Clone(data))
	}
}

func (p clientPorts) Acknowledge(node string, stream uint64) {
	p.c.enterReplica(node).Acknowledge(stream)
}

func (p clientPorts) Serve(node string, _ uint64) { p.c.enterReplica(node).Service() }

func (p clientPorts) Idle(node string, stream uint64) bool {
	return p.c.named(node).Replica(theGroup).IdleStream(stream)
}

func (p clientPorts) Close(node string, stream uint64) { p.c.enterReplica(node).CloseStream(stream) }

// leader returns the running machine that leads in the highest term, or nil.
func (c *Cluster) leader() *machine.Machine {
	var leader *machine.Machine
	var term uint64
	for _, m := range c.order {
		r := m.Replica(theGroup)
		if m.Running() && r.Role() == frame.Leader && (leader == nil || r.Term() > term) {
			leader, term = m, r.Term()
		}
	}
	return leader
}

// named returns the machine of that name, or nil.
func (c *Cluster) named(name string) *machine.Machine {
	id, ok := config.NodeID(name)
	if !ok {
		return nil
	}
	return c.machines[id]
}

// OnSave sets who is given what a client saves of a store, at the step in which
// it has received it: the name it asked for, and the bytes of the file, which
// are the receiver's. It is nil at first: then no one is given them.
//
// The cluster writes no such file itself, and no step depends on what becomes
// of the bytes: a run that is taken again has no receiver and is the same.
func (c *Cluster) OnSave(f func(name string, data []byte)) { c.onSave = f }
