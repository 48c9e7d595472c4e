package replica

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// Whoever is asked, a write comes through the leader's log, and a read sees it.
func TestReplicates(t *testing.T) {
	w := newWorld(t, 3, nil)
	leader := w.elect(1)
	w.ask(1, "put a 1")
	w.ask(2, "put b 2")
	w.run(100)
	if got, want := w.told(), "n1 1: OK; n2 2: OK"; got != want {
		t.Errorf("told %s, want %s", got, want)
	}
	for id, h := range w.hosts {
		if h.r.Leads() != (id == 1) || h.r.Term() != leader.Term() || h.r.Last() != 3 || w.logged(id, "put a 1") != 1 || w.logged(id, "put b 2") != 1 {
			t.Errorf("n%d: %v of term %d with a log to %d", id, h.r.Role(), h.r.Term(), h.r.Last())
		}
	}
	w.ask(3, "get a")
	w.ask(1, "get b")
	w.ask(2, "get b --consistency=s")
	if got, want := w.told(), "n2 5: 2"; got != want {
		t.Errorf("before the leader is heard: told %s, want %s", got, want)
	}
	w.run(100)
	if got, want := w.told(), "n1 4: 2; n3 3: 1"; got != want {
		t.Errorf("told %s, want %s", got, want)
	}
}

// Without a leader what needs one waits, and is done when there is one.
func TestWithoutLeader(t *testing.T) {
	w := newWorld(t, 3, nil)
	for _, line := range []string{"put a 1", "get a", "alarm list"} {
		w.ask(2, line)
	}
	w.run(3000)
	if in := w.hosts[2].r.Inside(); w.told() != "" || in.Waiting != 3 || w.count(event.KindProposalParked) != 2 {
		t.Errorf("%d requests wait, and %d proposals; want 3 and 2", in.Waiting, w.count(event.KindProposalParked))
	}
	w.elect(1)
	w.run(1000)
	if got, want := w.told(), "n2 2: etcdserver: leader changed; n2 1: OK; n2 3: (no alarm)"; got != want {
		t.Errorf("told %s, want %s", got, want)
	}
}

// A server answers what it cannot do in time: seven seconds with etcd's settings.
func TestTimesOut(t *testing.T) {
	w := newWorld(t, 3, nil)
	w.elect(1)
	w.cut[2] = true
	w.ask(2, "get a")
	w.ask(2, "put a 1")
	w.run(6999)
	if got := w.told(); got != "" {
		t.Errorf("told %s before the time is over", got)
	}
	w.run(1)
	if got, want := w.told(), "n2 2: etcdserver: request timed out; n2 1: etcdserver: request timed out"; got != want {
		t.Errorf("told %s, want %s", got, want)
	}
	if in := w.hosts[2].r.Inside(); in.Waiting != 0 {
		t.Errorf("%d requests wait", in.Waiting)
	}
}

// A request whose client has given up is let go of, but not before the limit.
func TestForgetsLate(t *testing.T) {
	w := newWorld(t, 3, nil)
	w.elect(1)
	w.cut[2] = true
	w.ask(2, "put a 1")
	w.done[1] = true
	for _, c := range []struct {
		after int64
		want  int
	}{{7000, 1}, {1, 0}} {
		w.run(c.after)
		w.ask(2, "endpoint status")
		if got := w.hosts[2].r.Inside().Waiting; got != c.want {
			t.Errorf("at %d ms %d requests wait, want %d", w.now, got, c.want)
		}
	}
}

