package network

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/event"
	"raftviz/engine/message"
	"raftviz/engine/request"
	"raftviz/engine/schedule"
)

// A world is what a network is joined to: a clock, a queue, and two ears.
type world struct {
	t       *testing.T
	net     *Network
	now     int64
	step    uint64
	queue   schedule.Queue
	forms   *request.Forms
	paused  map[uint64]bool
	events  []event.Event
	arrived []*Envelope
	lost    []*Envelope
	dead    []*Envelope
}

func newWorld(t *testing.T) *world {
	t.Helper()
	cfg := config.Default()
	cfg.Latency, cfg.Client, cfg.Jitter = 10, 1, 0
	w := &world{t: t, step: 1, forms: request.NewForms(), paused: map[uint64]bool{}}
	w.net = New(&cfg, rand.New(rand.NewPCG(1, 2)), w)
	return w
}

func (w *world) Now() int64   { return w.now }
func (w *world) Step() uint64 { return w.step }
func (w *world) Emit(node string, p event.Payload) {
	w.events = append(w.events, event.Event{Node: node, Payload: p})
}
func (w *world) Schedule(at int64, msg, parent uint64) {
	w.queue.Push(schedule.Cause{At: at, ID: msg, Parent: parent})
}
func (w *world) Forms(uint32) *request.Forms { return w.forms }
func (w *world) Blocked(e *Envelope) bool    { return w.paused[e.To.Node] }
func (w *world) Arrived(e *Envelope)         { w.arrived = append(w.arrived, e) }
func (w *world) Lost(e *Envelope)            { w.lost = append(w.lost, e) }
func (w *world) Unreachable(e *Envelope)     { w.dead = append(w.dead, e) }

// run lets time pass to a moment, and returns the IDs and times of what arrived.
func (w *world) run(to int64) string {
	w.arrived = nil
	var got []string
	for c := w.queue.Peek(); c != nil && c.At <= to; c = w.queue.Peek() {
		d := w.queue.Pop()
		if w.net.Stale(d.ID, d.At) {
			continue
		}
		w.now, w.step = d.At, w.step+1
		before := len(w.arrived)
		w.net.Arrive(d.ID)
		for _, e := range w.arrived[before:] {
			got = append(got, fmt.Sprintf("%d@%d<%d", e.ID, w.now, d.Parent))
		}
	}
	w.now = to
	return strings.Join(got, " ")
}

// append1 is a MsgApp from n1 to n2 with one entry.
func append1() *raftpb.Message {
	data := request.Encode(1, command.Put{Key: "k", Value: "v"})
	return &raftpb.Message{
		Type: raftpb.MsgApp.Enum(), From: new(uint64(1)), To: new(uint64(2)), Term: new(uint64(3)), Index: new(uint64(4)),
		Entries: []*raftpb.Entry{{Index: new(uint64(5)), Term: new(uint64(3)), Type: raftpb.EntryNormal.Enum(), Data: data}},
	}
}

func (w *world) send(m *raftpb.Message) uint64 {
	w.net.Send(0, Node(m.GetFrom()), Node(m.GetTo()), message.Raft{Message: m})
	return w.net.LastID()
}

// set gives a command on a link.
func (w *world) do(line string) {
	w.t.Helper()
	cmd, err := command.Parse(line)
	if err != nil {
		w.t.Fatal(err)
	}
	switch x := cmd.(type) {
	case command.Cut:
		w.net.Cut(x)
	case command.Heal:
		w.net.Heal(x)
	case command.Link:
		w.net.Set(x)
	case command.Hold:
		w.net.Hold(x)
	case command.Release:
		w.net.Release(x)
	default:
		w.t.Fatalf("%s is not about links", line)
	}
}

