package replica

import (
	"slices"
	"strconv"

	"go.etcd.io/etcd/api/v3/mvccpb"

	"raftviz/engine/config"
	"raftviz/mvccviz"
	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/mvcc"
	"raftviz/mvccviz/store"
)

// A storeView is what frames show of the inside of a node's store. It follows the
// store as that tells of its writes; what did not change since the last frame
// is shared with it. When the node is down it keeps what the store held, for
// others, and for the node itself when it comes back.
type storeView struct {
	r       *Replica
	revs    []*store.Rev // the bucket "key"; frames share its memory
	at      int          // the place among the group's revisions where the next is likely to be
	leases  []*store.Lease
	touched []int64 // leases that changed
	counted uint64  // the changes of the lessor's countdowns that leases show
	file    *store.File
	commits uint64 // as of file
	pending int    // how much waited in the batch, as of shown
	others  []store.RawEntry
	notes   uint64 // as of others
	shown   *store.State
}

// follow begins to follow a store that was opened.
func (v *storeView) follow(r *Replica) {
	fresh := storeView{r: r}
	r.must(mvccviz.EachRevision(r.store, layout.Revision{}, func(x *mvccviz.Revision) error {
		kv := mvccpb.KeyValue{Key: x.Key, Value: x.Value, CreateRevision: x.Created, Version: x.Version, Lease: x.Lease}
		fresh.revs = append(fresh.revs, r.group.revision(&fresh, x.Revision, x.Tombstone, &kv, 0))
		return nil
	}))
	for _, l := range r.store.Leases() {
		fresh.touched = append(fresh.touched, l.ID)
	}
	*v = fresh
	store := r.store
	store.Observe(func(rev layout.Revision, tombstone bool, kv *mvccpb.KeyValue) {
		index, _ := store.ConsistentIndex() // of the entry being applied
		v.revs = append(v.revs, r.group.revision(v, rev, tombstone, kv, index))
	})
	store.ObserveLeases(func(id int64) {
		if k := len(v.touched); k == 0 || v.touched[k-1] != id {
			v.touched = append(v.touched, id)
		}
	})
}

// remove takes out what a compaction has removed, given in order.
func (v *storeView) remove(gone []layout.Revision) {
	if len(gone) == 0 {
		return
	}
	kept := make([]*store.Rev, 0, len(v.revs)-len(gone)+16)
	for i, r := range v.revs {
		if len(gone) == 0 {
			kept = append(kept, v.revs[i:]...)
			break
		}
		if (layout.Revision{Main: r.Main, Sub: r.Sub}) == gone[0] {
			gone = gone[1:]
			continue
		}
		kept = append(kept, r)
	}
	v.revs = kept
}

// contents returns what is in the node's store: what it returned before if
// nothing changed. Nil if the node is down.
func (v *storeView) contents() *store.State {
	if v.r.store == nil {
		return nil
	}
	was := v.shown
	if v.unchanged() {
		return was
	}
	if was == nil {
		was = &store.State{}
	}
	c := store.State{
		Rev: v.r.store.Rev(), Keys: v.r.store.Keys(), Hash: v.r.store.Hash(), DurableIndex: v.r.store.DurableIndex(),
		Revs: v.revs[:len(v.revs):len(v.revs)], Leases: v.viewLeases(),
		Pending: v.viewPending(was.Pending), Alarms: v.viewAlarms(was.Alarms), File: v.viewFile(), Streams: v.r.watches.view(),
		RawEntries: v.viewOthers(),
	}
	c.Index, c.Term = v.r.store.ConsistentIndex()
	c.ScheduledCompactRev, c.IndexedCompactRev, c.FinishedCompactRev = v.r.store.Compacted()
	v.pending = v.r.store.Pending()
	if v.shown == nil || !sameContents(was, &c) {
		now := c
		v.shown = &now
	}
	return v.shown
}

// unchanged reports, at little cost, that the contents are as they were shown.
// Whatever changes a store moves its index, or is one of the other things that
// are looked at here.
func (v *storeView) unchanged() bool {
	was := v.shown
	if was == nil || v.r.watches.moved || v.commits != v.r.store.Commits() || v.pending != v.r.store.Pending() || len(v.touched) > 0 ||
		v.counted != v.r.leases.changes() || v.notes != v.r.store.Notes() || !same(v.revs, was.Revs) {
		return false
	}
	index, _ := v.r.store.ConsistentIndex()
	asked, indexed, finished := v.r.store.Compacted()
	return index == was.Index && asked == was.ScheduledCompactRev && indexed == was.IndexedCompactRev && finished == was.FinishedCompactRev
}

