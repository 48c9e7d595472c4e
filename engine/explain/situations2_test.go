package explain

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

func storage() []situation {
	var out []situation
	add := func(name string, prev *frame.Frame, s *event.Step) { out = append(out, situation{name, prev, s}) }
	base := with(cluster(3), do{"n2": all(holding(1, 1, 2, 2), following("n1", 2))})
	unsynced := with(base, do{"n2": func(n *frame.Node) {
		n.Synced, n.Durable, n.Commit = 2, 2, 1
		n.Disk.Queue = []frame.Write{{First: 3, Last: 4, Due: 9}}
	}})

	add("an fsync, and then the acknowledgement", unsynced, syncs("n2", base,
		event.Event{Kind: event.Synced, Node: "n2", Term: 2, Index: 3, Last: 4},
		sends(&frame.Message{ID: 5, Type: "MsgAppResp", From: "n2", To: "n1", Term: 2, Index: 4})))
	prev := with(base, do{"n2": func(n *frame.Node) {
		n.Term, n.Vote, n.DurTerm = 3, "n3", 2
		n.Disk.Queue = []frame.Write{{Term: 3, Vote: "n3"}}
	}})
	next := with(prev, do{"n2": func(n *frame.Node) { n.DurTerm, n.DurVote, n.Disk.Queue = 3, "n3", nil }})
	add("a vote on disk", prev, syncs("n2", next,
		event.Event{Kind: event.Synced, Node: "n2", Term: 3},
		sends(&frame.Message{ID: 5, Type: "MsgVoteResp", From: "n2", To: "n3", Term: 3})))
	lied := with(base, do{"n2": func(n *frame.Node) { n.Synced, n.Durable, n.Disk.State = 4, 2, frame.DiskLie }})
	add("an fsync that lies", unsynced, syncs("n2", lied,
		event.Event{Kind: event.SyncLied, Node: "n2", Term: 2, Index: 3, Last: 4},
		sends(&frame.Message{ID: 5, Type: "MsgAppResp", From: "n2", To: "n1", Term: 2, Index: 4})))
	add("an fsync that fails", unsynced, syncs("n2", with(base, do{"n2": func(n *frame.Node) { n.Status = frame.Down }}),
		event.Event{Kind: event.SyncFailed, Node: "n2", Index: 3, Last: 4}, event.Event{Kind: event.Crashed, Node: "n2"}))

	down := with(base, do{"n2": all(holding(1, 1), func(n *frame.Node) { n.Status = frame.Down })})
	add("a crash", base, commands("crash n2", with(base, do{"n2": func(n *frame.Node) { n.Status = frame.Down }}),
		event.Event{Kind: event.Crashed, Node: "n2"}))
	add("a crash that loses entries", unsynced, commands("crash n2", down,
		event.Event{Kind: event.Crashed, Node: "n2"}, event.Event{Kind: event.EntriesLost, Node: "n2", Index: 3, Last: 4}))
	committed := with(unsynced, do{"n2": func(n *frame.Node) { n.Role, n.Commit = frame.Leader, 3 }})
	add("a crash that loses committed entries of one disk", committed, commands("crash n2", down,
		event.Event{Kind: event.Crashed, Node: "n2"}, event.Event{Kind: event.EntriesLost, Node: "n2", Index: 3, Last: 4}))
	add("a crash after a lie", lied, commands("crash n2", down,
		event.Event{Kind: event.Crashed, Node: "n2"}, event.Event{Kind: event.EntriesLost, Node: "n2", Index: 3, Last: 4}))
	next = with(base, do{"n2": func(n *frame.Node) { n.Vote, n.Lead, n.Commit, n.Store.Index = "n3", "", 3, 1 }})
	add("a restart", down, commands("restart n2", next, event.Event{Kind: event.Restarted, Node: "n2"}))
	add("files deleted", down, commands("wipe n2", down, event.Event{Kind: event.Wiped, Node: "n2"}))

	applied := with(base, do{"n2": func(n *frame.Node) { n.Applied, n.Store.Rev = 3, 4 }})
	add("an entry applied, a client answered", base, &event.Step{Cause: event.Cause{Type: event.Apply, Node: "n2"}, Frame: applied, Events: []event.Event{
		{Kind: event.Applied, Node: "n2", Index: 3, Last: 3}, sends(&frame.Message{ID: 8, Type: response, From: "n2", To: "c1", Text: "OK"})}})
	noop := with(base, do{"n2": func(n *frame.Node) { n.Log = append(entries(1, 1, 1), &frame.Entry{Index: 3, Term: 2, Text: "no-op"}) }})
	add("a no-op applied", noop, &event.Step{Cause: event.Cause{Type: event.Apply, Node: "n2"}, Frame: noop, Events: []event.Event{{Kind: event.Applied, Node: "n2", Index: 3, Last: 3}}})
	add("the store's batch", base, &event.Step{Cause: event.Cause{Type: event.Commit, Node: "n2"}, Frame: with(base, do{"n2": func(n *frame.Node) { n.Store.Durable = 3 }}), Events: []event.Event{{Kind: event.StoreCommitted, Node: "n2"}}})

	lead := with(cluster(3), do{"n1": all(leading(2, 9, 2), func(n *frame.Node) {
		n.Snapshot, n.First, n.Log, n.Commit = frame.Snapshot{Index: 8, Term: 2}, 7, entries(7, 2, 2, 2), 9
		n.Progress[1].State, n.Progress[1].Next = frame.Probe, 3
	})})
	snap := &frame.Message{ID: 9, Type: "MsgSnap", From: "n1", To: "n3", Term: 2, Snap: frame.Snapshot{Index: 8, Term: 2}}
	add("a snapshot sent", lead, delivers(&frame.Message{ID: 8, Type: "MsgAppResp", From: "n3", To: "n1", Term: 2, Index: 6, Reject: true, Hint: 2}, lead,
		event.Event{Kind: event.ProgressChanged, Node: "n1", Peer: "n3", Text: "probe→snapshot"},
		sends(snap), event.Event{Kind: event.SnapshotSent, Node: "n1", Peer: "n3", Index: 8, Term: 2}))
	add("a snapshot received", lead, delivers(snap, lead))
	next = with(lead, do{"n3": func(n *frame.Node) { n.Snapshot, n.First = frame.Snapshot{Index: 8, Term: 2}, 9 }})
	add("a snapshot installed", lead, syncs("n3", next, event.Event{Kind: event.Synced, Node: "n3"}, event.Event{Kind: event.SnapshotInstalled, Node: "n3", Index: 8, Term: 2}))
	add("a snapshot not needed", lead, delivers(snap, with(lead, do{"n3": func(n *frame.Node) { n.Commit = 8 }}),
		event.Event{Kind: event.SnapshotRefused, Node: "n3", Peer: "n1", Index: 8, Reason: event.LogHasIt}))
	add("a log compacted", lead, commands("compactlog n1 keep=1", lead, event.Event{Kind: event.LogCompacted, Node: "n1", Index: 6}))
	return out
}

