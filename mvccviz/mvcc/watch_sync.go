package mvcc

import (
	"errors"
	"math"

	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"

	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/store"
)

// An eventBatch is the events for one response to a watcher, or those kept for
// a victim (eventBatch in etcd's storage/mvcc/watcher_group.go).
type eventBatch struct {
	events  []*mvccpb.Event // ordered by revision
	revs    int             // distinct revisions; one above the limit if some were left out
	moreRev int64           // the first revision left out; 0 if there is none
}

// add appends an event, unless the batch already has limit revisions.
func (b *eventBatch) add(ev *mvccpb.Event, limit int) {
	switch n := len(b.events); {
	case b.moreRev != 0:
		return
	case n == 0 || b.events[n-1].Kv.ModRevision < ev.Kv.ModRevision:
		b.revs++
	}
	if b.revs > limit {
		b.moreRev = ev.Kv.ModRevision
		return
	}
	b.events = append(b.events, ev)
}

// SyncVictims is one round of etcd's syncVictimsLoop, which runs as soon as
// there are victims, and then every 10 ms while there are: it tries again to
// put the events kept for each victim into the buffer. On success the watcher
// becomes synced, or unsynced if more was written meanwhile.
func (w *Watchable) SyncVictims() {
	w.Notify()
	victims := w.victims
	w.victims = nil
	for _, wa := range victims {
		if !wa.send(wa.minRev-1, wa.batch.events) {
			w.victims = append(w.victims, wa)
			continue
		}
		wa.batch = eventBatch{}
		if wa.minRev <= w.store.Rev() {
			w.changeGroup(wa, store.Unsynced)
		} else {
			w.changeGroup(wa, store.Synced)
		}
	}
}

// SyncUnsynced is one round of etcd's syncWatchersLoop, which runs every 100
// ms. It takes the watchers that have waited longest, up to Limits.Watchers,
// and sends each the events that it has missed, up to one response. A watcher
// that has received everything becomes synced, and one whose stream's buffer is
// full becomes a victim. A watcher whose next revision is compacted is
// canceled, as soon as the buffer has room for the response.
//
// It keeps one behavior of etcd that may surprise: if there are Limits.Watchers
// or more unsynced watchers, a canceled one stays unsynced and gets the
// response again in each of its rounds until its client cancels it.
//
// The error is a *FileError; the store must then be closed.
func (w *Watchable) SyncUnsynced() error {
	w.Notify()
	n := min(len(w.unsynced), w.Limits.Watchers)
	if n == 0 {
		return nil
	}
	all := len(w.unsynced) < w.Limits.Watchers
	chosen := w.unsynced[:n:n]
	w.unsynced = append([]*watcher(nil), w.unsynced[n:]...)
	now := w.store.Rev()
	read := w.cancelCompacted(chosen, all)
	if err := w.readHistory(read, now); err != nil {
		return err
	}
	for _, wa := range read {
		w.sendHistory(wa, now)
	}
	return nil
}

// cancelCompacted cancels the watchers whose next revision is compacted, and
// returns the others. A canceled watcher leaves its group only if all is true.
func (w *Watchable) cancelCompacted(chosen []*watcher, all bool) (others []*watcher) {
	compact := w.store.CompactRev()
	for _, wa := range chosen {
		if wa.minRev >= compact {
			others = append(others, wa)
			continue
		}
		sent := wa.stream.tryPut(streamResponse{id: wa.id, compactRev: compact})
		if sent && all {
			wa.compacted = true
		} else {
			w.unsynced = append(w.unsynced, wa)
		}
	}
	return others
}

// readHistory adds the events of the watchers' keys at revisions up to last to
// their batches, for each watcher from its next revision on.
func (w *Watchable) readHistory(watchers []*watcher, last int64) error {
	group, first := newWatcherGroup(), int64(math.MaxInt64)
	for _, wa := range watchers {
		group.add(wa)
		first = min(first, wa.minRev)
	}
	if first > last {
		return nil
	}
	err := w.store.b.scan(layout.KeyBucket, layout.Revision{Main: first}.AppendKey(nil, false), func(key, value []byte) error {
		rev, tombstone, err := layout.ParseKey(key)
		switch {
		case err != nil:
			return corrupt(w.store.b.path, "%v", err)
		case rev.Main > last:
			return errStopScan
		}
		if err := proto.Unmarshal(value, &w.kv); err != nil {
			return corrupt(w.store.b.path, "the value at revision %v does not decode: %v", rev, err)
		}
		var ev *mvccpb.Event
		group.visit(w.kv.Key, func(wa *watcher) {
			if rev.Main < wa.minRev {
				return
			}
			if ev == nil {
				ev = newEvent(rev, tombstone, &w.kv)
			}
			wa.batch.add(ev, w.Limits.Revs)
		})
		return nil
	})
	if errors.Is(err, errStopScan) {
		return nil
	}
	return err
}

// sendHistory sends what readHistory collected for a watcher, and moves the
// watcher to the group that it then belongs to.
func (w *Watchable) sendHistory(wa *watcher, now int64) {
	more := wa.batch.moreRev
	if wa.minRev = max(wa.minRev, now+1); more != 0 {
		wa.minRev = more
	}
	if len(wa.batch.events) > 0 && !wa.send(now, wa.batch.events) {
		w.changeGroup(wa, store.Victim)
		return
	}
	wa.batch = eventBatch{}
	if more != 0 {
		w.unsynced = append(w.unsynced, wa)
	} else {
		w.changeGroup(wa, store.Synced)
	}
}
