package replica

import (
	"fmt"
	"reflect"
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/store"
)

// A compaction goes through the store batch by batch, with a pause between. Who
// wants it physical is answered after the last one, others at once.
func TestCompaction(t *testing.T) {
	w := newWorld(t, 1, func(c *config.Config) { c.CompactBatch = 4 })
	w.elect(1)
	for range 9 {
		w.ask(1, "put a 1")
		w.run(1)
	}
	w.told()
	began := w.now
	w.ask(1, "compaction 6")
	w.run(0)
	if got, want := w.told(), "n1 10: compacted revision 6"; got != want {
		t.Errorf("told %s, want %s", got, want)
	}
	w.ask(1, "compaction 9 --physical")
	for w.count(event.KindCompactionFinished) == 0 || w.shown(1).Store.FinishedCompactRev < 9 {
		if w.told() != "" {
			t.Fatal("it is answered before all is gone")
		}
		if w.now > began+1000 {
			t.Fatal("it does not end")
		}
		w.run(1)
	}
	if got, want := w.told(), "n1 11: compacted revision 9"; got != want {
		t.Errorf("told %s, want %s", got, want)
	}
	ran := w.count(event.KindCompactionRan)
	if v := w.shown(1); ran < 3 || w.now-began < 10*int64(ran-2) || len(v.Store.Revs) != 2 || v.Store.ScheduledCompactRev != 9 {
		t.Errorf("after %d batches and %d ms it holds %d revisions and is compacted at %d", ran, w.now-began, len(v.Store.Revs), v.Store.ScheduledCompactRev)
	}
	w.ask(1, "compaction 99")
	w.run(100)
	if got, want := w.told(), "n1 12: etcdserver: mvcc: required revision is a future revision"; got != want {
		t.Errorf("told %s, want %s", got, want)
	}
}

// What the store does not hold in its file is applied again after a restart,
// what it holds is not.
func TestAppliesOnce(t *testing.T) {
	for _, committed := range []bool{false, true} {
		w := newWorld(t, 1, nil)
		w.elect(1)
		w.ask(1, "put a 1")
		w.ask(1, "put a 2")
		w.run(0)
		if committed {
			w.run(batchInterval)
		}
		before := w.shown(1)
		if want := map[bool]uint64{false: 1, true: 3}[committed]; before.Store.DurableIndex != want || before.Store.Index != 3 {
			t.Fatalf("the file holds entries to %d, the store to %d; want %d, 3", before.Store.DurableIndex, before.Store.Index, want)
		}
		h := w.hosts[1]
		h.Crash()
		h.boot()
		w.elect(1)
		if after := w.shown(1); after.Store.Rev != before.Store.Rev || after.Store.Hash != before.Store.Hash || after.Last() != before.Last()+1 {
			t.Errorf("committed %v: revision %d became %d, the log to %d one to %d", committed, before.Store.Rev, after.Store.Rev, before.Last(), after.Last())
		}
	}
}

// The starting state of the configuration is in the files of those who start the
// group, once: whoever comes later, or is emptied, begins with nothing.
func TestStartState(t *testing.T) {
	w := newWorld(t, 3, func(c *config.Config) {
		c.Logs = map[string][]uint64{"n1": {1, 1, 2}, "n2": {1, 1}}
		c.Votes = map[string]string{"n2": "n1"}
		c.Terms = map[string]uint64{"n3": 4}
		c.Commits = map[string]uint64{"n1": 2}
	})
	for id, want := range map[uint64]string{1: "term 2, vote , log to 3, commit 2", 2: "term 2, vote n1, log to 2, commit 0", 3: "term 4, vote , log to 0, commit 0"} {
		v := w.shown(id)
		if got := fmt.Sprintf("term %d, vote %s, log to %d, commit %d", v.Term, v.Vote, v.Last(), v.Commit); got != want {
			t.Errorf("n%d starts with %s, want %s", id, got, want)
		}
	}
	if v := w.shown(1); v.Entry(3).Term != 2 || v.Entry(3).Text() != "put k3 t2" || v.Synced != 3 || v.Durable != 3 || v.DurTerm != 2 {
		t.Errorf("n1 starts with %+v", v)
	}
	w.run(10)
	h := w.hosts[1]
	h.Crash()
	if err := h.r.Format(); err != nil {
		t.Fatal(err)
	}
	h.boot()
	if v := w.shown(1); v.Last() != 0 || v.Term != 0 || v.Commit != 0 {
		t.Errorf("n1 comes back from nothing with a log to %d in term %d", v.Last(), v.Term)
	}
}

