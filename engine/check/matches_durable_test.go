package check

import (
	"testing"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

func TestMatchesDurable(t *testing.T) {
	broke := []frame.Violation{{
		Text:  lang.Text{EN: "n1, leader of term 3, counts n2 for its log up to index 2, but n2's disk does not hold that."},
		Nodes: []string{"n1", "n2"}, Index: 2,
	}}
	run(t, "matches-durable", []scene{
		{
			name: "not on disk",
			drawing: `
				n1 L3 p2/1 d2 | 2a 3b
				n2 F3 d1 | 2a 3b
				--
				n1 L3 p2/2 d2 | 2a 3b
			`,
			broken: broke,
		},
		{
			name: "another entry",
			drawing: `
				n1 L3 p2/1 d2 | 2a 3b
				n2 F3 d2 | 2a 2x
				--
				n1 L3 p2/2 d2 | 2a 3b
			`,
			broken: broke,
		},
		{
			name: "counted when it takes office",
			drawing: `
				n1 F3 d2 | 2a 3b
				n2 F3 d1 | 2a
				--
				n1 L3 p2/2 d2 | 2a 3b
			`,
			broken: broke,
		},
		{
			name: "removed again",
			drawing: `
				n1 L3 p2/2 d2 | 2a 3b
				n2 F3 d2 | 2a 3b
				--
				n2 F3 d1 | 2a 2x
			`,
			broken: broke,
		},
		{name: "on disk", drawing: `
			n1 L3 p2/1 d2 | 2a 3b
			n2 F3 d2 | 2a 3b
			--
			n1 L3 p2/2 d2 | 2a 3b
		`},
		{name: "on the disk of a node that is down", drawing: `
			n1 L3 p2/1 d2 | 2a 3b
			n2 F3 d2 down | 2a 3b
			--
			n1 L3 p2/2 d2 | 2a 3b
		`},
		{name: "a follower that has gone on to a later term", drawing: `
			n1 L3 p2/1 d2 | 2a 3b
			n2 F4 d1 | 2a 4x
			--
			n1 L3 p2/2 d2 | 2a 3b
		`},
		{name: "the leader of an earlier term counts no more", drawing: `
			n1 L3 p2/2 d2 | 2a 3b
			n2 F3 d2 | 2a 3b
			--
			n2 F4 d1 | 2a 4x
			--
			n1 L3 p2/2 p3/1 d2 | 2a 3b
			n3 F3 d1 | 2a
		`},
		{name: "wiped", drawing: `
			n1 L3 p2/1 d2 | 2a 3b
			n2 F3 d2 down | 2a 3b
			--
			n2 F0 down |
			! wiped n2
			--
			n2 F3 |
			--
			n1 L3 p2/2 d2 | 2a 3b
		`},
	})
}
