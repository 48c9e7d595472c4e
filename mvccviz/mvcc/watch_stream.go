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

// What a watch may run into; the texts are etcd's.
var (
	ErrWatcherNotExist    = errors.New("mvcc: watcher does not exist")
	ErrEmptyWatcherRange  = errors.New("mvcc: watcher range is empty")
	ErrWatcherDuplicateID = errors.New("mvcc: duplicate watch ID provided on the WatchStream")
)

// noWatcher is the watch ID of a response that concerns no watcher, or all of
// the stream (etcd's InvalidWatchID).
const noWatcher = -1

// A WatchStream is a client's connection for watches. Its watchers share one
// buffer for what the store has to tell them (watchStream in etcd's
// storage/mvcc/watcher.go, and serverWatchStream in
// server/etcdserver/api/v3rpc/watch.go, which serves the client).
//
// What answers a request of the client, that a watch was created or canceled,
// waits beside the buffer, for which etcd has another channel, and may wait
// however full the buffer is. etcd sends from either channel as it comes; here
// Next takes what was put first. So a watch is created before it has events, and
// has none once it is canceled.
type WatchStream struct {
	w        *Watchable
	watchers []*watcher // by creation
	byID     map[int64]*watcher
	nextID   int64
	closed   bool

	queue     []outgoing // of which so many, less than half, are taken out
	taken     int
	held      int                           // of queue: what takes room in the buffer
	fragments []*etcdserverpb.WatchResponse // of a response taken out already
}

// An outgoing response waits to be sent: an answer, or what a watcher is told.
type outgoing struct {
	answer *etcdserverpb.WatchResponse

	id      int64
	rev     int64
	events  []*mvccpb.Event
	compact int64 // canceled by a compaction at this revision
}

// NewStream makes a stream without watchers.
func (w *Watchable) NewStream() *WatchStream {
	st := &WatchStream{w: w, byID: map[int64]*watcher{}}
	w.streams = append(w.streams, st)
	return st
}

// Watch creates a watcher, and puts on the stream that it is created. Start
// revision 0 is from now on; one that is not past yet, too, but the watcher
// sees nothing before it; any other makes the watcher unsynced. Watch ID 0 has
// the stream choose the next one.
//
// The errors are ErrWatcherDuplicateID, ErrEmptyWatcherRange, and ErrCompacted
// of rpctypes for a start revision below 0. The client is told of it as a watch
// created and canceled at once, and the ID is -1.
func (st *WatchStream) Watch(r *etcdserverpb.WatchCreateRequest) (id int64, err error) {
	st.w.Notify()
	id, err = st.watch(r)
	answer := &etcdserverpb.WatchResponse{Header: st.w.store.header(), WatchId: id, Created: true}
	if err != nil {
		answer.Canceled, answer.CancelReason = true, err.Error()
	}
	st.answer(answer)
	return id, err
}

func (st *WatchStream) watch(r *etcdserverpb.WatchCreateRequest) (int64, error) {
	key, end := bytes.Clone(r.GetKey()), bytes.Clone(r.GetRangeEnd())
	if len(key) == 0 {
		key = []byte{0}
	}
	switch {
	case r.GetStartRevision() < 0:
		return noWatcher, rpctypes.ErrCompacted
	case len(end) > 0 && !toInfinity(end) && bytes.Compare(key, end) >= 0, st.closed:
		return noWatcher, ErrEmptyWatcherRange
	}
	id := r.GetWatchId()
	if id == 0 {
		for st.byID[st.nextID] != nil {
			st.nextID++
		}
		id = st.nextID
		st.nextID++
	} else if st.byID[id] != nil {
		return noWatcher, ErrWatcherDuplicateID
	}
	wa := &watcher{stream: st, id: id, seq: st.w.created, key: key, end: end, start: r.GetStartRevision(),
		noPut:    slices.Contains(r.GetFilters(), etcdserverpb.WatchCreateRequest_NOPUT),
		noDelete: slices.Contains(r.GetFilters(), etcdserverpb.WatchCreateRequest_NODELETE),
		prevKV:   r.GetPrevKv(), fragment: r.GetFragment(),
		notify: r.GetProgressNotify(), progressDue: true,
	}
	st.w.created++
	st.watchers = append(st.watchers, wa)
	st.byID[id] = wa
	if now := st.w.store.Rev(); wa.start == 0 || wa.start > now {
		wa.next = max(wa.start, now+1)
		st.w.place(wa, store.Synced)
	} else {
		wa.next = wa.start
		st.w.place(wa, store.Unsynced)
	}
	return id, nil
}

