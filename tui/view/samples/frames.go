package samples

import (
	"slices"

	"raftviz/engine/config"
	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// Cold is a cluster of three before its first step.
func Cold() *event.Step {
	cfg := config.Default()
	return newMaker(cfg).step(0, event.Cause{})
}

// Election is the moment a candidate counts its votes: granted by n1, refused
// by n2, with n3 paused and n5 a pre-candidate.
func Election() *event.Step {
	cfg := config.Default()
	cfg.Nodes = 5
	m := newMaker(cfg)
	for _, n := range m.nodes {
		n.Term, n.Timer.Next = 3, 2100
	}
	c := m.nodes[3]
	c.Role, c.Term, c.Vote = frame.Candidate, 4, "n4"
	c.Granted, c.Refused = []string{"n1", "n4"}, []string{"n2"}
	m.nodes[0].Term, m.nodes[0].Vote = 4, "n4"
	m.nodes[1].Term = 4
	m.nodes[2].Status, m.nodes[2].Inbox = frame.Paused, 2
	m.nodes[4].Role, m.nodes[4].Granted = frame.PreCandidate, []string{"n5"}
	m.step(2040, event.Cause{})
	m.send(frame.Message{Type: "MsgVote", From: "n4", To: "n3", Term: 4}, 2030, 2060)
	m.send(frame.Message{Type: "MsgVote", From: "n4", To: "n5", Term: 4, Held: true}, 2030, 2050)
	m.send(frame.Message{Type: "MsgPreVote", From: "n5", To: "n1", Term: 4}, 2040, 2060)
	m.send(frame.Message{Type: "MsgPreVoteResp", From: "n2", To: "n5", Term: 3, Reject: true}, 2040, 2050)
	return m.step(2045, event.Cause{Type: event.Tick, Node: "n5"})
}

// Split is a cluster cut in two, with a leader on each side: n1 of term 2 with
// n2, and n3 of term 3 with the others.
func Split() *event.Step {
	cfg := config.Default()
	cfg.Nodes, cfg.CheckQuorum = 5, false
	m := newMaker(cfg)
	for i, n := range m.nodes {
		n.Term, n.Lead, n.Vote, n.Timer.Next = 3, "n3", "n3", 5100
		n.Log, n.Commit, n.Applied = log(1, 2, 3), 3, 3
		if i < 2 {
			n.Term, n.Lead, n.Vote = 2, "n1", "n1"
			n.Log, n.Commit, n.Applied = log(1, 2, 2, 2), 2, 2
		}
		n.Synced, n.Durable = n.Last(), n.Last()
	}
	m.nodes[0].Role, m.nodes[2].Role = frame.Leader, frame.Leader
	m.nodes[2].Progress = []frame.Progress{
		{Node: "n1", Match: 1, Next: 2}, {Node: "n2", Match: 1, Next: 2},
		{Node: "n4", Match: 3, Next: 4, State: frame.Replicate, Active: true},
		{Node: "n5", Match: 3, Next: 4, State: frame.Replicate, Active: true, Inflight: 2},
	}
	for _, a := range []string{"n1", "n2"} {
		for _, b := range []string{"n3", "n4", "n5"} {
			m.net.Links = append(m.net.Links, frame.Link{From: a, To: b, Cut: true}, frame.Link{From: b, To: a, Cut: true})
		}
	}
	m.send(frame.Message{Type: "MsgApp", From: "n1", To: "n4", Term: 2, Index: 4}, 5000, 5010)
	m.send(frame.Message{Type: "MsgHeartbeat", From: "n3", To: "n5", Term: 3}, 5000, 5010)
	return m.step(5005, event.Cause{Type: event.Tick, Node: "n3"})
}

// Joint is a cluster between two configurations, with a learner and a node
// whose disk lies.
func Joint() *event.Step {
	cfg := config.Default()
	cfg.Nodes = 5
	m := newMaker(cfg)
	conf := &frame.Membership{Voters: []string{"n3", "n4", "n5"}, Outgoing: []string{"n1", "n2", "n3"}, LearnersNext: []string{"n1"}, Learners: []string{"n2"}}
	for _, n := range m.nodes {
		n.Term, n.Vote, n.Lead, n.Config = 12, "n3", "n3", conf
		n.Log = log(9, 9, 10, 11, 11, 12, 12, 12)
		n.Commit, n.Applied, n.Synced, n.Durable = 7, 7, 8, 8
		n.Timer.Next = 9100
	}
	m.nodes[4].Durable, m.nodes[4].Disk.State = 6, frame.DiskLie
	m.nodes[0].First, m.nodes[0].Log = 5, m.nodes[0].Log[4:]
	m.nodes[0].Snapshot = frame.Snapshot{Index: 4, Term: 11}
	m.nodes[2].Role = frame.Leader
	for _, p := range []string{"n1", "n2", "n4", "n5"} {
		m.nodes[2].Progress = append(m.nodes[2].Progress, frame.Progress{Node: p, Match: 8, Next: 9, State: frame.Replicate, Active: true})
	}
	m.nodes[2].Progress[0].State, m.nodes[2].Progress[0].Pending = frame.SnapshotState, 4
	return m.step(9000, event.Cause{Type: event.Wait})
}

// Broken is a run that ended because a property broke.
func Broken() *event.Step {
	s := *Joint()
	f := *s.Frame
	f.Violations = []*frame.Violation{{
		Property: "leader completeness", Nodes: []string{"n3", "n5"}, Index: 7, Step: 1,
		Text: lang.Text{
			EN: "n3 leads term 12 without the entry that n5 committed at index 7 in term 11",
			ZH: "n3 是任期 12 的领导者，却没有 n5 在任期 11 提交的索引 7 处的条目",
		},
	}}
	s.Frame = &f
	s.Events = []event.Event{{Node: "n3", Payload: &event.Violated{Index: 7, Text: "leader completeness"}}}
	return &s
}

// Nine is nine nodes with entries long logs, some behind, some diverged.
func Nine(entries int) *event.Step {
	cfg := config.Default()
	cfg.Nodes = config.MaxNodes
	m := newMaker(cfg)
	shared := make([]*frame.Entry, entries)
	for i := range shared {
		shared[i] = &frame.Entry{Index: uint64(i + 1), Term: uint64(1 + i/1500), Request: etcdtest.Request("put key value")}
	}
	last := shared[entries-1]
	for i, n := range m.nodes {
		n.Term, n.Vote, n.Lead = last.Term, "n1", "n1"
		n.Log = shared[:entries-i%4]
		n.Commit = uint64(entries - 3 - i%2)
		n.Applied, n.Synced, n.Durable = n.Commit, n.Last()-uint64(i%3), n.Last()-uint64(i%3)
		n.Timer.Next = 60_100
		if i > 0 {
			m.nodes[0].Progress = append(m.nodes[0].Progress, frame.Progress{Node: n.Name, Match: n.Synced, Next: n.Last() + 1, State: frame.Replicate, Active: true})
		}
	}
	m.nodes[0].Role = frame.Leader
	diverged := m.nodes[7]
	diverged.Log = slices.Clone(diverged.Log[:entries-2])
	for i := entries - 6; i < entries-2; i++ {
		diverged.Log[i] = &frame.Entry{Index: uint64(i + 1), Term: last.Term - 1, Request: etcdtest.Request("put stale value")}
	}
	diverged.Commit = uint64(entries - 6)
	m.nodes[8].Status = frame.Down
	m.step(60_000, event.Cause{})
	for i, n := range m.nodes[1:] {
		m.send(frame.Message{Type: "MsgApp", From: "n1", To: n.Name, Term: last.Term, Index: n.Last(), Entries: []*frame.Entry{last}}, 60_000, 60_010+int64(i))
	}
	return m.step(60_004, event.Cause{Type: event.Tick, Node: "n1"})
}
