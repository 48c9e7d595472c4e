package check

import (
	"testing"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

func TestStateMachineSafety(t *testing.T) {
	run(t, "state-machine-safety", []scene{
		{
			name: "another entry applied",
			drawing: `
				n1 F3 | 1a 2b
				n2 F3 | 1a 3x
				--
				n1 F3 c2 a2 | 1a 2b
				--
				n2 F3 c2 a2 | 1a 3x
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n2 applied "del x" (term 3) at index 2, where n1 committed "del b" (term 2) at step 1. What is committed must not change.`},
				Nodes: []string{"n1", "n2"}, Index: 2,
			}},
		},
		{
			name: "another entry committed",
			drawing: `
				n1 F3 | 1a 2b
				n2 F3 | 1a 3x
				--
				n1 F3 c2 | 1a 2b
				n2 F3 c2 | 1a 3x
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n2 committed "del x" (term 3) at index 2, where n1 committed "del b" (term 2) at step 1. What is committed must not change.`},
				Nodes: []string{"n1", "n2"}, Index: 2,
			}},
		},
		{
			name: "a follower overwrites what it knew to be committed",
			drawing: `
				n1 F3 c2 | 1a 2b
				--
				n1 F3 c2 | 1a 3x
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n1 overwrote with "del x" (term 3) the entry at index 2, "del b" (term 2), which it knew to be committed.`},
				Nodes: []string{"n1"}, Index: 2,
			}},
		},
		{
			name: "a follower removes what it knew to be committed",
			drawing: `
				n1 F3 c2 | 1a 2b
				--
				n1 F3 c1 | 1a
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n1 removed the entry at index 2, "del b" (term 2), which it knew to be committed.`},
				Nodes: []string{"n1"}, Index: 2,
			}},
		},
		{
			name: "the committer lost it, and commits another in its place",
			drawing: `
				n1 F3 c2 y2 | 1a 2b
				n2 F3 | 1a
				--
				n1 F3 c1 down | 1a
				--
				n1 F3 c1 | 1a
				--
				n1 F3 c1 | 1a 3x
				--
				n1 F3 c2 | 1a 3x
			`,
			broken: []frame.Violation{{
				Text: lang.Text{EN: `n1 committed "del x" (term 3) at index 2, where n1 committed "del b" (term 2) at the start. What is committed must not change.` +
					` n1 held it and its disk had reported it synced; the power failure at step 1 took it.`},
				Nodes: []string{"n1"}, Index: 2,
			}},
		},
		{
			name: "a node comes back with another entry",
			drawing: `
				n1 F3 c2 | 1a 2b
				n2 F3 c2 down | 1a 3x
				--
				n2 F3 c2 | 1a 3x
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n2 committed "del x" (term 3) at index 2, where n1 committed "del b" (term 2) at the start. What is committed must not change.`},
				Nodes: []string{"n1", "n2"}, Index: 2,
			}},
		},
		{
			name: "applied before raft says committed",
			drawing: `
				n1 F3 c2 | 1a 2b
				n2 F3 | 1a 3x
				--
				n2 F3 c0 a2 | 1a 3x
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n2 applied "del x" (term 3) at index 2, where n1 committed "del b" (term 2) at the start. What is committed must not change.`},
				Nodes: []string{"n1", "n2"}, Index: 2,
			}, {
				Property: "applied-committed",
				Text:     lang.Text{EN: "n2 has applied its log up to index 2, but knows it to be committed up to index 0 only."},
				Nodes:    []string{"n2"}, Index: 2,
			}},
		},
		{
			name: "a snapshot of another past",
			drawing: `
				n1 F3 c2 | 1a 2b
				n2 F3 | 1a
				--
				n2 F3 c2 s2/3 f3 |
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n2's snapshot ends with an entry of term 3 at index 2, where n1 committed "del b" (term 2) at the start.`},
				Nodes: []string{"n1", "n2"}, Index: 2,
			}},
		},
		{name: "the same entry everywhere", drawing: `
				n1 F2 | 1a 2b
				n2 F2 | 1a 2b
				--
				n1 F2 c2 a1 | 1a 2b
				--
				n2 F2 c2 a2 | 1a 2b
				--
				n1 F2 c2 a2 | 1a 2b
			`},
		{name: "overwrites what is not committed", drawing: `
				n1 F3 c1 | 1a 2b
				--
				n1 F3 c1 | 1a 3x
				--
				n1 F3 c2 | 1a 3x
			`},
		{name: "the log differs, but only after the commit", drawing: `
				n1 F3 c2 | 1a 2b 2c
				n2 F3 c1 | 1a 2b 3x
				--
				n2 F3 c2 | 1a 2b 3x
			`},
		{name: "a restart knows less and learns it again", drawing: `
				n1 F2 c2 a2 | 1a 2b
				n2 F2 c2 a2 | 1a 2b
				--
				n2 F2 c1 a0 down | 1a 2b
				--
				n2 F2 c1 a0 | 1a 2b
				--
				n2 F2 c2 a2 | 1a 2b
			`},
		{name: "a snapshot takes the place of the log", drawing: `
				n1 F2 c3 a3 | 1a 2b 2c
				n2 F2 c1 a1 | 1a 1x
				--
				n2 F2 c3 a3 s3/2 f4 |
			`},
		{name: "a dead node commits nothing", drawing: `
				n1 F3 c2 down | 1a 3x
				n2 F3 c1 | 1a 2b
				--
				n2 F3 c2 | 1a 2b
			`},
		{name: "wiped and refilled", drawing: `
				n1 F2 c2 | 1a 2b
				n2 F2 c2 | 1a 2b
				--
				n2 F2 c2 down | 1a 2b
				--
				n2 F0 down |
				! wiped n2
				--
				n2 F0 |
				--
				n2 F2 c2 | 1a 2b
			`},
		{name: "a new node joins", drawing: `
				n1 F2 c2 | 1a 2b
				--
				n2 F0 |
				--
				n2 F2 c2 s2/2 f3 |
			`},
	})
}
