package explain

import (
	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

func storage() []situation {
	var out listing
	base := with(cluster(3), do{"n2": all(holding(1, 1, 2, 2), following("n1", 2))})
	unsynced := with(base, do{"n2": func(n *frame.Node) {
		n.Synced, n.Durable, n.Commit = 2, 2, 1
		n.Disk.Queue = []frame.Write{{First: 3, Last: 4, Due: 9}}
	}})

	out.add("an fsync, and then the acknowledgement", unsynced, syncs("n2", base,
		event.Event{Node: "n2", Payload: &event.Synced{Term: 2, First: 3, Last: 4}},
		sends(&frame.Message{ID: 5, Type: "MsgAppResp", From: "n2", To: "n1", Term: 2, Index: 4})))
	prev := with(base, do{"n2": func(n *frame.Node) {
		n.Term, n.Vote, n.DurTerm = 3, "n3", 2
		n.Disk.Queue = []frame.Write{{Term: 3, Vote: "n3"}}
	}})
	next := with(prev, do{"n2": func(n *frame.Node) { n.DurTerm, n.DurVote, n.Disk.Queue = 3, "n3", nil }})
	out.add("a vote on disk", prev, syncs("n2", next,
		event.Event{Node: "n2", Payload: &event.Synced{Term: 3}},
		sends(&frame.Message{ID: 5, Type: "MsgVoteResp", From: "n2", To: "n3", Term: 3})))
	lied := with(base, do{"n2": func(n *frame.Node) { n.Synced, n.Durable, n.Disk.State, n.Disk.Lied = 4, 2, frame.DiskLie, true }})
	out.add("an fsync that lies", unsynced, syncs("n2", lied,
		event.Event{Node: "n2", Payload: &event.SyncLied{Term: 2, First: 3, Last: 4}},
		sends(&frame.Message{ID: 5, Type: "MsgAppResp", From: "n2", To: "n1", Term: 2, Index: 4})))
	out.add("an fsync that fails", unsynced, syncs("n2", with(base, do{"n2": func(n *frame.Node) { n.Status = frame.Down }}),
		event.Event{Node: "n2", Payload: &event.SyncFailed{First: 3, Last: 4}}, event.Event{Node: "n2", Payload: &event.Crashed{}}))

	down := with(base, do{"n2": all(holding(1, 1), func(n *frame.Node) { n.Status = frame.Down })})
	out.add("a crash", base, commands("crash n2", with(base, do{"n2": func(n *frame.Node) { n.Status = frame.Down }}),
		event.Event{Node: "n2", Payload: &event.Crashed{}}))
	cached := with(unsynced, do{"n2": func(n *frame.Node) { n.Status, n.Synced = frame.Down, 4 }})
	out.add("a crash whose writes no fsync has covered", unsynced, commands("crash n2", cached, event.Event{Node: "n2", Payload: &event.Crashed{}}))
	out.add("a restart with them", cached, commands("restart n2", with(cached, do{"n2": func(n *frame.Node) { n.Status = frame.Running }}), event.Event{Node: "n2", Payload: &event.Restarted{}}))
	out.add("a power failure before that", cached, commands("poweroff n2", down,
		event.Event{Node: "n2", Payload: &event.PoweredOff{}}, event.Event{Node: "n2", Payload: &event.EntriesLost{First: 3, Last: 4}}))
	out.add("a crash that loses what was not written", unsynced, commands("crash n2", down,
		event.Event{Node: "n2", Payload: &event.Crashed{}}, event.Event{Node: "n2", Payload: &event.EntriesLost{First: 3, Last: 4}}))
	out.add("a power failure that loses entries", unsynced, commands("poweroff n2", down,
		event.Event{Node: "n2", Payload: &event.PoweredOff{}}, event.Event{Node: "n2", Payload: &event.EntriesLost{First: 3, Last: 4}}))
	committed := with(unsynced, do{"n2": func(n *frame.Node) { n.Role, n.Commit = frame.Leader, 3 }})
	loses := []event.Event{{Node: "n2", Payload: &event.PoweredOff{}}, {Node: "n2", Payload: &event.EntriesLost{First: 3, Last: 4}}}
	elsewhere := do{"n1": holding(1, 1, 2), "n3": holding(1, 1, 2)}
	out.add("a power failure that loses committed entries of one disk", with(committed, elsewhere), commands("poweroff n2", with(down, elsewhere), loses...))
	out.add("a power failure that loses what other disks had lied about", committed, commands("poweroff n2", down, loses...))
	out.add("a power failure after a lie", lied, commands("poweroff n2", down,
		event.Event{Node: "n2", Payload: &event.PoweredOff{}}, event.Event{Node: "n2", Payload: &event.EntriesLost{First: 3, Last: 4}}))
	next = with(base, do{"n2": func(n *frame.Node) { n.Vote, n.Lead, n.Commit, n.Store.Index = "n3", "", 3, 1 }})
	out.add("a restart", down, commands("restart n2", next, event.Event{Node: "n2", Payload: &event.Restarted{}}))
	out.add("files deleted", down, commands("wipe n2", down, event.Event{Node: "n2", Payload: &event.Wiped{}}))

	applied := with(base, do{"n2": func(n *frame.Node) { n.Applied, n.Store.Rev = 3, 4 }})
	out.add("an entry applied, a client answered", base, &event.Step{Cause: event.Cause{Type: event.Apply, Node: "n2"}, Frame: applied, Events: []event.Event{
		{Node: "n2", Payload: &event.Applied{First: 3, Last: 3}}, sends(&frame.Message{ID: 8, Type: response, From: "n2", To: "c1", Request: etcdtest.Request("OK")})}})
	noop := with(base, do{"n2": func(n *frame.Node) {
		n.Log = append(entries(1, 1, 1), &frame.Entry{Index: 3, Term: 2, Request: etcdtest.Request("no-op")})
	}})
	out.add("a no-op applied", noop, &event.Step{Cause: event.Cause{Type: event.Apply, Node: "n2"}, Frame: noop, Events: []event.Event{{Node: "n2", Payload: &event.Applied{First: 3, Last: 3}}}})
	out.add("the store's batch", base, &event.Step{Cause: event.Cause{Type: event.Commit, Node: "n2"}, Frame: with(base, do{"n2": func(n *frame.Node) { n.StoreDurable = 3 }}), Events: []event.Event{{Node: "n2", Payload: &event.StoreCommitted{}}}})

	lead := with(cluster(3), do{"n1": all(leading(2, 9, 2), func(n *frame.Node) {
		n.Snapshot, n.First, n.Log, n.Commit = frame.Snapshot{Index: 8, Term: 2}, 7, entries(7, 2, 2, 2), 9
		n.Progress[1].State, n.Progress[1].Next = frame.Probe, 3
	})})
	snap := &frame.Message{ID: 9, Type: "MsgSnap", From: "n1", To: "n3", Term: 2, Snap: frame.Snapshot{Index: 8, Term: 2}}
	out.add("a snapshot sent", lead, delivers(&frame.Message{ID: 8, Type: "MsgAppResp", From: "n3", To: "n1", Term: 2, Index: 6, Reject: true, Hint: 2}, lead,
		event.Event{Node: "n1", Payload: &event.ProgressChanged{Follower: "n3", From: frame.Probe, To: frame.SnapshotState}},
		sends(snap), event.Event{Node: "n1", Payload: &event.SnapshotSent{Follower: "n3", Index: 8, Term: 2}}))
	out.add("a snapshot received", lead, delivers(snap, lead))
	next = with(lead, do{"n3": func(n *frame.Node) { n.Snapshot, n.First = frame.Snapshot{Index: 8, Term: 2}, 9 }})
	out.add("a snapshot installed", lead, syncs("n3", next, event.Event{Node: "n3", Payload: &event.Synced{}}, event.Event{Node: "n3", Payload: &event.SnapshotInstalled{Index: 8, Term: 2}}))
	out.add("a snapshot not needed", lead, delivers(snap, with(lead, do{"n3": func(n *frame.Node) { n.Commit = 8 }}),
		event.Event{Node: "n3", Payload: &event.SnapshotRefused{Leader: "n1", Index: 8, Reason: event.LogHasIt}}))
	out.add("a log compacted", lead, commands("compactlog n1 keep=1", lead, event.Event{Node: "n1", Payload: &event.LogCompacted{First: 6}}))
	return out
}
