package explain

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

func elections() []situation {
	vote := func(typ, from, to string, term, index, logTerm uint64) *frame.Message {
		return &frame.Message{ID: 12, Type: typ, From: from, To: to, Term: term, Index: index, LogTerm: logTerm}
	}
	base := cluster(3)
	var out listing

	prev := with(base, do{"n3": all(holding(1, 1, 1, 1, 1, 3, 3), term(3))})
	next := with(prev, do{"n3": func(n *frame.Node) { n.Term = 4 }})
	out.add("a vote refused: log behind", prev, delivers(vote("MsgVote", "n1", "n3", 4, 9, 2), next,
		event.Event{Kind: event.TermChanged, Node: "n3", Peer: "n1", Term: 4, Index: 3},
		event.Event{Kind: event.VoteRefused, Node: "n3", Peer: "n1", Term: 4, Reason: event.LogBehind}))

	out.add("a pre-vote refused: log behind", prev, delivers(vote("MsgPreVote", "n1", "n3", 4, 0, 0), prev,
		event.Event{Kind: event.VoteRefused, Node: "n3", Peer: "n1", Term: 3, Reason: event.LogBehind, Text: "pre-vote"}))

	voted := func(n *frame.Node) { n.Term, n.Vote = 2, "n1" }
	prev = with(base, do{"n3": voted})
	out.add("a vote refused: already voted", prev, delivers(vote("MsgVote", "n2", "n3", 2, 1, 1), prev,
		event.Event{Kind: event.VoteRefused, Node: "n3", Peer: "n2", Term: 2, Reason: event.AlreadyVoted}))

	prev = with(base, do{"n3": following("n1", 2)})
	out.add("a vote refused: knows the leader", prev, delivers(vote("MsgVote", "n2", "n3", 2, 1, 1), prev,
		event.Event{Kind: event.VoteRefused, Node: "n3", Peer: "n2", Term: 2, Reason: event.KnowsLeader}))

	prev = with(base, do{"n3": term(5)})
	out.add("a vote refused: older term", prev, delivers(vote("MsgVote", "n2", "n3", 4, 1, 1), prev,
		event.Event{Kind: event.VoteRefused, Node: "n3", Peer: "n2", Term: 4, Reason: event.OlderTerm}))

	prev = with(base, do{"n3": all(following("n1", 2), func(n *frame.Node) { n.Timer.Elapsed = 3 }), "n1": leading(2, 0, 0)})
	out.add("a vote ignored: lease", prev, delivers(vote("MsgVote", "n2", "n3", 9, 1, 1), prev,
		event.Event{Kind: event.VoteIgnored, Node: "n3", Peer: "n2", Term: 9, Reason: event.InLease}))
	out.add("a vote ignored by the leader", prev, delivers(vote("MsgVote", "n2", "n1", 9, 1, 1), prev,
		event.Event{Kind: event.VoteIgnored, Node: "n1", Peer: "n2", Term: 9, Reason: event.InLease}))

	prev = with(base, do{"n2": holding(1, 1)})
	next = with(prev, do{"n2": func(n *frame.Node) { n.Term, n.Vote = 2, "n1" }})
	out.add("a vote given", prev, delivers(vote("MsgVote", "n1", "n2", 2, 3, 1), next,
		event.Event{Kind: event.TermChanged, Node: "n2", Peer: "n1", Term: 2, Index: 1},
		event.Event{Kind: event.Voted, Node: "n2", Peer: "n1", Term: 2}))
	out.add("a pre-vote given", base, delivers(vote("MsgPreVote", "n1", "n2", 2, 0, 0), base,
		event.Event{Kind: event.Voted, Node: "n2", Peer: "n1", Term: 2, Text: "pre-vote"}))

	prev = with(base, do{"n2": func(n *frame.Node) { n.Timer.Elapsed = 12 }})
	next = with(base, do{"n2": func(n *frame.Node) { n.Role = frame.PreCandidate }})
	out.add("a timer runs out, with pre-vote", prev, ticks("n2", next,
		event.Event{Kind: event.TimerFired, Node: "n2", Term: 1, Index: 13, Last: 13},
		event.Event{Kind: event.BecamePreCandidate, Node: "n2", Term: 1, Text: "follower"},
		sends(vote("MsgPreVote", "n2", "n1", 2, 0, 0))))
	next = with(base, do{"n2": func(n *frame.Node) { n.Role, n.Term, n.Vote = frame.Candidate, 2, "n2" }})
	out.add("a timer runs out, without pre-vote", prev, ticks("n2", next,
		event.Event{Kind: event.TimerFired, Node: "n2", Term: 1, Index: 13, Last: 13},
		event.Event{Kind: event.TermChanged, Node: "n2", Term: 2, Index: 1},
		event.Event{Kind: event.BecameCandidate, Node: "n2", Term: 2, Text: "follower"}))

	prev = with(base, do{"n2": func(n *frame.Node) { n.Role, n.Granted = frame.PreCandidate, []string{"n2"} }})
	out.add("a pre-vote won", prev, delivers(vote("MsgPreVoteResp", "n1", "n2", 2, 0, 0), next,
		event.Event{Kind: event.VoteCounted, Node: "n2", Peer: "n1", Term: 2, Text: "granted"},
		event.Event{Kind: event.TermChanged, Node: "n2", Term: 2, Index: 1},
		event.Event{Kind: event.BecameCandidate, Node: "n2", Term: 2, Text: "precandidate"}))

	five := cluster(5)
	prev = with(five, do{"n2": all(holding(1, 1), func(n *frame.Node) {
		n.Role, n.Term, n.Vote, n.Granted, n.Refused = frame.Candidate, 2, "n2", []string{"n2"}, []string{"n5"}
	})})
	next = with(prev, do{"n2": func(n *frame.Node) { n.Granted = []string{"n2", "n1"} }})
	out.add("a vote counted", prev, delivers(vote("MsgVoteResp", "n1", "n2", 2, 0, 0), next,
		event.Event{Kind: event.VoteCounted, Node: "n2", Peer: "n1", Term: 2, Text: "granted"}))
	prev = with(prev, do{"n2": func(n *frame.Node) { n.Granted = []string{"n2", "n1"} }})
	next = with(five, do{"n2": all(holding(1, 1, 2), leading(2, 0, 0, 0, 0), func(n *frame.Node) {
		n.Log[2].Text, n.Synced = "no-op", 2
	})})
	out.add("an election won", prev, delivers(vote("MsgVoteResp", "n3", "n2", 2, 0, 0), next,
		event.Event{Kind: event.VoteCounted, Node: "n2", Peer: "n3", Term: 2, Text: "granted"},
		event.Event{Kind: event.BecameLeader, Node: "n2", Term: 2, Text: "candidate"},
		event.Event{Kind: event.Appended, Node: "n2", Term: 2, Index: 3, Last: 3}))

	prev = with(five, do{"n2": func(n *frame.Node) {
		n.Role, n.Term, n.Granted, n.Refused = frame.Candidate, 2, []string{"n2"}, []string{"n1", "n3"}
	}})
	next = with(five, do{"n2": term(2)})
	out.add("an election lost", prev, delivers(vote("MsgVoteResp", "n4", "n2", 2, 0, 0), next,
		event.Event{Kind: event.VoteCounted, Node: "n2", Peer: "n4", Term: 2, Text: "refused"},
		event.Event{Kind: event.BecameFollower, Node: "n2", Peer: "n4", Term: 2, Text: "candidate", Reason: event.LostVote}))
	out.add("an election ended by another's win", prev, delivers(&frame.Message{ID: 4, Type: "MsgApp", From: "n1", To: "n2", Term: 2}, with(five, do{"n2": following("n1", 2)}),
		event.Event{Kind: event.BecameFollower, Node: "n2", Peer: "n1", Term: 2, Text: "candidate", Reason: event.LeaderExists}))

	prev = with(five, do{"n1": all(holding(1, 4, 4), leading(4, 3, 3, 3, 0))})
	next = with(five, do{"n1": all(holding(1, 4, 4), term(6))})
	out.add("a leader deposed by a later term", prev, delivers(vote("MsgVote", "n5", "n1", 6, 2, 1), next,
		event.Event{Kind: event.TermChanged, Node: "n1", Peer: "n5", Term: 6, Index: 4},
		event.Event{Kind: event.BecameFollower, Node: "n1", Peer: "n5", Term: 6, Text: "leader", Reason: event.HigherTerm},
		event.Event{Kind: event.VoteRefused, Node: "n1", Peer: "n5", Term: 6, Reason: event.LogBehind}))
	prev = with(prev, do{"n1": func(n *frame.Node) { n.Transferee = "n2" }})
	out.add("leadership handed over", prev, delivers(vote("MsgVote", "n2", "n1", 5, 3, 4), with(five, do{"n1": all(holding(1, 4, 4), term(5))}),
		event.Event{Kind: event.BecameFollower, Node: "n1", Peer: "n2", Term: 5, Text: "leader", Reason: event.HigherTerm},
		event.Event{Kind: event.Voted, Node: "n1", Peer: "n2", Term: 5}))
	out.add("told to take over", with(five, do{"n2": following("n1", 4)}),
		delivers(&frame.Message{ID: 4, Type: "MsgTimeoutNow", From: "n1", To: "n2", Term: 4}, with(five, do{"n2": func(n *frame.Node) { n.Role, n.Term = frame.Candidate, 5 }}),
			event.Event{Kind: event.BecameCandidate, Node: "n2", Term: 5, Text: "follower"}))

	prev = with(five, do{"n1": all(leading(4, 3, 3, 3, 0), func(n *frame.Node) {
		for i := range n.Progress {
			n.Progress[i].Active = n.Progress[i].Node == "n2"
		}
		n.Timer.Elapsed = 9
	})})
	out.add("a leader without a quorum", prev, ticks("n1", with(five, do{"n1": term(4)}),
		event.Event{Kind: event.BecameFollower, Node: "n1", Term: 4, Text: "leader", Reason: event.NoQuorum}))
	prev = with(five, do{"n1": all(leading(4, 3, 3, 3, 0), func(n *frame.Node) { n.Timer.Elapsed = 9 })})
	out.add("a leader with a quorum", prev, ticks("n1", with(prev, do{"n1": func(n *frame.Node) { n.Timer.Elapsed = 0 }}),
		sends(&frame.Message{ID: 1, Type: "MsgHeartbeat", From: "n1", To: "n2", Term: 4}),
		sends(&frame.Message{ID: 2, Type: "MsgHeartbeat", From: "n1", To: "n3", Term: 4})))

	prev = with(base, do{"n2": func(n *frame.Node) { n.Timer.Elapsed = 6 }})
	out.add("a follower's tick", prev, ticks("n2", with(base, do{"n2": func(n *frame.Node) { n.Timer.Elapsed = 7 }})))
	prev = with(base, do{"n2": func(n *frame.Node) {
		n.Timer.Elapsed, n.Disk.Queue = 6, []frame.Write{{First: 1, Last: 1}}
	}})
	out.add("a tick that waits for the disk", prev, ticks("n2", prev))
	out.add("a heartbeat", with(base, do{"n2": following("n1", 1)}), delivers(&frame.Message{ID: 1, Type: "MsgHeartbeat", From: "n1", To: "n2", Term: 1}, with(base, do{"n2": following("n1", 1)}),
		sends(&frame.Message{ID: 2, Type: "MsgHeartbeatResp", From: "n2", To: "n1", Term: 1})))
	prev = with(base, do{"n2": term(4)})
	out.add("a heartbeat of an old term", prev, delivers(&frame.Message{ID: 1, Type: "MsgHeartbeat", From: "n1", To: "n2", Term: 1}, prev,
		sends(&frame.Message{ID: 2, Type: "MsgAppResp", From: "n2", To: "n1", Term: 4})))
	prev = with(base, do{"n3": func(n *frame.Node) {
		n.Config = &frame.Membership{Voters: []string{"n1", "n2"}, Learners: []string{"n3"}}
	}})
	out.add("a learner's tick", prev, ticks("n3", prev))
	out.add("a learner may not campaign", prev, commands("campaign n3", prev,
		event.Event{Kind: event.CampaignRefused, Node: "n3", Term: 1, Reason: event.NotVoter}))
	prev = with(base, do{"n2": func(n *frame.Node) { n.Term, n.Vote, n.DurTerm, n.DurVote = 2, "n1", 2, "n1" }})
	out.add("a vote repeated", prev, delivers(vote("MsgVote", "n1", "n2", 2, 0, 0), prev,
		event.Event{Kind: event.Voted, Node: "n2", Peer: "n1", Term: 2}))
	next = with(base, do{"n2": func(n *frame.Node) {
		n.Role, n.Term, n.Vote, n.DurTerm, n.DurVote, n.Granted = frame.Candidate, 2, "n2", 2, "n2", []string{"n2"}
	}})
	prev = with(next, do{"n2": func(n *frame.Node) { n.DurTerm, n.DurVote, n.Granted = 1, "", nil }})
	out.add("a candidate's own vote", prev, syncs("n2", next,
		event.Event{Kind: event.Synced, Node: "n2", Term: 2},
		sends(vote("MsgVote", "n2", "n1", 2, 0, 0)), sends(vote("MsgVote", "n2", "n3", 2, 0, 0)),
		event.Event{Kind: event.VoteCounted, Node: "n2", Peer: "n2", Term: 2, Text: "granted"}))
	return out
}
