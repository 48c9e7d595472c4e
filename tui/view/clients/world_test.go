package clients

import (
	"raftviz/engine/config"
	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/recordings/linear"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/words"
)

// A world is a hand-made recording of clients: for tables of keys that need one
// operation of each kind at known steps, and for histories of any length.
type world struct {
	cfg     config.Config
	clients []*frame.Client
	steps   []*event.Step
	lastOp  uint64
	reads   int // of steps
}

func newWorld() *world {
	w := &world{cfg: config.Default()}
	w.step(0)
	return w
}

func (w *world) step(at int64, events ...event.Event) {
	f := &frame.Frame{Config: &w.cfg, Step: uint64(len(w.steps)), Time: at, Network: &frame.Network{}}
	f.Clients = append(f.Clients, w.clients...)
	w.steps = append(w.steps, &event.Step{Index: f.Step, Time: at, Events: events, Frame: f})
}

// idle adds steps in which no client has a part.
func (w *world) idle(n int, every int64) {
	for range n {
		w.step(w.steps[len(w.steps)-1].Time + every)
	}
}

// client returns a copy of a client that the next step may change.
func (w *world) client(name string) *frame.Client {
	for i, c := range w.clients {
		if c.Name == name {
			n := *c
			n.Open = append([]*frame.Op(nil), c.Open...)
			w.clients = append([]*frame.Client(nil), w.clients...)
			w.clients[i] = &n
			return &n
		}
	}
	c := &frame.Client{Name: name, Timeout: 5000}
	w.clients = append(append([]*frame.Client(nil), w.clients...), c)
	return c
}

func (w *world) ask(at int64, client, node, text string) uint64 {
	w.lastOp++
	c := w.client(client)
	c.Endpoint = node
	c.Open = append(c.Open, &frame.Op{ID: w.lastOp, Client: client, Node: node, Request: etcdtest.Request(text), Start: at, Attempt: 1})
	w.step(at, event.Event{Node: node, Payload: &event.Invoked{Client: client, Op: w.lastOp, Request: etcdtest.Request(text), Attempt: 1}})
	return w.lastOp
}

// take copies an open operation's client, and the operation out of it.
func (w *world) take(id uint64) (c *frame.Client, o *frame.Op) {
	for _, was := range w.clients {
		for i := range was.Open {
			if was.Open[i].ID == id {
				c = w.client(was.Name)
				n := *c.Open[i]
				c.Open = append(c.Open[:i], c.Open[i+1:]...)
				return c, &n
			}
		}
	}
	panic("no such operation")
}

func (w *world) again(at int64, id uint64, node string) {
	c, o := w.take(id)
	o.Attempt++
	o.Node, c.Endpoint = node, node
	c.Open = append(c.Open, o)
	w.step(at, event.Event{Node: node, Payload: &event.Retried{Client: o.Client, Op: id, Request: o.Request, Attempt: o.Attempt}})
}

func (w *world) end(at int64, id uint64, state frame.OpState, text string, rev int64, how func(o *frame.Op) event.Payload) {
	c, o := w.take(id)
	o.End, o.State, o.Answer, o.Rev = at, state, etcdtest.Answer(text), rev
	c.Last = o
	w.step(at, event.Event{Node: o.Node, Payload: how(o)})
}

func (w *world) answer(at int64, id uint64, text string, rev int64) {
	w.end(at, id, frame.OpOK, text, rev, func(o *frame.Op) event.Payload {
		return &event.Responded{Client: o.Client, Op: id, Answer: etcdtest.Answer(text), Msg: &frame.Message{Index: uint64(rev)}}
	})
}

func (w *world) fail(at int64, id uint64, text string) {
	w.end(at, id, frame.OpFailed, text, 0, func(o *frame.Op) event.Payload {
		return &event.Responded{Client: o.Client, Op: id, Answer: etcdtest.Answer(text), Reason: event.Failed}
	})
}

func (w *world) timeOut(at int64, id uint64) {
	w.end(at, id, frame.OpUnknown, "context deadline exceeded", 0, func(o *frame.Op) event.Payload {
		return &event.TimedOut{Client: o.Client, Op: id, Request: o.Request}
	})
}

