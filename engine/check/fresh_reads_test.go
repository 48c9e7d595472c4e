package check

import (
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

const told7 = `
	n1 L2 m123 c1 | 2a
	--
	? c2 1 put x 1
	--
	= c2 1 n1 7
	--
`

func TestFreshReads(t *testing.T) {
	stale := []frame.Violation{{
		Text:  lang.Text{EN: "c1 read at revision 6 on n2, but c2 had been told of revision 7 at step 2, before that read began at step 3."},
		Nodes: []string{"n2"},
	}}
	run(t, "fresh-reads", []scene{
		{name: "an old read", drawing: told7 + "? c1 2 get x\n--\n= c1 2 n2 6\n", broken: stale},
		{name: "an old transaction", drawing: told7 + "? c1 2 txn then get x\n--\n= c1 2 n2 6\n", broken: stale},
		{name: "in one step", drawing: told7 + "? c1 2 get x\n= c1 2 n2 6\n", broken: stale},
		{name: "as new as what was told", drawing: told7 + "? c1 2 get x\n--\n= c1 2 n2 7\n"},
		{name: "what was told meanwhile does not count", drawing: `
			n1 L2 c1 | 2a
			--
			? c1 2 get x
			--
			? c2 1 put x 1
			--
			= c2 1 n1 7
			--
			= c1 2 n2 6
		`},
		{name: "a serializable read may be old", drawing: told7 + "? c1 2 get x --consistency=s\n--\n= c1 2 n2 6\n"},
		{name: "a write is no read", drawing: told7 + "? c1 2 lease grant 5\n--\n= c1 2 n2 6\n"},
		{name: "an answer that no one waits for", drawing: told7 + "= c1 2 n2 6\n"},
		{name: "a leader alone that has committed nothing of its term", drawing: told7 + `
			n1 L3 m1 c1 | 2a 3b
			? c1 2 get x
			--
			n1 L3 m1 c2 d2 | 2a 3b
			--
			= c1 2 n1 6
		`},
		{
			name: "a leader alone that has committed an entry of its term",
			drawing: told7 + `
				n1 L3 m1 c2 d2 | 2a 3b
				--
				? c1 2 get x
				--
				= c1 2 n2 6
			`,
			broken: []frame.Violation{{
				Text:  lang.Text{EN: "c1 read at revision 6 on n2, but c2 had been told of revision 7 at step 2, before that read began at step 4."},
				Nodes: []string{"n2"},
			}},
		},
		{name: "a node lost what others rely on", drawing: told7 + `
			! wiped n1
			--
			? c1 2 get x
			--
			= c1 2 n2 6
		`},
	})
}

// Reads by lease are not judged: raft promises nothing of them that the clocks
// did not keep.
func TestLeaseReads(t *testing.T) {
	cfg := config.Default()
	cfg.Reads = config.ReadsLease
	f := &frame.Frame{Config: &cfg}
	c := New(f)
	var events []event.Event
	for _, line := range []string{"? c2 1 put x 1", "= c2 1 n1 7", "? c1 2 get x", "= c1 2 n2 6"} {
		events = append(events, drawEvent(t, line))
	}
	if got := c.Step(f, &event.Step{Index: 1, Events: events, Frame: f}); got != nil {
		t.Errorf("got %s", got[0].Text.EN)
	}
}
