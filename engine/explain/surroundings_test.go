package explain

import (
	"raftviz/engine/config"
	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

func surroundings() []situation {
	var out listing
	five := with(cluster(5), do{"n1": all(holding(1, 1), leading(1, 2, 2, 2, 2))})

	out.add("a cut", five, commands("cut n1,n2", five, event.Event{Payload: &event.Cut{A: []string{"n1", "n2"}, B: []string{"n3", "n4", "n5"}}}))
	out.add("a one-way cut", five, commands("cut n1>n2", five, event.Event{Payload: &event.Cut{A: []string{"n1"}, B: []string{"n2"}, OneWay: true}}))
	out.add("all mended", five, commands("heal", five, event.Event{Payload: &event.Healed{}}))
	app := &frame.Message{ID: 12, Type: "MsgApp", From: "n1", To: "n3", Term: 1, Index: 2, LogTerm: 1, Entries: entries(3, 1)}
	lost := func(r event.Reason, more ...event.Event) *event.Step {
		es := append([]event.Event{{Node: "n1", Payload: &event.Dropped{Msg: app, Reason: r}}}, more...)
		return &event.Step{Cause: event.Cause{Type: event.Deliver, Msg: 12}, Events: es, Frame: five}
	}
	out.add("lost at a cut link", five, lost(event.LinkCut))
	out.add("lost at a node that is down", five, lost(event.NodeDown,
		event.Event{Node: "n1", Payload: &event.Unreachable{Peer: "n3"}}, event.Event{Node: "n1", Payload: &event.ProgressChanged{Follower: "n3", From: frame.Replicate, To: frame.Probe}}))
	out.add("dropped by command", five, commands("drop #12", five, event.Event{Node: "n1", Payload: &event.Dropped{Msg: app, Reason: event.ByCommand}}))
	twin := *app
	twin.ID, twin.Copy = 15, 12
	out.add("doubled", five, commands("dup #12", five, event.Event{Node: "n1", Payload: &event.Duplicated{Msg: &twin}}))
	paused := with(five, do{"n3": func(n *frame.Node) { n.Status, n.Inbox = frame.Paused, 1 }})
	held := *five
	held.Flight = []*frame.Message{app}
	out.add("a message to a stopped process", &held, &event.Step{Cause: event.Cause{Type: event.Deliver, Msg: 12}, Frame: paused})
	out.add("a process stopped", five, commands("pause n3", paused, event.Event{Node: "n3", Payload: &event.Paused{}}))
	out.add("a process resumed", paused, commands("resume n3", five, event.Event{Node: "n3", Payload: &event.Resumed{}}))
	disk := func(change func(d *frame.Disk)) *frame.Frame {
		return with(five, do{"n1": func(n *frame.Node) { change(&n.Disk) }})
	}
	out.add("a disk stalls", five, commands("disk n1 stall", disk(func(d *frame.Disk) { d.State = frame.DiskStall }), event.Event{Node: "n1", Payload: &event.DiskChanged{State: frame.DiskStall, Mode: config.DiskEtcd, Latency: 1}}))
	out.add("a disk is slow", five, commands("disk n1 latency=200ms", disk(func(d *frame.Disk) { d.Latency = 200 }), event.Event{Node: "n1", Payload: &event.DiskChanged{Mode: config.DiskEtcd, Latency: 200}}))
	out.add("a fast clock", five, commands("clock n1 rate=1.5", with(five, do{"n1": func(n *frame.Node) { n.Clock.Rate = 1500 }}), event.Event{Node: "n1", Payload: &event.ClockChanged{Rate: 1500}}))
	out.add("a clock jumps ahead", five, commands("skew n1 50ms", five, event.Event{Node: "n1", Payload: &event.ClockSkewed{By: 50}}))
	out.add("a clock jumps back", five, commands("skew n1 -50ms", five, event.Event{Node: "n1", Payload: &event.ClockSkewed{By: -50}}))
	link := *five
	link.Network = &frame.Network{Links: []frame.Link{{From: "n1", To: "n2", Latency: 50, Jitter: 5, Loss: 205}}}
	out.add("a link changed", five, commands("link n1>n2 latency=50ms", &link, event.Event{Node: "n1", Payload: &event.LinkChanged{To: "n2", Latency: 50, Jitter: 5, Loss: 205}}))
	holds := *five
	holds.Network = &frame.Network{Links: []frame.Link{{From: "n1", To: "n2", Hold: true, HoldType: "MsgApp"}}}
	out.add("messages held", five, commands("hold n1>n2 MsgApp", &holds, event.Event{Node: "n1", Payload: &event.LinkChanged{To: "n2", Change: event.LinkHeld, Type: "MsgApp"}}))
	out.add("a link mended", five, commands("heal n1>n2", five, event.Event{Payload: &event.Healed{From: "n1", To: "n2"}}))
	out.add("the start", nil, &event.Step{Frame: five})
	out.add("waiting", five, &event.Step{Cause: event.Cause{Type: event.Wait}, Time: 300, Frame: five})

	out.add("a handover begins", five, commands("transfer n1 n2", with(five, do{"n1": func(n *frame.Node) { n.Transferee = "n2" }}),
		event.Event{Node: "n1", Payload: &event.TransferStarted{Target: "n2", Term: 1}},
		sends(&frame.Message{ID: 3, Type: "MsgTimeoutNow", From: "n1", To: "n2", Term: 1})))
	out.add("a handover takes too long", five, ticks("n1", five, event.Event{Node: "n1", Payload: &event.TransferAborted{Target: "n2", Term: 1, Reason: event.TimeUp}}))

	broken := *five
	broken.Violations = []*frame.Violation{{Property: "state-machine-safety", Text: lang.Text{EN: "n3 applied \"put x 1\" (term 1) at index 2, where n1 committed \"put x 2\" (term 2)."}, Nodes: []string{"n1", "n3"}, Index: 2, Step: 7}}
	out.add("a property broken", five, &event.Step{Cause: event.Cause{Type: event.Apply, Node: "n3"}, Frame: &broken, Events: []event.Event{{Payload: &event.Violated{Text: broken.Violations[0].Text.EN}}}})
	out.add("a panic", five, &event.Step{Frame: five, Events: []event.Event{{Node: "n3", Payload: &event.Panicked{Text: "tocommit(5) is out of range [lastIndex(2)]. Was the raft log corrupted, truncated, or lost?"}}}})
	short := with(five, do{"n3": holding(1)})
	told := &frame.Message{ID: 70, Type: "MsgHeartbeat", From: "n1", To: "n3", Term: 1, Commit: 2}
	out.add("a panic after a lie", short, delivers(told, short, event.Event{Payload: &event.Panicked{Text: "tocommit(2) is out of range [lastIndex(1)]. Was the raft log corrupted, truncated, or lost?"}}))
	return out
}

func reads() []situation {
	var out listing
	base := with(cluster(3), do{"n1": all(holding(1, 1), leading(1, 2, 2), func(n *frame.Node) { n.Commit = 2 }), "n2": following("n1", 1)})
	get := func(to string) *frame.Message {
		return &frame.Message{ID: 20, Type: request, From: "c1", To: to, Op: 3, Request: etcdtest.Request("get x")}
	}
	asked := event.Event{Node: "n1", Payload: &event.ReadRequested{Op: 3}}
	out.add("a read at the leader", base, delivers(get("n1"), base, asked,
		sends(&frame.Message{ID: 21, Type: "MsgHeartbeat", From: "n1", To: "n2", Term: 1})))
	out.add("a read at a follower", base, delivers(get("n2"), base, event.Event{Node: "n2", Payload: &event.ReadRequested{Op: 3}}))
	early := with(base, do{"n1": func(n *frame.Node) { n.Term = 2 }})
	out.add("a read at a leader too new", early, delivers(get("n1"), early,
		event.Event{Node: "n1", Payload: &event.ReadRequested{Op: 3, Reason: event.NoTermEntry}}))
	lease := *base
	cfg := *base.Config
	cfg.Reads = "lease"
	lease.Config = &cfg
	out.add("a read by lease", &lease, delivers(get("n1"), &lease, asked))
	out.add("a read confirmed", base, delivers(&frame.Message{ID: 22, Type: "MsgHeartbeatResp", From: "n2", To: "n1", Term: 1}, base,
		event.Event{Node: "n1", Payload: &event.ReadConfirmed{Index: 2, Op: 3}}))
	out.add("a read confirmed by lease", &lease, delivers(get("n1"), &lease, asked, event.Event{Node: "n1", Payload: &event.ReadConfirmed{Index: 2, Op: 3}}))
	out.add("a follower's read", base, delivers(&frame.Message{ID: 24, Type: "MsgReadIndex", From: "n2", To: "n1"}, base,
		sends(&frame.Message{ID: 21, Type: "MsgHeartbeat", From: "n1", To: "n2", Term: 1})))
	out.add("a follower's read answered", base, delivers(&frame.Message{ID: 25, Type: "MsgHeartbeatResp", From: "n3", To: "n1", Term: 1}, base,
		sends(&frame.Message{ID: 26, Type: "MsgReadIndexResp", From: "n1", To: "n2", Term: 1, Index: 2})))
	for _, x := range []struct {
		name string
		e    event.Payload
	}{
		{"a read without a leader", &event.ReadRequested{Op: 3, Reason: event.NoLeader}},
		{"a read asked again", &event.ReadRequested{Op: 3, Leader: "n1", Reason: event.Unanswered}},
		{"a read asked again after a first commit", &event.ReadRequested{Op: 3, Leader: "n1", Reason: event.FirstCommit}},
		{"a read behind another", &event.ReadQueued{Op: 4}},
		{"a read under two leaders", &event.ReadDropped{Op: 3, Reason: event.LeaderChanged}},
		{"a read for too long", &event.ReadDropped{Op: 3, Reason: event.TimeUp}},
	} {
		out.add(x.name, base, delivers(get("n3"), base, event.Event{Node: "n3", Payload: x.e}))
	}
	one := with(cluster(1), do{"n1": all(leading(2, 2, 1), func(n *frame.Node) { n.Log, n.Commit, n.Term = entries(1, 1, 1, 2), 2, 2 })})
	out.add("a read of the only voter before its first commit", one, delivers(get("n1"), one, event.Event{Node: "n1", Payload: &event.ReadRequested{Op: 3, Leader: "n1"}}))

	op := &frame.Op{ID: 3, Client: "c1", Node: "n2", Request: etcdtest.Request("put x 1"), Attempt: 2}
	with := *base
	with.Clients = []*frame.Client{{Name: "c1", Timeout: 500, Open: []*frame.Op{op}}}
	begin := &event.Step{Cause: event.Cause{Type: event.Command, Text: "put x 1"}, Frame: &with}
	begin.Events = []event.Event{{Node: "n2", Payload: &event.Invoked{Client: "c1", Op: 3, Request: etcdtest.Request("put x 1")}}}
	out.add("an operation begins", base, begin)
	timeout := func(es ...event.Event) *event.Step {
		return &event.Step{Cause: event.Cause{Type: event.Timeout}, Events: es, Frame: &with}
	}
	gaveUp := event.Event{Payload: &event.TimedOut{Client: "c1", Op: 3}}
	out.add("a client gives up", base, timeout(gaveUp))
	out.add("a client tries again", base, timeout(gaveUp, event.Event{Node: "n2", Payload: &event.Retried{Client: "c1", Op: 3}}))
	out.add("a client answered", &with, delivers(&frame.Message{ID: 23, Type: response, From: "n2", To: "c1", Op: 3, Request: etcdtest.Request("OK")}, &with,
		event.Event{Node: "c1", Payload: &event.Responded{Client: "c1", Op: 3, Answer: etcdtest.Answer("OK")}}))
	return out
}
