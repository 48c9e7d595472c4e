package machine

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/message"
	"raftviz/engine/replica"
	"raftviz/engine/schedule"
)

// A world is what a machine and its replicas are joined to: a clock, a queue,
// and clients that note what they are told. There is no second machine.
type world struct {
	t       *testing.T
	m       *Machine
	now     int64
	step    uint64
	queue   schedule.Queue
	events  []event.Event
	answers []string // "group operation: text"
	lost    int
	waiting int // messages for the process while it is paused
}

// newWorld makes a machine that holds a replica of each of so many groups, of
// which it is the only member.
func newWorld(t *testing.T, groups uint32) *world {
	t.Helper()
	w := &world{t: t}
	cfg := config.Default()
	cfg.Nodes, cfg.Disk = 1, 3
	w.m = New(1, &cfg, rand.New(rand.NewPCG(1, 2)), w)
	dir := t.TempDir()
	for g := range groups {
		w.m.Add(replica.NewGroup(g, &cfg, w), filepath.Join(dir, fmt.Sprint(g)))
	}
	if err := w.m.Boot(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.m.Close)
	return w
}

func (w *world) Connected(uint64, uint64) (int64, bool) { return -1, true }

func (w *world) Now() int64        { return w.now }
func (w *world) Step() uint64      { return w.step }
func (w *world) TimerFired(uint64) {}

func (w *world) Emit(node string, p event.Payload) {
	w.events = append(w.events, event.Event{Node: node, Payload: p})
}
func (w *world) Schedule(c schedule.Cause)   { w.queue.Push(c) }
func (w *world) Unblock(uint64)              {}
func (w *world) Inbox(uint64) int            { return w.waiting }
func (w *world) Severed(uint64, uint64) bool { return false }
func (w *world) Join(uint32, uint64)         {}
func (w *world) Responding(uint64, int)      {}
func (w *world) Waits(uint64, int) bool      { return true }
func (w *world) Doubt(uint64, int)           {}
func (w *world) ConnectionLost(string)       { w.lost++ }
func (w *world) Open(string, string) uint64  { return 1 }
func (w *world) StreamLost(uint64)           {}
func (w *world) SendPeer(_ uint32, _, to uint64, _ message.Payload) {
	w.t.Errorf("a message to n%d, which is in no group", to)
}
func (w *world) SendClient(group uint32, _ uint64, _ string, p message.Payload) {
	r := p.(*message.Response)
	w.answers = append(w.answers, fmt.Sprintf("%d %d: %s", group, r.Op, r.Answer.Text()))
}

// run lets time pass to a moment.
func (w *world) run(to int64) {
	for c := w.queue.Peek(); c != nil && c.At <= to; c = w.queue.Peek() {
		if d := w.queue.Pop(); !w.m.Stale(&d) {
			w.now, w.step = d.At, w.step+1
			w.m.Happen(d)
		}
	}
	w.now = to
}

// ask gives a group's replica a client's request.
func (w *world) ask(group uint32, op uint64, line string) {
	w.t.Helper()
	cmd, err := command.Parse(line)
	if err != nil {
		w.t.Fatal(err)
	}
	by := replica.Write
	if _, read := cmd.(command.Get); read {
		by = replica.Get
	}
	w.m.Replica(group).Serve(&message.Request{Op: op, Attempt: 1, Client: "c1", Asks: etcd.RequestOf(cmd), Command: cmd}, by, false)
}

func (w *world) told() string {
	s := strings.Join(w.answers, "; ")
	w.answers = nil
	return s
}

// Replicas of several groups on a machine elect, write and serve each for itself.
func TestGroups(t *testing.T) {
	w := newWorld(t, 2)
	for g := range uint32(2) {
		w.m.Replica(g).Campaign()
	}
	w.run(50)
	w.ask(0, 1, "put k zero")
	w.ask(1, 2, "put k one")
	w.run(100)
	w.ask(0, 3, "get k")
	w.ask(1, 4, "get k")
	w.run(150)
	if got, want := w.told(), "0 1: OK; 1 2: OK; 0 3: zero; 1 4: one"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if a, b := w.m.Replica(0), w.m.Replica(1); !a.Leads() || !b.Leads() || a.Last() != 2 || b.Last() != 2 {
		t.Errorf("%v to %d, %v to %d", a.Role(), a.Last(), b.Role(), b.Last())
	}
}

