package check

import (
	"testing"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

func TestOneVote(t *testing.T) {
	twice := []frame.Violation{{
		Text:  lang.Text{EN: "n2 voted for n3 in term 5, but its vote in that term already went to n1 at step 1."},
		Nodes: []string{"n2", "n3"},
	}}
	run(t, "one-vote", []scene{
		{
			name: "two in a term",
			drawing: `
				n2 F5 v1 w5/1
				--
				> n2 MsgVoteResp n1 5
				--
				n2 F5 v3 w5/3
				> n2 MsgVoteResp n3 5
			`,
			broken: twice,
		},
		{
			name: "two in a term, with another between",
			drawing: `
				n2 F5 v1 w5/1
				--
				> n2 MsgVoteResp n1 5
				--
				n2 F6 v3 w6/3
				> n2 MsgVoteResp n3 6
				--
				> n2 MsgVoteResp n3 5
			`,
			broken: twice,
		},
		{
			name: "forgotten in a crash",
			drawing: `
				n2 F5 v1 w5/1
				--
				> n2 MsgVoteResp n1 5
				--
				n2 F5 w5 down
				--
				n2 F5 w5
				--
				n2 F5 v3 w5/3
				> n2 MsgVoteResp n3 5
			`,
			broken: twice,
		},
		{
			name: "sent before its disk holds it",
			drawing: `
				n2 F4 w4
				--
				n2 F5 v1 w4
				> n2 MsgVoteResp n1 5
			`,
			broken: []frame.Violation{{
				Text: lang.Text{EN: "n2's vote for n1 in term 5 counts, but a power failure would leave term 4 and no vote on its disk." +
					" It could then vote for another."},
				Nodes: []string{"n2", "n1"},
			}},
		},
		{
			name: "counted before the candidate's own disk holds it",
			drawing: `
				n2 F4 v3 w4/3
				--
				n2 C5 v2 w4/3
				--
				n2 C5 v2 w4/3
				! vote_counted n2 5
			`,
			broken: []frame.Violation{{
				Text: lang.Text{EN: "n2's vote for n2 in term 5 counts, but a power failure would leave term 4 and a vote for n3 on its disk." +
					" It could then vote for another."},
				Nodes: []string{"n2"},
			}},
		},
		{name: "the same vote again", drawing: `
			n2 F5 v1 w5/1
			--
			> n2 MsgVoteResp n1 5
			--
			> n2 MsgVoteResp n1 5
		`},
		{name: "refusals are no votes", drawing: `
			n2 F5 v1 w5/1
			--
			> n2 MsgVoteResp n1 5
			--
			> n2 MsgVoteResp n3 5 no
		`},
		{name: "a pre-vote is no vote", drawing: `
			n2 P4 w4
			--
			> n2 MsgPreVoteResp n1 5
			! vote_counted n2 5
		`},
		{name: "a vote that no one saw is not remembered", drawing: `
			n2 F5 v1 w4
			--
			n2 F4 w4 down
			--
			n2 F4 w4
			--
			n2 F5 v3 w5/3
			> n2 MsgVoteResp n3 5
		`},
		{name: "a disk that lied is believed, and then forgets", drawing: `
			n2 F5 v1 w4
			--
			! sync_lied n2
			> n2 MsgVoteResp n1 5
			--
			n2 F4 w4 down
			--
			n2 F4 w4
			--
			n2 F5 v3 w5/3
			> n2 MsgVoteResp n3 5
		`},
		{name: "files that are wiped forget", drawing: `
			n2 F5 v1 w5/1
			--
			> n2 MsgVoteResp n1 5
			--
			n2 F5 v1 w5/1 down
			--
			n2 F0 w0 down
			! wiped n2
			--
			n2 F0
			--
			n2 F5 v3 w5/3
			> n2 MsgVoteResp n3 5
		`},
		{name: "what a process found it takes for written", drawing: `
			n2 F4 w4
			--
			n2 F5 v1 w4 down
			--
			n2 F5 v1 w4
			--
			> n2 MsgVoteResp n1 5
		`},
	})
}

// An honest disk that has lied before is asked again.
func TestOneVoteAfterALie(t *testing.T) {
	got := play(t, `
		n2 F5 v1 w4
		--
		! sync_lied n2
		> n2 MsgVoteResp n1 5
		--
		n2 F6 v1 w6/1
		! synced n2
		--
		n2 F7 v1 w6/1
		> n2 MsgVoteResp n1 7
	`)
	if len(got) != 1 || got[0].Property != "one-vote" {
		t.Errorf("got %v", got)
	}
}
