package event

import (
	"strconv"
	"strings"
)

// String gives the event as one line of a golden: where, what, with whom, and
// what applies of term, index and so on.
//
//	n3 vote_refused n1 term=2 log_behind
//	n1 committed term=2 index=4..5
//	net cut "n1,n2|n3,n4,n5"
func (e *Event) String() string {
	var b strings.Builder
	where := e.Node
	if where == "" {
		where = "net"
	}
	b.WriteString(where + " " + e.Kind.String())
	if e.Msg != nil {
		b.WriteString(" " + e.Msg.Type)
	}
	if e.Peer != "" {
		b.WriteString(" " + e.Peer)
	}
	number := func(name string, n uint64) {
		if n > 0 {
			b.WriteString(" " + name + "=" + strconv.FormatUint(n, 10))
		}
	}
	number("term", e.Term)
	number("index", e.Index)
	if e.Last > 0 && e.Last != e.Index {
		b.WriteString(".." + strconv.FormatUint(e.Last, 10))
	}
	number("op", e.Op)
	if e.Reason != NoReason {
		b.WriteString(" " + e.Reason.String())
	}
	if e.Text != "" {
		b.WriteString(" " + strconv.Quote(e.Text))
	}
	return b.String()
}
