package mvcc

import (
	"bytes"
	"cmp"
	"slices"

	"go.etcd.io/etcd/api/v3/mvccpb"

	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/store"
)

// DefaultWatchBuffer is how many responses a stream buffers in etcd
// (chanBufLen).
const DefaultWatchBuffer = 128

// WatchLimits bound the work and the size of responses.
type WatchLimits struct {
	Watchers int // most watchers that SyncUnsynced serves in one round
	Revs     int // most distinct revisions in one response to an unsynced watcher
	Bytes    int // size from which on a response is fragmented, if the client asked for it
}

// etcdLimits are etcd's maxWatchersPerSync, watchBatchMaxRevs and
// --max-request-bytes plus the overhead that etcd allows for gRPC.
var etcdLimits = WatchLimits{Watchers: 512, Revs: 1000, Bytes: DefaultRequestBytes + 512<<10}

// A Watchable is the watch side of an open store: all its watchers, each in one
// of three groups; see the package comment (watchableStore in etcd's
// storage/mvcc/watchable_store.go).
//
// What etcd does in goroutines at intervals is a method here. Where etcd takes
// watchers in map order, the order here is that of their creation, or that of
// their arrival for watchers that wait for their turn.
//
// A Watchable must not be used after its store is closed, except that Restore
// may move it to the store that a snapshot installs.
type Watchable struct {
	Limits WatchLimits // default: etcd's

	store           *Store
	bufferLen       int
	streams         []*WatchStream // open streams, in order of creation
	watchersCreated uint64         // number of watchers created so far

	synced   watcherGroup
	unsynced []*watcher // in order of arrival
	victims  []*watcher // in order of arrival

	batchRev int64      // revision of the transaction whose events are in the batches
	batched  []*watcher // the synced watchers with a batch to send

	moves []Move
	kv    mvccpb.KeyValue // scratch: the entry being decoded
}

// NewWatchable returns the watch side of a store, without watchers. Each stream
// buffers buffer responses, DefaultWatchBuffer if that is 0 or less. A store
// must have at most one Watchable.
func NewWatchable(s *Store, buffer int) *Watchable {
	if buffer <= 0 {
		buffer = DefaultWatchBuffer
	}
	w := &Watchable{Limits: etcdLimits, store: s, bufferLen: buffer, synced: newWatcherGroup()}
	s.Observe(w.observe)
	return w
}

// Restore moves all streams and watchers to another store, which a snapshot
// from the leader has installed in place of the old one. Synced watchers become
// unsynced, because they have not received what the snapshot contains; as such,
// they are canceled if that is already compacted.
func (w *Watchable) Restore(s *Store) {
	w.Notify()
	w.store = s
	s.Observe(w.observe)
	var synced []*watcher
	for _, st := range w.streams {
		for _, wa := range st.watchers {
			if wa.group == store.Synced {
				synced = append(synced, wa)
			}
		}
	}
	slices.SortFunc(synced, compareSeq)
	for _, wa := range synced {
		w.changeGroup(wa, store.Unsynced)
	}
}

// compareSeq orders watchers by creation.
func compareSeq(a, b *watcher) int { return cmp.Compare(a.seq, b.seq) }

// observe adds the event of an entry to the batches of the synced watchers that
// watch its key.
func (w *Watchable) observe(rev layout.Revision, tombstone bool, kv *mvccpb.KeyValue) {
	if rev.Main != w.batchRev {
		w.Notify()
		w.batchRev = rev.Main
	}
	var ev *mvccpb.Event
	w.synced.visit(kv.Key, func(wa *watcher) {
		if rev.Main < wa.minRev {
			return
		}
		if ev == nil {
			ev = newEvent(rev, tombstone, kv)
		}
		if len(wa.batch.events) == 0 {
			w.batched = append(w.batched, wa)
		}
		wa.batch.add(ev, w.Limits.Revs)
	})
}

// newEvent returns the event of an entry. It copies the slices of kv.
func newEvent(rev layout.Revision, tombstone bool, kv *mvccpb.KeyValue) *mvccpb.Event {
	if tombstone {
		return &mvccpb.Event{Type: mvccpb.Event_DELETE, Kv: &mvccpb.KeyValue{Key: bytes.Clone(kv.Key), ModRevision: rev.Main}}
	}
	return &mvccpb.Event{Type: mvccpb.Event_PUT, Kv: &mvccpb.KeyValue{
		Key: bytes.Clone(kv.Key), Value: bytes.Clone(kv.Value), Lease: kv.Lease,
		CreateRevision: kv.CreateRevision, ModRevision: kv.ModRevision, Version: kv.Version,
	}}
}

// Notify sends the synced watchers the events written since the last call. The
// caller should call it after each applied request. A watcher becomes a victim
// if its stream's buffer is full.
//
// All other methods call Notify first, so that they never see a store with
// events that are not sent.
func (w *Watchable) Notify() {
	if len(w.batched) == 0 {
		return
	}
	slices.SortFunc(w.batched, compareSeq)
	for _, wa := range w.batched {
		if wa.send(w.batchRev, wa.batch.events) {
			wa.batch = eventBatch{}
		} else {
			w.changeGroup(wa, store.Victim)
		}
		wa.minRev = w.batchRev + 1
	}
	clear(w.batched)
	w.batched = w.batched[:0]
}

// Behind reports whether there are watchers for SyncUnsynced and SyncVictims to
// serve.
func (w *Watchable) Behind() (unsynced, victims bool) {
	w.Notify()
	return len(w.unsynced) > 0, len(w.victims) > 0
}

// TickProgress calls WatchStream.TickProgress on every stream. In etcd, each
// stream has its own interval of 10 minutes, since its creation.
func (w *Watchable) TickProgress() {
	for _, st := range w.streams {
		st.TickProgress()
	}
}

// A Move is a watcher's change of group.
type Move struct {
	Stream   *WatchStream
	ID       int64
	From, To store.Group
}

// Moves returns the changes of group since the last call, in order. It does not
// include the creation and the end of watchers.
func (w *Watchable) Moves() []Move {
	w.Notify()
	moves := w.moves
	w.moves = nil
	return moves
}

// changeGroup moves a watcher to another group. The caller must already have
// removed it from unsynced or victims.
func (w *Watchable) changeGroup(wa *watcher, to store.Group) {
	w.moves = append(w.moves, Move{wa.stream, wa.id, wa.group, to})
	if wa.group == store.Synced {
		w.synced.delete(wa)
	}
	w.addToGroup(wa, to)
}

// addToGroup adds a watcher that is in no group to one.
func (w *Watchable) addToGroup(wa *watcher, group store.Group) {
	wa.group = group
	switch group {
	case store.Synced:
		w.synced.add(wa)
	case store.Unsynced:
		w.unsynced = append(w.unsynced, wa)
	case store.Victim:
		w.victims = append(w.victims, wa)
	}
}

// remove removes a watcher from its group for good.
func (w *Watchable) remove(wa *watcher) {
	is := func(o *watcher) bool { return o == wa }
	switch {
	case wa.compacted:
	case wa.group == store.Synced:
		w.synced.delete(wa)
	case wa.group == store.Unsynced:
		w.unsynced = slices.DeleteFunc(w.unsynced, is)
	case wa.group == store.Victim:
		w.victims = slices.DeleteFunc(w.victims, is)
	}
}
