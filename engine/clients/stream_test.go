package clients

import (
	"fmt"
	"strings"
	"testing"

	"go.etcd.io/etcd/api/v3/etcdserverpb"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/message"
)

// happened returns the kinds of the events since it was called last.
func (w *world) happened() string {
	var kinds []string
	for _, e := range w.events {
		kinds = append(kinds, e.Kind().String())
	}
	w.events = nil
	return strings.Join(kinds, " ")
}

func (w *world) is(what, got, want string) {
	w.t.Helper()
	if got != want {
		w.t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// A response that cannot be read yet is received, one that can is read at once,
// and a copy of one that is known is dropped, whether it has been read or waits.
func TestArrivals(t *testing.T) {
	w := newWorld(t)
	_, send := watched(w)
	w.happened()
	for _, c := range []struct {
		seq  uint64
		want string
	}{
		{2, "watch_received"}, {2, "dropped"}, {1, "dropped"},
		{5, "received"}, {4, "received"}, {5, "dropped"}, {7, "received"},
		{3, "watch_received watch_received watch_received"}, {6, "watch_received watch_received"},
	} {
		send(c.seq, put(int64(10+c.seq)))
		w.is(fmt.Sprintf("response %d", c.seq), w.happened(), c.want)
	}
}

// Streams are numbered from 1 on.
func TestStreamNumbers(t *testing.T) {
	w := newWorld(t)
	for want := uint64(1); want <= 3; want++ {
		if got := w.cs.Open("c1", "n1"); got != want {
			t.Errorf("the next stream is %d, want %d", got, want)
		}
	}
}

// Progress of a stream moves all its watches forward, and none back.
func TestProgress(t *testing.T) {
	w := newWorld(t)
	stream, send := watched(w)
	send(2, put(9))
	for i, rev := range []int64{12, 6} {
		w.cs.Receive(&message.WatchResponse{Stream: stream, Seq: uint64(3 + i), Response: &etcdserverpb.WatchResponse{
			WatchId: -1, Header: &etcdserverpb.ResponseHeader{Revision: rev},
		}}, &frame.Message{From: "n1", To: "c1"})
		if v := w.cs.View()[0].Watches[0]; v.Next != 13 || v.Events != 1 {
			t.Errorf("after progress to %d it waits for revision %d with %d events, want 13, 1", rev, v.Next, v.Events)
		}
	}
}

// A client has a node end a watch it knows nothing of, once. That is of no use
// if the stream serves nothing more, or the node has ended the watch.
func TestStrangeWatch(t *testing.T) {
	for _, c := range []struct {
		name string
		idle bool
		resp *etcdserverpb.WatchResponse
		want int // requests
	}{
		{"an event", false, put(5), 1},
		{"an event on a stream that is idle", true, put(5), 0},
		{"canceled", false, &etcdserverpb.WatchResponse{Canceled: true}, 0},
		{"canceled by a compaction", false, &etcdserverpb.WatchResponse{Canceled: true, CompactRevision: 4}, 1},
	} {
		w := newWorld(t)
		stream, _ := watched(w)
		before := len(w.sent) // the request for the watch that it knows
		w.idle = c.idle
		c.resp.WatchId = 77 << 8
		for seq := uint64(2); seq <= 3; seq++ {
			w.cs.Receive(&message.WatchResponse{Stream: stream, Seq: seq, Response: c.resp}, &frame.Message{From: "n1", To: "c1"})
		}
		if got := len(w.sent) - before; got != c.want {
			t.Errorf("%s: %d requests, want %d", c.name, got, c.want)
			continue
		}
		if c.want == 1 {
			r := w.sent[before]
			if x, ok := r.Command.(command.Unwatch); !ok || x.ID != 77<<8 || r.Op != 77 || w.to[before] != "n1" {
				t.Errorf("%s: it sends %s %+v", c.name, w.to[before], *r)
			}
		}
	}
}

// A watch that its node ends says why, and whether a compaction did it.
func TestWatchCanceled(t *testing.T) {
	for rev, want := range map[int64]event.WatchCanceled{
		0: {Client: "c1", Op: 1, Next: 5},
		9: {Client: "c1", Op: 1, Next: 5, Why: etcd.CompactedText, Compacted: true},
	} {
		w := newWorld(t)
		_, send := watched(w)
		send(2, &etcdserverpb.WatchResponse{Canceled: true, CompactRevision: rev})
		var got event.WatchCanceled
		for _, e := range w.events {
			if p, ok := e.Payload.(*event.WatchCanceled); ok {
				got = *p
			}
		}
		if got != want {
			t.Errorf("compacted at %d: %+v, want %+v", rev, got, want)
		}
		w.run(60_000)
		if v := w.cs.View()[0].Watches[0]; v.State != frame.WatchCanceled {
			t.Errorf("a canceled watch becomes %v", v.State)
		}
	}
}

// A client that loses one stream goes on reading what comes on the others.
func TestStreamsAreApart(t *testing.T) {
	w := newWorld(t)
	lost, _ := watched(w)
	w.do("@n2 watch k")
	id := int64(w.last().ID())
	other := w.cs.Open("c1", "n2")
	for seq, resp := range []*etcdserverpb.WatchResponse{{WatchId: id, Header: &etcdserverpb.ResponseHeader{Revision: 4}, Created: true}, put(7)} {
		resp.WatchId = id
		w.cs.Receive(&message.WatchResponse{Stream: other, Seq: uint64(seq + 1), Response: resp}, &frame.Message{From: "n2", To: "c1"})
		if seq == 0 {
			w.do("client c1 reading=off")
			w.cs.StreamLost(lost)
		}
	}
	states := func() string {
		a, b := w.cs.View()[0].Watches[0], w.cs.View()[0].Watches[1]
		return fmt.Sprintf("%v with %d, %v with %d", a.State, a.Events, b.State, b.Events)
	}
	w.is("while it does not read", states(), "opening with 0, open with 0")
	w.do("client c1 reading=on")
	w.is("when it reads", states(), "opening with 0, open with 1")
}
