package check

import (
	"fmt"
	"testing"

	"raftviz/engine/frame"
)

// logTo is a node whose log holds the entries first to last.
func logTo(name string, first, last uint64, s frame.Status) *frame.Node {
	n := &frame.Node{Name: name, Status: s, First: first}
	for i := first; i <= last; i++ {
		n.Log = append(n.Log, &frame.Entry{Index: i, Term: 1})
	}
	return n
}

// A page is needed as long as a log, or the entry that would come next in one,
// lies in it. Index 511 is the last of page 1, 512 the first of page 2.
func TestReached(t *testing.T) {
	const lo, hi = 256, 511
	for _, c := range []struct {
		node *frame.Node
		want bool
	}{
		{logTo("n1", 1, 254, frame.Running), false},
		{logTo("n1", 1, 255, frame.Running), true}, // its next entry is 256
		{logTo("n1", 300, 310, frame.Running), true},
		{logTo("n1", 511, 600, frame.Running), true},
		{logTo("n1", 512, 600, frame.Running), false},
		{logTo("n1", 300, 310, frame.Down), true}, // it may come back
		{logTo("n1", 300, 310, frame.Removed), false},
	} {
		if got := reached(&frame.Frame{Nodes: []*frame.Node{c.node}}, lo, hi); got != c.want {
			t.Errorf("log %d-%d, %v: reached %v, want %v", c.node.First, c.node.Last(), c.node.Status, got, c.want)
		}
	}
}

// The records at both ends of a page are found, alone and in a range.
func TestLedgerAtPageBoundaries(t *testing.T) {
	var l ledger
	f := &frame.Frame{Nodes: []*frame.Node{logTo("n1", 1, 1, frame.Running)}}
	committed := []uint64{1, 255, 256, 511, 512, 513}
	for _, i := range committed {
		l.put(i, record{entry: &frame.Entry{Index: i}, step: i}, f)
	}
	for _, i := range committed {
		if r := l.at(i); r == nil || r.step != i {
			t.Errorf("at(%d) = %v", i, r)
		}
	}
	for _, i := range []uint64{2, 254, 257, 510, 514, 1024} {
		if r := l.at(i); r != nil {
			t.Errorf("at(%d) = %v, want nothing", i, r)
		}
	}
	for _, c := range []struct {
		lo, hi uint64
		want   []uint64
	}{
		{1, 513, committed}, {255, 256, []uint64{255, 256}}, {256, 511, []uint64{256, 511}}, {512, 512, []uint64{512}}, {514, 900, nil},
	} {
		var got []uint64
		for i := range l.between(c.lo, c.hi) {
			got = append(got, i)
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("between(%d, %d) = %v, want %v", c.lo, c.hi, got, c.want)
		}
	}
	if l.last() != 513 {
		t.Errorf("last() = %d, want 513", l.last())
	}
}

// Pages behind all logs go once there are enough of them; the newest stays.
func TestLedgerForgetsPagesBehindAllLogs(t *testing.T) {
	var l ledger
	for number := range uint64(12) {
		at := number*pageSize + 1
		f := &frame.Frame{Nodes: []*frame.Node{logTo("n1", at, at, frame.Running), logTo("n2", 2*pageSize, 2*pageSize, frame.Removed)}}
		l.put(at, record{entry: &frame.Entry{Index: at}, step: at}, f)
	}
	if l.at(1) != nil || len(l.pages) > 6 {
		t.Errorf("%d pages are kept; page 0: %v", len(l.pages), l.at(1))
	}
	if l.last() != 11*pageSize+1 {
		t.Errorf("last() = %d", l.last())
	}
}
