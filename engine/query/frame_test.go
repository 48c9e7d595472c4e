package query

import (
	"fmt"

	"raftviz/engine/config"
	"raftviz/engine/frame"
	state "raftviz/mvccviz/store"
)

// sample is a cluster of three: n1 was cut off while it led term 2, n2 leads
// term 3 with n3, which is down; n4 learns.
//
//	n1 leader   t2  1/1 2/1 3/2         commit 2
//	n2 leader   t3  1/1 2/1 3/3 4/3     commit 4
//	n3 down     t3  1/1 2/1
//	n4 follower t3  snapshot 2/1, 3/3   commit 3
func sample() *frame.Frame {
	e := func(i, t uint64, text string) *frame.Entry { return &frame.Entry{Index: i, Term: t, Text: text} }
	e1, e2, e3 := e(1, 1, "no-op"), e(2, 1, "put a 1"), e(3, 3, "no-op")
	voters := &frame.Membership{Voters: []string{"n1", "n2", "n3"}, Learners: []string{"n4"}}
	return &frame.Frame{
		Step: 61, Time: 1240,
		Nodes: []*frame.Node{
			{
				Name: "n1", Role: frame.Leader, Term: 2, Vote: "n1", Lead: "n1", Commit: 2, Applied: 2, Config: voters,
				First: 1, Log: []*frame.Entry{e1, e2, e(3, 2, "put x stale")}, Store: &state.State{Rev: 2}, Clock: frame.Clock{Rate: 1000},
			},
			{
				Name: "n2", Role: frame.Leader, Term: 3, Vote: "n2", Lead: "n2", Commit: 4, Applied: 4, Synced: 4, Durable: 4, Config: voters,
				First: 1, Log: []*frame.Entry{e1, e2, e3, e(4, 3, "put x 1")}, Store: &state.State{Rev: 3, Index: 4, Keys: 2, Hash: 1 << 63},
				Progress: []frame.Progress{{Node: "n1", Match: 2, Next: 3, State: frame.Probe}, {Node: "n3"}, {Node: "n4", Match: 3, Next: 4, State: frame.Replicate, Inflight: 1}},
				Disk:     frame.Disk{Mode: "etcd", State: frame.DiskStall, Latency: 10, Queue: []frame.Write{{First: 4, Last: 4}}},
			},
			{Name: "n3", Status: frame.Down, Term: 9, Config: voters, First: 1, Log: []*frame.Entry{e1, e2}},
			{
				Name: "n4", Term: 3, Lead: "n2", Commit: 3, Applied: 3, Config: voters, First: 3, Log: []*frame.Entry{e3},
				Snapshot: frame.Snapshot{Index: 2, Term: 1}, Store: &state.State{Rev: 2}, Timer: frame.Timer{Elapsed: 3, Timeout: 14},
			},
		},
		Network: &frame.Network{Links: []frame.Link{{From: "n1", To: "n2", Cut: true}}},
		Flight: []*frame.Message{
			{ID: 12, Type: "MsgApp", From: "n2", To: "n4", Term: 3, Index: 3, LogTerm: 3, Commit: 3, Entries: []*frame.Entry{e3}},
			{ID: 15, Type: "MsgHeartbeat", From: "n2", To: "n4", Term: 3, Held: true},
		},
		Clients: []*frame.Client{
			{Name: "c1", Endpoint: "n2", Timeout: 5000, Last: &frame.Op{Text: "put x 1", State: frame.OpOK, Result: "OK", Rev: 3}},
			{Name: "c2", Open: []*frame.Op{{Text: "put x stale", Node: "n1"}}},
		},
	}
}

// long is a cluster of five with n entries in each log.
func long(n int) *frame.Frame {
	f := &frame.Frame{}
	var log []*frame.Entry
	for i := range n {
		log = append(log, &frame.Entry{Index: uint64(i + 1), Term: 1, Text: fmt.Sprint("put k ", i)})
	}
	for i := range 5 {
		f.Nodes = append(f.Nodes, &frame.Node{Name: config.NodeName(uint64(i + 1)), First: 1, Log: log, Term: 1, Commit: uint64(n)})
	}
	f.Nodes[0].Role = frame.Leader
	return f
}