// What does not fit has one alarm proposed, however many ask, and all are told
// when it is applied. If the proposal was lost, the next who asks after the time
// limit has it proposed again.
func TestRaisesAlarmOnce(t *testing.T) {
	w := newWorld(t, 3, func(c *config.Config) { c.Quota = 26_000 })
	w.elect(1)
	const raise = "alarm raise n2 NOSPACE"
	big := "put a " + strings.Repeat("x", 2000)
	w.cut[2] = true
	w.ask(2, big)
	w.run(5)
	w.ask(2, big)
	w.run(6994)
	w.ask(2, big)
	if got := w.count(event.KindProposalForwarded); got != 1 || w.told() != "" {
		t.Fatalf("%d alarms were proposed within the limit, want 1", got)
	}
	w.cut[2] = false
	w.run(1) // the limit
	w.ask(2, big)
	w.run(100)
	if got := w.count(event.KindProposalForwarded); got != 2 || w.logged(1, raise) != 1 {
		t.Errorf("%d alarms were proposed and %d logged, want 2 and 1", got, w.logged(1, raise))
	}
	const full = "etcdserver: mvcc: database space exceeded"
	want := fmt.Sprintf("n2 1: %[1]s; n2 2: %[1]s; n2 3: %[1]s; n2 4: %[1]s", full)
	if got := w.told(); got != want {
		t.Errorf("told %s, want %s", got, want)
	}
	if w.count(event.KindAlarmRaised) != 3 {
		t.Errorf("%d nodes learned of the alarm, want 3", w.count(event.KindAlarmRaised))
	}

	// While it stands, what does not fit is refused at once.
	w.ask(2, big)
	if got, want := w.told(), "n2 5: "+full; got != want {
		t.Errorf("told %s, want %s", got, want)
	}
	w.ask(3, "alarm list")
	w.run(100)
	if got, want := w.told(), "n3 6: memberID:n2 alarm:NOSPACE"; got != want {
		t.Errorf("told %s, want %s", got, want)
	}
	w.ask(3, "alarm disarm")
	w.run(200)
	w.told()
	w.ask(3, "alarm list")
	w.run(100)
	if got, want := w.told(), "n3 8: (no alarm)"; got != want {
		t.Errorf("told %s, want %s", got, want)
	}

	// Once it is lowered, the next one is raised at once.
	w.ask(2, big)
	w.run(100)
	if got, want := w.told(), "n2 9: "+full; got != want || w.count(event.KindAlarmRaised) != 6 {
		t.Errorf("told %s and %d times of an alarm, want %s and 6", got, w.count(event.KindAlarmRaised), want)
	}
}

// If there is no leader to propose the alarm to, who does not fit waits for it as
// long as for any request.
func TestNoAlarmWithoutLeader(t *testing.T) {
	w := newWorld(t, 3, func(c *config.Config) { c.Quota = 26_000 })
	for range 2 {
		w.ask(2, "put a "+strings.Repeat("x", 2000))
	}
	w.run(6999)
	if got := w.told(); got != "" {
		t.Errorf("told %s before the time is over", got)
	}
	w.run(1)
	const full = "etcdserver: mvcc: database space exceeded"
	if got, want := w.told(), fmt.Sprintf("n2 1: %[1]s; n2 2: %[1]s", full); got != want {
		t.Errorf("told %s, want %s", got, want)
	}
	if got := w.count(event.KindProposalParked); got != 1 {
		t.Errorf("%d alarms were tried, want 1", got)
	}
}

// A node that was away for longer than the log reaches back gets a snapshot, and
// with it what its store lacks.
func TestSnapshotCatchesUp(t *testing.T) {
	w := newWorld(t, 3, func(c *config.Config) { c.SnapshotEvery, c.SnapshotKeep = 5, 2 })
	leader := w.elect(1)
	w.cut[3] = true
	for i := range 12 {
		w.ask(1, fmt.Sprintf("put k%d v", i))
		w.run(50)
	}
	if in := leader.Inside(); leader.Snapshot() != 10 || in.First != 9 {
		t.Fatalf("the leader's snapshot ends at %d, its log begins at %d; want 10, 9", leader.Snapshot(), in.First)
	}
	w.cut[3] = false
	leader.Unreachable(3)
	for range 3 {
		leader.Tick()
		w.run(100)
	}
	away := w.hosts[3].r
	if w.count(event.KindSnapshotInstalled) != 1 || away.Inside().Store.Rev() != leader.Inside().Store.Rev() || away.Last() != leader.Last() {
		t.Errorf("it installed %d snapshots and is at revision %d with a log to %d; the leader at %d with one to %d",
			w.count(event.KindSnapshotInstalled), away.Inside().Store.Rev(), away.Last(), leader.Inside().Store.Rev(), leader.Last())
	}
	leader.SnapshotReport(3, true)
	w.ask(3, "put after v")
	w.run(100)
	if w.logged(3, "put after v") != 1 {
		t.Error("after a snapshot the log does not go on")
	}
}

