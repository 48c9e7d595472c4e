package check

import (
	"testing"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

func TestElectionSafety(t *testing.T) {
	run(t, "election-safety", []scene{
		{
			name: "two leaders of one term",
			drawing: `
				n1 L2
				n2 F1
				--
				n2 L2
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: "n2 became leader of term 2, but n1 already became its leader at the start."},
				Nodes: []string{"n1", "n2"},
			}},
		},
		{
			name: "the first has long stepped down",
			drawing: `
				n1 F1
				n2 F1
				--
				n1 L2
				--
				n1 F3
				--
				n2 L4
				--
				n2 F4
				--
				n2 L2
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: "n2 became leader of term 2, but n1 already became its leader at step 1."},
				Nodes: []string{"n1", "n2"},
			}, {
				Property: "terms-rise",
				Text:     lang.Text{EN: "n2 went back from term 4 to term 2."},
				Nodes:    []string{"n2"},
			}},
		},
		{
			name: "a vote given twice, for the disk had lied",
			drawing: `
				n1 F1
				n2 F1
				n3 F1
				--
				n1 L2 v1
				n2 F2 v1
				--
				n2 F1 down
				--
				n2 F1
				--
				n3 L2 v3
				n2 F2 v3
			`,
			broken: []frame.Violation{{
				Text: lang.Text{EN: "n3 became leader of term 2, but n1 already became its leader at step 1." +
					" n2 had voted for n1 in term 2; then it went down at step 2, and its disk brought back term 1 without that vote."},
				Nodes: []string{"n1", "n3"},
			}},
		},
		{
			name: "a vote given twice, for the files were wiped",
			drawing: `
				n1 L2 v1
				n2 F2 v1
				n3 F1
				--
				n2 F2 v1 down
				--
				n2 F0 down
				! wiped n2
				--
				n2 F0
				--
				n3 L2 v3
			`,
			broken: []frame.Violation{{
				Text: lang.Text{EN: "n3 became leader of term 2, but n1 already became its leader at the start." +
					" n2 had voted for n1 in term 2; then its files were wiped, and it came back at step 3 knowing nothing of it."},
				Nodes: []string{"n1", "n3"},
			}},
		},
		{
			name: "a whole majority forgot the term",
			drawing: `
				n1 F5
				n2 F7 v2
				n3 F7
				--
				n1 L6 v1
				--
				n2 F4 down
				--
				n2 F4
				--
				n3 L6 v3
			`,
			broken: []frame.Violation{{
				Text: lang.Text{EN: "n3 became leader of term 6, but n1 already became its leader at step 1." +
					" n2 had already reached term 7; then it went down at step 2, and its disk brought back term 4 without that vote."},
				Nodes: []string{"n1", "n3"},
			}, {
				Property: "terms-rise",
				Text:     lang.Text{EN: "n3 went back from term 7 to term 6."},
				Nodes:    []string{"n3"},
			}},
		},
		{
			name: "seen only in the events",
			drawing: `
				n1 L2
				n2 F1
				--
				n2 F3
				! became_leader n2 2
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: "n2 became leader of term 2, but n1 already became its leader at the start."},
				Nodes: []string{"n1", "n2"},
			}},
		},
		{name: "leaders of two terms at once", drawing: `
				n1 L2
				n2 F1
				--
				n2 L3
				! became_leader n2 3
			`},
		{name: "a leader stays, paused and not", drawing: `
				n1 L2
				--
				n1 L2 paused
				--
				n1 L2 | 2a
			`},
		{name: "candidates of one term", drawing: `
				n1 C2
				n2 F1
				--
				n2 C2
			`},
		{name: "one node twice in a term", drawing: `
				n1 L2
				--
				n1 F1 down
				--
				n1 F1
				--
				n1 L2
			`},
		{name: "a dead node does not lead", drawing: `
				n1 L2
				n2 L1 down
				--
				n2 L2 down
			`},
		{name: "terms out of order", drawing: `
				n1 F1
				n2 F1
				--
				n1 L5
				--
				n2 L3
				--
				n2 L4
			`},
	})
}
