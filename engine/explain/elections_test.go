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
		event.Event{Node: "n3", Payload: &event.TermChanged{By: "n1", Term: 4, Old: 3}},
		event.Event{Node: "n3", Payload: &event.VoteRefused{Candidate: "n1", Term: 4, Reason: event.LogBehind}}))

	out.add("a pre-vote refused: log behind", prev, delivers(vote("MsgPreVote", "n1", "n3", 4, 0, 0), prev,
		event.Event{Node: "n3", Payload: &event.VoteRefused{Candidate: "n1", Term: 3, Reason: event.LogBehind, Pre: true}}))

	voted := func(n *frame.Node) { n.Term, n.Vote = 2, "n1" }
	prev = with(base, do{"n3": voted})
	out.add("a vote refused: already voted", prev, delivers(vote("MsgVote", "n2", "n3", 2, 1, 1), prev,
		event.Event{Node: "n3", Payload: &event.VoteRefused{Candidate: "n2", Term: 2, Reason: event.AlreadyVoted}}))

	prev = with(base, do{"n3": following("n1", 2)})
	out.add("a vote refused: knows the leader", prev, delivers(vote("MsgVote", "n2", "n3", 2, 1, 1), prev,
		event.Event{Node: "n3", Payload: &event.VoteRefused{Candidate: "n2", Term: 2, Reason: event.KnowsLeader}}))

	prev = with(base, do{"n3": term(5)})
	out.add("a vote refused: older term", prev, delivers(vote("MsgVote", "n2", "n3", 4, 1, 1), prev,
		event.Event{Node: "n3", Payload: &event.VoteRefused{Candidate: "n2", Term: 4, Reason: event.OlderTerm}}))

	prev = with(base, do{"n3": all(following("n1", 2), func(n *frame.Node) { n.Timer.Elapsed = 3 }), "n1": leading(2, 0, 0)})
	out.add("a vote ignored: lease", prev, delivers(vote("MsgVote", "n2", "n3", 9, 1, 1), prev,
		event.Event{Node: "n3", Payload: &event.VoteIgnored{Candidate: "n2", Term: 9, Reason: event.InLease}}))
	out.add("a vote ignored by the leader", prev, delivers(vote("MsgVote", "n2", "n1", 9, 1, 1), prev,
		event.Event{Node: "n1", Payload: &event.VoteIgnored{Candidate: "n2", Term: 9, Reason: event.InLease}}))

	prev = with(base, do{"n2": holding(1, 1)})
	next = with(prev, do{"n2": func(n *frame.Node) { n.Term, n.Vote = 2, "n1" }})
	out.add("a vote given", prev, delivers(vote("MsgVote", "n1", "n2", 2, 3, 1), next,
		event.Event{Node: "n2", Payload: &event.TermChanged{By: "n1", Term: 2, Old: 1}},
		event.Event{Node: "n2", Payload: &event.Voted{Candidate: "n1", Term: 2}}))
	out.add("a pre-vote given", base, delivers(vote("MsgPreVote", "n1", "n2", 2, 0, 0), base,
		event.Event{Node: "n2", Payload: &event.Voted{Candidate: "n1", Term: 2, Pre: true}}))

	prev = with(base, do{"n2": func(n *frame.Node) { n.Timer.Elapsed = 12 }})
	next = with(base, do{"n2": func(n *frame.Node) { n.Role = frame.PreCandidate }})
	out.add("a timer runs out, with pre-vote", prev, ticks("n2", next,
		event.Event{Node: "n2", Payload: &event.TimerFired{Term: 1, Elapsed: 13, Timeout: 13}},
		event.Event{Node: "n2", Payload: &event.BecamePreCandidate{Term: 1, Was: frame.Follower}},
		sends(vote("MsgPreVote", "n2", "n1", 2, 0, 0))))
	next = with(base, do{"n2": func(n *frame.Node) { n.Role, n.Term, n.Vote = frame.Candidate, 2, "n2" }})
	out.add("a timer runs out, without pre-vote", prev, ticks("n2", next,
		event.Event{Node: "n2", Payload: &event.TimerFired{Term: 1, Elapsed: 13, Timeout: 13}},
		event.Event{Node: "n2", Payload: &event.TermChanged{Term: 2, Old: 1}},
		event.Event{Node: "n2", Payload: &event.BecameCandidate{Term: 2, Was: frame.Follower}}))

	prev = with(base, do{"n2": func(n *frame.Node) { n.Role, n.Granted = frame.PreCandidate, []string{"n2"} }})
	out.add("a pre-vote won", prev, delivers(vote("MsgPreVoteResp", "n1", "n2", 2, 0, 0), next,
		event.Event{Node: "n2", Payload: &event.VoteCounted{Voter: "n1", Term: 2, Granted: true}},
		event.Event{Node: "n2", Payload: &event.TermChanged{Term: 2, Old: 1}},
		event.Event{Node: "n2", Payload: &event.BecameCandidate{Term: 2, Was: frame.PreCandidate}}))

	five := cluster(5)
	prev = with(five, do{"n2": all(holding(1, 1), func(n *frame.Node) {
		n.Role, n.Term, n.Vote, n.Granted, n.Refused = frame.Candidate, 2, "n2", []string{"n2"}, []string{"n5"}
	})})
	next = with(prev, do{"n2": func(n *frame.Node) { n.Granted = []string{"n2", "n1"} }})
	out.add("a vote counted", prev, delivers(vote("MsgVoteResp", "n1", "n2", 2, 0, 0), next,
		event.Event{Node: "n2", Payload: &event.VoteCounted{Voter: "n1", Term: 2, Granted: true}}))
	prev = with(prev, do{"n2": func(n *frame.Node) { n.Granted = []string{"n2", "n1"} }})
	next = with(five, do{"n2": all(holding(1, 1, 2), leading(2, 0, 0, 0, 0), func(n *frame.Node) {
		n.Log[2].Request, n.Synced = "", 2
	})})
	out.add("an election won", prev, delivers(vote("MsgVoteResp", "n3", "n2", 2, 0, 0), next,
		event.Event{Node: "n2", Payload: &event.VoteCounted{Voter: "n3", Term: 2, Granted: true}},
		event.Event{Node: "n2", Payload: &event.BecameLeader{Term: 2, Was: frame.Candidate}},
		event.Event{Node: "n2", Payload: &event.Appended{Term: 2, First: 3, Last: 3}}))

	prev = with(five, do{"n2": func(n *frame.Node) {
		n.Role, n.Term, n.Granted, n.Refused = frame.Candidate, 2, []string{"n2"}, []string{"n1", "n3"}
	}})
	next = with(five, do{"n2": term(2)})
	out.add("an election lost", prev, delivers(vote("MsgVoteResp", "n4", "n2", 2, 0, 0), next,
		event.Event{Node: "n2", Payload: &event.VoteCounted{Voter: "n4", Term: 2}},
		event.Event{Node: "n2", Payload: &event.BecameFollower{By: "n4", Term: 2, Was: frame.Candidate, Reason: event.LostVote}}))
	out.add("an election ended by another's win", prev, delivers(&frame.Message{ID: 4, Type: "MsgApp", From: "n1", To: "n2", Term: 2}, with(five, do{"n2": following("n1", 2)}),
		event.Event{Node: "n2", Payload: &event.BecameFollower{By: "n1", Term: 2, Was: frame.Candidate, Reason: event.LeaderExists}}))

	prev = with(five, do{"n1": all(holding(1, 4, 4), leading(4, 3, 3, 3, 0))})
	next = with(five, do{"n1": all(holding(1, 4, 4), term(6))})
	out.add("a leader deposed by a later term", prev, delivers(vote("MsgVote", "n5", "n1", 6, 2, 1), next,
		event.Event{Node: "n1", Payload: &event.TermChanged{By: "n5", Term: 6, Old: 4}},
		event.Event{Node: "n1", Payload: &event.BecameFollower{By: "n5", Term: 6, Was: frame.Leader, Reason: event.HigherTerm}},
		event.Event{Node: "n1", Payload: &event.VoteRefused{Candidate: "n5", Term: 6, Reason: event.LogBehind}}))
	prev = with(prev, do{"n1": func(n *frame.Node) { n.Transferee = "n2" }})
	out.add("leadership handed over", prev, delivers(vote("MsgVote", "n2", "n1", 5, 3, 4), with(five, do{"n1": all(holding(1, 4, 4), term(5))}),
		event.Event{Node: "n1", Payload: &event.BecameFollower{By: "n2", Term: 5, Was: frame.Leader, Reason: event.HigherTerm}},
		event.Event{Node: "n1", Payload: &event.Voted{Candidate: "n2", Term: 5}}))
	handing := func(n *frame.Node) { n.Transferee = "n2" }
	out.add("told to take over", with(five, do{"n1": handing, "n2": following("n1", 4)}),
		delivers(&frame.Message{ID: 4, Type: "MsgTimeoutNow", From: "n1", To: "n2", Term: 4}, with(five, do{"n2": func(n *frame.Node) { n.Role, n.Term = frame.Candidate, 5 }}),
			event.Event{Node: "n2", Payload: &event.BecameCandidate{Term: 5, Was: frame.Follower}}))
	out.add("told to take over when that was given up", with(five, do{"n2": following("n1", 4)}),
		delivers(&frame.Message{ID: 4, Type: "MsgTimeoutNow", From: "n1", To: "n2", Term: 4}, with(five, do{"n2": func(n *frame.Node) { n.Role, n.Term = frame.Candidate, 5 }}),
			event.Event{Node: "n2", Payload: &event.BecameCandidate{Term: 5, Was: frame.Follower}}))

	prev = with(five, do{"n1": all(leading(4, 3, 3, 3, 0), func(n *frame.Node) {
		for i := range n.Progress {
			n.Progress[i].Active = n.Progress[i].Node == "n2"
		}
		n.Timer.Elapsed = 9
	})})
	out.add("a removed leader that steps down", prev, ticks("n1", with(five, do{"n1": term(4)}),
		event.Event{Node: "n1", Payload: &event.BecameFollower{Term: 4, Was: frame.Leader, Reason: event.NotVoter}}))
	out.add("a leader forgotten", with(five, do{"n2": following("n1", 4)}), ticks("n2", with(five, do{"n2": term(4)}),
		event.Event{Node: "n2", Payload: &event.LeaderForgotten{Leader: "n1", Term: 4}}))
	out.add("a proposal that is not passed on", with(five, do{"n2": following("n1", 4)}), ticks("n2", with(five, do{"n2": following("n1", 4)}),
		event.Event{Node: "n2", Payload: &event.ProposalDropped{Term: 4, Op: 3, Reason: event.NotForwarded}}))
	out.add("a leader without a quorum", prev, ticks("n1", with(five, do{"n1": term(4)}),
		event.Event{Node: "n1", Payload: &event.BecameFollower{Term: 4, Was: frame.Leader, Reason: event.NoQuorum}}))
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
		event.Event{Node: "n3", Payload: &event.CampaignRefused{Term: 1, Reason: event.NotVoter}}))
	prev = with(base, do{"n2": func(n *frame.Node) { n.Term, n.Vote, n.DurTerm, n.DurVote = 2, "n1", 2, "n1" }})
	out.add("a vote repeated", prev, delivers(vote("MsgVote", "n1", "n2", 2, 0, 0), prev,
		event.Event{Node: "n2", Payload: &event.Voted{Candidate: "n1", Term: 2}}))
	next = with(base, do{"n2": func(n *frame.Node) {
		n.Role, n.Term, n.Vote, n.DurTerm, n.DurVote, n.Granted = frame.Candidate, 2, "n2", 2, "n2", []string{"n2"}
	}})
	prev = with(next, do{"n2": func(n *frame.Node) { n.DurTerm, n.DurVote, n.Granted = 1, "", nil }})
	out.add("a candidate's own vote", prev, syncs("n2", next,
		event.Event{Node: "n2", Payload: &event.Synced{Term: 2}},
		sends(vote("MsgVote", "n2", "n1", 2, 0, 0)), sends(vote("MsgVote", "n2", "n3", 2, 0, 0)),
		event.Event{Node: "n2", Payload: &event.VoteCounted{Voter: "n2", Term: 2, Granted: true}}))
	return out
}
