package clients

import (
	"fmt"
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"

	"google.golang.org/grpc/codes"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/message"
)

// A stream is the client's end of what carries all its watches at a node, as
// gRPC's does in etcd. It rides on one connection: what is sent arrives in order
// or, if a part of it is lost, the connection is. A stream that is not open is
// unknown.
type stream struct {
	id      uint64
	client  *client
	node    string
	open    bool
	read    uint64     // responses so far
	inbox   []*arrival // not read, in the order they were sent in
	strange []int64    // watches that it does not know, and has canceled
}

// An arrival is a response on a stream, and its visible form.
type arrival struct {
	says  *message.WatchResponse
	shown *frame.Message
}

// Open makes the client's end of a stream that a node has opened. It returns
// the stream's number.
func (cs *Clients) Open(name, node string) uint64 {
	cl := cs.client(name)
	cs.lastStream++
	s := &stream{id: cs.lastStream, client: cl, node: node, open: true}
	cl.streams = append(cl.streams, s)
	cs.streams[s.id] = s
	return s.id
}

// Receive gives a client a response on a stream. One that overtook others waits
// for them, and a copy is of no use, as TCP has it.
func (cs *Clients) Receive(r *message.WatchResponse, m *frame.Message) {
	s := cs.streams[r.Stream]
	if s == nil || !s.expects(r.Seq) {
		cs.ports.Emit(m.From, &event.Dropped{Msg: m, Reason: event.ClientGone})
		return
	}
	cs.enter(s.client)
	i, _ := slices.BinarySearchFunc(s.inbox, r.Seq, compareSeq)
	s.inbox = slices.Insert(s.inbox, i, &arrival{r, m})
	if s.client.deaf || r.Seq > s.read+1 {
		cs.ports.Emit(m.To, &event.Received{Msg: m})
	}
	cs.readStream(s)
}

// expects reports whether the response with that number has not arrived yet.
func (s *stream) expects(seq uint64) bool {
	_, known := slices.BinarySearchFunc(s.inbox, seq, compareSeq)
	return !known && seq > s.read
}

func compareSeq(a *arrival, seq uint64) int { return int(a.says.Seq) - int(seq) }

// setReading has a client stop or go on reading what its watches are sent.
func (cs *Clients) setReading(cl *client, on bool) {
	cl.deaf = !on
	for _, s := range slices.Clone(cl.streams) {
		cs.readStream(s)
	}
}

// readStream has a client read what has arrived, unless it does not listen.
func (cs *Clients) readStream(s *stream) {
	for s.open && !s.client.deaf && len(s.inbox) > 0 && s.inbox[0].says.Seq == s.read+1 {
		a := s.inbox[0]
		s.inbox = slices.Delete(s.inbox, 0, 1)
		s.read++
		cs.ports.Acknowledge(s.node, s.id)
		cs.readWatch(s, a)
	}
	switch {
	case !s.open:
	case cs.ports.Idle(s.node, s.id):
		cs.closeStream(s)
	default:
		cs.ports.Serve(s.node, s.id)
	}
}

// readWatch is a client reading one response.
func (cs *Clients) readWatch(s *stream, a *arrival) {
	cl, resp, m := s.client, a.says.Response, a.shown
	cs.ports.Emit(s.node, &event.WatchReceived{Client: cl.name, Msg: m, Revision: int64(m.Index)})
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
		cs.disclaim(s, resp)
	case resp.GetCreated():
		cs.watchOpened(w, s, a)
	case resp.GetCanceled():
		cs.watchCanceled(w, s, a)
	default:
		w.take(resp)
	}
}

// disclaim has a node end a watch that its client knows nothing of, or that a
// compaction has ended, which etcd's server then only does in part. etcd's
// client does so too.
func (cs *Clients) disclaim(s *stream, resp *etcdserverpb.WatchResponse) {
	id := resp.GetWatchId()
	if cs.ports.Idle(s.node, s.id) || resp.GetCanceled() && resp.GetCompactRevision() == 0 || slices.Contains(s.strange, id) {
		return
	}
	s.strange = append(s.strange, id)
	cmd := command.Unwatch{ID: uint64(id)}
	cs.ports.Send(s.node, &message.Request{Op: message.OpOf(id), Client: s.client.name, Asks: etcd.RequestOf(cmd), Command: cmd})
}

// closeStream ends a stream that serves nothing any more.
func (cs *Clients) closeStream(s *stream) {
	s.open = false
	delete(cs.streams, s.id)
	s.client.streams = slices.DeleteFunc(s.client.streams, func(o *stream) bool { return o == s })
	cs.ports.Close(s.node, s.id)
}

// StreamLost is a connection that breaks. What was under way, or not read yet,
// is gone; the client asks again for what it watched there.
func (cs *Clients) StreamLost(id uint64) {
	s := cs.streams[id]
	if s == nil {
		return
	}
	cl := cs.enter(s.client)
	cs.closeStream(s)
	var names []string
	var lost []*watch
	for _, w := range cl.watches {
		if w.state == frame.WatchOpen && w.stream == s {
			lost, names = append(lost, w), append(names, fmt.Sprint(w.op.ID))
		}
	}
	cs.ports.Emit(s.node, &event.WatchLost{Client: cl.name, Watches: names})
	for _, o := range slices.Clone(cl.open) {
		if _, ok := o.cmd.(command.Watch); ok && o.server == s.node {
			cs.attemptRefused(o, frame.OpUnknown, etcd.Failed(codes.Unavailable, "connection lost: "+s.node))
		}
	}
	for _, w := range lost {
		w.stream, w.pieces = nil, nil
		if w.unwatching() {
			cs.watchEnds(w, "", nil, nil)
			continue
		}
		w.state = frame.WatchOpening
		cs.pauseWatch(w)
	}
}