// Cancel ends a watch and puts on the stream that it is canceled; events of it
// that wait in the buffer come before, but no longer with the previous value
// nor in fragments. What is kept for a victim is dropped. A watcher that a
// compaction canceled keeps its ID until then, too. The error is
// ErrWatcherNotExist, of which the client is not told.
func (st *WatchStream) Cancel(id int64) error {
	st.w.Notify()
	wa := st.byID[id]
	if wa == nil || st.closed {
		return ErrWatcherNotExist
	}
	st.w.remove(wa)
	delete(st.byID, id)
	st.watchers = slices.DeleteFunc(st.watchers, func(o *watcher) bool { return o == wa })
	st.answer(&etcdserverpb.WatchResponse{Header: st.w.store.header(), WatchId: id, Canceled: true})
	return nil
}

// Progress asks how far the stream is. It is told the revision of the store, as
// watch ID -1, if all its watchers are synced and have reached their start
// revisions and the buffer has room; else, or without a watcher, nothing.
func (st *WatchStream) Progress() {
	st.w.Notify()
	if len(st.watchers) > 0 {
		st.progress(st.watchers, noWatcher)
	}
}

// TickProgress is one progress interval: each watcher that asked for progress
// is told of it as Progress does, by its own ID, unless it has been sent events
// since the interval before.
func (st *WatchStream) TickProgress() {
	st.w.Notify()
	for i, wa := range st.watchers {
		if !wa.notify {
			continue
		}
		if wa.progressDue {
			st.progress(st.watchers[i:i+1], wa.id)
		}
		wa.progressDue = true
	}
}

func (st *WatchStream) progress(watchers []*watcher, id int64) {
	rev := st.w.store.Rev()
	for _, wa := range watchers {
		if wa.compacted || wa.group != store.Synced || rev < wa.start {
			return
		}
	}
	st.put(outgoing{id: id, rev: rev})
}

// Close ends the stream with all its watchers. What waits to be sent is dropped.
func (st *WatchStream) Close() {
	st.w.Notify()
	for _, wa := range st.watchers {
		st.w.remove(wa)
	}
	st.closed = true
	st.watchers, st.byID, st.queue, st.taken, st.held, st.fragments = nil, nil, nil, 0, 0, nil
	st.w.streams = slices.DeleteFunc(st.w.streams, func(o *WatchStream) bool { return o == st })
}

// Buffered returns how many responses are in the buffer: those that a watcher
// found room for, without answers to requests.
func (st *WatchStream) Buffered() int {
	st.w.Notify()
	return st.held
}

// Watchers returns the watchers by ID. One that a compaction canceled is not
// among them.
func (st *WatchStream) Watchers() []store.Watcher {
	st.w.Notify()
	all := make([]store.Watcher, 0, len(st.watchers))
	for _, wa := range st.watchers {
		if wa.compacted {
			continue
		}
		all = append(all, store.Watcher{ID: wa.id, Key: string(wa.key), End: string(wa.end),
			Group: wa.group, Next: wa.next, Kept: len(wa.batch.events)})
	}
	slices.SortFunc(all, func(a, b store.Watcher) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// put puts a response into the buffer, and reports whether there was room.
func (st *WatchStream) put(r outgoing) bool {
	if st.held == st.w.buffer {
		return false
	}
	st.held++
	st.queue = append(st.queue, r)
	return true
}

func (st *WatchStream) answer(a *etcdserverpb.WatchResponse) {
	if !st.closed {
		st.queue = append(st.queue, outgoing{answer: a})
	}
}
