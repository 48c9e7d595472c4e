package engine

import (
	"fmt"
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/frame"
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
	last   string
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
func (c *Cluster) watch(id uint64) *watch {
	for _, cl := range c.clients {
		if w := cl.watch(id); w != nil {
			return w
		}
	}
	return nil
}

// servedBy returns the client's watch with that ID on a stream, or nil. The one
// that asks for it there may not know yet that it is created.
func (cl *client) servedBy(s *stream, id int64) *watch {
	w := cl.watch(watchOp(id))
	switch {
	case w == nil || w.state == frame.WatchCanceled:
		return nil
	case w.state == frame.WatchOpen && w.stream == s && w.id == id:
		return w
	case w.state == frame.WatchOpening && int64(w.op.request()) == id && w.op.Node == s.node.name:
		return w
	}
	return nil
}

// watchArrived is a response reaching the client's end of a stream. One that
// overtook others waits for them, and a copy is of no use, as TCP has it.
func (c *Cluster) watchArrived(e *envelope) {
	s := e.stream
	i, known := slices.BinarySearchFunc(s.inbox, e.seq, func(o *envelope, seq uint64) int { return int(o.seq) - int(seq) })
	if !s.open || known || e.seq <= s.read {
		c.emit(e.view.From, &event.Dropped{Msg: e.view, Reason: event.ClientGone})
		return
	}
	s.inbox = slices.Insert(s.inbox, i, e)
	if s.client.deaf || e.seq > s.read+1 {
		c.emit(e.view.To, &event.Received{Msg: e.view})
	}
	c.readStream(s)
}

// readStream has a client read what has arrived, unless it does not listen.
func (c *Cluster) readStream(s *stream) {
	for s.open && !s.client.deaf && len(s.inbox) > 0 && s.inbox[0].seq == s.read+1 {
		e := s.inbox[0]
		s.inbox = slices.Delete(s.inbox, 0, 1)
		s.read++
		s.node.dirty, s.node.streamsMoved = true, true
		c.readWatch(s, e)
	}
	switch {
	case !s.open:
	case s.idle():
		c.closeStream(s)
	default:
		s.node.tend()
	}
}

// readWatch is a client reading one response.
func (c *Cluster) readWatch(s *stream, e *envelope) {
	cl, resp := s.client, e.watch
	cl.dirty, c.clientsDirty = true, true
	c.emit(s.node.name, &event.WatchReceived{Client: cl.name, Msg: e.view, Revision: int64(e.view.Index)})
	if resp.GetWatchId() < 0 { // progress of all that the stream serves
		for _, w := range cl.watches {
			if w.state == frame.WatchOpen && w.stream == s {
				w.next = max(w.next, resp.GetHeader().GetRevision()+1)
			}
		}
		return
	}
	w := cl.servedBy(s, resp.GetWatchId())
	switch {
	case w == nil:
		c.disclaim(s, resp)
	case resp.GetCreated():
		c.watchOpened(w, s, e)
	case resp.GetCanceled():
		c.watchCanceled(w, s, e)
	default:
		w.take(resp)
	}
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
	w.last = eventText(events[len(events)-1])
	w.next = events[len(events)-1].GetKv().GetModRevision() + 1
}

// watchOpened is a client learning that a node watches for it. A watch from now
// on starts after the node's revision; etcd's client would resume it at that
// revision, and might see it twice.
func (c *Cluster) watchOpened(w *watch, s *stream, e *envelope) {
	w.state, w.stream, w.id, w.pause = frame.WatchOpen, s, e.watch.GetWatchId(), 0
	if w.next == 0 {
		w.next = e.watch.GetHeader().GetRevision() + 1
	}
	if o := c.openOp(w.op.ID); o != nil {
		o.Rev, o.Result = e.watch.GetHeader().GetRevision(), fmt.Sprintf("watching from revision %d", w.next)
		c.emit(o.Node, &event.Responded{Client: o.Client, Op: o.ID, Msg: e.view, Result: o.Result})
		c.end(o, frame.OpOK)
	}
}

// watchCanceled is a client learning that a watch is over: because it wished so,
// or because what it has yet to see is compacted.
func (c *Cluster) watchCanceled(w *watch, s *stream, e *envelope) {
	why := ""
	if e.watch.GetCompactRevision() > 0 {
		why = compactedText
		c.disclaim(s, e.watch)
	}
	c.watchEnds(w, why, e.view)
}

// compactedText is what etcd's server says of a watch whose next revision is
// compacted.
const compactedText = "mvcc: required revision has been compacted"

// watchEnds ends a watch. Who asked for that has its answer.
func (c *Cluster) watchEnds(w *watch, why string, m *frame.Message) {
	cl := w.op.c
	for _, o := range cl.watches {
		if o.state == frame.WatchCanceled {
			cl.forget(o)
			break
		}
	}
	w.state, w.stream, w.why, w.pieces = frame.WatchCanceled, nil, why, nil
	w.op.ticket++
	cl.dirty, c.clientsDirty = true, true
	c.emit(w.op.Node, &event.WatchCanceled{Compacted: why == compactedText, Client: cl.name, Op: w.op.ID, Next: w.next, Why: why})
	for _, o := range slices.Clone(cl.open) {
		if x, ok := o.cmd.(command.Unwatch); ok && watchOp(int64(x.ID)) == w.op.ID {
			o.Result = "canceled"
			c.emit(o.Node, &event.Responded{Client: o.Client, Op: o.ID, Msg: m, Result: o.Result})
			c.end(o, frame.OpOK)
		}
	}
}

func (cl *client) forget(w *watch) {
	cl.watches = slices.DeleteFunc(cl.watches, func(o *watch) bool { return o == w })
}

// disclaim has a node end a watch that its client knows nothing of, or that a
// compaction has ended, which etcd's server then only does in part. etcd's
// client does so too.
func (c *Cluster) disclaim(s *stream, resp *etcdserverpb.WatchResponse) {
	id := resp.GetWatchId()
	if s.idle() || resp.GetCanceled() && resp.GetCompactRevision() == 0 || slices.Contains(s.strange, id) {
		return
	}
	s.strange = append(s.strange, id)
	o := &op{Op: frame.Op{ID: watchOp(id), Client: s.client.name, Node: s.node.name}, c: s.client, cmd: command.Unwatch{ID: uint64(id)}}
	c.mail(o, "Request", o.Client, o.Node, result{text: command.Unwatch{ID: o.ID}.String()})
}

// closeStream ends a stream that serves nothing any more.
func (c *Cluster) closeStream(s *stream) {
	s.open = false
	s.store.Close()
	n := s.node
	n.feeds = slices.DeleteFunc(n.feeds, func(o *stream) bool { return o == s })
	s.client.streams = slices.DeleteFunc(s.client.streams, func(o *stream) bool { return o == s })
	n.dirty, n.streamsMoved = true, true
}

// streamLost is a connection that breaks. What was under way, or not read yet,
// is gone; the client asks again for what it watched there.
func (c *Cluster) streamLost(s *stream) {
	if !s.open {
		return
	}
	c.closeStream(s)
	cl := s.client
	cl.dirty, c.clientsDirty = true, true
	var names []string
	var lost []*watch
	for _, w := range cl.watches {
		if w.state == frame.WatchOpen && w.stream == s {
			lost, names = append(lost, w), append(names, fmt.Sprint(w.op.ID))
		}
	}
	c.emit(s.node.name, &event.WatchLost{Client: cl.name, Watches: names})
	for _, o := range slices.Clone(cl.open) {
		if _, ok := o.cmd.(command.Watch); ok && o.server == s.node {
			c.attemptRefused(o, frame.OpUnknown, "connection lost: "+s.node.name)
		}
	}
	for _, w := range lost {
		w.stream, w.pieces = nil, nil
		if c.unwatching(w) {
			c.watchEnds(w, "", nil)
			continue
		}
		w.state = frame.WatchOpening
		c.pauseWatch(w)
	}
}

// unwatching reports whether the client has asked to end the watch.
func (c *Cluster) unwatching(w *watch) bool {
	return slices.ContainsFunc(w.op.c.open, func(o *op) bool {
		x, ok := o.cmd.(command.Unwatch)
		return ok && watchOp(int64(x.ID)) == w.op.ID
	})
}

// pauseWatch has a client wait before it asks for a watch again.
func (c *Cluster) pauseWatch(w *watch) {
	w.pause = min(max(retryPause, w.pause+w.pause/4), longestPause)
	w.op.ticket++
	w.op.rests = true
	w.op.c.dirty, c.clientsDirty = true, true
	c.queue.push(due{at: c.now + w.pause, cause: event.Timeout, msg: w.op.ID, life: w.op.ticket})
}

// lostWatch returns the watch that waits to be asked for again by that ticket,
// or nil.
func (c *Cluster) lostWatch(id, ticket uint64) *watch {
	if w := c.watch(id); w != nil && w.state == frame.WatchOpening && w.op.rests && w.op.ticket == ticket && c.openOp(id) == nil {
		return w
	}
	return nil
}

// resumeWatch asks for a lost watch again, from where it had come to. The
// client's patience has no part in it.
func (c *Cluster) resumeWatch(w *watch) {
	o := w.op
	o.Attempt++
	o.rests = false
	if o.free {
		o.Node = c.anyEndpoint()
	}
	o.c.endpoint, o.c.dirty, c.clientsDirty = o.Node, true, true
	cmd := w.cmd
	cmd.Target, cmd.Rev = command.Target{}, w.next
	c.emit(o.Node, &event.WatchResumed{Client: o.Client, Op: o.ID, Next: w.next, Request: cmd.String()})
	again := *o
	again.cmd = cmd
	c.mail(&again, "Request", o.Client, o.Node, result{text: cmd.String()})
}

// watchRefused is a request for a lost watch that did not get through.
func (c *Cluster) watchRefused(e *envelope) {
	if e.op == nil || e.view.Type != "Request" || c.openOp(e.op.ID) != nil {
		return
	}
	if _, ok := e.op.cmd.(command.Watch); !ok {
		return
	}
	if w := c.watch(e.op.ID); w != nil && w.state == frame.WatchOpening && !w.op.rests && w.op.Attempt == e.attempt {
		c.pauseWatch(w)
	}
}
