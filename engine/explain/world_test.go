package explain

import (
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/record"
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
	got := event.Event{Node: m.To, Payload: &event.Received{Msg: m}}
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

// filling is what a payload is filled with, as far as its kind has it.
type filling struct {
	peer, text  string
	term, op    uint64
	first, last uint64
	choice      uint8 // of enums
	msg         *frame.Message
	reason      event.Reason
}

// about makes a payload of any kind.
func about(k event.Kind, with filling) event.Payload {
	if k == event.KindNone {
		return nil
	}
	p, at := k.New()
	for i := range k.Schema().Fields {
		f := &k.Schema().Fields[i]
		switch {
		case f.Kind == record.Pointer:
			*(**frame.Message)(f.At(at)) = with.msg
		case f.Tag.Get("of") != "":
			f.SetEnum(at, uint8(with.reason))
		case f.Kind == record.Enum:
			f.SetEnum(at, with.choice%uint8(len(f.Names)))
		case f.Kind == record.Bool:
			f.SetBool(at, with.choice%2 == 1)
		case f.Key == "p", f.Key == "from" && f.Kind == record.String, f.Key == "to" && f.Kind == record.String:
			f.SetString(at, with.peer)
		case f.Kind == record.String:
			f.SetString(at, with.text)
		case f.Kind == record.Strings && with.peer != "":
			f.SetStrings(at, []string{with.peer})
		case f.Name == "term":
			f.SetUint64(at, with.term)
		case f.Name == "op":
			f.SetUint64(at, with.op)
		case f.Name == "last":
			f.SetUint64(at, with.last)
		case f.Kind == record.Uint64:
			f.SetUint64(at, with.first)
		case f.Kind == record.Int64:
			f.SetInt64(at, int64(with.first))
		case f.Kind == record.Int:
			f.SetInt(at, int(with.first))
		}
	}
	return p
}

// sends is the event that m was sent.
func sends(m *frame.Message) event.Event {
	return event.Event{Node: m.From, Payload: &event.Sent{Msg: m}}
}
