package clients

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/grpc/codes"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/message"
	"raftviz/engine/schedule"
)

// A world is what clients are joined to: a clock, a queue, and nodes that note
// what they are sent.
type world struct {
	t        *testing.T
	cs       *Clients
	now      int64
	queue    schedule.Queue
	endpoint string
	sent     []*message.Request
	to       []string
	events   []event.Event
	idle     bool
	read     int
	closed   []uint64
	saved    string
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, endpoint: "n1"}
	w.cs = New(w)
	return w
}

func (w *world) Now() int64 { return w.now }
func (w *world) Emit(node string, p event.Payload) {
	w.events = append(w.events, event.Event{Node: node, Payload: p})
}
func (w *world) Schedule(at int64, op, generation uint64) {
	w.queue.Push(schedule.Cause{At: at, ID: op, Generation: generation})
}
func (w *world) Send(node string, r *message.Request) {
	w.sent, w.to = append(w.sent, r), append(w.to, node)
}
func (w *world) Endpoint() string              { return w.endpoint }
func (w *world) Save(name string, data []byte) { w.saved = name + ":" + string(data) }
func (w *world) Acknowledge(string, uint64)    { w.read++ }
func (w *world) Serve(string, uint64)          {}
func (w *world) Idle(string, uint64) bool      { return w.idle }
func (w *world) Close(_ string, stream uint64) { w.closed = append(w.closed, stream) }

// do gives a client's command.
func (w *world) do(line string) {
	w.t.Helper()
	cmd, err := command.Parse(line)
	if err != nil {
		w.t.Fatal(err)
	}
	if c, ok := cmd.(command.Client); ok {
		w.cs.Set(c)
		return
	}
	t, _ := command.TargetOf(cmd)
	w.cs.Invoke(t, cmd)
}

// run lets time pass to a moment.
func (w *world) run(to int64) {
	for c := w.queue.Peek(); c != nil && c.At <= to; c = w.queue.Peek() {
		d := w.queue.Pop()
		if !w.cs.Stale(d.ID, d.Generation) {
			w.now = d.At
			w.cs.Timeout(d.ID)
		}
	}
	w.now = to
}

// last returns the request sent last, and takes it for received by its node.
func (w *world) last() *message.Request {
	r := w.sent[len(w.sent)-1]
	w.cs.Taken(r, w.to[len(w.to)-1])
	return r
}

// answer has a node answer a request.
func (w *world) answer(r *message.Request, text string, fail bool) {
	w.cs.Responding(r.Op, r.Attempt)
	a := etcdtest.Answer(text)
	if fail {
		a = etcd.Failed(codes.Unknown, text)
	}
	w.cs.Answer(&message.Response{Op: r.Op, Attempt: r.Attempt, Client: r.Client, Answer: a, Rev: 7}, &frame.Message{Op: r.Op, Answer: a})
}

// ended says how the client's last operation ended.
func (w *world) ended(name, want string) {
	w.t.Helper()
	got := "nothing ended"
	for _, v := range w.cs.View() {
		if v.Name == name && v.Last != nil {
			got = fmt.Sprintf("%d %s at %d: %v %q", v.Last.Attempt, v.Last.Request.Text(), v.Last.End, v.Last.State, v.Last.Answer.Text())
		}
	}
	if got != want {
		w.t.Errorf("%s\nwant %s", got, want)
	}
}

// An operation ends with its answer, whether that is good or bad.
func TestAnswer(t *testing.T) {
	w := newWorld(t)
	w.do("c2@n3 put a 1")
	r := w.last()
	if w.to[0] != "n3" || r.Client != "c2" || r.Asks.Text() != "put a 1" || r.Attempt != 1 || r.ID() != r.Op<<8|1 {
		t.Fatalf("sent to %s: %+v", w.to[0], *r)
	}
	w.now = 4
	w.answer(r, "OK", false)
	w.ended("c2", `1 put a 1 at 4: ok "OK"`)
	w.do("c2@n3 put b 1")
	w.answer(w.last(), "no space", true)
	w.ended("c2", `1 put b 1 at 4: failed "no space"`)
	w.run(20_000)
	if len(w.sent) != 2 {
		t.Errorf("%d requests were sent for two operations", len(w.sent))
	}
}