// They share the disk: in etcd's mode what one wants to write waits in the loop
// until the fsync of the other returns, and then one fsync covers all.
func TestGroupsShareDisk(t *testing.T) {
	w := newWorld(t, 3)
	for g := range uint32(3) {
		w.m.Replica(g).Campaign()
	}
	w.run(50)
	for g := range uint32(3) {
		w.ask(g, uint64(g)+1, "put k v")
	}
	if q := w.m.Show().Disk.Queue; len(q) != 1 || q[0].Due != 53 {
		t.Fatalf("the disk has %+v, want one write until 53 ms", q)
	}
	w.run(52)
	if got := w.told(); got != "" {
		t.Errorf("answered before any fsync: %s", got)
	}
	w.run(53)
	if got, want := w.told(), "0 1: OK"; got != want {
		t.Errorf("after the first fsync: %s, want %s", got, want)
	}
	if q := w.m.Show().Disk.Queue; len(q) != 1 || q[0].Due != 56 {
		t.Fatalf("the disk has %+v, want one write until 56 ms", q)
	}
	w.run(56)
	if got, want := w.told(), "1 2: OK; 2 3: OK"; got != want {
		t.Errorf("after the second fsync: %s, want %s", got, want)
	}
}

// A process that dies takes all its replicas along; what it had written comes
// back, and after a power failure what was synced.
func TestCrash(t *testing.T) {
	w := newWorld(t, 2)
	w.m.Replica(0).Campaign()
	w.run(50)
	w.ask(0, 1, "put k v")
	w.run(53)
	w.ask(0, 2, "put k kept")
	w.m.Crash()
	if w.m.Up() || w.m.Replica(0).Up() || w.m.Replica(1).Up() || w.lost != 2 {
		t.Fatalf("up after a crash; %d connections lost, want 2", w.lost)
	}
	pending := w.queue.Len()
	w.run(8000)
	if pending == 0 || w.queue.Len() != 0 {
		t.Errorf("%d causes waited for the dead process, %d do", pending, w.queue.Len())
	}
	w.m.Restart()
	v := w.m.Show()
	if v.Status != frame.Running || v.Last() != 3 || v.Entry(3).Text() != "put k kept" || v.Synced != 3 || v.Durable != 2 || !w.m.Unsynced() {
		t.Errorf("it comes back %v with a log to %d, to %d of which it takes for synced, and %d is", v.Status, v.Last(), v.Synced, v.Durable)
	}
	w.m.PowerOff()
	if v := w.m.Show(); v.Status != frame.Down || v.Last() != 2 || v.Entry(2).Text() != "put k v" || w.m.Unsynced() {
		t.Errorf("the power leaves a log to %d", v.Last())
	}
}

// What a process had written before it died is lost if the power fails then, and
// on the disk after the next fsync.
func TestCache(t *testing.T) {
	for _, restarts := range []bool{false, true} {
		w := newWorld(t, 1)
		w.m.SetDisk(command.Disk{Latency: new(int64(20))})
		w.m.Replica(0).Campaign()
		w.run(100)
		w.ask(0, 1, "put k v")
		w.m.Crash()
		if v := w.m.Show(); v.Last() != 2 || v.Durable != 1 {
			t.Fatalf("dead, it has a log to %d, to %d on the disk; want 2 and 1", v.Last(), v.Durable)
		}
		if restarts {
			w.m.Restart()
			w.m.Replica(0).Campaign()
			w.run(300)
		}
		w.m.PowerOff()
		want := uint64(1)
		if restarts {
			want = 3
		}
		if v := w.m.Show(); v.Last() != want || v.Durable != want || w.m.Unsynced() {
			t.Errorf("restarted %v: the power leaves a log to %d, want %d", restarts, v.Last(), want)
		}
	}
}

// A paused process holds what is due, but for one tick, and goes on with it.
func TestPause(t *testing.T) {
	w := newWorld(t, 1)
	w.m.Replica(0).Campaign()
	w.run(50)
	w.ask(0, 1, "put k v")
	w.step = 77
	w.m.Pause()
	w.run(2000)
	if v := w.m.Show(); v.Status != frame.Paused || v.Inbox != 2 || w.told() != "" {
		t.Fatalf("%v; %d causes wait, want an fsync and the end of the store's batch", v.Status, v.Inbox)
	}
	ticks := w.m.Replica(0).Inside().Elapsed
	w.m.Resume()
	c := w.queue.Peek()
	if c.Type != event.Sync || c.At != 2000 || c.Parent >= 77 {
		t.Errorf("after the pause %v is due at %d; step %d scheduled it", c.Type, c.At, c.Parent)
	}
	w.run(2000)
	if got := w.told(); got != "0 1: OK" {
		t.Errorf("after the pause: %s", got)
	}
	if now := w.m.Replica(0).Inside().Elapsed; now != ticks+1 {
		t.Errorf("%d ticks were taken for those of the pause, want 1", now-ticks)
	}
}

