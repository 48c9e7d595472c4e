package network

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/event"
	"raftviz/engine/message"
)

// A link that jitters adds anything from nothing to its jitter, and no more.
func TestJitter(t *testing.T) {
	w := newWorld(t)
	w.do("link n1>n2 latency=10ms jitter=3ms")
	took := map[int64]int{}
	for range 400 {
		w.send(append1())
	}
	for _, v := range w.net.Flight() {
		took[v.Due-v.Sent]++
	}
	if len(took) != 4 {
		t.Errorf("messages take %v ms, want each of 10 to 13", took)
	}
	for ms := int64(10); ms <= 13; ms++ {
		if took[ms] < 50 {
			t.Errorf("%d of 400 messages take %d ms, want about 100", took[ms], ms)
		}
	}
}

// What never happens and what always happens does so without exception, and one
// in a thousand is not two.
func TestRareAndCertain(t *testing.T) {
	for _, c := range []struct {
		loss     string
		min, max int
	}{{"0", 0, 0}, {"1", 20_000, 20_000}, {"0.001", 8, 32}, {"0.999", 19_960, 19_996}} {
		w := newWorld(t)
		w.do("link n1>n2 loss=" + c.loss)
		for range 20_000 {
			w.send(append1())
		}
		if n := len(w.lost); n < c.min || n > c.max {
			t.Errorf("with loss=%s %d of 20000 are lost, want %d to %d", c.loss, n, c.min, c.max)
		}
	}
}

// What is not left to chance draws nothing: it does not change what befalls
// others in a run of the same seed.
func TestDrawsOnlyForChance(t *testing.T) {
	w := newWorld(t)
	chance := rand.New(rand.NewPCG(1, 2))
	w.net.chance = chance
	for range 10 {
		w.send(append1())
		w.net.Send(0, Client("c1"), Node(1), &message.Request{Op: 1, Client: "c1"})
	}
	if got, want := chance.Uint64(), rand.New(rand.NewPCG(1, 2)).Uint64(); got != want {
		t.Error("links without jitter, loss and duplication draw numbers")
	}
}

// Both directions between a client and a node take the client's latency, and
// whoever is the node is told of.
func TestClientsLink(t *testing.T) {
	w := newWorld(t)
	w.do("link n1>n2 latency=30ms")
	w.net.Send(0, Client("c1"), Node(1), &message.Request{Op: 1, Client: "c1"})
	w.net.Send(0, Node(1), Client("c1"), &message.Response{Op: 1, Client: "c1"})
	w.net.Send(0, Node(1), Node(2), &message.Request{Op: 1, Client: "c1"}) // passed on
	w.is("arrivals", w.run(100), "1@1<1 2@1<1 3@30<1")
	for i, e := range w.events[1:] { // the first is of the link
		if m := e.Msg(); e.Kind() != event.KindSent || e.Node != "n1" || m.ID != uint64(i+1) {
			t.Errorf("%v of %s", e.Kind(), e.Node)
		}
	}
}

// A snapshot that is sent is told of by itself, other messages are not.
func TestSnapshotSent(t *testing.T) {
	w := newWorld(t)
	w.send(append1())
	w.send(&raftpb.Message{
		Type: raftpb.MsgSnap.Enum(), From: new(uint64(1)), To: new(uint64(2)), Term: new(uint64(4)),
		Snapshot: &raftpb.Snapshot{Metadata: &raftpb.SnapshotMetadata{Index: new(uint64(9)), Term: new(uint64(3)), ConfState: &raftpb.ConfState{}}},
	})
	got := ""
	for _, e := range w.events {
		got += fmt.Sprintf("%v at %s; ", e.Kind(), e.Node)
		if p, ok := e.Payload.(*event.SnapshotSent); ok && *p != (event.SnapshotSent{Follower: "n2", Index: 9, Term: 3}) {
			t.Errorf("sent is %+v", *p)
		}
	}
	w.is("events", got, "sent at n1; sent at n1; snapshot_sent at n1; ")
}

// A hold of one type leaves messages of others under way as they are, and those
// of other links; to hold twice is to hold once.
func TestHoldOfOneType(t *testing.T) {
	w := newWorld(t)
	beat := func(to uint64) *raftpb.Message {
		return &raftpb.Message{Type: raftpb.MsgHeartbeat.Enum(), From: new(uint64(1)), To: new(to)}
	}
	w.send(beat(2))
	app := w.send(append1())
	w.send(beat(3))
	w.do("hold n1>n2 MsgApp")
	w.do("hold n1>n2 MsgApp")
	w.is("while held", w.run(50), "1@10<1 3@10<1")
	held := 0
	for _, e := range w.events {
		if e.Kind() == event.KindHeld {
			held++
		}
	}
	if held != 1 {
		t.Errorf("%d messages are reported as held, want 1", held)
	}
	w.do("hold n1>n2")
	w.send(beat(2))
	w.do("release n1>n2")
	w.is("after release", w.run(100), fmt.Sprintf("%d@60<1 4@60<3", app))
}

// To cut what is cut does not set back how long it has been so; to heal one
// direction leaves the other cut.
func TestCutTwice(t *testing.T) {
	w := newWorld(t)
	w.now = 1000
	w.do("cut n1|n2")
	w.now = 3000
	w.do("cut n1>n2")
	for at, want := range []int{0, 1} {
		w.now = 5999 + int64(at)
		w.send(append1())
		if len(w.dead) != want {
			t.Errorf("a link that was cut at 1000 ms is noticed %d times at %d ms, want %d", len(w.dead), w.now, want)
		}
	}
	w.do("heal n1>n2")
	if w.net.Severed(1, 2) || !w.net.Severed(2, 1) {
		t.Errorf("n1>n2 is cut: %v; n2>n1 is: %v", w.net.Severed(1, 2), w.net.Severed(2, 1))
	}
}