func (w *world) watch(client string, deaf bool, list ...*frame.Watch) {
	c := w.client(client)
	c.Deaf, c.Watches = deaf, list
}

// reel is the recording as a pane reads it.
func (w *world) reel() scene.Reel {
	return scene.Reel{
		ID: 1, Len: len(w.steps) - 1,
		Kinds: func(pos int) event.Set { return w.steps[pos].Kinds() },
		Time:  func(pos int) int64 { return w.steps[pos].Time },
		At: func(pos int) *event.Step {
			w.reads++
			return w.steps[pos]
		},
	}
}

// at returns the scene at a position, with the pane focused.
func (w *world) at(pos int, l lang.Lang) *scene.Scene {
	s := &scene.Scene{Step: w.steps[pos], Now: w.steps[pos].Time + 2, Words: words.For(l), Reel: w.reel(), Focused: true}
	if pos > 0 {
		s.Before = w.steps[pos-1].Frame
	}
	return s
}

// shop is a run of three clients in which everything happens: answers, a
// failure, a retry, silence, an operation that is open at the position, and some
// that come later.
func shop() (w *world, pos int) {
	w = newWorld()
	w.idle(20, 50)
	a := w.ask(1180, "c1", "n1", "put x 1")
	b := w.ask(1190, "c2", "n3", "get x")
	w.answer(1204, a, "OK", 2)
	w.answer(1215, b, "1", 2)
	c := w.ask(1220, "c1", "n1", "put door open --prev-kv")
	w.answer(1242, c, "OK", 3)
	w.idle(30, 100)
	d := w.ask(4300, "c3", "n4", "del x")
	e := w.ask(4310, "c2", "n5", "put x 2")
	w.fail(4330, e, "etcdserver: no leader")
	f := w.ask(4400, "c1", "n2", "get x --consistency=s")
	w.answer(4402, f, "1", 3)
	g := w.ask(4420, "c2", "n3", "put y 7")
	w.again(4800, d, "n2")
	w.answer(4860, g, "OK", 4)
	w.timeOut(5300, d)
	h := w.ask(5310, "c1", "n2", "get x")
	pos = len(w.steps) - 1
	w.answer(5330, h, "2", 5)
	w.answer(5345, w.ask(5335, "c2", "n3", "get y"), "7", 5)
	return w, pos
}

// judged is a verdict on the shop's history: fine, or not.
func judgedAs(r linear.Result, pos int, ids ...uint64) *scene.Verdict {
	v := &scene.Verdict{Verdict: linear.Verdict{Result: r, Operations: 7, Unknown: 1, Ignored: 1}, Pos: pos}
	for _, id := range ids {
		v.Piece = append(v.Piece, linear.Operation{ID: id})
	}
	return v
}

// watched is a run in which clients watch; one of them does not read.
func watched() *world {
	w := newWorld()
	w.answer(110, w.ask(100, "c1", "n1", "watch lamp --prefix"), "watching from revision 2", 1)
	open := &frame.Watch{ID: 1, Request: etcdtest.Request("watch lamp --prefix"), Node: "n1", State: frame.WatchOpen, Next: 2}
	w.watch("c1", false, open)
	w.watch("c2", true,
		&frame.Watch{ID: 2, Request: etcdtest.Request("watch x --rev=3"), Node: "n3", State: frame.WatchOpen, Next: 3},
		&frame.Watch{ID: 4, Request: etcdtest.Request("watch y --rev=1"), Node: "n3", State: frame.WatchCanceled, Next: 1, Why: "mvcc: required revision has been compacted"})
	w.watch("c3", false, &frame.Watch{ID: 5, Request: etcdtest.Request(`watch "" --from-key`), Node: "n2", State: frame.WatchOpening, Next: 9, Events: 4, Last: etcdtest.Delete("door", 8)})
	w.step(900)
	now := *open
	now.Next, now.Events, now.Last = 12, 6, etcdtest.Put("lamp/kitchen", "on", 11)
	w.watch("c1", false, &now)
	w.step(910, event.Event{Node: "n1", Payload: &event.WatchReceived{Client: "c1"}})
	return w
}
