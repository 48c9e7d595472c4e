package clients

import (
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/message"
)

// A watch is a client's, from the operation that asks for it until it is
// canceled (watcherStream in etcd's client/v3/watch.go).
type watch struct {
	op     *op // that asked for it; the later attempts are counted on
	cmd    command.Watch
	state  frame.WatchState
	stream *stream // that serves it; nil unless it is open
	id     int64   // at the node that serves it, or is asked to
	next   int64   // the revision it has yet to see; 0: from now on
	events int
	last   etcd.Event
	why    string
	pieces []*mvccpb.Event // of a response that has not come whole
	pause  int64           // before it was asked for again, ms; 0 if it was not
	view   *frame.Watch
}

// A lost watch is asked for again after a pause, which grows by a quarter each
// time, as in etcd's client (openWatchClient; there it starts lower, at 1 ms).
const longestPause = 100

// begins notes a watch that an operation asks for.
func (cl *client) begins(o *op) {
	cmd, ok := o.cmd.(command.Watch)
	if !ok {
		return
	}
	cl.watches = append(cl.watches, &watch{op: o, cmd: cmd, next: cmd.Rev})
}

// watch returns the client's watch of that number, or nil.
func (cl *client) watch(id uint64) *watch {
	for _, w := range cl.watches {
		if w.op.ID == id {
			return w
		}
	}
	return nil
}

// watch returns the watch of that number, or nil.
func (cs *Clients) watch(id uint64) *watch {
	for _, cl := range cs.all {
		if w := cl.watch(id); w != nil {
			return w
		}
	}
	return nil
}

// servedBy returns the client's watch with that ID on a stream, or nil. The one
// that asks for it there may not know yet that it is created.
func (cl *client) servedBy(s *stream, id int64) *watch {
	w := cl.watch(message.OpOf(id))
	switch {
	case w == nil || w.state == frame.WatchCanceled:
		return nil
	case w.state == frame.WatchOpen && w.stream == s && w.id == id:
		return w
	case w.state == frame.WatchOpening && int64(w.op.request(nil, "").ID()) == id && w.op.Node == s.node:
		return w
	}
	return nil
}

// take takes events, or word of how far the node has come. The pieces of a
// response count when the last has come.
func (w *watch) take(resp *etcdserverpb.WatchResponse) {
	w.pieces = append(w.pieces, resp.GetEvents()...)
	if resp.GetFragment() {
		return
	}
	events := w.pieces
	w.pieces = nil
	if len(events) == 0 {
		w.next = max(w.next, resp.GetHeader().GetRevision()+1)
		return
	}
	w.events += len(events)
	w.last = etcd.EventOf(events[len(events)-1])
	w.next = events[len(events)-1].GetKv().GetModRevision() + 1
}

// watchOpened is a client learning that a node watches for it. A watch from now
// on starts after the node's revision; etcd's client would resume it at that
// revision, and might see it twice.
func (cs *Clients) watchOpened(w *watch, s *stream, a *arrival) {
	resp := a.says.Response
	w.state, w.stream, w.id, w.pause = frame.WatchOpen, s, resp.GetWatchId(), 0
	if w.next == 0 {
		w.next = resp.GetHeader().GetRevision() + 1
	}
	if o := cs.open[w.op.ID]; o != nil {
		o.Rev, o.Answer = resp.GetHeader().GetRevision(), etcd.Watching(resp, w.next)
		cs.ports.Emit(o.Node, &event.Responded{Client: o.Client, Op: o.ID, Msg: a.shown, Answer: o.Answer})
		cs.end(o, frame.OpOK)
	}
}

// watchCanceled is a client learning that a watch is over: because it wished so,
// or because what it has yet to see is compacted.
func (cs *Clients) watchCanceled(w *watch, s *stream, a *arrival) {
	why := ""
	if a.says.Response.GetCompactRevision() > 0 {
		why = etcd.CompactedText
		cs.disclaim(s, a.says.Response)
	}
	cs.watchEnds(w, why, a.shown, a.says.Response)
}

