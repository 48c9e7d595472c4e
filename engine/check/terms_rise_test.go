package check

import (
	"testing"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

func TestTermsRise(t *testing.T) {
	broke := func(text string) []frame.Violation {
		return []frame.Violation{{Text: lang.Text{EN: text}, Nodes: []string{"n2"}}}
	}
	run(t, "terms-rise", []scene{
		{
			name: "falls in a process",
			drawing: `
				n2 F5
				--
				n2 F4
			`,
			broken: broke("n2 went back from term 5 to term 4."),
		},
		{
			name: "falls on a disk",
			drawing: `
				n2 F5 w5
				--
				n2 F5 w4
			`,
			broken: broke("n2's disk held term 5, and now holds term 4."),
		},
		{
			name: "is forgotten in a crash",
			drawing: `
				n2 F5 w5
				--
				n2 F5 w5 down
				--
				n2 F3 w5
			`,
			broken: broke("n2's disk held term 5, but it came back in term 3."),
		},
		{
			name: "is forgotten when the process dies",
			drawing: `
				n2 F5 w5
				--
				n2 F3 w3 down
			`,
			broken: broke("n2's disk held term 5, and now holds term 3."),
		},
		{name: "what no disk held is lost", drawing: `
			n2 F5 w3
			--
			n2 F3 w3 down
			--
			n2 F3 w3
		`},
		{name: "a wipe", drawing: `
			n2 F5 w5 down
			--
			n2 F0 w0 down
			! wiped n2
			--
			n2 F0 w0
		`},
	})
}
