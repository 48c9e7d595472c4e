package check

import (
	"testing"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

func TestCommitsDurable(t *testing.T) {
	run(t, "commits-durable", []scene{
		{
			name: "the leader alone",
			drawing: `
				n1 L1 m123 d1 | 1a
				n2 F1 m123 | 1a
				n3 F1 m123 |
				--
				n1 L1 m123 c1 d1 | 1a
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n1, leader of term 1, counts entry 1, "del a" (term 1) as committed, but no majority of n1, n2, n3 has it on disk: it is not on n2, n3.`},
				Nodes: []string{"n1", "n2", "n3"}, Index: 1,
			}},
		},
		{
			name: "half is no majority",
			drawing: `
				n1 L1 m12 d1 | 1a
				n2 F1 m12 |
				--
				n1 L1 m12 c1 d1 | 1a
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n1, leader of term 1, counts entry 1, "del a" (term 1) as committed, but no majority of n1, n2 has it on disk: it is not on n2.`},
				Nodes: []string{"n1", "n2"}, Index: 1,
			}},
		},
		{
			name: "of a joint configuration one half",
			drawing: `
				n1 L1 m1/123 d1 | 1a
				n2 F1 m1/123 |
				n3 F1 m1/123 |
				--
				n1 L1 m1/123 c1 d1 | 1a
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n1, leader of term 1, counts entry 1, "del a" (term 1) as committed, but no majority of n1, n2, n3 has it on disk: it is not on n2, n3.`},
				Nodes: []string{"n1", "n2", "n3"}, Index: 1,
			}},
		},
		{
			name: "a follower's disk holds another entry there",
			drawing: `
				n1 L3 m123 d1 | 3a
				n2 F3 m123 d1 | 2b
				n3 F3 m123 |
				--
				n1 L3 m123 c1 d1 | 3a
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n1, leader of term 3, counts entry 1, "del a" (term 3) as committed, but no majority of n1, n2, n3 has it on disk: it is not on n2, n3.`},
				Nodes: []string{"n1", "n2", "n3"}, Index: 1,
			}},
		},
		{
			name: "a majority, but of an earlier term",
			drawing: `
				n1 L3 m123 d1 | 2a
				n2 F3 m123 d1 | 2a
				n3 F3 m123 d1 | 2a
				--
				n1 L3 m123 c1 d1 | 2a
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: "n1, leader of term 3, has committed up to index 1, an entry of term 2. It may count copies of entries of its own term only."},
				Nodes: []string{"n1"}, Index: 1,
			}},
		},
		{name: "a majority", drawing: `
			n1 L1 m123 d1 | 1a
			n2 F1 m123 d1 | 1a
			n3 F1 m123 |
			--
			n1 L1 m123 c1 d1 | 1a
		`},
		{name: "a majority without the leader", drawing: `
			n1 L1 m123 | 1a
			n2 F1 m123 d1 | 1a
			n3 F1 m123 d1 | 1a
			--
			n1 L1 m123 c1 | 1a
		`},
		{name: "a node that is down has a disk", drawing: `
			n1 L1 m123 d1 | 1a
			n2 F1 m123 d1 down | 1a
			n3 F1 m123 |
			--
			n1 L1 m123 c1 d1 | 1a
		`},
		{name: "a snapshot stands for it", drawing: `
			n1 L1 m123 d1 | 1a
			n2 F1 m123 d1 f2 s1/1 |
			n3 F1 m123 |
			--
			n1 L1 m123 c1 d1 | 1a
		`},
		{name: "a follower learns of it", drawing: `
			n1 F1 m123 | 1a
			n2 F1 m123 |
			--
			n1 F1 m123 c1 | 1a
		`},
		{name: "in the configuration that the step ended", drawing: `
			n1 L1 m1 d1 | 1a
			n2 F1 |
			--
			n1 L1 m12 c1 d1 | 1a
		`},
		{name: "a disk that lied is believed", drawing: `
			n1 L1 m123 d1 | 1a
			n2 F1 m123 | 1a
			n3 F1 m123 |
			--
			n2 F1 m123 y1 | 1a
			! sync_lied n2
			--
			n1 L1 m123 c1 d1 | 1a
		`},
		{name: "a node that was wiped counts for what it had", drawing: `
			n1 L1 m123 d1 | 1a
			n2 F1 m123 d1 down | 1a
			n3 F1 m123 |
			--
			n2 F0 m123 down |
			! wiped n2
			--
			n1 L1 m123 c1 d1 | 1a
		`},
	})
}
