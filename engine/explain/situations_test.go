package explain

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// A situation is one step that someone will want explained.
type situation struct {
	name string
	prev *frame.Frame
	step *event.Step
}

// TestSituations holds what is said of the situations that matter against
// testdata/situations.golden, where it can be read.
func TestSituations(t *testing.T) {
	var b strings.Builder
	var all []situation
	for _, group := range [][]situation{elections(), replication(), storage(), surroundings(), reads()} {
		all = append(all, group...)
	}
	for _, s := range all {
		fmt.Fprintf(&b, "# %s\n", s.name)
		for _, l := range Langs {
			x := Step(s.prev, s.step, l)
			fmt.Fprintf(&b, "%v  %s\n", l, x)
			sound(t, s.name, x.String(), StepWidth)
			if i := x.Event; i >= 0 {
				fmt.Fprintf(&b, "    %s\n", Short(&s.step.Events[i], l))
			}
		}
		b.WriteByte('\n')
	}
	const file = "testdata/situations.golden"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, wants := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(wants)) {
		if i >= len(got) || i >= len(wants) || got[i] != wants[i] {
			t.Fatalf("%s:%d differs (rewrite with -update):\ngot  %s\nwant %s", file, i+1, at(got, i), at(wants, i))
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}

func elections() []situation {
	vote := func(typ, from, to string, term, index, logTerm uint64) *frame.Message {
		return &frame.Message{ID: 12, Type: typ, From: from, To: to, Term: term, Index: index, LogTerm: logTerm}
	}
	base := cluster(3)
	var out []situation
	add := func(name string, prev *frame.Frame, s *event.Step) { out = append(out, situation{name, prev, s}) }

	prev := with(base, do{"n3": all(holding(1, 1, 1, 1, 1, 3, 3), term(3))})
	next := with(prev, do{"n3": func(n *frame.Node) { n.Term = 4 }})
	add("a vote refused: log behind", prev, delivers(vote("MsgVote", "n1", "n3", 4, 9, 2), next,
		event.Event{Kind: event.TermChanged, Node: "n3", Peer: "n1", Term: 4, Index: 3},
		event.Event{Kind: event.VoteRefused, Node: "n3", Peer: "n1", Term: 4, Reason: event.LogBehind}))

	add("a pre-vote refused: log behind", prev, delivers(vote("MsgPreVote", "n1", "n3", 4, 0, 0), prev,
		event.Event{Kind: event.VoteRefused, Node: "n3", Peer: "n1", Term: 3, Reason: event.LogBehind, Text: "pre-vote"}))

	voted := func(n *frame.Node) { n.Term, n.Vote = 2, "n1" }
	prev = with(base, do{"n3": voted})
	add("a vote refused: already voted", prev, delivers(vote("MsgVote", "n2", "n3", 2, 1, 1), prev,
		event.Event{Kind: event.VoteRefused, Node: "n3", Peer: "n2", Term: 2, Reason: event.AlreadyVoted}))

	prev = with(base, do{"n3": following("n1", 2)})
	add("a vote refused: knows the leader", prev, delivers(vote("MsgVote", "n2", "n3", 2, 1, 1), prev,
		event.Event{Kind: event.VoteRefused, Node: "n3", Peer: "n2", Term: 2, Reason: event.KnowsLeader}))

	prev = with(base, do{"n3": term(5)})
	add("a vote refused: older term", prev, delivers(vote("MsgVote", "n2", "n3", 4, 1, 1), prev,
		event.Event{Kind: event.VoteRefused, Node: "n3", Peer: "n2", Term: 4, Reason: event.OlderTerm}))

	prev = with(base, do{"n3": all(following("n1", 2), func(n *frame.Node) { n.Timer.Elapsed = 3 }), "n1": leading(2, 0, 0)})
	add("a vote ignored: lease", prev, delivers(vote("MsgVote", "n2", "n3", 9, 1, 1), prev,
		event.Event{Kind: event.VoteIgnored, Node: "n3", Peer: "n2", Term: 9, Reason: event.InLease}))
	add("a vote ignored by the leader", prev, delivers(vote("MsgVote", "n2", "n1", 9, 1, 1), prev,
		event.Event{Kind: event.VoteIgnored, Node: "n1", Peer: "n2", Term: 9, Reason: event.InLease}))

	prev = with(base, do{"n2": holding(1, 1)})
	next = with(prev, do{"n2": func(n *frame.Node) { n.Term, n.Vote = 2, "n1" }})
	add("a vote given", prev, delivers(vote("MsgVote", "n1", "n2", 2, 3, 1), next,
		event.Event{Kind: event.TermChanged, Node: "n2", Peer: "n1", Term: 2, Index: 1},
		event.Event{Kind: event.Voted, Node: "n2", Peer: "n1", Term: 2}))
	add("a pre-vote given", base, delivers(vote("MsgPreVote", "n1", "n2", 2, 0, 0), base,
		event.Event{Kind: event.Voted, Node: "n2", Peer: "n1", Term: 2, Text: "pre-vote"}))

	prev = with(base, do{"n2": func(n *frame.Node) { n.Timer.Elapsed = 12 }})
	next = with(base, do{"n2": func(n *frame.Node) { n.Role = frame.PreCandidate }})
	add("a timer runs out, with pre-vote", prev, ticks("n2", next,
		event.Event{Kind: event.TimerFired, Node: "n2", Term: 1, Index: 13, Last: 13},
		event.Event{Kind: event.BecamePreCandidate, Node: "n2", Term: 1, Text: "follower"},
		sends(vote("MsgPreVote", "n2", "n1", 2, 0, 0))))
	next = with(base, do{"n2": func(n *frame.Node) { n.Role, n.Term, n.Vote = frame.Candidate, 2, "n2" }})
	add("a timer runs out, without pre-vote", prev, ticks("n2", next,
		event.Event{Kind: event.TimerFired, Node: "n2", Term: 1, Index: 13, Last: 13},
		event.Event{Kind: event.TermChanged, Node: "n2", Term: 2, Index: 1},
		event.Event{Kind: event.BecameCandidate, Node: "n2", Term: 2, Text: "follower"}))

	prev = with(base, do{"n2": func(n *frame.Node) { n.Role, n.Granted = frame.PreCandidate, []string{"n2"} }})
	add("a pre-vote won", prev, delivers(vote("MsgPreVoteResp", "n1", "n2", 2, 0, 0), next,
		event.Event{Kind: event.VoteCounted, Node: "n2", Peer: "n1", Term: 2, Text: "granted"},
		event.Event{Kind: event.TermChanged, Node: "n2", Term: 2, Index: 1},
		event.Event{Kind: event.BecameCandidate, Node: "n2", Term: 2, Text: "precandidate"}))

	five := cluster(5)
	prev = with(five, do{"n2": all(holding(1, 1), func(n *frame.Node) {
		n.Role, n.Term, n.Vote, n.Granted, n.Refused = frame.Candidate, 2, "n2", []string{"n2"}, []string{"n5"}
	})})
	next = with(prev, do{"n2": func(n *frame.Node) { n.Granted = []string{"n2", "n1"} }})
	add("a vote counted", prev, delivers(vote("MsgVoteResp", "n1", "n2", 2, 0, 0), next,
		event.Event{Kind: event.VoteCounted, Node: "n2", Peer: "n1", Term: 2, Text: "granted"}))
	prev = with(prev, do{"n2": func(n *frame.Node) { n.Granted = []string{"n2", "n1"} }})
	next = with(five, do{"n2": all(holding(1, 1, 2), leading(2, 0, 0, 0, 0), func(n *frame.Node) {
		n.Log[2].Text, n.Synced = "no-op", 2
	})})
	add("an election won", prev, delivers(vote("MsgVoteResp", "n3", "n2", 2, 0, 0), next,
		event.Event{Kind: event.VoteCounted, Node: "n2", Peer: "n3", Term: 2, Text: "granted"},
		event.Event{Kind: event.BecameLeader, Node: "n2", Term: 2, Text: "candidate"},
		event.Event{Kind: event.Appended, Node: "n2", Term: 2, Index: 3, Last: 3}))

	prev = with(five, do{"n2": func(n *frame.Node) {
		n.Role, n.Term, n.Granted, n.Refused = frame.Candidate, 2, []string{"n2"}, []string{"n1", "n3"}
	}})
	next = with(five, do{"n2": term(2)})
	add("an election lost", prev, delivers(vote("MsgVoteResp", "n4", "n2", 2, 0, 0), next,
		event.Event{Kind: event.VoteCounted, Node: "n2", Peer: "n4", Term: 2, Text: "refused"},
		event.Event{Kind: event.BecameFollower, Node: "n2", Peer: "n4", Term: 2, Text: "candidate", Reason: event.LostVote}))
	add("an election ended by another's win", prev, delivers(&frame.Message{ID: 4, Type: "MsgApp", From: "n1", To: "n2", Term: 2}, with(five, do{"n2": following("n1", 2)}),
		event.Event{Kind: event.BecameFollower, Node: "n2", Peer: "n1", Term: 2, Text: "candidate", Reason: event.LeaderExists}))

	prev = with(five, do{"n1": all(holding(1, 4, 4), leading(4, 3, 3, 3, 0))})
	next = with(five, do{"n1": all(holding(1, 4, 4), term(6))})
	add("a leader deposed by a later term", prev, delivers(vote("MsgVote", "n5", "n1", 6, 2, 1), next,
		event.Event{Kind: event.TermChanged, Node: "n1", Peer: "n5", Term: 6, Index: 4},
		event.Event{Kind: event.BecameFollower, Node: "n1", Peer: "n5", Term: 6, Text: "leader", Reason: event.HigherTerm},
		event.Event{Kind: event.VoteRefused, Node: "n1", Peer: "n5", Term: 6, Reason: event.LogBehind}))
	prev = with(prev, do{"n1": func(n *frame.Node) { n.Transferee = "n2" }})
	add("leadership handed over", prev, delivers(vote("MsgVote", "n2", "n1", 5, 3, 4), with(five, do{"n1": all(holding(1, 4, 4), term(5))}),
		event.Event{Kind: event.BecameFollower, Node: "n1", Peer: "n2", Term: 5, Text: "leader", Reason: event.HigherTerm},
		event.Event{Kind: event.Voted, Node: "n1", Peer: "n2", Term: 5}))
	add("told to take over", with(five, do{"n2": following("n1", 4)}),
		delivers(&frame.Message{ID: 4, Type: "MsgTimeoutNow", From: "n1", To: "n2", Term: 4}, with(five, do{"n2": func(n *frame.Node) { n.Role, n.Term = frame.Candidate, 5 }}),
			event.Event{Kind: event.BecameCandidate, Node: "n2", Term: 5, Text: "follower"}))

	prev = with(five, do{"n1": all(leading(4, 3, 3, 3, 0), func(n *frame.Node) {
		for i := range n.Progress {
			n.Progress[i].Active = n.Progress[i].Node == "n2"
		}
		n.Timer.Elapsed = 9
	})})
	add("a leader without a quorum", prev, ticks("n1", with(five, do{"n1": term(4)}),
		event.Event{Kind: event.BecameFollower, Node: "n1", Term: 4, Text: "leader", Reason: event.NoQuorum}))
	prev = with(five, do{"n1": all(leading(4, 3, 3, 3, 0), func(n *frame.Node) { n.Timer.Elapsed = 9 })})
	add("a leader with a quorum", prev, ticks("n1", with(prev, do{"n1": func(n *frame.Node) { n.Timer.Elapsed = 0 }}),
		sends(&frame.Message{ID: 1, Type: "MsgHeartbeat", From: "n1", To: "n2", Term: 4}),
		sends(&frame.Message{ID: 2, Type: "MsgHeartbeat", From: "n1", To: "n3", Term: 4})))

	prev = with(base, do{"n2": func(n *frame.Node) { n.Timer.Elapsed = 6 }})
	add("a follower's tick", prev, ticks("n2", with(base, do{"n2": func(n *frame.Node) { n.Timer.Elapsed = 7 }})))
	prev = with(base, do{"n2": func(n *frame.Node) {
		n.Timer.Elapsed, n.Disk.Queue = 6, []frame.Write{{First: 1, Last: 1}}
	}})
	add("a tick that waits for the disk", prev, ticks("n2", prev))
	add("a heartbeat", with(base, do{"n2": following("n1", 1)}), delivers(&frame.Message{ID: 1, Type: "MsgHeartbeat", From: "n1", To: "n2", Term: 1}, with(base, do{"n2": following("n1", 1)}),
		sends(&frame.Message{ID: 2, Type: "MsgHeartbeatResp", From: "n2", To: "n1", Term: 1})))
	prev = with(base, do{"n2": term(4)})
	add("a heartbeat of an old term", prev, delivers(&frame.Message{ID: 1, Type: "MsgHeartbeat", From: "n1", To: "n2", Term: 1}, prev,
		sends(&frame.Message{ID: 2, Type: "MsgAppResp", From: "n2", To: "n1", Term: 4})))
	prev = with(base, do{"n3": func(n *frame.Node) {
		n.Config = &frame.Membership{Voters: []string{"n1", "n2"}, Learners: []string{"n3"}}
	}})
	add("a learner's tick", prev, ticks("n3", prev))
	add("a learner may not campaign", prev, commands("campaign n3", prev,
		event.Event{Kind: event.CampaignRefused, Node: "n3", Term: 1, Reason: event.NotVoter}))
	return out
}

func replication() []situation {
	var out []situation
	add := func(name string, prev *frame.Frame, s *event.Step) { out = append(out, situation{name, prev, s}) }
	five := cluster(5)
	resp := func(from string, index uint64) *frame.Message {
		return &frame.Message{ID: 30, Type: "MsgAppResp", From: from, To: "n1", Term: 2, Index: index}
	}
	match := func(commit uint64, ms ...uint64) *frame.Frame {
		return with(five, do{"n1": all(holding(1, 1, 2, 2), leading(2, ms...), func(n *frame.Node) { n.Commit = commit })})
	}

	add("an acknowledgement that is not enough", match(3, 3, 3, 0, 3), delivers(resp("n2", 4), match(3, 4, 3, 0, 3)))
	add("an entry committed by counting", match(3, 4, 3, 0, 3), delivers(resp("n5", 4), match(4, 4, 3, 0, 4),
		event.Event{Kind: event.Committed, Node: "n1", Term: 2, Index: 4, Last: 4}))
	add("entries of earlier terms committed with one", match(1, 3, 1, 0, 1), delivers(resp("n5", 3), match(3, 3, 1, 0, 3),
		event.Event{Kind: event.Committed, Node: "n1", Term: 2, Index: 2, Last: 3}))
	prev := with(match(3, 4, 4, 3, 3), do{"n1": func(n *frame.Node) { n.Synced = 3 }})
	next := with(match(4, 4, 4, 4, 3), do{"n1": func(n *frame.Node) { n.Synced = 3 }})
	add("committed before the leader's own fsync", prev, delivers(resp("n4", 4), next,
		event.Event{Kind: event.Committed, Node: "n1", Term: 2, Index: 4, Last: 4}))
	add("a late acknowledgement", match(4, 4, 3, 0, 4), delivers(resp("n3", 4), match(4, 4, 4, 0, 4)))

	f2 := with(five, do{"n2": all(holding(1, 1, 2), following("n1", 2), func(n *frame.Node) { n.Commit = 2 })})
	app := &frame.Message{ID: 31, Type: "MsgApp", From: "n1", To: "n2", Term: 2, Index: 3, LogTerm: 2, Commit: 3}
	add("a follower learns of a commit", f2, delivers(app, with(f2, do{"n2": func(n *frame.Node) { n.Commit = 3 }}),
		event.Event{Kind: event.Committed, Node: "n2", Term: 2, Index: 3, Last: 3}))
	more := *app
	more.Entries = entries(4, 2, 2)
	next = with(f2, do{"n2": all(holding(1, 1, 2, 2, 2), func(n *frame.Node) { n.Synced = 3 })})
	add("entries appended", f2, delivers(&more, next, event.Event{Kind: event.Appended, Node: "n2", Term: 2, Index: 4, Last: 5}))
	add("entries appended, and a commit learned", f2, delivers(&more, next,
		event.Event{Kind: event.Appended, Node: "n2", Term: 2, Index: 4, Last: 5},
		event.Event{Kind: event.Committed, Node: "n2", Term: 2, Index: 3, Last: 3}))
	add("entries held already", next, delivers(&more, next))
	add("a probe", f2, delivers(app, f2))

	// Figure 8: S1 of term 4 has copied its entry of term 2 to a majority.
	fig8 := func(m uint64) *frame.Frame {
		return with(five, do{"n1": all(holding(1, 2, 4), leading(4, 2, m, 0, 0), func(n *frame.Node) {
			n.Commit, n.Synced = 1, 2
		})})
	}
	add("Figure 8 (c)", fig8(1), delivers(&frame.Message{ID: 30, Type: "MsgAppResp", From: "n3", To: "n1", Term: 4, Index: 2}, fig8(2),
		event.Event{Kind: event.ProgressChanged, Node: "n1", Peer: "n3", Text: "probe→replicate"}))

	three := cluster(3)
	lead3 := with(three, do{"n1": all(holding(1, 1, 2), leading(2, 3, 3), func(n *frame.Node) { n.Commit = 3 })})
	next = with(lead3, do{"n1": func(n *frame.Node) {
		n.Log = entries(1, 1, 1, 2, 2)
	}})
	add("a proposal", lead3, delivers(&frame.Message{ID: 40, Type: request, From: "c1", To: "n1", Text: "put x 4"}, next,
		event.Event{Kind: event.Proposed, Node: "n1", Term: 2, Index: 4, Last: 4, Text: "put x 4"},
		event.Event{Kind: event.Appended, Node: "n1", Term: 2, Index: 4, Last: 4},
		sends(&frame.Message{ID: 41, Type: "MsgApp", From: "n1", To: "n2", Term: 2, Index: 3, LogTerm: 2, Entries: entries(4, 2)})))
	add("a proposal sent on", with(three, do{"n2": following("n1", 2)}), delivers(&frame.Message{ID: 40, Type: request, From: "c1", To: "n2", Text: "put x 4"}, with(three, do{"n2": following("n1", 2)}),
		event.Event{Kind: event.ProposalForwarded, Node: "n2", Peer: "n1"}))
	add("a proposal without a leader", three, delivers(&frame.Message{ID: 40, Type: request, From: "c1", To: "n2", Text: "put x 4"}, three,
		event.Event{Kind: event.ProposalDropped, Node: "n2", Reason: event.NoLeader}))
	add("a membership change too many", lead3, delivers(&frame.Message{ID: 40, Type: request, From: "c1", To: "n1", Text: "member add n4"}, lead3,
		event.Event{Kind: event.ProposalDropped, Node: "n1", Reason: event.ConfPending}))

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
	add("an append refused: too short", fig7, delivers(probe("n3", 10, 6), fig7,
		event.Event{Kind: event.AppendRefused, Node: "n3", Peer: "n1", Term: 8, Index: 10, Last: 4, Reason: event.NoEntry}))
	add("an append refused: another term", fig7, delivers(probe("n7", 10, 6), fig7,
		event.Event{Kind: event.AppendRefused, Node: "n7", Peer: "n1", Term: 8, Index: 10, Last: 10, Reason: event.TermDiffers}))
	next = with(fig7, do{"n1": func(n *frame.Node) {
		n.Progress = append([]frame.Progress{}, n.Progress...)
		n.Progress[5].Next = 4
	}})
	add("a refusal's hint", fig7, delivers(&frame.Message{ID: 51, Type: "MsgAppResp", From: "n7", To: "n1", Term: 8, Index: 10, Reject: true, Hint: 10, LogTerm: 3}, next,
		sends(probe("n7", 3, 1, entries(4, 4, 4)...))))
	next = with(fig7, do{"n7": all(holding(1, 1, 1, 4, 4, 5, 5, 6, 6, 6), func(n *frame.Node) { n.Synced = 3 })})
	add("entries removed", fig7, delivers(probe("n7", 3, 1, entries(4, 4, 4, 5, 5, 6, 6, 6)...), next,
		event.Event{Kind: event.Truncated, Node: "n7", Peer: "n1", Term: 8, Index: 4, Last: 11},
		event.Event{Kind: event.Appended, Node: "n7", Term: 8, Index: 4, Last: 10}))
	next = with(fig7, do{"n1": func(n *frame.Node) {
		n.Progress = append([]frame.Progress{}, n.Progress...)
		n.Progress[1].Match, n.Progress[1].Next, n.Progress[1].State = 4, 11, frame.Replicate
	}})
	add("a follower found again", with(fig7, do{"n1": func(n *frame.Node) { n.Commit = 4 }}),
		delivers(&frame.Message{ID: 52, Type: "MsgAppResp", From: "n3", To: "n1", Term: 8, Index: 4}, with(next, do{"n1": func(n *frame.Node) { n.Commit = 4 }}),
			event.Event{Kind: event.ProgressChanged, Node: "n1", Peer: "n3", Text: "probe→replicate"}))

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
	add("committed in a joint configuration", prev, delivers(resp("n4", 5), next,
		event.Event{Kind: event.Committed, Node: "n1", Term: 2, Index: 5, Last: 5}))
	add("not enough in a joint configuration", prev, delivers(resp("n3", 4), prev))
	add("a joint configuration applied", five, &event.Step{Cause: event.Cause{Type: event.Apply, Node: "n1"}, Frame: next, Events: []event.Event{
		{Kind: event.Applied, Node: "n1", Index: 4, Last: 4}, {Kind: event.ConfChanged, Node: "n1", Index: 4, Text: "voters n1,n4,n5 joint n1,n2,n3"}}})
	next = with(five, do{"n1": func(n *frame.Node) {
		n.Config = &frame.Membership{Voters: []string{"n1", "n2", "n3"}, Learners: []string{"n4"}}
	}})
	add("a learner added", five, &event.Step{Cause: event.Cause{Type: event.Apply, Node: "n1"}, Frame: next, Events: []event.Event{
		{Kind: event.ConfChanged, Node: "n1", Index: 4, Text: "voters n1,n2,n3 learners n4"}}})
	return out
}
