package check

import (
	"testing"

	"raftviz/engine/frame"
)

// What a node forgot is a loss only if another could have relied on it: a vote
// that still waited for its fsync had not been sent.
func TestCompareVotes(t *testing.T) {
	queued := func(term uint64, vote string) frame.Disk {
		return frame.Disk{Queue: []frame.Write{{Term: term, Vote: vote}}}
	}
	before := frame.Node{Name: "n1", Status: frame.Running, First: 1, Term: 3, Vote: "n2"}
	for _, c := range []struct {
		name string
		disk frame.Disk
		term uint64
		vote string
		want bool
	}{
		{"the vote survives", frame.Disk{}, 3, "n2", false},
		{"a later term", frame.Disk{}, 4, "", false},
		{"the vote is gone", frame.Disk{}, 3, "", true},
		{"another vote", frame.Disk{}, 3, "n3", true},
		{"an earlier term", frame.Disk{}, 2, "n2", true},
		{"the vote waited for its fsync", queued(3, "n2"), 2, "", false},
		{"another vote waited", queued(3, "n3"), 2, "", true},
		{"a vote of another term waited", queued(2, "n2"), 2, "", true},
	} {
		old := before
		old.Disk = c.disk
		now := &frame.Node{Name: "n1", Status: frame.Running, First: 1, Term: c.term, Vote: c.vote}
		if x := compare(departure{node: &old, step: 7}, now, 9); x.unvoted != c.want {
			t.Errorf("%s: the vote counts as lost: %v, want %v", c.name, x.unvoted, c.want)
		}
	}
}

// The entries lost are those after the last one that both logs share.
func TestCompareEntries(t *testing.T) {
	old := logTo("n1", 3, 9, frame.Running)
	for _, c := range []struct {
		now   *frame.Node
		first uint64
		lost  int
	}{
		{logTo("n1", 3, 9, frame.Running), 10, 0},
		{logTo("n1", 3, 8, frame.Running), 9, 1},
		{logTo("n1", 3, 2, frame.Running), 3, 7},
	} {
		x := compare(departure{node: old}, c.now, 5)
		if x.first != c.first || len(x.tail) != c.lost {
			t.Errorf("back with %d: lost %d entries from %d, want %d from %d", c.now.Last(), len(x.tail), x.first, c.lost, c.first)
		}
	}
}

// Only the latest losses are remembered.
func TestLossesAreBounded(t *testing.T) {
	var l losses
	for i := range maxLosses + 3 {
		l.add(loss{crashed: uint64(i)})
	}
	if len(l.known) != maxLosses || l.known[0].crashed != 3 || l.known[maxLosses-1].crashed != maxLosses+2 {
		t.Errorf("%d known, the first from step %d", len(l.known), l.known[0].crashed)
	}
}

// Who wiped a node that was down is told apart from a crash, and only for it.
func TestLossesFollowANode(t *testing.T) {
	var l losses
	n1, n2 := logTo("n1", 1, 2, frame.Running), logTo("n2", 1, 2, frame.Running)
	l.leave(n1, 4)
	l.leave(n2, 5)
	l.leave(n2, 6)
	if len(l.gone) != 2 || l.gone[1].step != 6 {
		t.Fatalf("departures %+v", l.gone)
	}
	l.comeBack(logTo("n2", 1, 1, frame.Running), 8)
	if len(l.gone) != 1 || len(l.known) != 1 || l.known[0].node != "n2" || l.known[0].first != 2 {
		t.Errorf("gone %+v, known %+v", l.gone, l.known)
	}
	l.comeBack(n1, 9) // with all that it had
	if len(l.gone) != 0 || len(l.known) != 1 {
		t.Errorf("gone %+v, known %+v", l.gone, l.known)
	}
}
