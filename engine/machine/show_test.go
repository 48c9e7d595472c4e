package machine

import (
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/frame"
)

// The ticks of machines lie anywhere within a tick to each other, and then come
// one tick after another.
func TestPhases(t *testing.T) {
	early, late := int64(1<<62), int64(0)
	w := newWorld(t, 1)
	for range 300 {
		w.m.Crash()
		w.m.Restart()
		next := w.m.Show().Timer.Next
		early, late = min(early, next-w.now), max(late, next-w.now)
		w.run(next)
		if after := w.m.Show().Timer.Next; after-next != 100 {
			t.Fatalf("after the tick at %d the next is at %d", next, after)
		}
	}
	if early < 100 || early > 110 || late > 200 || late < 190 {
		t.Errorf("the first tick comes after %d to %d ms, want 100 to 200", early, late)
	}
}

// While the disk is given a vote and entries, both are shown until they are
// written.
func TestShownWrites(t *testing.T) {
	w := newWorld(t, 1)
	w.m.SetDisk(command.Disk{State: "stall"})
	w.m.Replica(0).Campaign()
	q := w.m.Show().Disk.Queue
	if len(q) != 1 || q[0].Term != 1 || q[0].Vote != "n1" || q[0].First != 0 || q[0].Last != 0 || q[0].Due != 0 {
		t.Fatalf("a vote that waits is shown as %+v", q)
	}
	w.m.SetDisk(command.Disk{State: "ok"})
	w.run(3)
	for op := uint64(1); op <= 3; op++ {
		w.ask(0, op, "put k v")
	}
	q = w.m.Show().Disk.Queue
	if len(q) != 1 || q[0].First != 1 || q[0].Last != 1 || q[0].Vote != "" && q[0].Vote != "n1" {
		t.Fatalf("the first entry of a term that waits is shown as %+v", q)
	}
	w.run(6)
	if q = w.m.Show().Disk.Queue; len(q) == 0 || q[0].First != 2 || q[len(q)-1].Last != 4 {
		t.Errorf("what has gathered is shown as %+v, want entries 2 to 4", q)
	}
	w.run(50)
	if v := w.m.Show(); len(v.Disk.Queue) != 0 || v.Disk.State != frame.DiskOK || v.Commit != 4 {
		t.Errorf("in the end the disk has %+v, and %d is committed", v.Disk.Queue, v.Commit)
	}
}

// The messages that wait for a paused process are counted with the causes that do.
func TestInbox(t *testing.T) {
	w := newWorld(t, 1)
	w.waiting = 5
	if got := w.m.Show().Inbox; got != 0 {
		t.Errorf("%d wait for a process that runs", got)
	}
	w.m.Replica(0).Campaign()
	w.m.Pause()
	w.run(3) // the fsync
	if got := w.m.Show().Inbox; got != 6 {
		t.Errorf("%d wait for a paused process, want 5 messages and an fsync", got)
	}
}
