package replica

import (
	"fmt"
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/message"
	"raftviz/engine/schedule"
	"raftviz/mvccviz/mvcc"
	"raftviz/mvccviz/store"
)

// What a node does for its clients' watches. It has no watchers, and what it
// applies costs nothing more, until a client asks for a watch.

// watches are the watchers of a store, and the streams that serve them.
type watches struct {
	r          *Replica
	watchable  *mvcc.Watchable   // the store's watchers; nil until a client asks for one
	streams    []*stream         // in order of their making
	rounds     [numRounds]uint64 // the generations of those scheduled; 0 is none
	generation uint64            // of the round scheduled last
	moved      bool              // since they were shown
	shown      []*store.Stream
}

// A stream is the node's end of what carries all that a client watches here, as
// gRPC's does in etcd (serverWatchStream in server/etcdserver/api/v3rpc/watch.go).
// It rides on one connection: what is sent arrives in order or, if a part of it
// is lost, the connection is.
//
// gRPC counts bytes that the client's window has room for; here it is responses,
// and what the client reads makes room at once. That is simpler, and lets a
// small run show what a slow client does to its node.
type stream struct {
	id     uint64
	client string
	store  *mvcc.WatchStream
	served []servedWatch                 // in order of creation
	kept   []*etcdserverpb.WatchResponse // taken from the stream of a store that was replaced; to be sent first
	sent   uint64                        // responses so far
	read   uint64                        // by the client, responses so far
	shown  *store.Stream
}

// A servedWatch is a watch at its node. Its ID is that of the attempt that asked
// for it, see message.Request.ID.
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

// serve takes a request that concerns watches.
func (w *watches) serve(o *call) {
	s := w.streamOf(o.Client)
	switch cmd := o.Command.(type) {
	case command.Watch:
		w.createWatch(s, o, cmd)
	case command.Unwatch:
		if s == nil || s.store.Cancel(int64(cmd.ID)) != nil {
			w.r.server.fail(o, mvcc.ErrWatcherNotExist)
		}
	case command.Progress:
		if s != nil {
			s.store.Progress()
		}
		w.r.server.answer(o, &etcdserverpb.WatchResponse{Header: w.r.server.header()})
	}
	w.service()
}

// streamOf returns the client's open stream at this node, or nil.
func (w *watches) streamOf(client string) *stream {
	for _, s := range w.streams {
		if s.client == client {
			return s
		}
	}
	return nil
}

// createWatch begins to watch. What etcd's stream would answer to a range that
// holds nothing is answered without one.
func (w *watches) createWatch(s *stream, o *call, cmd command.Watch) {
	id := int64(o.ID())
	if cmd.End != "" && cmd.End != "\x00" && cmd.End <= cmd.Key {
		w.r.server.fail(o, mvcc.ErrEmptyWatcherRange)
		return
	}
	if s == nil {
		s = w.openStream(o.Client)
	}
	for _, old := range s.served {
		switch {
		case old.id == id:
			return // a copy of the request
		case message.OpOf(old.id) == o.Op:
			_ = s.store.Cancel(old.id) // an earlier attempt, which its client has given up; or it is over
		}
	}
	asked := servedWatch{id, cmd.CreateRequest(id)}
	if _, err := s.store.Watch(asked.req); err != nil {
		panic(fmt.Errorf("engine: %w", err))
	}
	s.served = append(s.served, asked)
	at := s.watcher(id)
	w.r.emit(w.r.name, &event.WatchCreated{Client: o.Client, Op: o.Op, Next: at.Next})
	if at.Group == store.Unsynced {
		w.r.emit(w.r.name, &event.WatchUnsynced{Client: o.Client, Op: o.Op, Next: at.Next})
	}
}

func (w *watches) openStream(client string) *stream {
	if w.watchable == nil {
		w.watchable = mvcc.NewWatchable(w.r.store, w.r.cfg.WatchBuffer)
	}
	s := &stream{id: w.r.group.ports.Open(client, w.r.name), client: client, store: w.watchable.NewStream()}
	w.streams = append(w.streams, s)
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

// service tells the watchers what was written, sends what may be sent, and
// schedules the rounds that are due. It follows whatever may have changed
// something.
func (w *watches) service() {
	if w.watchable == nil || len(w.streams) == 0 {
		return
	}
	w.moved = true
	w.watchable.Notify()
	w.reportMoves()
	if !w.r.host.Paused() {
		for _, s := range w.streams {
			w.sendLoop(s)
		}
	}
	w.scheduleRounds()
}

// reportMoves reports which watchers have changed their group.
func (w *watches) reportMoves() {
	for _, m := range w.watchable.Moves() {
		i := slices.IndexFunc(w.streams, func(s *stream) bool { return s.store == m.Stream })
		if i < 0 {
			continue // its client has left
		}
		s := w.streams[i]
		client, op, next := s.client, message.OpOf(m.ID), s.watcher(m.ID).Next
		switch m.To {
		case store.Synced:
			w.r.emit(w.r.name, &event.WatchSynced{Client: client, Op: op, Next: next})
		case store.Unsynced:
			w.r.emit(w.r.name, &event.WatchUnsynced{Client: client, Op: op, Next: next})
		case store.Victim:
			w.r.emit(w.r.name, &event.WatchVictim{Client: client, Op: op, Next: next})
		}
	}
}

// sendLoop sends what the window has room for (sendLoop in etcd).
func (w *watches) sendLoop(s *stream) {
	for s.unread() < w.r.cfg.WatchWindow {
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
		w.send(s, resp)
	}
}

// send sends a response on its stream.
func (w *watches) send(s *stream, resp *etcdserverpb.WatchResponse) {
	s.sent++
	w.r.group.ports.SendClient(w.r.group.ID, w.r.id, s.client, &message.WatchResponse{Stream: s.id, Seq: s.sent, Response: resp})
}

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

// scheduleRounds schedules the unsynced and the victim sync loops. There is no
// round for victims that would find every buffer as full as it is: it changes
// nothing.
func (w *watches) scheduleRounds() {
	unsynced, victims := w.watchable.Behind()
	if victims {
		victims = slices.ContainsFunc(w.streams, func(s *stream) bool {
			return s.store.Buffered() < w.r.cfg.WatchBuffer &&
				slices.ContainsFunc(s.store.Watchers(), func(w store.Watcher) bool { return w.Group == store.Victim })
		})
	}
	notify := slices.ContainsFunc(w.streams, func(s *stream) bool {
		return slices.ContainsFunc(s.served, func(w servedWatch) bool { return w.req.GetProgressNotify() })
	})
	for round, due := range [numRounds]bool{unsyncedRound: unsynced, victimRound: victims, progressRound: notify} {
		if due && w.rounds[round] == 0 {
			w.scheduleRound(round)
		}
	}
}

func (w *watches) scheduleRound(round int) {
	w.generation++
	w.rounds[round] = w.generation
	w.r.host.Schedule(w.r, schedule.Cause{
		At: w.r.now() + roundPause[round], Type: event.Watch, Generation: w.generation, ID: uint64(round),
	})
}

// round is one round.
func (w *watches) round(round uint64) {
	w.rounds[round] = 0
	switch round {
	case unsyncedRound:
		w.r.must(w.watchable.SyncUnsynced())
	case victimRound:
		w.watchable.SyncVictims()
	case progressRound:
		w.watchable.TickProgress()
	}
	w.service()
}