// sameContents compares two contents of which one was made after the other, so
// that lists that did not change are the same.
func sameContents(a, b *store.State) bool {
	return a.Rev == b.Rev && a.Keys == b.Keys && a.Hash == b.Hash && a.ScheduledCompactRev == b.ScheduledCompactRev && a.IndexedCompactRev == b.IndexedCompactRev && a.FinishedCompactRev == b.FinishedCompactRev &&
		a.Index == b.Index && a.Term == b.Term && a.DurableIndex == b.DurableIndex && a.File == b.File &&
		same(a.Revs, b.Revs) && same(a.Pending, b.Pending) && same(a.Leases, b.Leases) && same(a.Alarms, b.Alarms) &&
		same(a.Streams, b.Streams) && same(a.RawEntries, b.RawEntries)
}

// same reports whether two slices are the same memory.
func same[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// viewPending counts what waits in the store's batch.
func (v *storeView) viewPending(was []store.Change) []store.Change {
	var room [4]store.Change
	now := room[:0]
	v.r.store.EachPending(func(bucket string, puts, gone int) {
		now = append(now, store.Change{Bucket: bucket, Puts: puts, Gone: gone})
	})
	switch {
	case slices.Equal(was, now):
		return was
	case len(now) == 0:
		return nil
	}
	return slices.Clone(now)
}

func (v *storeView) viewAlarms(was []store.Alarm) []store.Alarm {
	var now []store.Alarm
	for _, a := range v.r.store.Alarms() {
		now = append(now, store.Alarm{Member: memberName(a.Member), Type: a.Type.String()})
	}
	if slices.Equal(was, now) {
		return was
	}
	return now
}

// memberName names a member as an alarm has it: a node by its name.
func memberName(id uint64) string {
	if id == 0 || id > config.MaxID {
		return strconv.FormatUint(id, 16)
	}
	return config.NodeName(id)
}

// viewFile counts the pages of the store's file, if it has been written.
func (v *storeView) viewFile() *store.File {
	if k := v.r.store.Commits(); v.file == nil || v.commits != k {
		v.commits = k
		p, err := v.r.store.PageCounts()
		v.r.must(err)
		now := store.File{
			Size: p.Pages * layout.PageSize, InUse: (p.Pages - p.Free) * layout.PageSize,
			Meta: int(p.Meta), Freelist: int(p.Freelist), Branch: int(p.Branch), Leaf: int(p.Leaf),
			Overflow: int(p.Overflow), Free: int(p.Free),
		}
		if v.file == nil || *v.file != now {
			v.file = &now
		}
	}
	return v.file
}

// viewOthers lists the entries that a store keeps for etcd's sake.
func (v *storeView) viewOthers() []store.RawEntry {
	if k := v.r.store.Notes(); v.others == nil || v.notes != k {
		v.notes = k
		others, _, err := mvccviz.ReadRawEntries(v.r.store, mvccviz.Limit{})
		v.r.must(err)
		if !slices.Equal(v.others, others) {
			v.others = others
		}
	}
	return v.others
}

// viewLeases lists the store's leases, those that did not change as they were.
func (v *storeView) viewLeases() []*store.Lease {
	counted := v.r.leases.changes()
	if len(v.touched) == 0 && (v.counted == counted || len(v.leases) == 0) {
		v.counted = counted
		return v.leases
	}
	all, old := v.r.store.Leases(), v.leases
	var now []*store.Lease
	changed := len(all) != len(old)
	for _, l := range all {
		for len(old) > 0 && old[0].ID < l.ID {
			old = old[1:]
		}
		var was *store.Lease
		if len(old) > 0 && old[0].ID == l.ID {
			was = old[0]
		}
		v := v.viewLease(l, was)
		changed = changed || v != was
		now = append(now, v)
	}
	if changed {
		v.leases = now
	}
	v.touched, v.counted = v.touched[:0], counted
	return v.leases
}

func (v *storeView) viewLease(l mvcc.Lease, was *store.Lease) *store.Lease {
	expiry := v.r.leases.end(l.ID)
	switch touched := slices.Contains(v.touched, l.ID); {
	case was == nil || touched:
		return &store.Lease{ID: l.ID, TTL: l.TTL, Remaining: l.Remaining, Expiry: expiry, Keys: v.r.store.LeaseKeys(l.ID)}
	case was.Expiry != expiry:
		v := *was
		v.Expiry = expiry
		return &v
	}
	return was
}
