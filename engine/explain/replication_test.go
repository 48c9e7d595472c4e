package explain

import (
	"raftviz/engine/config"
	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

func replication() []situation {
	var out listing
	five := cluster(5)
	resp := func(from string, index uint64) *frame.Message {
		return &frame.Message{ID: 30, Type: "MsgAppResp", From: from, To: "n1", Term: 2, Index: index}
	}
	match := func(commit uint64, ms ...uint64) *frame.Frame {
		return with(five, do{"n1": all(holding(1, 1, 2, 2), leading(2, ms...), func(n *frame.Node) { n.Commit = commit })})
	}

	out.add("an acknowledgement that is not enough", match(3, 3, 3, 0, 3), delivers(resp("n2", 4), match(3, 4, 3, 0, 3)))
	out.add("an entry committed by counting", match(3, 4, 3, 0, 3), delivers(resp("n5", 4), match(4, 4, 3, 0, 4),
		event.Event{Node: "n1", Payload: &event.Committed{Term: 2, First: 4, Last: 4}}))
	out.add("entries of earlier terms committed with one", match(1, 3, 1, 0, 1), delivers(resp("n5", 3), match(3, 3, 1, 0, 3),
		event.Event{Node: "n1", Payload: &event.Committed{Term: 2, First: 2, Last: 3}}))
	prev := with(match(3, 4, 4, 3, 3), do{"n1": func(n *frame.Node) { n.Synced = 3 }})
	next := with(match(4, 4, 4, 4, 3), do{"n1": func(n *frame.Node) { n.Synced = 3 }})
	out.add("committed before the leader's own fsync", prev, delivers(resp("n4", 4), next,
		event.Event{Node: "n1", Payload: &event.Committed{Term: 2, First: 4, Last: 4}}))
	out.add("a late acknowledgement", match(4, 4, 3, 0, 4), delivers(resp("n3", 4), match(4, 4, 4, 0, 4)))

	f2 := with(five, do{"n2": all(holding(1, 1, 2), following("n1", 2), func(n *frame.Node) { n.Commit = 2 })})
	app := &frame.Message{ID: 31, Type: "MsgApp", From: "n1", To: "n2", Term: 2, Index: 3, LogTerm: 2, Commit: 3}
	out.add("a follower learns of a commit", f2, delivers(app, with(f2, do{"n2": func(n *frame.Node) { n.Commit = 3 }}),
		event.Event{Node: "n2", Payload: &event.Committed{Term: 2, First: 3, Last: 3}}))
	more := *app
	more.Entries = entries(4, 2, 2)
	next = with(f2, do{"n2": all(holding(1, 1, 2, 2, 2), func(n *frame.Node) { n.Synced = 3 })})
	out.add("entries appended", f2, delivers(&more, next, event.Event{Node: "n2", Payload: &event.Appended{Term: 2, First: 4, Last: 5}}))
	out.add("entries appended, and a commit learned", f2, delivers(&more, next,
		event.Event{Node: "n2", Payload: &event.Appended{Term: 2, First: 4, Last: 5}},
		event.Event{Node: "n2", Payload: &event.Committed{Term: 2, First: 3, Last: 3}}))
	out.add("entries held already", next, delivers(&more, next))
	out.add("a probe", f2, delivers(app, f2))

	// Figure 8: S1 of term 4 has copied its entry of term 2 to a majority.
	fig8 := func(m uint64) *frame.Frame {
		return with(five, do{"n1": all(holding(1, 2, 4), leading(4, 2, m, 0, 0), func(n *frame.Node) {
			n.Commit, n.Synced = 1, 2
		})})
	}
	out.add("Figure 8 (c)", fig8(1), delivers(&frame.Message{ID: 30, Type: "MsgAppResp", From: "n3", To: "n1", Term: 4, Index: 2}, fig8(2),
		event.Event{Node: "n1", Payload: &event.ProgressChanged{Follower: "n3", From: frame.Probe, To: frame.Replicate}}))

	three := cluster(3)
	lead3 := with(three, do{"n1": all(holding(1, 1, 2), leading(2, 3, 3), func(n *frame.Node) { n.Commit = 3 })})
	next = with(lead3, do{"n1": func(n *frame.Node) {
		n.Log = entries(1, 1, 1, 2, 2)
	}})
	out.add("a proposal", lead3, delivers(&frame.Message{ID: 40, Type: request, From: "c1", To: "n1", Request: etcdtest.Request("put x 4")}, next,
		event.Event{Node: "n1", Payload: &event.Proposed{Term: 2, Index: 4}},
		event.Event{Node: "n1", Payload: &event.Appended{Term: 2, First: 4, Last: 4}},
		sends(&frame.Message{ID: 41, Type: "MsgApp", From: "n1", To: "n2", Term: 2, Index: 3, LogTerm: 2, Entries: entries(4, 2)})))
	out.add("a proposal sent on", with(three, do{"n2": following("n1", 2)}), delivers(&frame.Message{ID: 40, Type: request, From: "c1", To: "n2", Request: etcdtest.Request("put x 4")}, with(three, do{"n2": following("n1", 2)}),
		event.Event{Node: "n2", Payload: &event.ProposalForwarded{Leader: "n1"}}))
	out.add("a proposal without a leader", three, delivers(&frame.Message{ID: 40, Type: request, From: "c1", To: "n2", Request: etcdtest.Request("put x 4")}, three,
		event.Event{Node: "n2", Payload: &event.ProposalParked{Op: 3}}))
	out.add("a proposal sent on to a node that does not lead", three, delivers(&frame.Message{ID: 40, Type: "MsgProp", From: "n1", To: "n2", Request: etcdtest.Request("put x 4")}, three,
		event.Event{Node: "n2", Payload: &event.ProposalDropped{Reason: event.NoLeader}}))
	changing := with(lead3, do{"n1": func(n *frame.Node) {
		n.Log = entries(1, 1, 1, 2)
		n.Log[2].Type = frame.ConfChange
	}})
	out.add("a membership change too many", changing, delivers(&frame.Message{ID: 40, Type: request, From: "c1", To: "n1", Request: etcdtest.Request("member add n5")}, changing,
		event.Event{Node: "n1", Payload: &event.ProposalDropped{Reason: event.ConfPending}}))
	out.add("a membership change too early", lead3, delivers(&frame.Message{ID: 40, Type: request, From: "c1", To: "n1", Request: etcdtest.Request("member add n4")}, lead3,
		event.Event{Node: "n1", Payload: &event.ProposalDropped{Reason: event.ConfPending}}))

	// Figure 7: the leader of term 8, and followers (b) and (f).
	fig7 := with(cluster(7), do{
		"n1": all(holding(1, 1, 1, 4, 4, 5, 5, 6, 6, 6), leading(8, 0, 0, 0, 0, 0, 0), func(n *frame.Node) {
			for i := range n.Progress {
				n.Progress[i].State, n.Progress[i].Next = frame.Probe, 11
			}
		}),
		"n3": all(holding(1, 1, 1, 4), following("n1", 8)),
		"n7": all(holding(1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3), following("n1", 8)),
	})
	probe := func(to string, index, term uint64, es ...*frame.Entry) *frame.Message {
		return &frame.Message{ID: 50, Type: "MsgApp", From: "n1", To: to, Term: 8, Index: index, LogTerm: term, Entries: es}
	}
	out.add("an append refused: too short", fig7, delivers(probe("n3", 10, 6), fig7,
		event.Event{Node: "n3", Payload: &event.AppendRefused{Leader: "n1", Term: 8, Index: 10, Hint: 4, Reason: event.NoEntry}}))
	out.add("an append refused: another term", fig7, delivers(probe("n7", 10, 6), fig7,
		event.Event{Node: "n7", Payload: &event.AppendRefused{Leader: "n1", Term: 8, Index: 10, Hint: 10, Reason: event.TermDiffers}}))
	next = with(fig7, do{"n1": func(n *frame.Node) {
		n.Progress = append([]frame.Progress{}, n.Progress...)
		n.Progress[5].Next = 4
	}})
	out.add("a refusal's hint", fig7, delivers(&frame.Message{ID: 51, Type: "MsgAppResp", From: "n7", To: "n1", Term: 8, Index: 10, Reject: true, Hint: 10, LogTerm: 3}, next,
		sends(probe("n7", 3, 1, entries(4, 4, 4)...))))
	next = with(fig7, do{"n7": all(holding(1, 1, 1, 4, 4, 5, 5, 6, 6, 6), func(n *frame.Node) { n.Synced = 3 })})
	out.add("entries removed", fig7, delivers(probe("n7", 3, 1, entries(4, 4, 4, 5, 5, 6, 6, 6)...), next,
		event.Event{Node: "n7", Payload: &event.Truncated{Leader: "n1", Term: 8, First: 4, Last: 11}},
		event.Event{Node: "n7", Payload: &event.Appended{Term: 8, First: 4, Last: 10}}))
	next = with(fig7, do{"n1": func(n *frame.Node) {
		n.Progress = append([]frame.Progress{}, n.Progress...)
		n.Progress[1].Match, n.Progress[1].Next, n.Progress[1].State = 4, 11, frame.Replicate
	}})
	out.add("a follower found again", with(fig7, do{"n1": func(n *frame.Node) { n.Commit = 4 }}),
		delivers(&frame.Message{ID: 52, Type: "MsgAppResp", From: "n3", To: "n1", Term: 8, Index: 4}, with(next, do{"n1": func(n *frame.Node) { n.Commit = 4 }}),
			event.Event{Node: "n1", Payload: &event.ProgressChanged{Follower: "n3", From: frame.Probe, To: frame.Replicate}}))

	// {1,2,3} → {1,4,5}, while both count.
	joint := func(n *frame.Node) {
		n.Config = &frame.Membership{Voters: []string{"n1", "n4", "n5"}, Outgoing: []string{"n1", "n2", "n3"}, AutoLeave: true}
		n.Role, n.Term, n.Log, n.Synced = frame.Leader, 2, entries(1, 1, 1, 2, 2, 2), 5
		for i, m := range []uint64{5, 3, 5, 0} {
			n.Progress = append(n.Progress, frame.Progress{Node: config.NodeName(uint64(i + 2)), Match: m, Next: m + 1})
		}
	}
	prev = with(five, do{"n1": joint})
	next = with(five, do{"n1": all(joint, func(n *frame.Node) { n.Commit = 5 })})
	out.add("committed in a joint configuration", prev, delivers(resp("n4", 5), next,
		event.Event{Node: "n1", Payload: &event.Committed{Term: 2, First: 5, Last: 5}}))
	out.add("not enough in a joint configuration", prev, delivers(resp("n3", 4), prev))
	out.add("a joint configuration applied", five, &event.Step{Cause: event.Cause{Type: event.Apply, Node: "n1"}, Frame: next, Events: []event.Event{
		{Node: "n1", Payload: &event.Applied{First: 4, Last: 4}}, {Node: "n1", Payload: &event.ConfChanged{Index: 4, Voters: []string{"n1", "n4", "n5"}, Outgoing: []string{"n1", "n2", "n3"}}}}})
	next = with(five, do{"n1": func(n *frame.Node) {
		n.Config = &frame.Membership{Voters: []string{"n1", "n2", "n3"}, Learners: []string{"n4"}}
	}})
	out.add("a learner added", five, &event.Step{Cause: event.Cause{Type: event.Apply, Node: "n1"}, Frame: next, Events: []event.Event{
		{Node: "n1", Payload: &event.ConfChanged{Index: 4, Voters: []string{"n1", "n2", "n3"}, Learners: []string{"n4"}}}}})

	prev = match(3, 3, 3, 0, 3)
	next = with(match(3, 3, 3, 0, 4), do{"n1": func(n *frame.Node) {
		n.Config = &frame.Membership{Voters: []string{"n1", "n2", "n3", "n4"}, Learners: []string{"n5"}}
		n.Progress[3].Learner = true
	}})
	out.add("a learner's acknowledgement", prev, delivers(resp("n5", 4), next))
	lies := with(match(4, 4, 3, 0, 4), do{"n2": func(n *frame.Node) { n.Synced, n.Durable, n.Log, n.First = 4, 2, entries(1, 1, 1, 2, 2), 1 }})
	out.add("committed by a disk that lied", match(3, 4, 3, 0, 3), delivers(resp("n5", 4), lies,
		event.Event{Node: "n1", Payload: &event.Committed{Term: 2, First: 4, Last: 4}}))
	one := with(cluster(1), do{"n1": all(holding(1, 1), leading(1))})
	out.add("the only voter commits", one, syncs("n1", with(one, do{"n1": func(n *frame.Node) { n.Commit = 2 }}),
		event.Event{Node: "n1", Payload: &event.Synced{Term: 1, First: 2, Last: 2}},
		event.Event{Node: "n1", Payload: &event.Committed{Term: 1, First: 2, Last: 2}}))
	fresh := with(match(3, 3, 3, 0, 3), do{"n1": func(n *frame.Node) { n.Synced = 3 }})
	out.add("a leader's own fsync", fresh, syncs("n1", match(3, 3, 3, 0, 3), event.Event{Node: "n1", Payload: &event.Synced{Term: 2, First: 4, Last: 4}}))
	out.add("a follower behind", prev, delivers(&frame.Message{ID: 60, Type: "MsgHeartbeatResp", From: "n4", To: "n1", Term: 2}, prev,
		sends(&frame.Message{ID: 61, Type: "MsgApp", From: "n1", To: "n4", Term: 2, Entries: entries(1, 1, 1)})))
	return out
}