func (w *world) is(what, got, want string) {
	w.t.Helper()
	if got != want {
		w.t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// A message takes the latency of its link, and those of one moment arrive in the
// order they were sent in. A client's take the client's.
func TestLatency(t *testing.T) {
	w := newWorld(t)
	w.do("link n1>n2 latency=30ms")
	w.send(append1())
	back := append1()
	back.From, back.To = back.To, back.From
	w.send(back)
	w.net.Send(0, Client("c1"), Node(1), &message.Request{Op: 7, Attempt: 1, Client: "c1", Asks: etcdtest.Request("get k")})
	w.is("arrivals", w.run(100), "3@1<1 2@10<1 1@30<1")
	if v := w.arrived[0].View(); v.Type != "Request" || v.From != "c1" || v.To != "n1" || v.Text() != "get k" || v.Op != 7 || v.Due != 1 {
		t.Errorf("the request is shown as %+v", *v)
	}
	if len(w.net.Flight()) != 0 {
		t.Errorf("%d messages are under way, none should be", len(w.net.Flight()))
	}
}

// What is sent on a cut link is lost, and what is under way on it when it
// arrives. The sender notices after five seconds.
func TestCut(t *testing.T) {
	w := newWorld(t)
	w.send(append1())
	w.do("cut n1>n2")
	w.is("arrivals", w.run(4999), "")
	if len(w.lost) != 1 || len(w.dead) != 0 {
		t.Fatalf("%d lost, %d noticed; want 1, 0", len(w.lost), len(w.dead))
	}
	w.send(append1())
	if len(w.lost) != 2 || len(w.dead) != 0 {
		t.Errorf("at 4999 ms: %d lost, %d noticed; want 2, 0", len(w.lost), len(w.dead))
	}
	w.now = 5000
	w.send(append1())
	if len(w.lost) != 3 || len(w.dead) != 1 {
		t.Errorf("at 5000 ms: %d lost, %d noticed; want 3, 1", len(w.lost), len(w.dead))
	}
	if !w.net.Severed(1, 2) || w.net.Severed(2, 1) {
		t.Error("only n1>n2 is cut")
	}
	w.do("heal")
	w.send(append1())
	w.is("after healing", w.run(6000), "4@5010<2")
}

// Loss and duplication strike raft's messages as often as they should, and
// never those on a client's connection.
func TestChance(t *testing.T) {
	w := newWorld(t)
	w.do("link n1>n2 loss=0.25 dup=0.5")
	for range 2000 {
		w.send(append1())
		w.net.Send(0, Node(1), Node(2), &message.Request{Op: 1, Client: "c1"})
	}
	lost, copies := len(w.lost), 0
	for _, v := range w.net.Flight() {
		if v.Copy != 0 {
			copies++
			if v.Type != "MsgApp" || v.Copy != v.ID-1 {
				t.Fatalf("a copy of #%d: %+v", v.Copy, *v)
			}
		}
	}
	for _, e := range w.lost {
		if e.Raft() == nil {
			t.Fatalf("%+v was lost on a connection", *e.View())
		}
	}
	if lost < 430 || lost > 570 || copies < 660 || copies > 840 {
		t.Errorf("%d of 2000 lost, want about 500; %d copied, want about 750", lost, copies)
	}
}

// Messages of the type wait on a link that holds, until they are released or
// delivered by hand; whoever sent them is their parent still.
func TestHold(t *testing.T) {
	w := newWorld(t)
	early := w.send(append1())
	w.now, w.step = 5, 2
	w.do("hold n1>n2 MsgApp")
	late := w.send(append1())
	w.net.Send(0, Node(1), Node(2), message.Raft{Message: &raftpb.Message{Type: raftpb.MsgHeartbeat.Enum(), From: new(uint64(1)), To: new(uint64(2))}})
	w.is("while held", w.run(100), "3@15<2")
	for _, v := range w.net.Flight() {
		if !v.Held {
			t.Errorf("#%d does not wait", v.ID)
		}
	}
	w.net.Deliver(w.net.Find(late))
	if len(w.arrived) != 2 || w.arrived[1].ID != late {
		t.Errorf("delivering by hand: %d arrived", len(w.arrived))
	}
	w.do("release n1>n2")
	w.is("after release", w.run(200), fmt.Sprintf("%d@110<1", early))
	if links := w.net.Links().Links; len(links) != 0 {
		t.Errorf("links that do not behave as configured: %+v", links)
	}
}

// A message waits for a process that is paused, is counted, and goes on later.
func TestPausedReceiver(t *testing.T) {
	w := newWorld(t)
	w.paused[2] = true
	id := w.send(append1())
	w.is("while paused", w.run(50), "")
	if e := w.net.Find(id); e == nil || !e.Waiting() || w.net.Inbox(2) != 1 || w.net.Inbox(1) != 0 {
		t.Fatalf("it does not wait: %+v", e)
	}
	w.paused[2] = false
	w.net.Unblock(2)
	w.is("after the pause", w.run(60), "1@50<1")
}

// By command a message is lost, comes later, or comes twice; the copy's parent
// is the step that made it.
func TestByHand(t *testing.T) {
	w := newWorld(t)
	a, b, c := w.send(append1()), w.send(append1()), w.send(append1())
	w.step = 9
	w.net.Drop(w.net.Find(a))
	w.net.Delay(w.net.Find(b), 7)
	w.net.Duplicate(w.net.Find(c))
	w.is("arrivals", w.run(100), "3@10<1 4@10<9 2@17<1")
	if len(w.lost) != 1 || w.lost[0].ID != a {
		t.Errorf("%d lost", len(w.lost))
	}
}

// The flight and the links are shown by the same memory as long as nothing
// changes, and what was shown once stays as it was.
func TestShown(t *testing.T) {
	w := newWorld(t)
	id := w.send(append1())
	flight, links := w.net.Flight(), w.net.Links()
	if again := w.net.Flight(); &again[0] != &flight[0] || w.net.Links() != links {
		t.Error("what did not change is shown again")
	}
	w.net.Delay(w.net.Find(id), 5)
	w.do("link n1>n2 loss=0.5")
	if v := w.net.Flight()[0]; v.Due != 15 || flight[0].Due != 10 {
		t.Errorf("due at %d, was shown as due at %d; want 15, 10", v.Due, flight[0].Due)
	}
	if len(links.Links) != 0 || len(w.net.Links().Links) != 1 {
		t.Errorf("links shown: before %v, now %v", links.Links, w.net.Links().Links)
	}
}

// A message that is altered on the wire says something else to its receiver and
// on the screen. The sender's own message and entries, and a copy made before,
// say what they said.
func TestAlter(t *testing.T) {
	w := newWorld(t)
	sent := append1()
	sender := proto.CloneOf(sent)
	id := w.send(sent)
	w.net.Duplicate(w.net.Find(id))
	shown := w.net.Flight()
	before := *shown[0]
	w.net.Alter(w.net.Find(id), func(p message.Payload) {
		m := p.(message.Raft).Message
		m.Term = new(uint64(8))
		m.Entries[0].Term = new(uint64(8))
		m.Entries[0].Data = request.Encode(1, command.Put{Key: "k", Value: "forged"})
	})
	if !proto.Equal(sent, sender) {
		t.Errorf("the sender's message became %v", sent)
	}
	if !slices.Equal(before.Entries, shown[0].Entries) || before.Term != shown[0].Term {
		t.Errorf("what was shown became %+v", *shown[0])
	}
	w.run(100)
	for i, want := range []string{"3 put k v", "8 put k forged"} {
		e := w.arrived[1-i]
		m := e.Raft()
		got := fmt.Sprint(m.GetTerm(), " ", request.OfEntry(m.GetEntries()[0]).Text())
		says := fmt.Sprint(e.View().Term, " ", e.View().Entries[0].Text())
		if got != want || says != want {
			t.Errorf("#%d says %q and is shown as %q, want %q", e.ID, got, says, want)
		}
	}
}

// A client's links are cut, slowed, held and shown like those of nodes, each
// direction by itself, and other clients' links are left as they are.
func TestClientLinks(t *testing.T) {
	w := newWorld(t)
	ask := func(client string) {
		w.net.Send(0, Client(client), Node(2), &message.Request{Op: 7, Attempt: 1, Client: client, Asks: etcdtest.Request("get k")})
	}
	shown := func() (list []string) {
		for _, l := range w.net.Links().Links {
			list = append(list, fmt.Sprintf("%s>%s %d %v %v", l.From, l.To, l.Latency, l.Cut, l.Hold))
		}
		return list
	}
	w.do("link c1>n2 latency=30ms")
	ask("c1")
	ask("c2")
	w.is("slow", w.run(100), "2@1<1 1@30<1")
	w.do("cut c2|n2")
	w.do("hold c1|n2")
	w.is("shown", fmt.Sprint(shown()), "[c1>n2 30 false true n2>c1 1 false true c2>n2 1 true false n2>c2 1 true false]")
	ask("c1")
	ask("c2")
	w.is("held and cut", w.run(200), "")
	if len(w.lost) != 1 || w.lost[0].From.Name != "c2" || len(w.dead) != 0 {
		t.Errorf("lost: %v", w.lost)
	}
	w.do("release c1|n2")
	w.do("heal")
	ask("c2")
	w.is("released and mended", w.run(300), "5@201<3 3@230<3")
	w.is("shown at the end", fmt.Sprint(shown()), "[c1>n2 30 false false]")
}
