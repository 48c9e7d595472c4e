package check

import (
	"testing"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

func TestAnswersDurable(t *testing.T) {
	run(t, "answers-durable", []scene{
		{
			name: "entries",
			drawing: `
				n2 F1 w1 d1 | 1a
				--
				n2 F1 w1 d1 | 1a 1b
				> n2 MsgAppResp n1 1 2
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: "n2 acknowledges its log up to index 2 to n1, but its disk holds it up to index 1."},
				Nodes: []string{"n2", "n1"}, Index: 2,
			}},
		},
		{
			name: "a term",
			drawing: `
				n2 F1 w1 d2 | 1a 1b
				--
				n2 F2 w1 d2 | 1a 1b
				> n2 MsgAppResp n1 2 2 no
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: "n2 answers n1 in term 2, but its disk holds term 1: a power failure would take it back."},
				Nodes: []string{"n2", "n1"},
			}},
		},
		{
			name: "entries, after an honest fsync put an end to a lie",
			drawing: `
				n2 F1 w1 d1 | 1a 1b
				--
				! sync_lied n2
				n2 F1 w1 d1 y2 | 1a 1b
				> n2 MsgAppResp n1 1 2
				--
				! synced n2
				n2 F1 w1 d2 y2 | 1a 1b 1c
				--
				> n2 MsgAppResp n1 1 3
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: "n2 acknowledges its log up to index 3 to n1, but its disk holds it up to index 2."},
				Nodes: []string{"n2", "n1"}, Index: 3,
			}},
		},
		{
			name: "entries that took the place of those that a process found",
			drawing: `
				n2 F2 w2 d1 y2 | 1a 1b
				--
				n2 F2 w2 d1 y2 | 1a 2x
				--
				> n2 MsgAppResp n1 2 2
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: "n2 acknowledges its log up to index 2 to n1, but its disk holds it up to index 1."},
				Nodes: []string{"n2", "n1"}, Index: 2,
			}},
		},
		{name: "what is on disk", drawing: `
			n2 F1 w1 d2 | 1a 1b
			--
			> n2 MsgAppResp n1 1 2
		`},
		{name: "a refusal acknowledges nothing", drawing: `
			n2 F1 w1 d1 | 1a 1b
			--
			> n2 MsgAppResp n1 1 2 no
		`},
		{name: "to a leader of an earlier term", drawing: `
			n2 F2 w2 d1 | 1a 2x
			--
			> n2 MsgAppResp n1 1 2
		`},
		{
			name: "a snapshot",
			drawing: `
				n2 F2 w2 d1 | 1a
				--
				n2 F2 w2 d1 f4 s3/2 |
				> n2 MsgAppResp n1 2 3
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: "n2 acknowledges its log up to index 3 to n1, but its disk holds it up to index 1."},
				Nodes: []string{"n2", "n1"}, Index: 3,
			}},
		},
		{name: "what a snapshot hides that is not installed yet", drawing: `
			n2 F2 w2 d1 | 1a
			--
			n2 F2 w2 d1 f4 s3/2 |
			> n2 MsgAppResp n1 2 2
		`},
		{name: "what a process found it takes for written", drawing: `
			n2 F1 w1 d1 y2 | 1a 1b
			--
			> n2 MsgAppResp n1 1 2
		`},
		{name: "a disk that lied is believed", drawing: `
			n2 F2 w1 d1 | 1a 1b
			--
			n2 F2 w1 d1 y2 | 1a 1b
			! sync_lied n2
			> n2 MsgAppResp n1 2 2
		`},
	})
}
