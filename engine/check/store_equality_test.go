package check

import (
	"testing"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

func TestStoreEquality(t *testing.T) {
	run(t, "store-equality", []scene{
		{
			name: "side by side",
			drawing: `
				n1 F1 h5/77
				n2 F1 h4/70
				--
				n2 F1 h5/78
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: "n1 and n2 have both applied the log up to index 5, but their stores differ: revision 0, hash 000000000000004d; and revision 0, hash 000000000000004e."},
				Nodes: []string{"n1", "n2"}, Index: 5,
			}},
		},
		{
			name: "one has gone on",
			drawing: `
				n1 F1 h5/77
				n2 F1 h4/70
				--
				n1 F1 h6/80
				--
				n2 F1 h5/78
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: "n1 and n2 have both applied the log up to index 5, but their stores differ: revision 0, hash 000000000000004d; and revision 0, hash 000000000000004e."},
				Nodes: []string{"n1", "n2"}, Index: 5,
			}},
		},
		{
			name: "changes without an entry",
			drawing: `
				n1 F1 h5/77
				--
				n1 F1 h5/78
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: "n1's store is not what it was when it had applied the log up to index 5 before: revision 0, hash 000000000000004d; and revision 0, hash 000000000000004e."},
				Nodes: []string{"n1"}, Index: 5,
			}},
		},
		{
			name: "applies again after a restart, with another outcome",
			drawing: `
				n1 F1 h5/77
				--
				n1 F1 h6/80
				--
				n1 F1 down
				--
				n1 F1 h5/77
				--
				n1 F1 h6/81
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: "n1's store is not what it was when it had applied the log up to index 6 before: revision 0, hash 0000000000000050; and revision 0, hash 0000000000000051."},
				Nodes: []string{"n1"}, Index: 6,
			}},
		},
		{
			name: "too far back to be remembered, but side by side",
			drawing: `
				n1 F1 h5000/1
				n2 F1 h904/7
				n3 F1
				--
				n3 F1 h904/8
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: "n2 and n3 have both applied the log up to index 904, but their stores differ: revision 0, hash 0000000000000007; and revision 0, hash 0000000000000008."},
				Nodes: []string{"n2", "n3"}, Index: 904,
			}},
		},
		{name: "equal", drawing: `
				n1 F1 h5/77
				n2 F1 h4/70
				--
				n2 F1 h5/77
				--
				n2 F1 h6/80
				--
				n1 F1 h6/80
			`},
		{name: "at different indexes", drawing: `
				n1 F1 h5/77
				n2 F1 h4/70
				--
				n2 F1 h6/71
			`},
		{name: "a dead node has no store", drawing: `
				n1 F1 h5/77
				n2 F1 h4/70
				--
				n2 F1 down h5/0
				--
				n1 F1 h6/80
			`},
	})
}
