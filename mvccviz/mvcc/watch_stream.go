package mvcc

import (
	"bytes"
	"cmp"
	"errors"
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"

	"raftviz/mvccviz/store"
)

// Errors of a watch; the texts are etcd's.
var (
	ErrWatcherNotExist    = errors.New("mvcc: watcher does not exist")
	ErrEmptyWatcherRange  = errors.New("mvcc: watcher range is empty")
	ErrWatcherDuplicateID = errors.New("mvcc: duplicate watch ID provided on the WatchStream")
)

// invalidWatchID is the watch ID of a response that is about the whole stream,
// or about a watch that was not created (etcd's InvalidWatchID).
const invalidWatchID = -1

// A WatchStream is a client's connection for watches. Its watchers share one
// buffer for events (watchStream in etcd's storage/mvcc/watcher.go, together
// with serverWatchStream in server/etcdserver/api/v3rpc/watch.go).
//
// Responses to the client's requests, that a watch was created or canceled, do
// not count against the buffer: etcd has a separate channel for them
// (ctrlStream). etcd sends from either channel in no fixed order; here Next
// returns responses in the order in which they were added. So a watch is
// created before its first event and has no event after it is canceled.
type WatchStream struct {
	w        *Watchable
	watchers []*watcher // in order of creation
	byID     map[int64]*watcher
	nextID   int64
	closed   bool

	queue     []streamResponse // the first queueHead, less than half, are already sent
	queueHead int
	buffered  int                           // responses in queue that count against the buffer
	fragments []*etcdserverpb.WatchResponse // the rest of a fragmented response
}

// A streamResponse is a response that waits to be sent: a control response, or
// what a watcher receives.
type streamResponse struct {
	control *etcdserverpb.WatchResponse

	id         int64
	rev        int64
	events     []*mvccpb.Event
	compactRev int64 // if not 0, the watcher is canceled by a compaction at this revision
}

// NewStream creates a stream without watchers.
func (w *Watchable) NewStream() *WatchStream {
	st := &WatchStream{w: w, byID: map[int64]*watcher{}}
	w.streams = append(w.streams, st)
	return st
}

// Watch creates a watcher and adds the response "created" to the stream. Start
// revision 0 means from now on. With a later start revision, the watcher is
// synced but receives nothing before it; with one that is already past, it is
// unsynced. For watch ID 0 the stream chooses the next free ID.
//
// The errors are ErrWatcherDuplicateID, ErrEmptyWatcherRange, and
// rpctypes.ErrCompacted for a negative start revision. The ID is then -1, and
// the response to the client says that the watch was created and canceled.
func (st *WatchStream) Watch(r *etcdserverpb.WatchCreateRequest) (id int64, err error) {
	st.w.Notify()
	id, err = st.watch(r)
	answer := &etcdserverpb.WatchResponse{Header: st.w.store.header(), WatchId: id, Created: true}
	if err != nil {
		answer.Canceled, answer.CancelReason = true, err.Error()
	}
	st.sendControl(answer)
	return id, err
}

func (st *WatchStream) watch(r *etcdserverpb.WatchCreateRequest) (int64, error) {
	key, end := bytes.Clone(r.GetKey()), bytes.Clone(r.GetRangeEnd())
	if len(key) == 0 {
		key = []byte{0}
	}
	switch {
	case r.GetStartRevision() < 0:
		return invalidWatchID, rpctypes.ErrCompacted
	case len(end) > 0 && !isOpenEnded(end) && bytes.Compare(key, end) >= 0, st.closed:
		return invalidWatchID, ErrEmptyWatcherRange
	}
	id := r.GetWatchId()
	if id == 0 {
		for st.byID[st.nextID] != nil {
			st.nextID++
		}
		id = st.nextID
		st.nextID++
	} else if st.byID[id] != nil {
		return invalidWatchID, ErrWatcherDuplicateID
	}
	wa := &watcher{stream: st, id: id, seq: st.w.watchersCreated, key: key, end: end, startRev: r.GetStartRevision(),
		noPut:    slices.Contains(r.GetFilters(), etcdserverpb.WatchCreateRequest_NOPUT),
		noDelete: slices.Contains(r.GetFilters(), etcdserverpb.WatchCreateRequest_NODELETE),
		prevKV:   r.GetPrevKv(), fragment: r.GetFragment(),
		progressNotify: r.GetProgressNotify(), progressDue: true,
	}
	st.w.watchersCreated++
	st.watchers = append(st.watchers, wa)
	st.byID[id] = wa
	if now := st.w.store.Rev(); wa.startRev == 0 || wa.startRev > now {
		wa.minRev = max(wa.startRev, now+1)
		st.w.addToGroup(wa, store.Synced)
	} else {
		wa.minRev = wa.startRev
		st.w.addToGroup(wa, store.Unsynced)
	}
	return id, nil
}

