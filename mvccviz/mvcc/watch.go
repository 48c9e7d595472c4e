package mvcc

import (
	"bytes"
	"cmp"
	"slices"

	"go.etcd.io/etcd/api/v3/mvccpb"

	"raftviz/mvccviz/store"
)

// DefaultWatchBuffer is how many responses a stream holds in etcd (chanBufLen).
const DefaultWatchBuffer = 128

// WatchLimits bound how much is sent at a time.
type WatchLimits struct {
	Watchers int // that SyncUnsynced takes in one round
	Revs     int // distinct revisions in one response to a watcher that is behind
	Bytes    int // size from which on a response is sent in fragments, to who asked for that
}

// etcdLimits are etcd's maxWatchersPerSync, watchBatchMaxRevs and, with the
// overhead that it allows for gRPC, --max-request-bytes.
var etcdLimits = WatchLimits{Watchers: 512, Revs: 1000, Bytes: DefaultRequestBytes + 512<<10}

// A Watchable is the watch side of an open store: all its watchers, each in one
// of three groups; see the package comment (etcd's watchableStore, in
// storage/mvcc/watchable_store.go).
//
// It is gone with its store, and clients watch anew; but it may go over to the
// store that a snapshot puts in its place, see Restore. What etcd does in goroutines, at intervals, are methods
// here. Where etcd takes watchers in the order of a map, it is the order of
// their creation here, or, of those that wait for their turn, of their arrival.
type Watchable struct {
	Limits WatchLimits // etcd's, unless changed

	store   *Store
	buffer  int
	streams []*WatchStream // open, in order of creation
	created uint64         // watchers so far

	synced   watcherGroup
	unsynced []*watcher // by arrival
	victims  []*watcher // by arrival

	rev  int64      // of the transaction that the watchers are being told of
	told []*watcher // who has events of it

	moves []Move
	kv    mvccpb.KeyValue // scratch: the entry being read
}

// NewWatchable returns the watch side of a store, with no watchers. Each stream
// will hold buffer responses, DefaultWatchBuffer if that is 0 or below. A store
// has at most one.
func NewWatchable(s *Store, buffer int) *Watchable {
	if buffer <= 0 {
		buffer = DefaultWatchBuffer
	}
	w := &Watchable{Limits: etcdLimits, store: s, buffer: buffer, synced: newWatcherGroup()}
	s.Observe(w.observe)
	return w
}

// Restore goes over to another store, which a snapshot from the leader has put
// in place of the one there was. The streams stay, and the watchers; those that
// are synced become unsynced, since they have not been told of what the snapshot
// brought, and are canceled if that is compacted already.
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
	slices.SortFunc(synced, bySeq)
	for _, wa := range synced {
		w.move(wa, store.Unsynced)
	}
}

// bySeq compares watchers by creation.
func bySeq(a, b *watcher) int { return cmp.Compare(a.seq, b.seq) }

// observe notes an entry for the watchers that it concerns.
func (w *Watchable) observe(rev Revision, tombstone bool, kv *mvccpb.KeyValue) {
	if rev.Main != w.rev {
		w.Notify()
		w.rev = rev.Main
	}
	var ev *mvccpb.Event
	w.synced.visit(kv.Key, func(wa *watcher) {
		if rev.Main < wa.next {
			return
		}
		if ev == nil {
			ev = newEvent(rev, tombstone, kv)
		}
		if len(wa.batch.events) == 0 {
			w.told = append(w.told, wa)
		}
		wa.batch.add(ev, w.Limits.Revs)
	})
}

// newEvent returns the event of an entry.
func newEvent(rev Revision, tombstone bool, kv *mvccpb.KeyValue) *mvccpb.Event {
	if tombstone {
		return &mvccpb.Event{Type: mvccpb.Event_DELETE, Kv: &mvccpb.KeyValue{Key: bytes.Clone(kv.Key), ModRevision: rev.Main}}
	}
	return &mvccpb.Event{Type: mvccpb.Event_PUT, Kv: &mvccpb.KeyValue{
		Key: bytes.Clone(kv.Key), Value: bytes.Clone(kv.Value), Lease: kv.Lease,
		CreateRevision: kv.CreateRevision, ModRevision: kv.ModRevision, Version: kv.Version,
	}}
}

// Notify tells the synced watchers of what was written since the last call; it
// is due after each request applied. A watcher that finds the buffer of its
// stream full becomes a victim.
//
// The other methods do it first, so that none sees a store whose watchers have
// not been told.
func (w *Watchable) Notify() {
	if len(w.told) == 0 {
		return
	}
	slices.SortFunc(w.told, bySeq)
	for _, wa := range w.told {
		if wa.send(w.rev, wa.batch.events) {
			wa.batch = eventBatch{}
		} else {
			w.move(wa, store.Victim)
		}
		wa.next = w.rev + 1
	}
	clear(w.told)
	w.told = w.told[:0]
}

// Behind reports whether there are watchers for SyncUnsynced and SyncVictims.
func (w *Watchable) Behind() (unsynced, victims bool) {
	w.Notify()
	return len(w.unsynced) > 0, len(w.victims) > 0
}

// TickProgress is one progress interval (10 minutes in etcd, for each stream
// since its creation): see WatchStream.TickProgress.
func (w *Watchable) TickProgress() {
	for _, st := range w.streams {
		st.TickProgress()
	}
}

// A Move says that a watcher has changed its group.
type Move struct {
	Stream   *WatchStream
	ID       int64
	From, To store.Group
}

// Moves returns, in order, who has changed its group since the last call.
// Watchers that came or went are not among them.
func (w *Watchable) Moves() []Move {
	w.Notify()
	moves := w.moves
	w.moves = nil
	return moves
}

// move puts a watcher into another group. One that is unsynced or a victim its
// caller has taken out of the list.
func (w *Watchable) move(wa *watcher, to store.Group) {
	w.moves = append(w.moves, Move{wa.stream, wa.id, wa.group, to})
	if wa.group == store.Synced {
		w.synced.delete(wa)
	}
	w.place(wa, to)
}

// place puts a watcher that is in no group into one.
func (w *Watchable) place(wa *watcher, group store.Group) {
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

// remove takes a watcher out of its group, for good.
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