// What was synced comes back after the process died, what it was asked is gone.
func TestRestart(t *testing.T) {
	w := newWorld(t, 3, nil)
	w.elect(1)
	w.ask(1, "put a 1")
	w.run(100)
	h := w.hosts[1]
	term, last := h.r.Term(), h.r.Last()
	w.cut[1] = true
	w.ask(1, "get a")
	h.Crash()
	if h.r.Up() {
		t.Fatal("it is up after a crash")
	}
	h.boot()
	if h.r.Role() != frame.Follower || h.r.Term() != term || h.r.Last() != last || w.logged(1, "put a 1") != 1 || h.r.Inside().Waiting != 0 {
		t.Errorf("it comes back as %v of term %d with a log to %d and %d requests; want term %d, %d", h.r.Role(), h.r.Term(), h.r.Last(), h.r.Inside().Waiting, term, last)
	}
	w.ask(1, "get a --consistency=s")
	if got := w.told(); !strings.HasSuffix(got, ": 1") {
		t.Errorf("told %s", got)
	}
}

// A member is added, votes, and leaves.
func TestMembers(t *testing.T) {
	w := newWorld(t, 3, nil)
	leader := w.elect(1)
	w.ask(1, "member add n4 --learner")
	w.run(200)
	four := w.hosts[4]
	if four == nil || four.r.IsVoter() || leader.HasVoter(4) || four.r.Last() != leader.Last() {
		t.Fatalf("n4 has not joined as a learner: %+v", leader.Members())
	}
	four.r.Campaign()
	if w.count(event.KindCampaignRefused) != 1 || four.r.Role() != frame.Follower {
		t.Error("a learner campaigns")
	}
	w.ask(1, "member promote n4")
	w.run(200)
	if !leader.HasVoter(4) || !four.r.IsVoter() {
		t.Errorf("n4 does not vote: %+v", leader.Members())
	}
	w.ask(1, "member remove n4")
	w.run(200)
	if leader.HasVoter(4) || !leader.Disowns(4) || leader.Disowns(2) {
		t.Errorf("n4 has not left: %+v", leader.Members())
	}
}

// The lease of a leader that counts it down is renewed or revoked, at whichever
// node the client asks.
func TestLease(t *testing.T) {
	w := newWorld(t, 3, nil)
	w.elect(1)
	w.ask(2, "lease grant 2 --id=1")
	w.run(100)
	w.ask(2, "put a 1 --lease=1")
	w.run(100)
	w.told()
	w.run(1500)
	w.ask(2, "lease keep-alive 1")
	w.run(100)
	if got := w.told(); !strings.Contains(got, "keepalived with TTL(2)") {
		t.Errorf("told %s", got)
	}
	w.run(1500)
	w.ask(3, "lease timetolive 1 --keys")
	w.run(100)
	if got := w.told(); !strings.HasPrefix(got, "n1 4: lease 1 granted with TTL(2s), remaining(") || !strings.HasSuffix(got, "attached keys([a])") {
		t.Errorf("told %s", got)
	}
	if w.count(event.KindLeaseExpired) != 0 {
		t.Fatal("a lease that was renewed has expired")
	}
	w.run(1000)
	w.ask(3, "get a --consistency=s")
	if got := w.told(); w.count(event.KindLeaseExpired) != 1 || strings.HasSuffix(got, ": 1") {
		t.Errorf("%d leases have expired; told %s", w.count(event.KindLeaseExpired), got)
	}
}

// A watch sees what comes after it, from a revision in the past what has been,
// and no more than its client has room for.
func TestWatch(t *testing.T) {
	w := newWorld(t, 1, func(c *config.Config) { c.WatchWindow = 3 })
	w.elect(1)
	w.ask(1, "put a 1")
	w.run(100)
	w.ask(1, "watch a --rev=2")
	w.ask(1, "watch b")
	seen := func() (s []string) {
		for _, r := range w.watched {
			for _, e := range r.Response.GetEvents() {
				s = append(s, string(e.GetKv().GetKey())+" "+string(e.GetKv().GetValue()))
			}
		}
		return s
	}
	if got := fmt.Sprint(len(w.watched), seen()); got != "2 []" {
		t.Fatalf("at first %s is sent, want the two creations", got)
	}
	w.run(99)
	if got := fmt.Sprint(seen()); got != "[]" {
		t.Errorf("before the sync loop %s is sent", got)
	}
	w.run(1)
	if got := fmt.Sprint(seen()); got != "[a 1]" {
		t.Errorf("after the sync loop %s is sent", got)
	}
	w.ask(1, "put b 2")
	w.run(100)
	if got := fmt.Sprint(seen()); got != "[a 1]" || w.watched[2].Seq != 3 {
		t.Errorf("beyond the window %s is sent", got)
	}
	w.hosts[1].r.Acknowledge(1)
	w.hosts[1].r.Service()
	if got := fmt.Sprint(seen()); got != "[a 1 b 2]" {
		t.Errorf("after the client has read %s is sent", got)
	}
}
