package engine

import (
	"fmt"
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/mvcc"
	"raftviz/mvccviz/store"
)

// What a node does for its clients' watches. It has no watchers, and what it
// applies costs nothing more, until somebody asks for a watch.

// A stream carries all that a client watches at a node, as gRPC's does in etcd
// (serverWatchStream in server/etcdserver/api/v3rpc/watch.go). It rides on one
// connection: what is sent arrives in order or, if a part of it is lost, the
// connection is. A stream that is not open is known to nobody any more.
//
// gRPC counts bytes that the client's window has room for; here it is responses,
// and what the client reads makes room at once. That is simpler, and lets a
// small run show what a slow client does to its node.
type stream struct {
	client *client
	node   *node
	open   bool

	// The node's end.
	store  *mvcc.WatchStream
	served []servedWatch                 // in order of creation
	kept   []*etcdserverpb.WatchResponse // taken from the stream of a store that was replaced; to be sent first
	sent   uint64                        // responses so far
	shown  *store.Stream

	// The client's end.
	read    uint64      // responses so far
	inbox   []*envelope // arrived and not read, in the order they were sent in
	strange []int64     // watches that it does not know, and has canceled
}

// A servedWatch is a watch at its node. Its ID is that of the attempt that asked
// for it, see op.request.
type servedWatch struct {
	id  int64
	req *etcdserverpb.WatchCreateRequest
}

// unread counts what was sent and has not been read, under way or arrived.
func (s *stream) unread() int { return int(s.sent - s.read) }

// idle reports whether nothing is left to be done on the stream.
func (s *stream) idle() bool {
	return len(s.served) == 0 && s.unread() == 0 && len(s.kept) == 0 && s.store.Buffered() == 0
}

func (s *stream) serves(id int64) int {
	return slices.IndexFunc(s.served, func(w servedWatch) bool { return w.id == id })
}

// serveWatch takes a request that concerns watches.
func (n *node) serveWatch(o *op) {
	s := n.streamOf(o.c)
	switch cmd := o.cmd.(type) {
	case command.Watch:
		n.createWatch(s, o, cmd)
	case command.Unwatch:
		if s == nil || s.store.Cancel(int64(cmd.ID)) != nil {
			n.respond(o, result{text: mvcc.ErrWatcherNotExist.Error(), rev: n.store.Rev(), fail: true})
		}
	case command.Progress:
		if s != nil {
			s.store.Progress()
		}
		n.respond(o, result{text: "asked for", rev: n.store.Rev()})
	}
	n.tend()
}

// streamOf returns the client's open stream at this node, or nil.
func (n *node) streamOf(cl *client) *stream {
	for _, s := range n.feeds {
		if s.client == cl {
			return s
		}
	}
	return nil
}

// createWatch begins to watch. What etcd's stream would answer to a range that
// holds nothing is answered without one.
func (n *node) createWatch(s *stream, o *op, cmd command.Watch) {
	id, end := int64(o.request()), rangeEnd(cmd.Key, cmd.End, cmd.Prefix)
	if cmd.End != "" && cmd.End != "\x00" && cmd.End <= cmd.Key {
		n.respond(o, result{text: mvcc.ErrEmptyWatcherRange.Error(), rev: n.store.Rev(), fail: true})
		return
	}
	if s == nil {
		s = n.openStream(o.c)
	}
	for _, w := range s.served {
		switch {
		case w.id == id:
			return // a copy of the request
		case watchOp(w.id) == o.ID:
			_ = s.store.Cancel(w.id) // an earlier attempt, which its client has given up; or it is over
		}
	}
	w := servedWatch{id, watchRequest(cmd, id, end)}
	if _, err := s.store.Watch(w.req); err != nil {
		panic(fmt.Sprintf("engine: %v", err))
	}
	s.served = append(s.served, w)
	e := event.Event{Kind: event.WatchCreated, Node: n.name, Peer: o.Client, Op: o.ID}
	at := s.watcher(id)
	e.Index = uint64(at.Next)
	n.c.emit(e)
	if at.Group == store.Unsynced {
		e.Kind = event.WatchUnsynced
		n.c.emit(e)
	}
}

func (n *node) openStream(cl *client) *stream {
	if n.watchable == nil {
		n.watchable = mvcc.NewWatchable(n.store, n.c.cfg.WatchBuffer)
	}
	s := &stream{client: cl, node: n, open: true, store: n.watchable.NewStream()}
	n.feeds = append(n.feeds, s)
	cl.streams = append(cl.streams, s)
	return s
}

// watcher returns the store's watcher with the given ID.
func (s *stream) watcher(id int64) store.Watcher {
	for _, w := range s.store.Watchers() {
		if w.ID == id {
			return w
		}
	}
	return store.Watcher{}
}

// watchRequest is what etcd's client would send.
func watchRequest(cmd command.Watch, id int64, end []byte) *etcdserverpb.WatchCreateRequest {
	r := &etcdserverpb.WatchCreateRequest{
		Key: rangeKey(cmd.Key), RangeEnd: end, StartRevision: cmd.Rev, WatchId: id,
		PrevKv: cmd.PrevKV, ProgressNotify: cmd.ProgressNotify, Fragment: cmd.Fragment,
	}
	if cmd.NoPut {
		r.Filters = append(r.Filters, etcdserverpb.WatchCreateRequest_NOPUT)
	}
	if cmd.NoDelete {
		r.Filters = append(r.Filters, etcdserverpb.WatchCreateRequest_NODELETE)
	}
	return r
}

