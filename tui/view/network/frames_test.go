package network

import (
	"raftviz/engine/config"
	"raftviz/engine/etcd/etcdtest"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/words"
)

// A world is a frame of hand-made messages and links.
type world struct {
	cfg    config.Config
	f      frame.Frame
	events []event.Event
}

func newWorld(nodes int) *world {
	w := &world{cfg: config.Default()}
	w.cfg.Nodes = nodes
	w.f = frame.Frame{Config: &w.cfg, Step: 80, Time: 1240, Network: &frame.Network{}}
	for i := range nodes {
		w.f.Nodes = append(w.f.Nodes, &frame.Node{Name: config.NodeName(uint64(i + 1)), Term: 4, First: 1})
	}
	return w
}

func (w *world) send(id uint64, m frame.Message, sent, due int64) *frame.Message {
	m.ID, m.Sent, m.Due = id, sent, due
	w.f.Flight = append(w.f.Flight, &m)
	return &m
}

func (w *world) tell(node string, p event.Payload) {
	w.events = append(w.events, event.Event{Node: node, Payload: p})
}

func (w *world) scene(l lang.Lang) *scene.Scene {
	st := &event.Step{Index: 80, Time: w.f.Time, Events: w.events, Frame: &w.f}
	return &scene.Scene{Step: st, Now: w.f.Time + 2, Words: words.For(l), Focused: true}
}

func entries(term uint64, first, last uint64) (es []*frame.Entry) {
	for i := first; i <= last; i++ {
		es = append(es, &frame.Entry{Index: i, Term: term, Request: etcdtest.Request("put x " + kit.Number(i))})
	}
	return es
}

// held is a network with everything in it: messages that are held, lost, copied
// or new, and one that has come to a paused node; links that jitter, lose,
// double, hold and are cut. It is made by hand, because no single step of a run
// has one of each: the keys' table needs a frame in which each answer differs.
func held() *world {
	w := newWorld(5)
	w.f.Nodes[0].Role = frame.Leader
	w.f.Nodes[4].Status = frame.Paused
	w.f.Network.Links = []frame.Link{
		{From: "n1", To: "n3", Latency: 10, Hold: true, HoldType: "MsgApp"},
		{From: "n1", To: "n4", Latency: 10, Cut: true},
		{From: "n2", To: "n1", Latency: 10, Jitter: 5, Loss: 200, Dup: 25},
		{From: "n4", To: "n1", Latency: 10, Cut: true},
		{From: "n5", To: "n1", Latency: 250, Hold: true},
	}
	w.send(70, frame.Message{Type: "MsgApp", From: "n1", To: "n3", Term: 4, Index: 4, LogTerm: 3, Commit: 4, Entries: entries(4, 5, 6), Held: true}, 1200, 1210)
	w.send(71, frame.Message{Type: "MsgHeartbeat", From: "n1", To: "n5", Term: 4, Commit: 4}, 1220, 1230)
	w.send(72, frame.Message{Type: "MsgAppResp", From: "n2", To: "n1", Term: 4, Index: 6, Reject: true, Hint: 3, LogTerm: 2}, 1234, 1249)
	w.send(73, frame.Message{Type: "MsgAppResp", From: "n2", To: "n1", Term: 4, Index: 6, Reject: true, Hint: 3, LogTerm: 2, Copy: 72}, 1234, 1252)
	w.send(75, frame.Message{Type: "Request", From: "client-two", To: "n1", Request: etcdtest.Request("put door open")}, 1239, 1243)
	w.tell("n1", &event.Sent{Msg: w.send(76, frame.Message{Type: "MsgApp", From: "n1", To: "n2", Term: 4, Index: 6, LogTerm: 4, Commit: 4, Entries: entries(4, 7, 7)}, 1240, 1250)})
	gone := &frame.Message{ID: 77, Type: "MsgApp", From: "n1", To: "n4", Term: 4, Index: 6, LogTerm: 4, Commit: 4, Entries: entries(4, 7, 7), Sent: 1240, Due: 1250}
	w.tell(gone.From, &event.Sent{Msg: gone})
	w.tell(gone.From, &event.Dropped{Msg: gone, Reason: event.LinkCut})
	came := &frame.Message{ID: 74, Type: "Request", From: "c1", To: "n1", Request: etcdtest.Request("put x 7"), Sent: 1239, Due: 1240}
	w.events = append([]event.Event{{Node: "n1", Payload: &event.Received{Msg: came}}}, w.events...)
	return w
}

// crowd is a network with hundreds of messages on their way.
func crowd(l lang.Lang) *scene.Scene { return focused(samples.Crowd().Scene("crowded", l)) }

// sent is a moment in which messages are held, lost, copied and new.
func sent(l lang.Lang) *scene.Scene { return focused(samples.Held().Scene("sent", l)) }

func focused(s *scene.Scene) *scene.Scene {
	s.Focused = true
	return s
}

func stepOf(f *frame.Frame) *event.Step { return &event.Step{Index: f.Step, Time: f.Time, Frame: f} }

// of returns the scene of a sample, with the pane focused.
func of(st *event.Step, l lang.Lang) *scene.Scene {
	s := samples.Of(st, l)
	s.Focused = true
	return s
}
