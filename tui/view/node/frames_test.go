package node

import (
	"raftviz/engine/config"
	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/mvccviz/store"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/words"
)

// A world is a step between two hand-made frames: for keys and inks that need
// several states at once. States as runs have them are in package samples.
type world struct {
	cfg           config.Config
	before, after frame.Frame
	step          event.Step
}

// newWorld is a cluster in which nothing is special, under n1. Its frames do
// not share nodes.
func newWorld(nodes int) *world {
	w := &world{cfg: config.Default()}
	w.cfg.Nodes = nodes
	all := &frame.Membership{}
	for i := range nodes {
		all.Voters = append(all.Voters, config.NodeName(uint64(i+1)))
	}
	for _, f := range []*frame.Frame{&w.before, &w.after} {
		*f = frame.Frame{Config: &w.cfg, Time: 4020, Network: &frame.Network{}}
		for i := range nodes {
			n := &frame.Node{
				Name: config.NodeName(uint64(i + 1)), Term: 3, Vote: "n1", Lead: "n1", DurTerm: 3, DurVote: "n1",
				Commit: 8, Applied: 8, First: 1, Log: entries(8), Synced: 8, Durable: 8,
				Timer: frame.Timer{Elapsed: 2, Timeout: 11 + i, Next: 4100}, Config: all,
				Disk: frame.Disk{Mode: config.DiskEtcd, Latency: 1}, Clock: frame.Clock{Rate: 1000},
				Store: &store.State{Rev: 7, Index: 8, DurableIndex: 8, Keys: 3, Hash: 0xfeed_beef}, StoreDurable: 8,
			}
			if i == 0 {
				n.Role, n.Timer.Timeout = frame.Leader, 10
			} else {
				f.Nodes[0].Progress = append(f.Nodes[0].Progress, frame.Progress{Node: n.Name, Match: 8, Next: 9, State: frame.Replicate, Active: true})
			}
			f.Nodes = append(f.Nodes, n)
		}
	}
	w.before.Time = 4000
	w.step = event.Step{Index: 90, Time: 4020, Cause: event.Cause{Type: event.Tick, Node: "n3"}, Frame: &w.after}
	return w
}

func entries(n int) (es []*frame.Entry) {
	for i := range n {
		es = append(es, &frame.Entry{Index: uint64(i + 1), Term: 3, Request: etcdtest.Request("put x 1")})
	}
	return es
}

// scene shows the world with a node chosen.
func (w *world) scene(node string, l lang.Lang) *scene.Scene {
	return &scene.Scene{Step: &w.step, Before: &w.before, Now: w.step.Time + 2, Words: words.For(l), Focused: true, Selected: scene.Selection{Node: node}}
}

// both returns a node as it is before and after the step.
func (w *world) both(name string) (was, n *frame.Node) {
	return w.before.Node(name), w.after.Node(name)
}

// candidate is n3 while it counts its votes: n2's has just come, n4 refuses,
// and its own is on its disk.
func candidate() *world {
	w := newWorld(5)
	was, n := w.both("n3")
	for _, x := range []*frame.Node{was, n} {
		x.Role, x.Term, x.Vote, x.Lead, x.DurTerm, x.DurVote = frame.Candidate, 4, "n3", "", 4, "n3"
		x.Granted, x.Refused = []string{"n3"}, []string{"n4"}
	}
	n.Granted = []string{"n2", "n3"}
	w.after.Nodes[0].Status, w.before.Nodes[0].Status = frame.Down, frame.Down
	w.step.Raft = []event.RaftLine{{Node: "n3", Text: "3 received MsgVoteResp from 2 at term 4"}, {Node: "n3", Text: "3 has received 2 MsgVoteResp votes and 1 vote rejections"}}
	return w
}

// becoming is n3 in the step in which it becomes a candidate: its term and vote
// wait for its disk.
func becoming() *world {
	w := newWorld(5)
	_, n := w.both("n3")
	n.Role, n.Term, n.Vote, n.Lead = frame.Candidate, 4, "n3", ""
	n.Timer = frame.Timer{Timeout: 17, Next: 4120}
	n.Disk.Queue = []frame.Write{{Term: 4, Vote: "n3", Due: 4021}}
	w.after.Nodes[0].Status = frame.Down
	w.step.Raft = []event.RaftLine{{Node: "n3", Text: "3 is starting a new election at term 3"}, {Node: "n3", Text: "3 became candidate at term 4"}, {Node: "n3", Text: "3 [logterm: 3, index: 8] sent MsgVote request to 2 at term 4"}}
	return w
}

