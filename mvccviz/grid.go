package mvccviz

import (
	"maps"
	"slices"

	"raftviz/mvccviz/layout"
	"raftviz/mvccviz/store"
)

// A Grid is a store drawn as keys × revisions: some keys, each with its life,
// and the changes that fall into a window of revisions.
//
//	        2    3    4    5     6    7
//	a      put  ─── put  gone ┊ put  put      {2.0 4.0 5.0t}{6.0 7.0}
//	b           put ─── gone ┊                {3.0 5.1t}{}
type Grid struct {
	From, To int64 // the window's main revisions, both included
	Rows     []Row // by key
	Before   int   // keys of the range that were left out before the first
	After    int   // and after the last
}

// A Row is one key.
type Row struct {
	Key     string
	History *KeyHistory // its generations, as the key index has them now
	Cells   []Cell      // its changes in the window, in order
}

// A Cell is one change of a key.
type Cell struct {
	Rev        *store.Rev
	Generation int  // the place of its generation in the row's History; -1 if the key index has forgotten it
	Doomed     bool // the compaction that was asked for last will take it out of the file
}

// GridOf draws the keys of a range, of which it leaves out so many at first and
// then takes so many, 0 being all, in the window of main revisions from..to.
func GridOf(c *store.State, r Range, skip, keys int, from, to int64) *Grid {
	g := &Grid{From: from, To: to}
	byKey := map[string][]*store.Rev{}
	for _, v := range c.Revs {
		if revs, ok := byKey[v.Key]; ok || r.Has([]byte(v.Key)) {
			byKey[v.Key] = append(revs, v)
		}
	}
	names := slices.Sorted(maps.Keys(byKey))
	g.Before = min(max(skip, 0), len(names))
	names = names[g.Before:]
	if keys > 0 && len(names) > keys {
		g.After = len(names) - keys
		names = names[:keys]
	}
	for _, key := range names {
		row := rowOf(c, key, byKey[key], from, to)
		g.Rows = append(g.Rows, row)
	}
	return g
}

func rowOf(c *store.State, key string, revs []*store.Rev, from, to int64) Row {
	row := Row{Key: key, History: historyOf(key, revs)}
	row.History.compact(c.IndexedCompactRev)
	left := historyOf(key, revs)
	left.compact(c.ScheduledCompactRev)
	for _, v := range revs {
		if v.Main < from || v.Main > to {
			continue
		}
		at := layout.Revision{Main: v.Main, Sub: v.Sub}
		row.Cells = append(row.Cells, Cell{v, row.History.generation(at), left.generation(at) < 0})
	}
	return row
}

// historyOf makes the history of a key from all its revisions.
func historyOf(key string, revs []*store.Rev) *KeyHistory {
	h := &KeyHistory{Key: []byte(key)}
	for _, v := range revs {
		h.add(&Revision{
			Revision: layout.Revision{Main: v.Main, Sub: v.Sub}, Tombstone: v.Tombstone,
			Created: v.Created, Version: v.Version, Lease: v.Lease,
		})
	}
	return h
}

// generation returns the place of the generation that a revision belongs to, or
// -1.
func (h *KeyHistory) generation(rev layout.Revision) int {
	return slices.IndexFunc(h.Generations, func(g layout.Generation) bool { return slices.Contains(g.Revs, rev) })
}

// compact forgets what the key index forgets in a compaction at the given main
// revision, 0 being none: all revisions up to there but the last, and
// generations that ended before. The last stays even if it is a tombstone, if
// it is at that very revision. See package mvcc.
func (h *KeyHistory) compact(at int64) {
	gs := h.Generations
	for len(gs) > 1 {
		end := gs[0].Revs[len(gs[0].Revs)-1].Main
		if end > at || end == at && upTo(gs[1].Revs, at) == 0 {
			break
		}
		gs = gs[1:]
	}
	if n := len(gs); n > 0 {
		h.Generations = gs
		if n := upTo(gs[0].Revs, at); n > 1 {
			gs[0].Revs = gs[0].Revs[n-1:]
		}
	}
}

// upTo returns how many of the revisions are at or before a main revision.
func upTo(revs []layout.Revision, at int64) (n int) {
	for n < len(revs) && revs[n].Main <= at {
		n++
	}
	return n
}
