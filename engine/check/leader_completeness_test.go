package check

import (
	"testing"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

func TestLeaderCompleteness(t *testing.T) {
	run(t, "leader-completeness", []scene{
		{
			name: "elected with a shorter log",
			drawing: `
				n1 L2 | 1a 2b
				n2 F2 | 1a
				--
				n1 L2 c2 | 1a 2b
				--
				n2 L3 | 1a
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n2 became leader of term 3 without entry 2, "del b" (term 2), which n1 committed in term 2 at step 1. n2's log ends at index 1.`},
				Nodes: []string{"n1", "n2"}, Index: 2,
			}},
		},
		{
			name: "elected with another entry",
			drawing: `
				n1 L3 | 1a 2b
				n2 F2 | 1a 1x 1y
				--
				n1 L3 c2 | 1a 2b
				--
				n2 L4 c1 | 1a 1x 1y 4z
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n2 became leader of term 4 without entry 2, "del b" (term 2), which n1 committed in term 3 at step 1. There n2 holds "del x" (term 1).`},
				Nodes: []string{"n1", "n2"}, Index: 2,
			}},
		},
		{
			name: "a later leader already leads",
			drawing: `
				n1 L2 | 1a 2b
				n2 L3 | 1a 3x
				--
				n1 L2 c2 | 1a 2b
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n1 committed entry 2, "del b" (term 2), in term 2, but n2, already leader of term 3, does not hold it. There n2 holds "del x" (term 3).`},
				Nodes: []string{"n1", "n2"}, Index: 2,
			}},
		},
		{
			name: "the majority's disks lied",
			drawing: `
				n1 L2 y2 | 1a 2b
				n2 F2 y2 | 1a 2b
				n3 F2 | 1a
				--
				n1 L2 y2 c2 | 1a 2b
				--
				n2 F2 down | 1a
				--
				n2 F2 y1 | 1a
				--
				n3 L3 | 1a
			`,
			broken: []frame.Violation{{
				Text: lang.Text{EN: `n3 became leader of term 3 without entry 2, "del b" (term 2), which n1 committed in term 2 at step 1. n3's log ends at index 1.` +
					` n2 held it and its disk had reported it synced; the power failure at step 2 took it.`},
				Nodes: []string{"n1", "n3"}, Index: 2,
			}},
		},
		{
			name: "the committer itself lost it",
			drawing: `
				n1 L2 y2 c1 | 1a 2b
				n2 F2 | 1a
				--
				n1 L2 y2 c2 | 1a 2b
				--
				n1 F2 c1 down | 1a
				--
				n1 F2 c1 | 1a
				--
				n1 L3 c1 | 1a
			`,
			broken: []frame.Violation{{
				Text: lang.Text{EN: `n1 became leader of term 3 without entry 2, "del b" (term 2), which n1 committed in term 2 at step 1. n1's log ends at index 1.` +
					` n1 held it and its disk had reported it synced; the power failure at step 2 took it.`},
				Nodes: []string{"n1"}, Index: 2,
			}},
		},
		{
			name: "wiped nodes elect one of theirs",
			drawing: `
				n1 L2 y2 | 1a 2b
				n2 F2 y2 | 1a 2b
				n3 F2 y2 | 1a 2b
				--
				n1 L2 y2 c2 | 1a 2b
				n2 F2 y2 c2 | 1a 2b
				--
				n2 F2 y2 c2 down | 1a 2b
				--
				n2 F0 down |
				! wiped n2
				--
				n2 F0 |
				--
				n2 L3 | 3x
			`,
			broken: []frame.Violation{{
				Text: lang.Text{EN: `n2 became leader of term 3 without entry 1, "del a" (term 1), which n1 committed in term 2 at step 1. There n2 holds "del x" (term 3).` +
					` n2 held it until its files were wiped.`},
				Nodes: []string{"n1", "n2"}, Index: 1,
			}},
		},
		{
			name: "its snapshot ends with another",
			drawing: `
				n1 L2 | 1a 2b
				n2 F2 s2/1 f3 |
				--
				n1 L2 c2 | 1a 2b
				--
				n2 L3 s2/1 f3 |
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n2 became leader of term 3 without entry 2, "del b" (term 2), which n1 committed in term 2 at step 1. There n2 holds a snapshot that ends in term 1.`},
				Nodes: []string{"n1", "n2"}, Index: 2,
			}},
		},
		{
			name: "a hole between snapshot and log",
			drawing: `
				n1 L2 | 1a 2b 2c
				n2 F2 | 1a
				--
				n1 L2 c3 | 1a 2b 2c
				--
				n2 L3 s1/1 f3 | 2c
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n2 became leader of term 3 without entry 2, "del b" (term 2), which n1 committed in term 2 at step 1. There n2 holds nothing.`},
				Nodes: []string{"n1", "n2"}, Index: 2,
			}},
		},
		{name: "holds it without knowing it committed", drawing: `
				n1 L2 | 1a 2b
				n2 F2 | 1a 2b
				--
				n1 L2 c2 | 1a 2b
				--
				n2 L3 c0 | 1a 2b 3c
			`},
		{name: "a snapshot stands for it", drawing: `
				n1 L2 c3 | 1a 2b 2c
				n2 F2 | 1a
				--
				n2 F2 c2 s2/2 f3 | 2c
				--
				n2 L3 c2 s2/2 f3 | 2c
			`},
		{name: "leader of an earlier term", drawing: `
				n1 L3 | 1a 3b
				n2 F1 | 1a
				--
				n1 L3 c2 | 1a 3b
				--
				n2 L2 | 1a
			`},
		{name: "on a majority, but not committed (Raft, Figure 8)", drawing: `
				n1 F4 c1 | 1a 2b
				n2 F4 c1 | 1a 2b
				n3 F4 c1 | 1a 2b
				n5 F3 c1 | 1a 3c
				--
				n5 L5 c1 | 1a 3c
				--
				n1 F5 c1 | 1a 3c
				--
				n5 L5 c2 | 1a 3c
			`},
		{name: "a later leader holds what an earlier one commits", drawing: `
				n1 L2 | 1a 2b
				n2 L3 | 1a 2b 3c
				--
				n1 L2 c2 | 1a 2b
			`},
		{name: "a dead leader", drawing: `
				n1 L2 | 1a 2b
				n2 L3 down | 1a
				--
				n1 L2 c2 | 1a 2b
			`},
		{name: "a later leader commits its own", drawing: `
				n1 L2 c2 | 1a 2b
				n2 F2 c1 | 1a 2b
				--
				n2 L3 c1 | 1a 2b 3n
				--
				n2 L3 c3 | 1a 2b 3n
				--
				n1 F3 c3 | 1a 2b 3n
			`},
	})
}