// tend tells the watchers what was written, sends what may be sent, and sees to
// the rounds that are due. It follows whatever may have changed something.
func (n *node) tend() {
	if n.watchable == nil || len(n.feeds) == 0 {
		return
	}
	n.dirty, n.streamsMoved = true, true
	n.watchable.Notify()
	n.reportMoves()
	if !n.paused {
		for _, s := range n.feeds {
			n.pump(s)
		}
	}
	n.scheduleRounds()
}

// reportMoves reports which watchers have changed their group.
func (n *node) reportMoves() {
	kinds := [...]event.Kind{store.Synced: event.WatchSynced, store.Unsynced: event.WatchUnsynced, store.Victim: event.WatchVictim}
	for _, m := range n.watchable.Moves() {
		i := slices.IndexFunc(n.feeds, func(s *stream) bool { return s.store == m.Stream })
		if i < 0 {
			continue // its client has left
		}
		s := n.feeds[i]
		n.c.emit(event.Event{Kind: kinds[m.To], Node: n.name, Peer: s.client.name, Op: uint64(m.ID) >> 8, Index: uint64(s.watcher(m.ID).Next)})
	}
}

// pump sends what the window has room for (sendLoop in etcd).
func (n *node) pump(s *stream) {
	for s.unread() < n.c.cfg.WatchWindow {
		var resp *etcdserverpb.WatchResponse
		if len(s.kept) > 0 {
			resp, s.kept = s.kept[0], s.kept[1:]
		} else if next, ok := s.store.Next(); ok {
			resp = next
		} else {
			return
		}
		if i := s.serves(resp.GetWatchId()); i >= 0 && resp.GetCanceled() {
			s.served = slices.Delete(s.served, i, i+1)
		}
		n.c.pushWatch(s, resp)
	}
}

// pushWatch sends a response on its stream.
func (c *Cluster) pushWatch(s *stream, resp *etcdserverpb.WatchResponse) {
	c.lastMsg++
	s.sent++
	e := &envelope{stream: s, seq: s.sent, watch: resp, from: s.node.id, view: &frame.Message{
		ID: c.lastMsg, Type: "WatchResponse", From: s.node.name, To: s.client.name, Op: watchOp(resp.GetWatchId()),
		Text: watchText(resp), Sent: c.now, Index: uint64(resp.GetHeader().GetRevision()), Reject: resp.GetCompactRevision() > 0,
	}}
	c.emit(event.Event{Kind: event.Sent, Node: s.node.name, Peer: s.client.name, Msg: e.view, Op: e.view.Op})
	c.launch(e, c.linkOf(e))
}

// watchOp is the operation that asked for a watch; 0 for what concerns no watch
// or all.
func watchOp(id int64) uint64 { return uint64(max(id, 0)) >> 8 }

// Rounds, and how often etcd has them: see syncWatchersLoop and syncVictimsLoop
// in its server/storage/mvcc/watchable_store.go, and progressReportInterval in
// server/etcdserver/api/v3rpc/watch.go, which it makes up to a tenth longer by
// chance.
const (
	unsyncedRound = iota
	victimRound
	progressRound
	numRounds
)

var roundPause = [numRounds]int64{unsyncedRound: 100, victimRound: 10, progressRound: 600_000}

// scheduleRounds sees to it that who is behind is looked after. There is no
// round for victims that would find every buffer as full as it is: it changes
// nothing.
func (n *node) scheduleRounds() {
	unsynced, victims := n.watchable.Behind()
	if victims {
		victims = slices.ContainsFunc(n.feeds, func(s *stream) bool {
			return s.store.Buffered() < n.c.cfg.WatchBuffer &&
				slices.ContainsFunc(s.store.Watchers(), func(w store.Watcher) bool { return w.Group == store.Victim })
		})
	}
	notify := slices.ContainsFunc(n.feeds, func(s *stream) bool {
		return slices.ContainsFunc(s.served, func(w servedWatch) bool { return w.req.GetProgressNotify() })
	})
	for round, due := range [numRounds]bool{unsyncedRound: unsynced, victimRound: victims, progressRound: notify} {
		if due && n.rounds[round] == 0 {
			n.scheduleRound(round)
		}
	}
}

func (n *node) scheduleRound(round int) {
	n.watchTicket++
	n.rounds[round] = n.watchTicket
	n.c.queue.push(due{at: n.c.now + roundPause[round], cause: event.Watch, node: n, life: n.watchTicket, to: uint64(round)})
}

// watchRound is one round.
func (n *node) watchRound(round uint64) {
	n.rounds[round] = 0
	switch round {
	case unsyncedRound:
		n.must(n.watchable.SyncUnsynced())
	case victimRound:
		n.watchable.SyncVictims()
	case progressRound:
		n.watchable.TickProgress()
	}
	n.tend()
}
