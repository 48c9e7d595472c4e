package check

import (
	"testing"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

func TestLogMatching(t *testing.T) {
	run(t, "log-matching", []scene{
		{
			name: "one index and term, two entries",
			drawing: `
				n1 F2 | 1a 2b
				n2 F2 | 1a
				--
				n2 F2 | 1a 2x
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n2 and n1 both hold an entry of term 2 at index 2, but not the same one: "del x" on n2, "del b" on n1.`},
				Nodes: []string{"n2", "n1"}, Index: 2,
			}},
		},
		{
			name: "the same entry after different ones",
			drawing: `
				n1 F3 | 1a 1b 3c
				n2 F3 | 1a 2x
				--
				n2 F3 | 1a 2x 3c
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n2 and n1 hold the same entry at index 3, "del c" (term 3), but differ before it, at index 2: "del x" (term 2) on n2, "del b" (term 1) on n1.`},
				Nodes: []string{"n2", "n1"}, Index: 2,
			}},
		},
		{
			name: "with the log of a node that is down",
			drawing: `
				n1 F2 down | 1a 2b
				n2 F2 | 1a
				--
				n2 F2 | 1a 2x
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n2 and n1 both hold an entry of term 2 at index 2, but not the same one: "del x" on n2, "del b" on n1.`},
				Nodes: []string{"n2", "n1"}, Index: 2,
			}},
		},
		{
			name: "a snapshot before it tells another term",
			drawing: `
				n1 F3 c2 s2/1 f3 | 3c
				n2 F3 | 1a 2x
				--
				n2 F3 | 1a 2x 3c
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n2 and n1 hold the same entry at index 3, "del c" (term 3), but differ before it, at index 2: "del x" (term 2) on n2, a snapshot that ends in term 1 on n1.`},
				Nodes: []string{"n2", "n1"}, Index: 2,
			}},
		},
		{
			name: "both new in one step",
			drawing: `
				n1 F2 | 1a
				n2 F2 | 1a
				--
				n1 F2 | 1a 2b
				n2 F2 | 1a 2x
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n1 and n2 both hold an entry of term 2 at index 2, but not the same one: "del b" on n1, "del x" on n2.`},
				Nodes: []string{"n1", "n2"}, Index: 2,
			}},
		},
		{
			name: "overwritten in the middle by a lying disk",
			drawing: `
				n1 F2 | 1a 1b 2c
				n2 F2 | 1a 1b 2c
				--
				n2 F2 down | 1a 1b 2c
				--
				n2 F2 down | 1a 1x 2c
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: `n2 and n1 both hold an entry of term 1 at index 2, but not the same one: "del x" on n2, "del b" on n1.`},
				Nodes: []string{"n2", "n1"}, Index: 2,
			}},
		},
		{name: "different terms at one index", drawing: `
				n1 F3 | 1a 2b
				n2 F3 | 1a
				--
				n2 F3 | 1a 3x
			`},
		{name: "entries of other types differ in term", drawing: `
				n1 F3 | 1a 2b 2c 2d
				n2 F3 | 1a 3x 3y
				--
				n2 F3 | 1a 2b 2c
			`},
		{name: "the log begins after the other's end", drawing: `
				n1 F3 c3 s3/2 f4 | 3d
				n2 F3 | 1a
				--
				n2 F3 | 1a 2b
			`},
		{name: "catches up behind a snapshot", drawing: `
				n1 L3 c3 s3/2 f4 | 3d
				n2 F3 | 1a
				--
				n2 F3 c3 s3/2 f4 |
				--
				n2 F3 c3 s3/2 f4 | 3d
			`},
		{name: "nothing is known before the first", drawing: `
				n1 L3 c3 s3/2 f3 | 2c 3d
				n2 F3 | 1a 1b 2c
				--
				n2 F3 | 1a 1b 2c 3d
			`},
	})
}
