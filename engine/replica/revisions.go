package replica

import (
	"slices"

	"go.etcd.io/etcd/api/v3/mvccpb"

	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/store"
)

// revision returns the visible form of an entry of the bucket "key" that the
// raft entry at index wrote, 0 if that is not known. Entries that are equal
// share one form, in whichever stores they are.
//
// The group's history holds each form once, by revision. All stores are
// written in the same order, so who follows it finds the next where the last
// one was.
func (g *Group) revision(at *storeView, rev layout.Revision, tombstone bool, kv *mvccpb.KeyValue, index uint64) *store.Rev {
	i := at.at
	if i >= len(g.history) || compareRev(g.history[i], rev) != 0 {
		i, _ = slices.BinarySearchFunc(g.history, rev, compareRev)
	}
	if i == len(g.history) {
		if i >= g.forgetAt {
			g.forgetRevisions()
		}
		v := newRev(rev, tombstone, kv, index)
		g.history = append(g.history, v)
		at.at = len(g.history)
		return v
	}
	at.at = i + 1
	switch known := g.history[i]; {
	case compareRev(known, rev) != 0 || !sameRev(known, tombstone, kv):
	case known.Index == index || index == 0:
		return known
	case known.Index == 0:
		g.history[i] = newRev(rev, tombstone, kv, index)
		return g.history[i]
	}
	return newRev(rev, tombstone, kv, index) // not shared
}

func compareRev(r *store.Rev, rev layout.Revision) int {
	return layout.Revision{Main: r.Main, Sub: r.Sub}.Compare(rev)
}

func sameRev(r *store.Rev, tombstone bool, kv *mvccpb.KeyValue) bool {
	return r.Tombstone == tombstone && r.Key == string(kv.Key) && r.Value == string(kv.Value) &&
		r.Created == kv.CreateRevision && r.Version == kv.Version && r.Lease == kv.Lease
}

func newRev(rev layout.Revision, tombstone bool, kv *mvccpb.KeyValue, index uint64) *store.Rev {
	var room [128]byte
	text, k := string(append(append(room[:0], kv.Key...), kv.Value...)), len(kv.Key)
	return &store.Rev{
		Main: rev.Main, Sub: rev.Sub, Tombstone: tombstone, Key: text[:k], Value: text[k:],
		Created: kv.CreateRevision, Version: kv.Version, Lease: kv.Lease, Index: index,
	}
}

// forgetRevisions drops from the history what no store holds any more. It costs
// as much as the history is long, and is called when that has doubled.
func (g *Group) forgetRevisions() {
	at := make([]int, len(g.replicas))
	held := func(r *store.Rev) bool {
		for k, n := range g.replicas {
			revs := n.view.revs
			for at[k] < len(revs) && revs[at[k]].Compare(r) < 0 {
				at[k]++
			}
			if at[k] < len(revs) && revs[at[k]] == r {
				return true
			}
		}
		return false
	}
	g.history = slices.DeleteFunc(g.history, func(r *store.Rev) bool { return !held(r) })
	g.forgetAt = 2*len(g.history) + 1024
	for _, n := range g.replicas {
		n.view.at = len(g.history)
	}
}