// Whoever has no answer in time does not know what happened, and a late answer
// to an attempt that was given up is not taken.
func TestTimeout(t *testing.T) {
	w := newWorld(t)
	w.do("client c1 timeout=100ms retries=1")
	w.do("put a 1")
	first := w.last()
	w.endpoint = "n2" // the leader of the moment
	w.run(124)
	if len(w.sent) != 1 {
		t.Fatal("the second attempt comes before its pause of 25 ms is over")
	}
	w.run(125)
	second := w.last()
	if second.Attempt != 2 || w.to[1] != "n2" {
		t.Fatalf("the second attempt is %+v, to %s", *second, w.to[1])
	}
	w.answer(first, "OK", false)
	if e := w.events[len(w.events)-1]; e.Kind() != event.KindDropped || e.Reason() != event.ClientGone {
		t.Errorf("the late answer: %v", e)
	}
	w.run(225)
	w.ended("c1", `2 put a 1 at 225: unknown "context deadline exceeded"`)
}

// A refused connection is a failure; a connection lost while the node worked on
// the request leaves a doubt, also after a retry that was refused.
func TestConnections(t *testing.T) {
	w := newWorld(t)
	w.do("@n1 put a 1")
	w.cs.Refused(w.sent[0], "n1")
	w.ended("c1", `1 put a 1 at 0: failed "connection refused: n1 is down"`)
	w.do("@n1 put b 1")
	w.cs.ConnectionLost("n1")
	if v := w.cs.View()[0]; len(v.Open) != 1 {
		t.Error("a node that has not taken the request yet is no loss")
	}
	w.last()
	w.cs.ConnectionLost("n2")
	w.cs.ConnectionLost("n1")
	w.ended("c1", `1 put b 1 at 0: unknown "connection lost: n1 went down"`)
	w.do("client c1 retries=1")
	w.do("@n1 put c 1")
	w.last()
	w.cs.ConnectionLost("n1")
	w.run(25)
	w.cs.Refused(w.sent[len(w.sent)-1], "n1")
	w.ended("c1", `2 put c 1 at 25: unknown "connection refused: n1 is down"`)
}

// What has happened beyond the quota is answered with an error and in doubt.
func TestDoubt(t *testing.T) {
	w := newWorld(t)
	w.do("put a 1")
	r := w.last()
	if !w.cs.Waits(r.Op, 1) || w.cs.Waits(r.Op, 2) || w.cs.Waits(r.Op+1, 1) {
		t.Error("the client waits for one attempt, and no other")
	}
	w.cs.Doubt(r.Op, 1)
	w.answer(r, "no space", true)
	w.ended("c1", `1 put a 1 at 0: unknown "no space"`)
}

// A store that is saved is handed on as it came.
func TestSave(t *testing.T) {
	w := newWorld(t)
	w.do("@n2 snapshot save x.db")
	r := w.last()
	w.cs.Answer(&message.Response{Op: r.Op, Attempt: 1, Answer: etcd.Backup(&etcdserverpb.SnapshotResponse{}, 3), Data: []byte("abc")}, &frame.Message{From: "n2"})
	if w.saved != "x.db:abc" {
		t.Errorf("saved %q", w.saved)
	}
	w.ended("c1", `1 snapshot save x.db at 0: ok "Snapshot saved at x.db"`)
}

// Of the clients shown only those are new that the steps since have entered.
func TestViewShares(t *testing.T) {
	w := newWorld(t)
	w.do("c1 put a 1")
	w.do("c2 put b 1")
	was := w.cs.View()
	if again := w.cs.View(); &again[0] != &was[0] {
		t.Error("what did not change is shown again")
	}
	w.answer(w.last(), "OK", false) // c2's
	is := w.cs.View()
	if is[0] != was[0] || is[1] == was[1] || len(was[1].Open) != 1 || len(is[1].Open) != 0 {
		t.Errorf("c1 the same: %v; c2 had %d open, has %d", is[0] == was[0], len(was[1].Open), len(is[1].Open))
	}
}