// watchEnds ends a watch. Who asked for that has its answer.
func (cs *Clients) watchEnds(w *watch, why string, m *frame.Message, resp *etcdserverpb.WatchResponse) {
	cl := w.op.c
	for _, o := range cl.watches {
		if o.state == frame.WatchCanceled {
			cl.forget(o)
			break
		}
	}
	w.state, w.stream, w.why, w.pieces = frame.WatchCanceled, nil, why, nil
	w.op.generation++
	cs.ports.Emit(w.op.Node, &event.WatchCanceled{Client: cl.name, Op: w.op.ID, Next: w.next, Why: why, Compacted: why == etcd.CompactedText})
	for _, o := range slices.Clone(cl.open) {
		if x, ok := o.cmd.(command.Unwatch); ok && message.OpOf(int64(x.ID)) == w.op.ID {
			o.Answer = etcd.Unwatched(resp)
			cs.ports.Emit(o.Node, &event.Responded{Client: o.Client, Op: o.ID, Msg: m, Answer: o.Answer})
			cs.end(o, frame.OpOK)
		}
	}
}

func (cl *client) forget(w *watch) {
	cl.watches = slices.DeleteFunc(cl.watches, func(o *watch) bool { return o == w })
}

// unwatching reports whether the client has asked to end the watch.
func (w *watch) unwatching() bool {
	return slices.ContainsFunc(w.op.c.open, func(o *op) bool {
		x, ok := o.cmd.(command.Unwatch)
		return ok && message.OpOf(int64(x.ID)) == w.op.ID
	})
}

// pauseWatch has a client wait before it asks for a watch again.
func (cs *Clients) pauseWatch(w *watch) {
	w.pause = min(max(retryPause, w.pause+w.pause/4), longestPause)
	w.op.rests = true
	cs.wait(w.op, w.pause)
}

// lostWatch returns the watch that waits to be asked for again by the timeout of
// that generation, or nil.
func (cs *Clients) lostWatch(id, generation uint64) *watch {
	if w := cs.watch(id); w != nil && w.state == frame.WatchOpening && w.op.rests && w.op.generation == generation && cs.open[id] == nil {
		return w
	}
	return nil
}

// resumeWatch asks for a lost watch again, from where it had come to. The
// client's patience has no part in it.
func (cs *Clients) resumeWatch(w *watch) {
	o := w.op
	cs.enter(o.c)
	o.Attempt++
	o.rests = false
	if o.free {
		o.Node = cs.ports.Endpoint()
	}
	o.c.endpoint = o.Node
	cmd := w.cmd
	cmd.Target, cmd.Rev = command.Target{}, w.next
	asks := etcd.RequestOf(cmd)
	cs.ports.Emit(o.Node, &event.WatchResumed{Client: o.Client, Op: o.ID, Next: w.next, Request: asks})
	cs.ports.Send(o.Node, o.request(cmd, asks))
}

// RequestLost tells that a request did not get through. A client that asks for
// a lost watch notices, and asks again; the others wait for their timeout.
func (cs *Clients) RequestLost(r *message.Request) {
	if _, ok := r.Command.(command.Watch); !ok || cs.open[r.Op] != nil {
		return
	}
	if w := cs.watch(r.Op); w != nil && w.state == frame.WatchOpening && !w.op.rests && w.op.Attempt == r.Attempt {
		cs.enter(w.op.c)
		cs.pauseWatch(w)
	}
}

// viewWatches are the client's watches as they are shown; one that did not
// change is the same as before.
func (cl *client) viewWatches() []*frame.Watch {
	if len(cl.watches) == 0 {
		return nil
	}
	vs := make([]*frame.Watch, len(cl.watches))
	for i, w := range cl.watches {
		v := frame.Watch{ID: w.op.ID, Request: w.op.Request, Node: w.op.Node, State: w.state, Next: w.next, Events: w.events, Last: w.last, Why: w.why}
		if w.view == nil || *w.view != v {
			w.view = &v
		}
		vs[i] = w.view
	}
	return vs
}
