// Package samples makes hand-made runs for tests of the panes: plausible
// pictures that stay the same when the engine changes.
package samples

import (
	"raftviz/engine/config"
	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// A maker builds a run step by step. Nodes are copied on their first change in
// a step, so that the frames of earlier steps stay as they were.
type maker struct {
	cfg    config.Config
	now    int64
	nodes  []*frame.Node
	net    *frame.Network
	flight []*frame.Message
	cli    []*frame.Client
	broken []*frame.Violation
	lastID uint64
	sentIn map[uint64]uint64 // the step that sent a message
	steps  []*event.Step
	events []event.Event
}

func newMaker(cfg config.Config) *maker {
	m := &maker{cfg: cfg, net: &frame.Network{}, sentIn: map[uint64]uint64{}}
	all := &frame.Membership{}
	for i := range cfg.Nodes {
		all.Voters = append(all.Voters, config.NodeName(uint64(i+1)))
	}
	for i := range cfg.Nodes {
		m.nodes = append(m.nodes, &frame.Node{
			Name: config.NodeName(uint64(i + 1)), First: 1, Config: all,
			Timer: frame.Timer{Elapsed: i % 4, Timeout: 10 + 3*i%10, Next: 100},
			Disk:  frame.Disk{Mode: cfg.DiskMode, Latency: cfg.Disk},
			Clock: frame.Clock{Rate: 1000},
		})
	}
	return m
}

// node returns a copy of the named node that this step may change.
func (m *maker) node(name string) *frame.Node {
	for i, n := range m.nodes {
		if n.Name == name {
			c := *n
			c.Log = append([]*frame.Entry(nil), n.Log...)
			c.Progress = append([]frame.Progress(nil), n.Progress...)
			m.nodes[i] = &c
			return &c
		}
	}
	panic("samples: no node " + name)
}

func (m *maker) tell(e event.Event) { m.events = append(m.events, e) }

// step ends a step: its cause, and all that was told since the last.
func (m *maker) step(at int64, cause event.Cause) *event.Step {
	m.now = at
	s := &event.Step{
		Index: uint64(len(m.steps)), Time: at, Cause: cause, Parent: m.parent(cause), Events: m.events,
		Frame: &frame.Frame{
			Config: &m.cfg, Step: uint64(len(m.steps)), Time: at,
			Nodes: append([]*frame.Node(nil), m.nodes...), Network: m.net,
			Flight: append([]*frame.Message(nil), m.flight...), Clients: m.cli, Violations: m.broken,
		},
	}
	m.events = nil
	m.steps = append(m.steps, s)
	return s
}

// parent returns the step that sent the message that is delivered, or that gave
// the node what it now does.
func (m *maker) parent(c event.Cause) uint64 {
	switch c.Type {
	case event.Deliver:
		return m.sentIn[c.Msg]
	case event.Sync, event.Apply:
		for i := len(m.steps) - 1; i > 0; i-- {
			for k := range m.steps[i].Events {
				if e := &m.steps[i].Events[k]; e.Node == c.Node && (e.Kind() == event.KindAppended || e.Kind() == event.KindCommitted) {
					return uint64(i)
				}
			}
		}
	}
	return 0
}

// send puts a message under way.
func (m *maker) send(msg frame.Message, at, due int64) uint64 {
	m.lastID++
	msg.ID, msg.Sent, msg.Due = m.lastID, at, due
	m.flight = append(m.flight, &msg)
	m.sentIn[msg.ID] = uint64(len(m.steps))
	m.tell(event.Event{Node: msg.From, Payload: &event.Sent{Msg: &msg}})
	return msg.ID
}

// receive takes a message off the network.
func (m *maker) receive(id uint64) *frame.Message {
	msg := m.end(id)
	m.tell(event.Event{Node: msg.To, Payload: &event.Received{Msg: msg}})
	return msg
}

func (m *maker) lose(id uint64, why event.Reason) *frame.Message {
	msg := m.end(id)
	m.tell(event.Event{Node: msg.To, Payload: &event.Dropped{Msg: msg, Reason: why}})
	return msg
}

func (m *maker) end(id uint64) *frame.Message {
	for i, msg := range m.flight {
		if msg.ID == id {
			m.flight = append(append([]*frame.Message(nil), m.flight[:i]...), m.flight[i+1:]...)
			return msg
		}
	}
	panic("samples: no such message")
}

func deliver(node string, id uint64) event.Cause {
	return event.Cause{Type: event.Deliver, Node: node, Msg: id}
}

// log makes entries from terms, from index 1 on.
func log(terms ...uint64) (entries []*frame.Entry) {
	texts := []string{"no-op", "put lamp on", "no-op", "put door open", "put x 1", "put y 2", "put z 3"}
	for i, t := range terms {
		entries = append(entries, &frame.Entry{Index: uint64(i + 1), Term: t, Request: etcdtest.Request(texts[i%len(texts)])})
	}
	return entries
}
