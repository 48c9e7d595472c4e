package engine

import (
	"slices"
	"strconv"

	"go.etcd.io/etcd/api/v3/mvccpb"

	"raftviz/engine/config"
	"raftviz/mvccviz"
	"raftviz/mvccviz/mvcc"
	"raftviz/mvccviz/store"
)

// A mirror is what frames show of the inside of a node's store. It follows the
// store as that tells of its writes; what did not change since the last frame
// is shared with it. When the node is down it keeps what the store held, for
// others, and for the node itself when it comes back.
type mirror struct {
	revs    []*store.Rev // the bucket "key"; frames share its memory
	at      int          // the place in the cluster's history where the next is likely to be
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

// watchStore begins to follow a store that was opened.
func (n *node) watchStore() {
	m := &mirror{}
	n.must(mvccviz.EachRevision(n.store, mvcc.Revision{}, func(r *mvccviz.Revision) error {
		kv := mvccpb.KeyValue{Key: r.Key, Value: r.Value, CreateRevision: r.Created, Version: r.Version, Lease: r.Lease}
		m.revs = append(m.revs, n.c.revision(m, r.Revision, r.Tombstone, &kv, 0))
		return nil
	}))
	n.mirror = m
	for _, l := range n.store.Leases() {
		m.touched = append(m.touched, l.ID)
	}
	n.store.Observe(func(rev mvcc.Revision, tombstone bool, kv *mvccpb.KeyValue) {
		index, _ := n.store.ConsistentIndex() // of the entry being applied
		m.revs = append(m.revs, n.c.revision(m, rev, tombstone, kv, index))
	})
	n.store.ObserveLeases(func(id int64) {
		if k := len(m.touched); k == 0 || m.touched[k-1] != id {
			m.touched = append(m.touched, id)
		}
	})
}

// remove takes out what a compaction has removed, given in order.
func (m *mirror) remove(gone []mvcc.Revision) {
	if len(gone) == 0 {
		return
	}
	kept := make([]*store.Rev, 0, len(m.revs)-len(gone)+16)
	for i, r := range m.revs {
		if len(gone) == 0 {
			kept = append(kept, m.revs[i:]...)
			break
		}
		if (mvcc.Revision{Main: r.Main, Sub: r.Sub}) == gone[0] {
			gone = gone[1:]
			continue
		}
		kept = append(kept, r)
	}
	m.revs = kept
}

// contents returns what is in the node's store: what it returned before if
// nothing changed. Nil if the node is down.
func (n *node) contents() *store.State {
	if n.store == nil {
		return nil
	}
	m := n.mirror
	was := m.shown
	if n.unchanged() {
		return was
	}
	if was == nil {
		was = &store.State{}
	}
	c := store.State{
		Rev: n.store.Rev(), Keys: n.store.Keys(), Hash: n.store.Hash(), DurableIndex: n.store.DurableIndex(),
		Revs: m.revs[:len(m.revs):len(m.revs)], Leases: n.viewLeases(),
		Pending: n.viewPending(was.Pending), Alarms: n.viewAlarms(was.Alarms), File: n.viewFile(), Streams: n.streams(),
		RawEntries: n.viewOthers(),
	}
	c.Index, c.Term = n.store.ConsistentIndex()
	c.ScheduledCompactRev, c.IndexedCompactRev, c.FinishedCompactRev = n.store.Compacted()
	m.pending = n.store.Pending()
	if m.shown == nil || !sameContents(was, &c) {
		now := c
		m.shown = &now
	}
	return m.shown
}

// unchanged reports, at little cost, that the contents are as they were shown.
// Whatever changes a store moves its index, or is one of the other things that
// are looked at here.
func (n *node) unchanged() bool {
	m, was := n.mirror, n.mirror.shown
	if was == nil || n.streamsMoved || m.commits != n.store.Commits() || m.pending != n.store.Pending() || len(m.touched) > 0 ||
		m.counted != n.lessor.Changes() || m.notes != n.store.Notes() || !same(m.revs, was.Revs) {
		return false
	}
	index, _ := n.store.ConsistentIndex()
	asked, indexed, finished := n.store.Compacted()
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
func (n *node) viewPending(was []store.Change) []store.Change {
	var room [4]store.Change
	now := room[:0]
	n.store.EachPending(func(bucket string, puts, gone int) {
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

func (n *node) viewAlarms(was []store.Alarm) []store.Alarm {
	var now []store.Alarm
	for _, a := range n.store.Alarms() {
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
func (n *node) viewFile() *store.File {
	m := n.mirror
	if k := n.store.Commits(); m.file == nil || m.commits != k {
		m.commits = k
		p, err := n.store.PageCounts()
		n.must(err)
		now := store.File{
			Size: p.Pages * mvcc.PageSize, InUse: (p.Pages - p.Free) * mvcc.PageSize,
			Meta: int(p.Meta), Freelist: int(p.Freelist), Branch: int(p.Branch), Leaf: int(p.Leaf),
			Overflow: int(p.Overflow), Free: int(p.Free),
		}
		if m.file == nil || *m.file != now {
			m.file = &now
		}
	}
	return m.file
}

// viewOthers lists the entries that a store keeps for etcd's sake.
func (n *node) viewOthers() []store.RawEntry {
	m := n.mirror
	if k := n.store.Notes(); m.others == nil || m.notes != k {
		m.notes = k
		others, _, err := mvccviz.ReadRawEntries(n.store, mvccviz.Limit{})
		n.must(err)
		if !slices.Equal(m.others, others) {
			m.others = others
		}
	}
	return m.others
}

// viewLeases lists the store's leases, those that did not change as they were.
func (n *node) viewLeases() []*store.Lease {
	m := n.mirror
	counted := n.lessor.Changes()
	if len(m.touched) == 0 && (m.counted == counted || len(m.leases) == 0) {
		m.counted = counted
		return m.leases
	}
	all, old := n.store.Leases(), m.leases
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
		v := n.viewLease(l, was)
		changed = changed || v != was
		now = append(now, v)
	}
	if changed {
		m.leases = now
	}
	m.touched, m.counted = m.touched[:0], counted
	return m.leases
}

func (n *node) viewLease(l mvcc.Lease, was *store.Lease) *store.Lease {
	expiry := int64(0)
	if left, ok := n.lessor.Left(l.ID, n.c.now); ok {
		expiry = n.c.now + left
	}
	switch touched := slices.Contains(n.mirror.touched, l.ID); {
	case was == nil || touched:
		return &store.Lease{ID: l.ID, TTL: l.TTL, Remaining: l.Remaining, Expiry: expiry, Keys: n.store.LeaseKeys(l.ID)}
	case was.Expiry != expiry:
		v := *was
		v.Expiry = expiry
		return &v
	}
	return was
}

// revision returns the visible form of an entry of the bucket "key" that the
// raft entry at index wrote, 0 if that is not known. Entries that are equal
// share one form, in whichever stores they are.
//
// The cluster's history holds each form once, by revision. All stores are
// written in the same order, so who follows it finds the next where the last
// one was.
func (c *Cluster) revision(m *mirror, rev mvcc.Revision, tombstone bool, kv *mvccpb.KeyValue, index uint64) *store.Rev {
	i := m.at
	if i >= len(c.history) || compareRev(c.history[i], rev) != 0 {
		i, _ = slices.BinarySearchFunc(c.history, rev, compareRev)
	}
	if i == len(c.history) {
		if i >= c.forgetAt {
			c.forgetRevisions()
		}
		v := newRev(rev, tombstone, kv, index)
		c.history = append(c.history, v)
		m.at = len(c.history)
		return v
	}
	m.at = i + 1
	switch known := c.history[i]; {
	case compareRev(known, rev) != 0 || !sameRev(known, tombstone, kv):
	case known.Index == index || index == 0:
		return known
	case known.Index == 0:
		c.history[i] = newRev(rev, tombstone, kv, index)
		return c.history[i]
	}
	return newRev(rev, tombstone, kv, index) // nobody else's
}

func compareRev(r *store.Rev, rev mvcc.Revision) int {
	return mvcc.Revision{Main: r.Main, Sub: r.Sub}.Compare(rev)
}

func sameRev(r *store.Rev, tombstone bool, kv *mvccpb.KeyValue) bool {
	return r.Tombstone == tombstone && r.Key == string(kv.Key) && r.Value == string(kv.Value) &&
		r.Created == kv.CreateRevision && r.Version == kv.Version && r.Lease == kv.Lease
}

func newRev(rev mvcc.Revision, tombstone bool, kv *mvccpb.KeyValue, index uint64) *store.Rev {
	var room [128]byte
	text, k := string(append(append(room[:0], kv.Key...), kv.Value...)), len(kv.Key)
	return &store.Rev{
		Main: rev.Main, Sub: rev.Sub, Tombstone: tombstone, Key: text[:k], Value: text[k:],
		Created: kv.CreateRevision, Version: kv.Version, Lease: kv.Lease, Index: index,
	}
}

// forgetRevisions drops from the history what no store holds any more. It costs
// as much as the history is long, and is called when that has doubled.
func (c *Cluster) forgetRevisions() {
	at := make([]int, len(c.order))
	held := func(r *store.Rev) bool {
		for k, n := range c.order {
			if n.mirror == nil {
				continue
			}
			revs := n.mirror.revs
			for at[k] < len(revs) && revs[at[k]].Compare(r) < 0 {
				at[k]++
			}
			if at[k] < len(revs) && revs[at[k]] == r {
				return true
			}
		}
		return false
	}
	c.history = slices.DeleteFunc(c.history, func(r *store.Rev) bool { return !held(r) })
	c.forgetAt = 2*len(c.history) + 1024
	for _, n := range c.order {
		if n.mirror != nil {
			n.mirror.at = len(c.history)
		}
	}
}
