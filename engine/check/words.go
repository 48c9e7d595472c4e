package check

import (
	"fmt"

	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// quote returns what the entry asks for, in quotes, with control characters
// escaped; a long text is cut.
func quote(e *frame.Entry) string {
	const most = 60
	if r := []rune(e.Text()); len(r) > most {
		return fmt.Sprintf("%q", string(r[:most])+"…")
	}
	return fmt.Sprintf("%q", e.Text())
}

// describe is quote and the entry's term.
func describe(e *frame.Entry) lang.Message { return texts.Sayf("%s (term %d)", quote(e), e.Term) }

// whatIsAt describes what a node holds at index i.
func whatIsAt(n *frame.Node, i uint64) lang.Message {
	if e := at(n, i); e != nil {
		return describe(e)
	}
	if i == n.Snapshot.Index && i > 0 {
		return texts.Sayf("a snapshot that ends in term %d", n.Snapshot.Term)
	}
	return texts.Sayf("nothing")
}

// when names a step.
func when(step uint64) lang.Message {
	if step == 0 {
		return texts.Sayf("at the start")
	}
	return texts.Sayf("at step %d", step)
}

// unique names one node or two.
func unique(a, b string) []string {
	if a == b {
		return []string{a}
	}
	return []string{a, b}
}
