package machine

import (
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/event"
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

// The fsync of a process that died does not answer for the next one's writes.
func TestOldFsync(t *testing.T) {
	w := newWorld(t, 1)
	w.m.SetDisk(command.Disk{Latency: new(int64(20))})
	w.m.Replica(0).Campaign() // writes until 20 ms
	w.run(10)
	w.m.Crash()
	w.m.Restart()
	w.m.Replica(0).Campaign() // writes until 30 ms
	w.run(29)
	if v := w.m.Show(); v.DurTerm != 0 || len(v.Disk.Queue) == 0 || v.Disk.Queue[0].Due != 30 {
		t.Errorf("at 29 ms the disk holds term %d and has %+v", v.DurTerm, v.Disk.Queue)
	}
	w.run(30)
	if v := w.m.Show(); v.DurTerm != 2 {
		t.Errorf("at 30 ms the disk holds term %d, want 2: the first was written", v.DurTerm)
	}
}

// An fsync under way ends when it was to end, whatever latency the disk is given
// meanwhile. One that stalls does not return; the next begins when the disk works
// again.
func TestFsyncUnderWay(t *testing.T) {
	w := newWorld(t, 1)
	w.m.Replica(0).Campaign()
	due := func(when string, want int64) {
		t.Helper()
		if q := w.m.Show().Disk.Queue; len(q) != 1 || q[0].Due != want {
			t.Errorf("%s the disk has %+v, want one write until %d ms", when, q, want)
		}
	}
	w.run(1)
	w.m.SetDisk(command.Disk{Latency: new(int64(50))})
	due("with another latency", 3)
	w.m.SetDisk(command.Disk{State: "stall"})
	due("while it stalls", 0)
	w.run(2)
	w.m.SetDisk(command.Disk{Latency: new(int64(10))})
	due("while it still stalls", 0)
	w.run(100)
	w.m.SetDisk(command.Disk{State: "ok"})
	due("when it works again", 110)
	w.m.SetDisk(command.Disk{Latency: new(int64(1))})
	due("with a shorter latency", 110)
}

// What a process has planned does not happen to the next one.
func TestOldPlans(t *testing.T) {
	w := newWorld(t, 1)
	w.m.Replica(0).Campaign()
	w.run(10) // the store's batch is to end 100 ms after the first entry was applied
	w.m.Crash()
	w.run(50)
	w.m.Restart()
	w.m.Replica(0).Campaign()
	committed := func() (n int) {
		for _, e := range w.events {
			if e.Kind() == event.KindStoreCommitted {
				n++
			}
		}
		return n
	}
	w.run(149)
	if n := committed(); n != 0 {
		t.Errorf("%d batches end before they should", n)
	}
	w.run(170)
	if n := committed(); n != 1 {
		t.Errorf("%d batches have ended, want 1", n)
	}
}