// Cancel ends a watch and adds the response "canceled" to the stream. Its
// events in the buffer are still sent before that, but without previous values
// and unfragmented. The events kept for a victim are dropped. A watcher that a
// compaction has canceled keeps its ID until Cancel. The error is
// ErrWatcherNotExist; there is no response then.
func (st *WatchStream) Cancel(id int64) error {
	st.w.Notify()
	wa := st.byID[id]
	if wa == nil || st.closed {
		return ErrWatcherNotExist
	}
	st.w.remove(wa)
	delete(st.byID, id)
	st.watchers = slices.DeleteFunc(st.watchers, func(o *watcher) bool { return o == wa })
	st.sendControl(&etcdserverpb.WatchResponse{Header: st.w.store.header(), WatchId: id, Canceled: true})
	return nil
}

// Progress handles a progress request: it sends the revision of the store, with
// watch ID -1, if all watchers are synced and have reached their start
// revisions and the buffer has room. Otherwise, or without watchers, it sends
// nothing.
func (st *WatchStream) Progress() {
	st.w.Notify()
	if len(st.watchers) > 0 {
		st.progressIfSync(st.watchers, invalidWatchID)
	}
}

// TickProgress handles one progress interval: each watcher that asked for
// progress notifications gets one with its own ID, under the conditions of
// Progress, unless it was sent events since the last interval.
func (st *WatchStream) TickProgress() {
	st.w.Notify()
	for i, wa := range st.watchers {
		if !wa.progressNotify {
			continue
		}
		if wa.progressDue {
			st.progressIfSync(st.watchers[i:i+1], wa.id)
		}
		wa.progressDue = true
	}
}

// progressIfSync sends the revision of the store if the watchers are synced
// (progressIfSync in etcd).
func (st *WatchStream) progressIfSync(watchers []*watcher, id int64) {
	rev := st.w.store.Rev()
	for _, wa := range watchers {
		if wa.compacted || wa.group != store.Synced || rev < wa.startRev {
			return
		}
	}
	st.tryPut(streamResponse{id: id, rev: rev})
}

// Close ends the stream and all its watchers. Responses not yet sent are
// dropped.
func (st *WatchStream) Close() {
	st.w.Notify()
	for _, wa := range st.watchers {
		st.w.remove(wa)
	}
	st.closed = true
	st.watchers, st.byID, st.queue, st.queueHead, st.buffered, st.fragments = nil, nil, nil, 0, 0, nil
	st.w.streams = slices.DeleteFunc(st.w.streams, func(o *WatchStream) bool { return o == st })
}

// Buffered returns how many responses are in the buffer; control responses do
// not count.
func (st *WatchStream) Buffered() int {
	st.w.Notify()
	return st.buffered
}

// Watchers returns the watchers, ordered by ID, without those that a compaction
// has canceled.
func (st *WatchStream) Watchers() []store.Watcher {
	st.w.Notify()
	all := make([]store.Watcher, 0, len(st.watchers))
	for _, wa := range st.watchers {
		if wa.compacted {
			continue
		}
		all = append(all, store.Watcher{ID: wa.id, Key: string(wa.key), End: string(wa.end),
			Group: wa.group, Next: wa.minRev, Kept: len(wa.batch.events)})
	}
	slices.SortFunc(all, func(a, b store.Watcher) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// tryPut adds a response to the buffer and reports whether there was room.
func (st *WatchStream) tryPut(r streamResponse) bool {
	if st.buffered == st.w.bufferLen {
		return false
	}
	st.buffered++
	st.queue = append(st.queue, r)
	return true
}

// sendControl adds a response that does not count against the buffer.
func (st *WatchStream) sendControl(a *etcdserverpb.WatchResponse) {
	if !st.closed {
		st.queue = append(st.queue, streamResponse{control: a})
	}
}