// joint is a cluster between two configurations that this step has entered,
// under n3.
func joint() *world {
	w := newWorld(5)
	conf := &frame.Membership{Voters: []string{"n3", "n4", "n5"}, Outgoing: []string{"n1", "n2", "n3"}, LearnersNext: []string{"n1"}, Learners: []string{"n2"}, AutoLeave: true}
	old := &frame.Membership{Voters: []string{"n1", "n2", "n3"}, Learners: []string{"n4", "n5"}}
	for i := range w.after.Nodes {
		w.before.Nodes[i].Config, w.after.Nodes[i].Config = old, conf
	}
	for _, f := range []*frame.Frame{&w.before, &w.after} {
		f.Nodes[0].Role, f.Nodes[2].Role = frame.Follower, frame.Leader
		f.Nodes[2].Progress = []frame.Progress{
			{Node: "n1", Match: 5, Next: 6, State: frame.Probe, Paused: true},
			{Node: "n2", Match: 0, Next: 9, State: frame.SnapshotState, Pending: 8, Active: true, Learner: true},
			{Node: "n4", Match: 8, Next: 11, State: frame.Replicate, Active: true, Inflight: 2},
			{Node: "n5", Match: 7, Next: 9, State: frame.Replicate, Active: true},
		}
	}
	w.after.Nodes[2].PeerProgress("n5").Match = 8
	w.after.Nodes[2].Transferee = "n4"
	w.step.Raft = []event.RaftLine{{Node: "n3", Text: "3 switched to configuration voters=(3 4 5)&&(1 2 3) learners=(2) learners_next=(1) autoleave"}}
	return w
}

// lying is n2 with a disk that lies and has more to write; n2 is cut off.
func lying() *world {
	w := newWorld(3)
	was, n := w.both("n2")
	for _, x := range []*frame.Node{was, n} {
		x.Log, x.Commit, x.Applied = entries(12), 9, 7
		x.Synced, x.Durable, x.DurTerm, x.DurVote = 9, 5, 2, ""
		x.First, x.Log, x.Snapshot = 4, x.Log[3:], frame.Snapshot{Index: 3, Term: 2}
		x.Disk.Mode, x.Disk.State, x.Disk.Latency = config.DiskAsync, frame.DiskLie, 50
		x.Disk.Lied = true
		x.Disk.Queue = []frame.Write{{First: 10, Last: 11, Due: 4061}, {First: 12, Last: 12, Term: 3, Vote: "n1"}, {Snapshot: 9}}
		x.Clock.Rate = 1500
		x.Store, x.StoreDurable = &store.State{Rev: 6, Index: 7, DurableIndex: 3, Keys: 3, ScheduledCompactRev: 4, FinishedCompactRev: 2}, 3
	}
	was.Applied, was.Store = 6, &store.State{Rev: 5, Index: 6, DurableIndex: 3, Keys: 3, ScheduledCompactRev: 4, FinishedCompactRev: 2}
	for _, f := range []*frame.Frame{&w.before, &w.after} {
		for _, p := range []string{"n1", "n3"} {
			f.Network.Links = append(f.Network.Links, frame.Link{From: "n2", To: p, Cut: true}, frame.Link{From: p, To: "n2", Cut: true})
		}
	}
	return w
}

// paused is n3 with an inbox, whose link to n1 is held; n5 is down, n4 learns,
// and n2's disk stalls.
func paused() *world {
	w := newWorld(5)
	conf := &frame.Membership{Voters: []string{"n1", "n2", "n3", "n5"}, Learners: []string{"n4"}}
	for _, f := range []*frame.Frame{&w.before, &w.after} {
		for _, n := range f.Nodes {
			n.Config = conf
		}
		f.Nodes[2].Status, f.Nodes[4].Status = frame.Paused, frame.Down
		f.Nodes[4].Timer, f.Nodes[4].Store = frame.Timer{}, nil
		f.Nodes[1].Disk.State, f.Nodes[1].Disk.Queue = frame.DiskStall, []frame.Write{{First: 9, Last: 9}}
		f.Network.Links = []frame.Link{{From: "n3", To: "n1", Latency: 10, Hold: true}, {From: "n2", To: "n3", Cut: true}}
	}
	w.before.Nodes[2].Inbox, w.after.Nodes[2].Inbox = 2, 3
	for i, m := range []frame.Message{{Type: "MsgHeartbeat", From: "n1"}, {Type: "MsgApp", From: "n1", Entries: entries(9)[8:]}, {Type: "Request", From: "c1"}, {Type: "MsgApp", From: "n1"}} {
		m.ID, m.To, m.Sent, m.Due = uint64(40+i), "n3", 4000, 4010+int64(i)*5
		w.after.Flight = append(w.after.Flight, &m)
	}
	return w
}

// story is the sample's moment, with what its nodes have on disk.
func story(node string, l lang.Lang) *scene.Scene {
	s := samples.InStory(l)
	s.Focused, s.Selected.Node = true, node
	return s
}
