package check

import (
	"testing"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

func TestAppliedCommitted(t *testing.T) {
	broke := []frame.Violation{{
		Text:  lang.Text{EN: "n1 has applied its log up to index 2, but knows it to be committed up to index 1 only."},
		Nodes: []string{"n1"}, Index: 2,
	}}
	run(t, "applied-committed", []scene{
		{
			name: "raft applies too much",
			drawing: `
				n1 F1 c1 a1 | 1a 1b
				--
				n1 F1 c1 a2 | 1a 1b
			`,
			broken: broke,
		},
		{
			name: "the store takes too much",
			drawing: `
				n1 F1 c1 a1 h1/7 | 1a 1b
				--
				n1 F1 c1 a1 h2/8 | 1a 1b
			`,
			broken: broke,
		},
		{name: "as committed", drawing: `
			n1 F1 c1 a1 h1/7 | 1a 1b
			--
			n1 F1 c2 a2 h2/8 | 1a 1b
		`},
		{name: "a store that came with a snapshot is ahead", drawing: `
			n1 F1 | 1a
			--
			n1 F1 c2 | 1a 1b
			--
			n1 F1 f3 s2/1 c2 a2 h3/8 |
			! snapshot_installed n1
		`},
		{name: "a store that was opened is ahead", drawing: `
			n1 F1 c2 h2/8 down | 1a 1b
			--
			n1 F1 c1 h2/8 | 1a 1b
			--
			n1 F1 c1 a1 h2/8 | 1a 1b
		`},
	})
}
