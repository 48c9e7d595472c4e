package explain

import (
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/store"
)

// Small clusters, made by hand: a world is a frame that is written down
// quickly.

// cluster returns a frame of n running followers in term 1 with empty logs.
func cluster(n int) *frame.Frame {
	cfg := config.Default()
	cfg.Nodes = n
	f := &frame.Frame{Config: &cfg, Network: &frame.Network{}}
	var names []string
	for i := range n {
		names = append(names, config.NodeName(uint64(i+1)))
	}
	for _, name := range names {
		f.Nodes = append(f.Nodes, &frame.Node{
			Name: name, Term: 1, First: 1, DurTerm: 1,
			Timer:  frame.Timer{Timeout: 13},
			Config: &frame.Membership{Voters: names},
			Disk:   frame.Disk{Mode: config.DiskEtcd, Latency: 1},
			Clock:  frame.Clock{Rate: 1000},
			Store:  &store.State{Rev: 1},
		})
	}
	return f
}

// with returns a copy of the frame in which some nodes are changed.
func with(f *frame.Frame, changes map[string]func(n *frame.Node)) *frame.Frame {
	g := *f
	g.Nodes = nil
	for _, n := range f.Nodes {
		m, state := *n, *n.OpenStore()
		m.Store = &state
		if change := changes[n.Name]; change != nil {
			change(&m)
		}
		g.Nodes = append(g.Nodes, &m)
	}
	return &g
}

type do = map[string]func(n *frame.Node)

// holding gives a node a log with entries of these terms, all of it on disk.
func holding(terms ...uint64) func(n *frame.Node) {
	return func(n *frame.Node) {
		n.Log = entries(1, terms...)
		n.Synced, n.Durable = n.Last(), n.Last()
	}
}

func entries(first uint64, terms ...uint64) (es []*frame.Entry) {
	for i, t := range terms {
		es = append(es, &frame.Entry{Index: first + uint64(i), Term: t, Text: "put x " + string(rune('1'+i))})
	}
	return es
}

// leading makes a node leader of a term; match is what it knows of its peers,
// in their order.
func leading(term uint64, match ...uint64) func(n *frame.Node) {
	return func(n *frame.Node) {
		n.Role, n.Term, n.DurTerm, n.Lead = frame.Leader, term, term, n.Name
		n.Vote, n.DurVote = n.Name, n.Name
		n.Timer.Timeout = 10
		i := 0
		for _, v := range n.Config.Voters {
			if v == n.Name {
				continue
			}
			n.Progress = append(n.Progress, frame.Progress{Node: v, Match: match[i], Next: match[i] + 1, State: frame.Replicate, Active: true})
			i++
		}
	}
}

// all applies changes one after the other.
func all(changes ...func(n *frame.Node)) func(n *frame.Node) {
	return func(n *frame.Node) {
		for _, c := range changes {
			c(n)
		}
	}
}

func term(t uint64) func(n *frame.Node) { return func(n *frame.Node) { n.Term, n.DurTerm = t, t } }

// following puts a node into a term whose leader it knows.
func following(leader string, t uint64) func(n *frame.Node) {
	return func(n *frame.Node) { n.Term, n.DurTerm, n.Lead = t, t, leader }
}

// delivers returns the step in which m reaches its receiver.
func delivers(m *frame.Message, next *frame.Frame, es ...event.Event) *event.Step {
	got := event.Event{Kind: event.Received, Node: m.To, Peer: m.From, Msg: m, Term: m.Term}
	return &event.Step{Index: 7, Cause: event.Cause{Type: event.Deliver, Msg: m.ID}, Events: append([]event.Event{got}, es...), Frame: next}
}

// ticks returns the step in which a node's clock ticks.
func ticks(node string, next *frame.Frame, es ...event.Event) *event.Step {
	return &event.Step{Index: 7, Cause: event.Cause{Type: event.Tick, Node: node}, Events: es, Frame: next}
}

// syncs returns the step in which a node's fsync returns.
func syncs(node string, next *frame.Frame, es ...event.Event) *event.Step {
	return &event.Step{Index: 7, Cause: event.Cause{Type: event.Sync, Node: node}, Events: es, Frame: next}
}

// commands returns the step in which a command is given.
func commands(line string, next *frame.Frame, es ...event.Event) *event.Step {
	return &event.Step{Index: 7, Cause: event.Cause{Type: event.Command, Text: line}, Events: es, Frame: next}
}

// sends is the event that m was sent.
func sends(m *frame.Message) event.Event {
	return event.Event{Kind: event.Sent, Node: m.From, Peer: m.To, Msg: m, Term: m.Term}
}