// Only a leader is told what became of its messages.
func TestReports(t *testing.T) {
	w := newWorld(t, 3, nil)
	leader := w.elect(1)
	w.hosts[2].r.Unreachable(3)
	w.hosts[2].r.SnapshotReport(3, true)
	w.hosts[1].paused = true
	leader.Unreachable(3)
	w.hosts[1].paused = false
	if n := w.count(event.KindUnreachable) + w.count(event.KindSnapshotReported); n != 0 {
		t.Errorf("%d reports were taken by a follower or a paused leader", n)
	}
	leader.Unreachable(3)
	for ok, want := range map[bool]event.Reason{true: event.Delivered, false: event.Failed} {
		leader.SnapshotReport(3, ok)
		if e := w.last(event.KindSnapshotReported); e.Reason() != want || e.Peer() != "n3" || e.Node != "n1" {
			t.Errorf("a snapshot that arrived (%v) is reported as %v of %s", ok, e.Reason(), e.Peer())
		}
	}
	if e := w.last(event.KindUnreachable); e.Peer() != "n3" || e.Node != "n1" {
		t.Errorf("%s reports %s unreachable", e.Node, e.Peer())
	}
	w.run(100)
	if p := w.shown(1).Progress; len(p) != 2 {
		t.Errorf("the leader shows the progress of %d others, want 2", len(p))
	}
}

// A change of several members goes through a joint configuration, in which both
// halves are shown; who has left is known to have.
func TestJoint(t *testing.T) {
	w := newWorld(t, 3, nil)
	leader := w.elect(1)
	w.ask(1, "member change +n4 -n2")
	w.run(300)
	var seen []event.ConfChanged
	for _, e := range w.events {
		if p, ok := e.Payload.(*event.ConfChanged); ok && e.Node == "n1" {
			seen = append(seen, *p)
		}
	}
	if len(seen) != 2 || !reflect.DeepEqual(seen[0].Outgoing, []string{"n1", "n2", "n3"}) || len(seen[1].Outgoing) != 0 || !reflect.DeepEqual(seen[1].Voters, seen[0].Voters) {
		t.Fatalf("the configurations are %+v", seen)
	}
	m := w.shown(1).Config
	if !reflect.DeepEqual(m, &frame.Membership{Voters: []string{"n1", "n3", "n4"}}) {
		t.Errorf("in the end it is %+v", m)
	}
	if w.shown(1).Config != m {
		t.Error("a configuration that did not change is shown again")
	}
	if !leader.Disowns(2) || leader.Disowns(1) || leader.Disowns(4) || !w.group.removed(2) || w.group.removed(3) {
		t.Error("who has left is not known, or who has not is")
	}
}

// The streams that serve watches are shown with their watchers by operation, by
// the same memory as long as nothing changes.
func TestShownStreams(t *testing.T) {
	w := newWorld(t, 1, func(c *config.Config) { c.WatchWindow, c.WatchBuffer = 2, 4 })
	w.elect(1)
	if s := w.shown(1).Store.Streams; len(s) != 0 {
		t.Errorf("without a watch %d streams are shown", len(s))
	}
	w.ask(1, "watch a")
	w.ask(1, "put a 1")
	w.ask(1, "put a 2")
	w.run(1)
	shown := w.shown(1).Store.Streams
	if len(shown) != 1 || len(shown[0].Watchers) != 1 {
		t.Fatalf("%d streams are shown", len(shown))
	}
	s := *shown[0]
	if s.Client != "c1" || s.Window != 2 || s.Unread != 2 || s.Buffer != 4 || s.Buffered != 1 || s.Watchers[0].ID != 1 || s.Watchers[0].Group != store.Synced || s.Watchers[0].Next != 4 {
		t.Errorf("the stream is shown as %+v", s)
	}
	w.hosts[1].r.Service()
	if again := w.shown(1).Store.Streams; &again[0] != &shown[0] {
		t.Error("streams that did not change are shown again")
	}
	w.hosts[1].r.Acknowledge(1)
	w.hosts[1].r.Service()
	if now := w.shown(1).Store.Streams[0]; now.Buffered != 0 || now.Unread != 2 || shown[0].Buffered != 1 {
		t.Errorf("after a response is read the stream is shown as %+v, and before it as %+v", now, shown[0])
	}
	if w.hosts[1].r.IdleStream(1) {
		t.Error("a stream with a watch is idle")
	}
	w.hosts[1].r.CloseStream(1)
	if s := w.shown(1).Store.Streams; len(s) != 0 || w.hosts[1].r.Inside().Streams != 0 {
		t.Errorf("a closed stream is shown: %d", len(s))
	}
}

