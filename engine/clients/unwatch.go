package clients

import (
	"fmt"
	"slices"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// Unwatch prepares a client's canceling a watch at the node that serves it. One
// whose connection is lost ends at once, for no node serves it. If the client
// cannot, act is nil, why says what stands against it, and remedy what to do.
func (cs *Clients) Unwatch(cmd command.Unwatch) (act func(), why, remedy lang.Message) {
	name := cmd.Client
	if name == "" {
		name = "c1"
	}
	w := cs.watch(cmd.ID)
	switch {
	case w == nil || w.op.c.name != name || w.state == frame.WatchCanceled:
		return nil, texts.Sayf("%s has no watch %d", name, cmd.ID), cs.watchesOf(name)
	case cs.open[cmd.ID] != nil:
		return nil, texts.Sayf("watch %d is not created yet", cmd.ID), texts.Sayf("wait until it is")
	case cmd.Node != "" && w.stream != nil && cmd.Node != w.op.Node:
		return nil, texts.Sayf("%s serves watch %d", w.op.Node, cmd.ID), texts.Sayf("leave the node out")
	}
	t := command.Target{Client: cmd.Client, Node: w.op.Node}
	if w.stream == nil {
		return func() {
			id := w.op.request(nil, "").ID()
			o := cs.newOp(t, command.Unwatch{ID: id})
			cs.ports.Emit(o.Node, &event.Invoked{Client: o.Client, Op: o.ID, Request: o.Request})
			cs.watchEnds(w, "", nil, nil)
		}, why, remedy
	}
	return func() { cs.Invoke(t, command.Unwatch{ID: uint64(w.id)}) }, why, remedy
}

// watchesOf says which watches a client has that are not over.
func (cs *Clients) watchesOf(name string) lang.Message {
	var ids []string
	for _, cl := range cs.all {
		for _, w := range cl.watches {
			if cl.name == name && w.state != frame.WatchCanceled {
				ids = append(ids, fmt.Sprint(w.op.ID))
			}
		}
	}
	if len(ids) == 0 {
		return texts.Sayf("it has none: watch foo")
	}
	return texts.Sayf("it has %s", lang.List(ids))
}

// Progress prepares a client's asking for progress on the stream of its first
// open watch, or on the one to the node that is named. act is nil if there is
// no such stream.
func (cs *Clients) Progress(cmd command.Progress) (act func()) {
	t := cmd.Target
	for _, cl := range cs.all {
		if cl.name != t.Client && (t.Client != "" || cl.name != "c1") {
			continue
		}
		i := slices.IndexFunc(cl.watches, func(w *watch) bool { return w.stream != nil && (t.Node == "" || w.op.Node == t.Node) })
		if i >= 0 {
			t.Node = cl.watches[i].op.Node
			return func() { cs.Invoke(t, cmd) }
		}
	}
	return nil
}

// A WatchState is how a watch stands, for checks of what is shown of it.
type WatchState struct {
	frame.Watch
	Server string // the node that serves it; "" if none does
}

// WatchState returns how the watch that an operation asked for stands; ok is
// false if there is none.
func (cs *Clients) WatchState(id uint64) (s WatchState, ok bool) {
	w := cs.watch(id)
	if w == nil {
		return WatchState{}, false
	}
	s.ID, s.State, s.Events, s.Next = id, w.state, w.events, w.next
	if w.stream != nil {
		s.Server = w.stream.node
	}
	return s, true
}