func surroundings() []situation {
	var out []situation
	add := func(name string, prev *frame.Frame, s *event.Step) { out = append(out, situation{name, prev, s}) }
	five := with(cluster(5), do{"n1": all(holding(1, 1), leading(1, 2, 2, 2, 2))})

	add("a cut", five, commands("cut n1,n2", five, event.Event{Kind: event.Cut, Text: "n1,n2|n3,n4,n5"}))
	add("a one-way cut", five, commands("cut n1>n2", five, event.Event{Kind: event.Cut, Text: "n1>n2"}))
	add("all mended", five, commands("heal", five, event.Event{Kind: event.Healed}))
	app := &frame.Message{ID: 12, Type: "MsgApp", From: "n1", To: "n3", Term: 1, Index: 2, LogTerm: 1, Entries: entries(3, 1)}
	lost := func(r event.Reason, more ...event.Event) *event.Step {
		es := append([]event.Event{{Kind: event.Dropped, Node: "n1", Peer: "n3", Msg: app, Reason: r}}, more...)
		return &event.Step{Cause: event.Cause{Type: event.Deliver, Msg: 12}, Events: es, Frame: five}
	}
	add("lost at a cut link", five, lost(event.LinkCut))
	add("lost at a node that is down", five, lost(event.NodeDown,
		event.Event{Kind: event.Unreachable, Node: "n1", Peer: "n3"}, event.Event{Kind: event.ProgressChanged, Node: "n1", Peer: "n3", Text: "replicate→probe"}))
	add("dropped by command", five, commands("drop #12", five, event.Event{Kind: event.Dropped, Node: "n1", Peer: "n3", Msg: app, Reason: event.ByCommand}))
	twin := *app
	twin.ID, twin.Copy = 15, 12
	add("doubled", five, commands("dup #12", five, event.Event{Kind: event.Duplicated, Node: "n1", Peer: "n3", Msg: &twin}))
	paused := with(five, do{"n3": func(n *frame.Node) { n.Status, n.Inbox = frame.Paused, 1 }})
	held := *five
	held.Flight = []*frame.Message{app}
	add("a message to a stopped process", &held, &event.Step{Cause: event.Cause{Type: event.Deliver, Msg: 12}, Frame: paused})
	add("a process stopped", five, commands("pause n3", paused, event.Event{Kind: event.PausedNode, Node: "n3"}))
	add("a process resumed", paused, commands("resume n3", five, event.Event{Kind: event.ResumedNode, Node: "n3"}))
	disk := func(change func(d *frame.Disk)) *frame.Frame {
		return with(five, do{"n1": func(n *frame.Node) { change(&n.Disk) }})
	}
	add("a disk stalls", five, commands("disk n1 stall", disk(func(d *frame.Disk) { d.State = frame.DiskStall }), event.Event{Kind: event.DiskChanged, Node: "n1", Text: "stall"}))
	add("a disk is slow", five, commands("disk n1 latency=200ms", disk(func(d *frame.Disk) { d.Latency = 200 }), event.Event{Kind: event.DiskChanged, Node: "n1", Text: "latency=200ms"}))
	add("a fast clock", five, commands("clock n1 rate=1.5", with(five, do{"n1": func(n *frame.Node) { n.Clock.Rate = 1500 }}), event.Event{Kind: event.ClockChanged, Node: "n1", Text: "rate=1.5"}))
	add("the start", nil, &event.Step{Frame: five})
	add("waiting", five, &event.Step{Cause: event.Cause{Type: event.Wait}, Time: 300, Frame: five})

	add("a handover begins", five, commands("transfer n1 n2", with(five, do{"n1": func(n *frame.Node) { n.Transferee = "n2" }}),
		event.Event{Kind: event.TransferStarted, Node: "n1", Peer: "n2", Term: 1},
		sends(&frame.Message{ID: 3, Type: "MsgTimeoutNow", From: "n1", To: "n2", Term: 1})))
	add("a handover takes too long", five, ticks("n1", five, event.Event{Kind: event.TransferAborted, Node: "n1", Peer: "n2", Term: 1, Reason: event.TimeUp}))

	broken := *five
	broken.Violations = []*frame.Violation{{Property: "state-machine-safety", Text: "n3 applied \"put x 1\" (term 1) at index 2, where n1 committed \"put x 2\" (term 2).", Nodes: []string{"n1", "n3"}, Index: 2, Step: 7}}
	add("a property broken", five, &event.Step{Cause: event.Cause{Type: event.Apply, Node: "n3"}, Frame: &broken, Events: []event.Event{{Kind: event.Violated, Text: broken.Violations[0].Text}}})
	add("a panic", five, &event.Step{Frame: five, Events: []event.Event{{Kind: event.Panicked, Node: "n3", Text: "tocommit(5) is out of range [lastIndex(2)]. Was the raft log corrupted, truncated, or lost?"}}})
	return out
}

