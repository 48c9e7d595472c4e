package check

import (
	"testing"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

func TestLeaderAppendOnly(t *testing.T) {
	run(t, "leader-append-only", []scene{
		{
			name: "removes its last entry",
			drawing: `
				n1 L2 | 1a 2b
				--
				n1 L2 | 1a
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n1, leader of term 2, removed entry 2, "del b" (term 2). A leader only appends to its log.`},
				Nodes: []string{"n1"}, Index: 2,
			}},
		},
		{
			name: "overwrites in the middle",
			drawing: `
				n1 L2 | 1a 1b 2c
				--
				n1 L2 | 1a 2x 2c
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n1, leader of term 2, overwrote entry 2, "del b" (term 1), with "del x" (term 2). A leader only appends to its log.`},
				Nodes: []string{"n1"}, Index: 2,
			}},
		},
		{
			name: "while paused",
			drawing: `
				n1 L2 | 1a 2b
				--
				n1 L2 paused | 1a 2x
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n1, leader of term 2, overwrote entry 2, "del b" (term 2), with "del x" (term 2). A leader only appends to its log.`},
				Nodes: []string{"n1"}, Index: 2,
			}},
		},
		{
			name: "discards what no snapshot stands for",
			drawing: `
				n1 L2 s1/1 | 1a 1b 2c
				--
				n1 L2 s1/1 f3 | 2c
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n1, leader of term 2, discarded entry 2, "del b" (term 1), which no snapshot stands for. A leader only appends to its log.`},
				Nodes: []string{"n1"}, Index: 2,
			}},
		},
		{
			name: "loses all its log",
			drawing: `
				n1 L2 | 1a 2b
				--
				n1 L2 f3 |
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n1, leader of term 2, discarded entry 1, "del a" (term 1), which no snapshot stands for. A leader only appends to its log.`},
				Nodes: []string{"n1"}, Index: 1,
			}},
		},
		{name: "appends", drawing: `
				n1 L2 | 1a
				--
				n1 L2 | 1a 2b 2c
			`},
		{name: "discards behind a snapshot", drawing: `
				n1 L2 c2 | 1a 1b 2c
				--
				n1 L2 c2 s2/1 f3 | 2c
				--
				n1 L2 c3 s3/2 f4 |
			`},
		{name: "a follower truncates", drawing: `
				n1 F2 | 1a 1b
				--
				n1 F2 | 1a 2x
			`},
		{name: "a deposed leader truncates", drawing: `
				n1 L2 | 1a 2b
				--
				n1 F3 | 1a
			`},
		{name: "truncated before it took office", drawing: `
				n1 F2 | 1a 1b
				--
				n1 L3 | 1a 3x
			`},
		{name: "a crash takes what was not synced", drawing: `
				n1 L2 | 1a 2b
				--
				n1 L2 down | 1a
				--
				n1 F2 | 1a
			`},
	})
}
