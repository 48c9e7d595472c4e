package replica

import (
	"slices"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/message"
	"raftviz/mvccviz/mvcc"
	"raftviz/mvccviz/store"
)

// drop ends the streams of a node whose process dies.
func (w *watches) drop() {
	for _, s := range slices.Clone(w.streams) {
		w.r.group.ports.StreamLost(s.id)
	}
}

// empty takes everything out of the streams before the store is replaced
// by a snapshot: what waits in the buffers and what is kept for victims.
func (w *watches) empty() {
	if w.watchable == nil {
		return
	}
	for {
		for _, s := range w.streams {
			for resp, ok := s.store.Next(); ok; resp, ok = s.store.Next() {
				s.kept = append(s.kept, resp)
				if i := s.serves(resp.GetWatchId()); i >= 0 && resp.GetCanceled() {
					s.served = slices.Delete(s.served, i, i+1)
				}
			}
		}
		if _, victims := w.watchable.Behind(); !victims {
			break
		}
		w.watchable.SyncVictims()
	}
	w.reportMoves()
}

// refill has the watchers go on with the new store, each from the
// revision it has yet to see; they are unsynced if the store has more
// (watchableStore.Restore in etcd's server/storage/mvcc/watchable_store.go).
func (w *watches) refill() {
	if w.watchable == nil {
		return
	}
	w.watchable = mvcc.NewWatchable(w.r.store, w.r.cfg.WatchBuffer)
	for _, s := range w.streams {
		old := s.store
		s.store = w.watchable.NewStream()
		for _, sw := range s.served {
			at := slices.IndexFunc(old.Watchers(), func(x store.Watcher) bool { return x.ID == sw.id })
			sw.req.StartRevision = old.Watchers()[at].Next
			_, err := s.store.Watch(sw.req)
			w.r.must(err)
			s.store.Next() // the client knows that it is created
			if now := s.watcher(sw.id); now.Group == store.Unsynced {
				w.r.emit(w.r.name, &event.WatchUnsynced{Client: s.client, Op: message.OpOf(sw.id), Next: now.Next})
			}
		}
	}
	w.service()
}

// view is the streams as they are shown: the slice of before, and each
// stream of before, if nothing changed.
func (w *watches) view() []*store.Stream {
	if !w.moved {
		return w.shown
	}
	w.moved = false
	same := len(w.streams) == len(w.shown)
	for i, s := range w.streams {
		if now := s.view(w.r.cfg); s.shown == nil || !equalStreams(s.shown, now) {
			s.shown = now
		}
		same = same && w.shown[i] == s.shown
	}
	if same {
		return w.shown
	}
	w.shown = nil
	for _, s := range w.streams {
		w.shown = append(w.shown, s.shown)
	}
	return w.shown
}

func (s *stream) view(cfg *config.Config) *store.Stream {
	v := &store.Stream{
		Client: s.client, Buffered: s.store.Buffered() + len(s.kept), Buffer: cfg.WatchBuffer,
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

// The client's end of a stream.

func (w *watches) stream(id uint64) *stream {
	i := slices.IndexFunc(w.streams, func(s *stream) bool { return s.id == id })
	if i < 0 {
		return nil
	}
	return w.streams[i]
}

// Acknowledge tells that a stream's client has read one more response.
func (r *Replica) Acknowledge(id uint64) {
	r.watches.stream(id).read++
	r.watches.moved = true
}

// Service goes on serving watches after their client has read something.
func (r *Replica) Service() { r.watches.service() }

// IdleStream reports whether nothing is left to be done on a stream.
func (r *Replica) IdleStream(id uint64) bool { return r.watches.stream(id).idle() }

// CloseStream ends a stream.
func (r *Replica) CloseStream(id uint64) {
	w := r.watches
	s := w.stream(id)
	s.store.Close()
	w.streams = slices.DeleteFunc(w.streams, func(o *stream) bool { return o == s })
	w.moved = true
}