func reads() []situation {
	var out []situation
	add := func(name string, prev *frame.Frame, s *event.Step) { out = append(out, situation{name, prev, s}) }
	base := with(cluster(3), do{"n1": all(holding(1, 1), leading(1, 2, 2), func(n *frame.Node) { n.Commit = 2 }), "n2": following("n1", 1)})
	get := func(to string) *frame.Message {
		return &frame.Message{ID: 20, Type: request, From: "c1", To: to, Op: 3, Text: "get x"}
	}
	asked := event.Event{Kind: event.ReadRequested, Node: "n1", Op: 3}
	add("a read at the leader", base, delivers(get("n1"), base, asked,
		sends(&frame.Message{ID: 21, Type: "MsgHeartbeat", From: "n1", To: "n2", Term: 1})))
	add("a read at a follower", base, delivers(get("n2"), base, event.Event{Kind: event.ReadRequested, Node: "n2", Op: 3}))
	early := with(base, do{"n1": func(n *frame.Node) { n.Term = 2 }})
	add("a read at a leader too new", early, delivers(get("n1"), early, asked))
	lease := *base
	cfg := *base.Config
	cfg.Reads = "lease"
	lease.Config = &cfg
	add("a read by lease", &lease, delivers(get("n1"), &lease, asked))
	add("a read confirmed", base, delivers(&frame.Message{ID: 22, Type: "MsgHeartbeatResp", From: "n2", To: "n1", Term: 1}, base,
		event.Event{Kind: event.ReadConfirmed, Node: "n1", Index: 2, Op: 3}))
	add("a read confirmed by lease", &lease, delivers(get("n1"), &lease, asked, event.Event{Kind: event.ReadConfirmed, Node: "n1", Index: 2, Op: 3}))
	add("a read without a leader", base, delivers(get("n3"), base, event.Event{Kind: event.ReadDropped, Node: "n3", Op: 3, Reason: event.NoLeader}))

	op := &frame.Op{ID: 3, Client: "c1", Node: "n2", Text: "put x 1", Attempt: 2}
	with := *base
	with.Clients = []*frame.Client{{Name: "c1", Timeout: 500, Open: []*frame.Op{op}}}
	begin := &event.Step{Cause: event.Cause{Type: event.Command, Text: "put x 1"}, Frame: &with}
	begin.Events = []event.Event{{Kind: event.Invoked, Node: "n2", Peer: "c1", Op: 3, Text: "put x 1"}}
	add("an operation begins", base, begin)
	timeout := func(es ...event.Event) *event.Step {
		return &event.Step{Cause: event.Cause{Type: event.Timeout}, Events: es, Frame: &with}
	}
	gaveUp := event.Event{Kind: event.TimedOut, Peer: "c1", Op: 3}
	add("a client gives up", base, timeout(gaveUp))
	add("a client tries again", base, timeout(gaveUp, event.Event{Kind: event.Retried, Node: "n2", Peer: "c1", Op: 3}))
	add("a client answered", &with, delivers(&frame.Message{ID: 23, Type: response, From: "n2", To: "c1", Op: 3, Text: "OK"}, &with,
		event.Event{Kind: event.Responded, Node: "c1", Peer: "c1", Op: 3, Text: "OK"}))
	return out
}
