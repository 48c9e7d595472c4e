package engine

import (
	"slices"

	"raftviz/engine/event"
	"raftviz/mvccviz/mvcc"
	"raftviz/mvccviz/store"
)

// dropStreams ends the streams of a node whose process dies.
func (n *node) dropStreams() {
	for _, s := range slices.Clone(n.feeds) {
		n.c.streamLost(s)
	}
}

// emptyStreams takes everything out of the streams before the store is replaced
// by a snapshot: what waits in the buffers and what is kept for victims.
func (n *node) emptyStreams() {
	if n.watchable == nil {
		return
	}
	for {
		for _, s := range n.feeds {
			for resp, ok := s.store.Next(); ok; resp, ok = s.store.Next() {
				s.kept = append(s.kept, resp)
				if i := s.serves(resp.GetWatchId()); i >= 0 && resp.GetCanceled() {
					s.served = slices.Delete(s.served, i, i+1)
				}
			}
		}
		if _, victims := n.watchable.Behind(); !victims {
			break
		}
		n.watchable.SyncVictims()
	}
	n.reportMoves()
}

// refillStreams has the watchers go on with the new store, each from the
// revision it has yet to see; they are unsynced if the store has more
// (watchableStore.Restore in etcd's server/storage/mvcc/watchable_store.go).
func (n *node) refillStreams() {
	if n.watchable == nil {
		return
	}
	n.watchable = mvcc.NewWatchable(n.store, n.c.cfg.WatchBuffer)
	for _, s := range n.feeds {
		old := s.store
		s.store = n.watchable.NewStream()
		for _, w := range s.served {
			at := slices.IndexFunc(old.Watchers(), func(x store.Watcher) bool { return x.ID == w.id })
			w.req.StartRevision = old.Watchers()[at].Next
			_, err := s.store.Watch(w.req)
			n.must(err)
			s.store.Next() // the client knows that it is created
			if now := s.watcher(w.id); now.Group == store.Unsynced {
				n.c.emit(event.Event{Kind: event.WatchUnsynced, Node: n.name, Peer: s.client.name, Op: watchOp(w.id), Index: uint64(now.Next)})
			}
		}
	}
	n.tend()
}

// streams are the streams as they are shown: the slice of before, and each
// stream of before, if nothing changed.
func (n *node) streams() []*store.Stream {
	if !n.streamsMoved {
		return n.shownStreams
	}
	n.streamsMoved = false
	same := len(n.feeds) == len(n.shownStreams)
	for i, s := range n.feeds {
		if now := s.view(); s.shown == nil || !equalStreams(s.shown, now) {
			s.shown = now
		}
		same = same && n.shownStreams[i] == s.shown
	}
	if same {
		return n.shownStreams
	}
	n.shownStreams = nil
	for _, s := range n.feeds {
		n.shownStreams = append(n.shownStreams, s.shown)
	}
	return n.shownStreams
}

func (s *stream) view() *store.Stream {
	cfg := &s.node.c.cfg
	v := &store.Stream{
		Client: s.client.name, Buffered: s.store.Buffered() + len(s.kept), Buffer: cfg.WatchBuffer,
		Unread: s.unread(), Window: cfg.WatchWindow, Watchers: s.store.Watchers(),
	}
	for i := range v.Watchers {
		v.Watchers[i].ID >>= 8 // the operation's
	}
	return v
}

func equalStreams(a, b *store.Stream) bool {
	return a.Client == b.Client && a.Buffered == b.Buffered && a.Buffer == b.Buffer && a.Unread == b.Unread &&
		a.Window == b.Window && slices.Equal(a.Watchers, b.Watchers)
}
