package mvcc

import (
	"errors"
	"math"

	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"

	"raftviz/mvccviz/store"
)

// An eventBatch is what is sent to a watcher in one response, or kept for a
// victim (eventBatch in etcd's storage/mvcc/watcher_group.go).
type eventBatch struct {
	events []*mvccpb.Event // by revision
	revs   int             // distinct ones; one above the limit if there was more
	more   int64           // the first revision left out; 0 if there is none
}

// add adds the next event, unless it belongs to a revision above the limit.
func (b *eventBatch) add(ev *mvccpb.Event, limit int) {
	switch n := len(b.events); {
	case b.more != 0:
		return
	case n == 0 || b.events[n-1].Kv.ModRevision < ev.Kv.ModRevision:
		b.revs++
	}
	if b.revs > limit {
		b.more = ev.Kv.ModRevision
		return
	}
	b.events = append(b.events, ev)
}

// SyncVictims is one round of etcd's syncVictimsLoop, which has one as soon as
// there are victims and every 10 ms while there are: it tries again to put what
// is kept for each on the buffer. Who succeeds is synced, or unsynced if more
// was written meanwhile.
func (w *Watchable) SyncVictims() {
	w.Notify()
	victims := w.victims
	w.victims = nil
	for _, wa := range victims {
		if !wa.send(wa.next-1, wa.batch.events) {
			w.victims = append(w.victims, wa)
			continue
		}
		wa.batch = eventBatch{}
		if wa.next <= w.store.Rev() {
			w.move(wa, store.Unsynced)
		} else {
			w.move(wa, store.Synced)
		}
	}
}

// SyncUnsynced is one round of etcd's syncWatchersLoop, which has one every
// 100 ms: it takes the watchers that have waited longest, up to a limit, and
// sends each what it has missed, or so much of it as goes into one response.
// Who has had everything then is synced, who finds the buffer full a victim. A
// watcher whose next revision is compacted is canceled, as soon as the buffer
// has room to tell it.
//
// One of etcd's ways is kept that may surprise: if as many watchers as the limit
// or more are unsynced, one that is canceled stays unsynced, and is told again
// in each of its rounds until it is canceled by its client.
//
// The error is a *FileError: the store must then be closed.
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
		w.catchUp(wa, now)
	}
	return nil
}

// cancelCompacted tells those watchers whose next revision is compacted, and
// returns the others. Who is told is out of its group if all is true.
func (w *Watchable) cancelCompacted(chosen []*watcher, all bool) (others []*watcher) {
	compact := w.store.CompactRev()
	for _, wa := range chosen {
		if wa.next >= compact {
			others = append(others, wa)
			continue
		}
		sent := wa.stream.put(outgoing{id: wa.id, compact: compact})
		if sent && all {
			wa.compacted = true
		} else {
			w.unsynced = append(w.unsynced, wa)
		}
	}
	return others
}

// readHistory puts what was written at revisions up to last into the batches of
// some watchers, each from its next revision on.
func (w *Watchable) readHistory(watchers []*watcher, last int64) error {
	group, first := newWatcherGroup(), int64(math.MaxInt64)
	for _, wa := range watchers {
		group.add(wa)
		first = min(first, wa.next)
	}
	if first > last {
		return nil
	}
	err := w.store.b.scan(bucketKey, Revision{Main: first}.AppendKey(nil, false), func(key, value []byte) error {
		rev, tombstone, err := ParseKey(key)
		switch {
		case err != nil:
			return corrupt(w.store.b.path, "%v", err)
		case rev.Main > last:
			return errEnough
		}
		if err := proto.Unmarshal(value, &w.kv); err != nil {
			return corrupt(w.store.b.path, "the value at revision %v does not decode: %v", rev, err)
		}
		var ev *mvccpb.Event
		group.visit(w.kv.Key, func(wa *watcher) {
			if rev.Main < wa.next {
				return
			}
			if ev == nil {
				ev = newEvent(rev, tombstone, &w.kv)
			}
			wa.batch.add(ev, w.Limits.Revs)
		})
		return nil
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// catchUp sends what was read for a watcher and puts it where it belongs then.
func (w *Watchable) catchUp(wa *watcher, now int64) {
	more := wa.batch.more
	if wa.next = max(wa.next, now+1); more != 0 {
		wa.next = more
	}
	if len(wa.batch.events) > 0 && !wa.send(now, wa.batch.events) {
		w.move(wa, store.Victim)
		return
	}
	wa.batch = eventBatch{}
	if more != 0 {
		w.unsynced = append(w.unsynced, wa)
	} else {
		w.move(wa, store.Synced)
	}
}
