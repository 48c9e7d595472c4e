package mvcc

import (
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
)

// Next removes and returns the oldest response of the stream as etcd's server
// would send it; false if there is none (sendLoop in
// server/etcdserver/api/v3rpc/watch.go). A fragmented response leaves the
// buffer with its first fragment.
//
// Previous values are read here, so an event has none if it has been compacted
// since. Headers carry only the revision: that of the write for a watcher that
// was synced, that of the store at the time of reading for one that was not,
// and 0 if a compaction canceled the watcher. The response must not be
// modified.
func (st *WatchStream) Next() (*etcdserverpb.WatchResponse, bool) {
	st.w.Notify()
	if len(st.fragments) > 0 {
		next := st.fragments[0]
		st.fragments = st.fragments[1:]
		return next, true
	}
	if len(st.queue) == 0 {
		return nil, false
	}
	r := st.popQueue()
	if r.control != nil {
		return r.control, true
	}
	st.buffered--
	resp := &etcdserverpb.WatchResponse{
		Header:          &etcdserverpb.ResponseHeader{Revision: r.rev},
		WatchId:         r.id,
		Events:          r.events,
		CompactRevision: r.compactRev,
		Canceled:        r.compactRev != 0,
	}
	wa := st.byID[r.id]
	if wa == nil {
		return resp, true
	}
	if len(r.events) > 0 {
		wa.progressDue = false
	}
	if wa.prevKV {
		resp.Events = st.w.addPrevKVs(r.events)
	}
	if wa.fragment {
		parts := splitIntoFragments(resp, st.w.Limits.Bytes)
		resp, st.fragments = parts[0], parts[1:]
	}
	return resp, true
}

// popQueue removes and returns the first response of the queue.
func (st *WatchStream) popQueue() streamResponse {
	r := st.queue[st.queueHead]
	st.queue[st.queueHead] = streamResponse{}
	if st.queueHead++; 2*st.queueHead >= len(st.queue) {
		st.queue = slices.Delete(st.queue, 0, st.queueHead)
		st.queueHead = 0
	}
	return r
}

// addPrevKVs returns copies of the events with their previous key-value pairs.
// Like etcd, it leaves out those that cannot be read.
func (w *Watchable) addPrevKVs(events []*mvccpb.Event) []*mvccpb.Event {
	all := make([]*mvccpb.Event, len(events))
	for i, ev := range events {
		all[i] = ev
		if ev.Type == mvccpb.Event_PUT && ev.Kv.CreateRevision == ev.Kv.ModRevision {
			continue // the key is new
		}
		if r, err := w.store.Range(ev.Kv.Key, nil, RangeOptions{Rev: ev.Kv.ModRevision - 1}); err == nil && len(r.KVs) > 0 {
			all[i] = &mvccpb.Event{Type: ev.Type, Kv: ev.Kv, PrevKv: r.KVs[0]}
		}
	}
	return all
}

// eventsField is the field number of WatchResponse.events.
const eventsField = 11

// splitIntoFragments splits a response of limit bytes or more into fragments
// that are smaller than limit or have a single event (sendFragments in etcd).
// All but the last have Fragment set.
func splitIntoFragments(r *etcdserverpb.WatchResponse, limit int) (parts []*etcdserverpb.WatchResponse) {
	if len(r.Events) < 2 || proto.Size(r) < limit {
		return []*etcdserverpb.WatchResponse{r}
	}
	for rest := r.Events; len(rest) > 0; {
		part := &etcdserverpb.WatchResponse{Header: r.Header, WatchId: r.WatchId, Fragment: true}
		size, n := proto.Size(part), 0
		for n < len(rest) {
			size += protowire.SizeTag(eventsField) + protowire.SizeBytes(proto.Size(rest[n]))
			if n > 0 && size >= limit {
				break
			}
			n++
		}
		part.Events, rest = rest[:n:n], rest[n:]
		part.Fragment = len(rest) > 0
		parts = append(parts, part)
	}
	return parts
}
