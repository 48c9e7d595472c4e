package samples

import (
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/store"
)

// Story is a run of five nodes under a leader: n4 is down, a put is
// replicated and committed, and news of it is on its way. Now is the step in
// which it is committed; a few steps follow it.
func Story() (steps []*event.Step, now int) {
	cfg := config.Default()
	cfg.Nodes, cfg.Seed = 5, 7
	m := newMaker(cfg)
	settle(m)
	m.step(900, event.Cause{})

	n4 := m.node("n4")
	n4.Status, n4.Timer = frame.Down, frame.Timer{}
	m.tell(event.Event{Node: "n4", Payload: &event.Crashed{}})
	m.step(900, event.Cause{Type: event.Command, Text: "crash n4"})

	m.cli = []*frame.Client{{Name: "c1", Endpoint: "n1", Timeout: 5000, Open: []*frame.Op{{ID: 1, Client: "c1", Node: "n1", Text: "put x 1", Start: 1180, Attempt: 1}}}}
	m.tell(event.Event{Node: "n1", Payload: &event.Invoked{Client: "c1", Op: 1, Request: "put x 1"}})
	req := m.send(frame.Message{Type: "Request", From: "c1", To: "n1", Op: 1, Text: "put x 1"}, 1180, 1181)
	m.step(1180, event.Cause{Type: event.Command, Text: "put x 1"})

	apps := propose(m, req)
	acks := replicate(m, apps)
	return m.commit(acks)
}

// settle gives the nodes logs, a leader and its progress.
func settle(m *maker) {
	for i, terms := range [][]uint64{{1, 1, 2, 2}, {1, 1, 2, 2}, {1, 1, 2}, {1, 1}, {1, 1, 2, 2}} {
		n := m.nodes[i]
		n.Term, n.Vote, n.Lead = 2, "n1", "n1"
		n.Log = log(terms...)
		n.Commit, n.Applied = uint64(len(terms)), uint64(len(terms))
		n.Synced, n.Durable, n.DurTerm, n.DurVote = n.Last(), n.Last(), 2, "n1"
		n.Timer = frame.Timer{Elapsed: 1, Timeout: 11 + i, Next: 1300}
		n.Store = &store.State{Rev: int64(n.Applied), Index: n.Applied, Keys: 2}
	}
	l := m.nodes[0]
	l.Role, l.Timer = frame.Leader, frame.Timer{Elapsed: 3, Timeout: 10, Next: 1300}
	l.Progress = []frame.Progress{
		{Node: "n2", Match: 4, Next: 5, State: frame.Replicate, Active: true},
		{Node: "n3", Match: 3, Next: 4, State: frame.Replicate, Active: true},
		{Node: "n4", Match: 2, Next: 3, State: frame.Probe, Paused: true},
		{Node: "n5", Match: 4, Next: 5, State: frame.Replicate, Active: true},
	}
}

// propose lets the leader take the put into its log and send it on.
func propose(m *maker, req uint64) (apps [3]uint64) {
	m.receive(req)
	e := &frame.Entry{Index: 5, Term: 2, Text: "put x 1"}
	l := m.node("n1")
	l.Log = append(l.Log, e)
	l.Disk.Queue = []frame.Write{{First: 5, Last: 5, Due: 1182}}
	m.tell(event.Event{Node: "n1", Payload: &event.Proposed{Index: 5, Term: 2, Op: 1}})
	m.tell(event.Event{Node: "n1", Payload: &event.Appended{First: 5, Last: 5, Term: 2}})
	for i, to := range []string{"n2", "n3", "n5"} {
		prev := uint64(4)
		entries := []*frame.Entry{e}
		if to == "n3" {
			prev, entries = 3, []*frame.Entry{l.Log[3], e}
		}
		apps[i] = m.send(frame.Message{Type: "MsgApp", From: "n1", To: to, Term: 2, Index: prev, LogTerm: 2, Commit: 4, Entries: entries}, 1181, []int64{1191, 1232, 1193}[i])
		l.PeerProgress(to).Next = 6
	}
	m.step(1181, deliver("n1", req))

	l = m.node("n1")
	l.Synced, l.Durable, l.Disk.Queue = 5, 5, nil
	m.tell(event.Event{Node: "n1", Payload: &event.Synced{First: 5, Last: 5}})
	m.step(1182, event.Cause{Type: event.Sync, Node: "n1"})
	return apps
}

// replicate lets n2 and n5 store the entry and answer; n3's is still under way.
func replicate(m *maker, apps [3]uint64) (acks [2]uint64) {
	for i, who := range []string{"n2", "n5"} {
		msg := m.receive(apps[2*i])
		n := m.node(who)
		n.Log = append(n.Log, msg.Entries[0])
		n.Timer.Elapsed = 0
		n.Disk.Queue = []frame.Write{{First: 5, Last: 5, Due: msg.Due + 1}}
		m.tell(event.Event{Node: who, Payload: &event.Appended{First: 5, Last: 5, Term: 2}})
		m.step(msg.Due, deliver(who, msg.ID))

		n = m.node(who)
		n.Synced, n.Durable, n.Disk.Queue = 5, 5, nil
		m.tell(event.Event{Node: who, Payload: &event.Synced{First: 5, Last: 5}})
		acks[i] = m.send(frame.Message{Type: "MsgAppResp", From: who, To: "n1", Term: 2, Index: 5}, msg.Due+1, []int64{1206, 1224}[i])
		m.step(msg.Due+1, event.Cause{Type: event.Sync, Node: who})
	}
	return acks
}

// commit lets the answers arrive: the second makes three of five.
func (m *maker) commit(acks [2]uint64) (steps []*event.Step, now int) {
	m.receive(acks[0])
	l := m.node("n1")
	l.PeerProgress("n2").Match = 5
	m.step(1206, deliver("n1", acks[0]))

	m.receive(acks[1])
	l = m.node("n1")
	l.PeerProgress("n5").Match = 5
	l.Commit = 5
	m.tell(event.Event{Node: "n1", Payload: &event.Committed{First: 5, Last: 5, Term: 2}})
	var news []uint64
	for i, to := range []string{"n2", "n3", "n5"} {
		news = append(news, m.send(frame.Message{Type: "MsgApp", From: "n1", To: to, Term: 2, Index: 5, LogTerm: 2, Commit: 5}, 1224, 1234+2*int64(i)))
	}
	m.step(1224, deliver("n1", acks[1]))
	now = len(m.steps) - 1

	l = m.node("n1")
	l.Applied, l.Store = 5, &store.State{Rev: 5, Index: 5, Keys: 3}
	m.cli = []*frame.Client{{Name: "c1", Endpoint: "n1", Timeout: 5000}}
	m.tell(event.Event{Node: "n1", Payload: &event.Applied{First: 5, Last: 5}})
	resp := m.send(frame.Message{Type: "Response", From: "n1", To: "c1", Op: 1, Text: "OK"}, 1225, 1226)
	m.step(1225, event.Cause{Type: event.Apply, Node: "n1"})

	m.receive(resp)
	m.tell(event.Event{Node: "n1", Payload: &event.Responded{Client: "c1", Op: 1, Result: "OK"}})
	m.step(1226, deliver("c1", resp))

	m.receive(news[0])
	n2 := m.node("n2")
	n2.Commit = 5
	m.tell(event.Event{Node: "n2", Payload: &event.Committed{First: 5, Last: 5, Term: 2}})
	m.step(1234, deliver("n2", news[0]))
	m.lose(news[1], event.LinkLoss)
	m.step(1236, deliver("n3", news[1]))
	return m.steps, now
}