// watched opens a stream, and a watch on it; it returns a function that has the
// node send a response.
func watched(w *world) (stream uint64, send func(seq uint64, resp *etcdserverpb.WatchResponse)) {
	w.do("@n1 watch k")
	id := int64(w.last().ID())
	stream = w.cs.Open("c1", "n1")
	send = func(seq uint64, resp *etcdserverpb.WatchResponse) {
		resp.WatchId = id
		w.cs.Receive(&message.WatchResponse{Stream: stream, Seq: seq, Response: resp}, &frame.Message{From: "n1", To: "c1"})
	}
	send(1, &etcdserverpb.WatchResponse{Header: &etcdserverpb.ResponseHeader{Revision: 4}, Created: true})
	return stream, send
}

func put(rev int64) *etcdserverpb.WatchResponse {
	return &etcdserverpb.WatchResponse{Events: []*mvccpb.Event{{Kv: &mvccpb.KeyValue{Key: []byte("k"), Value: []byte("v"), ModRevision: rev}}}}
}

// Responses are read in the order they were sent in, each once, and not while
// the client does not listen.
func TestWatchOrder(t *testing.T) {
	w := newWorld(t)
	_, send := watched(w)
	state := func(want string) {
		t.Helper()
		v := w.cs.View()[0].Watches[0]
		if got := fmt.Sprintf("%v next %d, %d events, %d read", v.State, v.Next, v.Events, w.read); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	state("open next 5, 0 events, 1 read")
	send(3, put(6)) // overtook
	state("open next 5, 0 events, 1 read")
	send(2, put(5))
	state("open next 7, 2 events, 3 read")
	send(2, put(5)) // a copy
	state("open next 7, 2 events, 3 read")
	w.do("client c1 reading=off")
	send(4, put(7))
	state("open next 7, 2 events, 3 read")
	w.do("client c1 reading=on")
	state("open next 8, 3 events, 4 read")
}

// A client whose stream breaks asks again from where it had come to, after a
// pause that grows.
func TestWatchResumes(t *testing.T) {
	w := newWorld(t)
	stream, send := watched(w)
	send(2, put(9))
	w.cs.StreamLost(stream)
	w.cs.StreamLost(stream) // it is unknown by now
	if !slices.Equal(w.closed, []uint64{stream}) {
		t.Errorf("closed streams: %v", w.closed)
	}
	w.run(24)
	if len(w.sent) != 1 {
		t.Fatal("it asks before its pause of 25 ms is over")
	}
	w.run(25)
	r := w.sent[1]
	if cmd, ok := r.Command.(command.Watch); !ok || cmd.Rev != 10 || r.Attempt != 2 || !strings.Contains(r.Asks.Text(), "--rev=10") {
		t.Fatalf("it asks for %+v, says %q", r.Command, r.Asks.Text())
	}
	w.cs.RequestLost(r)
	w.run(25 + 30)
	if len(w.sent) != 2 {
		t.Error("the second pause is no longer than the first")
	}
	w.run(25 + 31)
	if len(w.sent) != 3 || w.sent[2].Attempt != 3 {
		t.Errorf("%d requests were sent", len(w.sent))
	}
	send(3, put(11)) // on the stream that is gone
	if e := w.events[len(w.events)-1]; e.Kind() != event.KindDropped {
		t.Errorf("a response on a broken stream: %v", e)
	}
}

// A watch that cannot be canceled says why; one that no node serves ends at once.
func TestUnwatch(t *testing.T) {
	w := newWorld(t)
	if act, why, remedy := w.cs.Unwatch(command.Unwatch{ID: 1}); act != nil || why.String() != "c1 has no watch 1" || remedy.String() != "it has none: watch foo" {
		t.Errorf("%q, %q", why, remedy)
	}
	stream, _ := watched(w)
	if _, why, _ := w.cs.Unwatch(command.Unwatch{Target: command.Target{Node: "n2"}, ID: 1}); why.String() != "n1 serves watch 1" {
		t.Errorf("%q", why)
	}
	w.cs.StreamLost(stream)
	act, _, _ := w.cs.Unwatch(command.Unwatch{ID: 1})
	act()
	if v := w.cs.View()[0]; v.Watches[0].State != frame.WatchCanceled || v.Last.Answer.Text() != "canceled" || len(v.Open) != 0 {
		t.Errorf("%+v, %+v", *v.Watches[0], *v.Last)
	}
}