// A snapshot that takes the store's place leaves its watches be: they go on from
// where they were, and miss nothing.
func TestWatchOverSnapshot(t *testing.T) {
	w := newWorld(t, 3, func(c *config.Config) { c.SnapshotEvery, c.SnapshotKeep = 5, 2 })
	leader := w.elect(1)
	w.ask(3, "watch a")
	w.ask(1, "put a 0")
	w.run(100)
	w.cut[3] = true
	for i := 1; i <= 12; i++ {
		w.ask(1, fmt.Sprintf("put a %d", i))
		w.run(50)
	}
	w.cut[3] = false
	leader.Unreachable(3)
	for range 3 {
		leader.Tick()
		w.run(200)
	}
	if w.count(event.KindSnapshotInstalled) != 1 {
		t.Fatal("there was no snapshot")
	}
	seen := 0
	for i, r := range w.watched {
		if r.Seq != uint64(i+1) {
			t.Errorf("response %d is number %d on its stream", i+1, r.Seq)
		}
		for _, e := range r.Response.GetEvents() {
			if want := fmt.Sprint(seen); string(e.GetKv().GetValue()) != want {
				t.Fatalf("it sees %s, want %s", e.GetKv().GetValue(), want)
			}
			seen++
		}
	}
	if e := w.last(event.KindWatchUnsynced); seen != 13 || e.Node != "n3" {
		t.Errorf("it sees %d of 13 changes; %s was behind", seen, e.Node)
	}
}

// After a restart the log begins behind the snapshot, as in etcd, although the
// file reaches further back.
func TestRestartBehindSnapshot(t *testing.T) {
	w := newWorld(t, 1, func(c *config.Config) { c.SnapshotEvery, c.SnapshotKeep = 5, 2 })
	w.elect(1)
	for i := range 7 {
		w.ask(1, fmt.Sprintf("put k%d v", i))
		w.run(1)
	}
	if v := w.shown(1); v.Snapshot.Index != 5 || v.First != 4 || v.Last() != 8 {
		t.Fatalf("the snapshot ends at %d, the log goes from %d to %d; want 5, 4, 8", v.Snapshot.Index, v.First, v.Last())
	}
	h := w.hosts[1]
	h.Crash()
	for _, when := range []string{"down", "up"} {
		if when == "up" {
			h.boot()
		}
		v := w.shown(1)
		if v.Snapshot.Index != 5 || v.First != 6 || v.Last() != 8 || len(v.Log) != 3 || v.Log[0].Index != 6 {
			t.Errorf("%s, the snapshot ends at %d, the log goes from %d to %d with %d entries", when, v.Snapshot.Index, v.First, v.Last(), len(v.Log))
		}
	}
}

// What no disk has is lost with the process, and only that.
func TestEntriesLost(t *testing.T) {
	w := newWorld(t, 1, nil)
	w.elect(1)
	h := w.hosts[1]
	h.Crash()
	if n := w.count(event.KindEntriesLost); n != 0 {
		t.Fatalf("%d losses of what is on the disk", n)
	}
	h.boot()
	w.elect(1)
	h.stalls = true
	w.ask(1, "put a 1")
	w.ask(1, "put a 2")
	if v := w.shown(1); v.Last() != 4 || v.Synced != 2 || v.Durable != 2 {
		t.Fatalf("the log reaches to %d, on the disk to %d and %d; want 4, 2, 2", v.Last(), v.Synced, v.Durable)
	}
	h.Crash()
	e, ok := w.last(event.KindEntriesLost).Payload.(*event.EntriesLost)
	if !ok || e.First != 3 || e.Last != 4 || w.shown(1).Last() != 2 {
		t.Errorf("lost are %+v, and the log reaches to %d", e, w.shown(1).Last())
	}
	h.stalls = false
	h.boot()
	w.elect(1)
	h.stalls = true
	w.ask(1, "put a 3")
	h.Crash()
	if e, _ := w.last(event.KindEntriesLost).Payload.(*event.EntriesLost); e.First != 4 || e.Last != 4 {
		t.Errorf("of a single entry, lost are %+v", e)
	}
}

// What waits for a client's window when a snapshot takes the store's place is
// kept, and shown as before.
func TestKeptIsShown(t *testing.T) {
	w := newWorld(t, 3, func(c *config.Config) { c.SnapshotEvery, c.SnapshotKeep, c.WatchWindow = 5, 2, 1 })
	leader := w.elect(1)
	w.ask(3, "watch a")
	for i := range 2 {
		w.ask(1, fmt.Sprintf("put a %d", i))
		w.run(50)
	}
	w.cut[3] = true
	for range 12 {
		w.ask(1, "put b 1")
		w.run(50)
	}
	buffered := func() int { return w.shown(3).Store.Streams[0].Buffered }
	if n := buffered(); n != 2 {
		t.Fatalf("%d responses wait, want 2", n)
	}
	w.cut[3] = false
	leader.Unreachable(3)
	leader.Tick()
	w.run(200)
	if n := buffered(); w.count(event.KindSnapshotInstalled) != 1 || n != 2 {
		t.Errorf("after %d snapshots %d responses wait, want 2", w.count(event.KindSnapshotInstalled), n)
	}
	for want := 1; want >= 0; want-- {
		w.hosts[3].r.Acknowledge(1)
		w.hosts[3].r.Service()
		if n := buffered(); n != want || len(w.watched) != 3-want {
			t.Errorf("%d responses wait and %d were sent, want %d and %d", n, len(w.watched), want, 3-want)
		}
	}
}