// A jump ahead brings the next tick closer; the ticks it passes come at once, each
// by itself. A jump back puts the next tick off, and a fast clock's jump covers
// less virtual time.
func TestSkew(t *testing.T) {
	w := newWorld(t, 1)
	w.now = 1000
	w.m.SetClock(command.Clock{Rate: 1000}) // the next tick is at 1100
	next := func(what string, ticks int, want int64) {
		t.Helper()
		before := w.step
		w.run(w.now)
		if got := int(w.step - before); got != ticks {
			t.Errorf("%s: %d ticks at once, want %d", what, got, ticks)
		}
		if got := w.m.Show().Timer.Next; got != want {
			t.Errorf("%s: the next tick is at %d, want %d", what, got, want)
		}
	}
	by := func(ms int64) { w.m.Skew(command.Skew{By: ms}) }
	by(30)
	next("30 ms ahead", 0, 1070)
	by(-130)
	next("130 ms back", 0, 1200)
	by(420)
	if v := w.m.Show(); v.Timer.Next != 1000 {
		t.Errorf("a tick that was passed is due at %d, want now", v.Timer.Next)
	}
	before := w.m.Replica(0).Inside().Elapsed
	next("420 ms ahead", 3, 1080)
	if got := w.m.Replica(0).Inside().Elapsed - before; got != 3 {
		t.Errorf("the election timer counted %d ticks, want 3", got)
	}
	by(300)
	by(-240)
	next("300 ms ahead and 240 back at once", 0, 1020)
	by(20)
	next("just to the next tick", 1, 1100)
	w.m.SetClock(command.Clock{Rate: 2000})
	by(60)
	next("60 ms of a clock twice as fast", 0, 1020)
	w.m.SetClock(command.Clock{})
	by(1000)
	next("a clock that stands", 0, 0)
	var told []string
	for i := range w.events {
		if e := &w.events[i]; e.Kind() == event.KindClockSkewed {
			told = append(told, e.String())
		}
	}
	if want := "n1 clock_skewed by=30; n1 clock_skewed by=-130"; strings.Join(told[:2], "; ") != want || len(told) != 8 {
		t.Errorf("%d jumps were told of, want 8: %s, …", len(told), strings.Join(told[:2], "; "))
	}
}

// A clock's rate changes when the next tick comes.
func TestClock(t *testing.T) {
	w := newWorld(t, 1)
	next := func(rate int, want int64) {
		t.Helper()
		w.m.SetClock(command.Clock{Rate: rate})
		if got := w.m.Show().Timer.Next; got != want {
			t.Errorf("at rate %d the next tick is at %d, want %d", rate, got, want)
		}
	}
	w.now = 1000
	next(2000, 1050)
	next(500, 1200)
	next(0, 0)
	w.run(100_000)
	if w.queue.Len() != 0 {
		t.Error("a clock that stands ticks")
	}
}

// A clock shows what has passed at its rates and what it has jumped, and says when
// it will show a time.
func TestClockFace(t *testing.T) {
	w := newWorld(t, 1)
	shows := func(want int64) {
		t.Helper()
		if got := w.m.Clock(); got != want {
			t.Errorf("at %d ms it shows %d, want %d", w.now, got, want)
		}
	}
	when := func(ms, want int64) {
		t.Helper()
		if at, ok := w.m.When(ms); !ok || at != want {
			t.Errorf("it shows %d at %d ms (%v), want %d", ms, at, ok, want)
		}
	}
	w.run(100)
	shows(100)
	when(350, 350)
	w.m.SetClock(command.Clock{Rate: 4000})
	w.run(200)
	shows(500)
	when(100, 100)
	when(501, 201)
	when(900, 300)
	w.m.Skew(command.Skew{By: -300})
	shows(200)
	when(600, 300)
	w.m.SetClock(command.Clock{Rate: 300})
	when(230, 300)
	when(231, 304)
	w.m.SetClock(command.Clock{Rate: 0})
	w.run(5000)
	shows(200)
	if _, ok := w.m.When(201); ok {
		t.Error("a clock that stands will show another time")
	}
	w.m.SetClock(command.Clock{Rate: 1})
	when(9_000_000_000_000, 5000+8_999_999_999_800_000)
}
