package mvcc

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"raftviz/mvccviz/layout"
)

// A keyIndex holds the revisions at which one key changed, by generation; the
// package comment shows one.
//
// Invariants: there is at least one generation. All but the last end in a
// tombstone, and none of them is empty. The last has no tombstone and is empty
// if and only if the key does not exist. Revisions increase strictly, within a
// generation and from one to the next.
type keyIndex struct {
	key         []byte
	modified    layout.Revision // the last change
	generations []generation
}

// A generation is the history of a key from its creation to its deletion.
// Compaction removes revisions from its front, so created and version are
// stored: they cannot be derived from revs.
type generation struct {
	version int64             // puts and tombstones since it began, compacted ones included
	created layout.Revision   // its first put; zero if only its tombstone is known
	revs    []layout.Revision // the changes that are still in the file
}

// newKeyIndex returns the index of a key without revisions. It keeps the slice.
// The index, its first generation and the first revision are one allocation:
// most keys need no more.
func newKeyIndex(key []byte) *keyIndex {
	k := &struct {
		ki   keyIndex
		gens [1]generation
		revs [1]layout.Revision
	}{}
	k.gens[0].revs = k.revs[:0]
	k.ki.key, k.ki.generations = key, k.gens[:]
	return &k.ki
}

// put records a put at rev and returns the generation that it belongs to. rev
// must be after every revision recorded before.
func (ki *keyIndex) put(rev layout.Revision) *generation {
	if rev.Compare(ki.modified) <= 0 {
		panic(fmt.Sprintf("mvcc: put of %q at %v, which is not after %v", ki.key, rev, ki.modified))
	}
	g := ki.lastGeneration()
	if len(g.revs) == 0 {
		g.created = rev
	}
	g.revs = append(g.revs, rev)
	g.version++
	ki.modified = rev
	return g
}

// tombstone records a deletion at rev. It returns false, and changes nothing,
// if the key does not exist.
func (ki *keyIndex) tombstone(rev layout.Revision) bool {
	if !ki.exists() {
		return false
	}
	ki.put(rev)
	ki.generations = append(ki.generations, generation{})
	return true
}

// restore records the first change of a key that is still in the file. Earlier
// ones may have been compacted, so creation revision and version are given.
func (ki *keyIndex) restore(created, rev layout.Revision, version int64) {
	g := ki.put(rev)
	g.created, g.version = created, version
}

// restoreTombstone is restore for a tombstone: nothing else is known of the
// generation that it ends.
func (ki *keyIndex) restoreTombstone(rev layout.Revision) {
	ki.restore(layout.Revision{}, rev, 1)
	ki.generations = append(ki.generations, generation{})
}

// get returns the state of the key at the main revision at: its last change,
// creation and version. ok is false if the key did not exist.
func (ki *keyIndex) get(at int64) (modified, created layout.Revision, version int64, ok bool) {
	g := ki.findGeneration(at)
	if g == nil {
		return layout.Revision{}, layout.Revision{}, 0, false
	}
	n := g.countUpTo(at) - 1
	return g.revs[n], g.created, g.version - int64(len(g.revs)-1-n), true
}

// findGeneration returns the generation in which the key existed at the given
// main revision, or nil if it did not exist.
func (ki *keyIndex) findGeneration(at int64) *generation {
	for i := len(ki.generations) - 1; i >= 0; i-- {
		g := &ki.generations[i]
		switch {
		case len(g.revs) == 0 || g.revs[0].Main > at:
			continue // not begun yet
		case i < len(ki.generations)-1 && g.revs[len(g.revs)-1].Main <= at:
			return nil // ended already
		}
		return g
	}
	return nil
}

// keep returns the one revision of the key, up to the given main revision, that
// compaction there keeps. It does not return tombstones: older versions of etcd
// delete them, and HashKV must be the same for both.
func (ki *keyIndex) keep(at int64) (layout.Revision, bool) {
	i, n := ki.compactionPoint(at)
	g := &ki.generations[i]
	if n < 0 || i < len(ki.generations)-1 && n == len(g.revs)-1 {
		return layout.Revision{}, false
	}
	return g.revs[n], true
}

// compact removes all revisions up to the given main revision except the last
// one, and the generations that this leaves empty. The last one is the state of
// the key at that revision; it stays even if it is a tombstone, provided it is
// at exactly that main revision. compact returns it, if it exists.
//
//	              {2.0 4.0 5.0t}{6.0 7.0}
//	compact at 4       {4.0 5.0t}{6.0 7.0}
//	           5           {5.0t}{6.0 7.0}
//	           6                 {6.0 7.0}
//	           7                     {7.0}
func (ki *keyIndex) compact(at int64) (layout.Revision, bool) {
	i, n := ki.compactionPoint(at)
	if i > 0 {
		ki.generations = slices.Clone(ki.generations[i:])
	}
	g := &ki.generations[0]
	if n < 0 {
		return layout.Revision{}, false
	}
	if n > 0 {
		g.revs = slices.Clone(g.revs[n:])
	}
	return g.revs[0], true
}

// compactionPoint returns what a compaction at the given main revision keeps:
// the index of the first generation, and in it the index of the first revision,
// -1 if it has none up to that main revision (doCompact in etcd's
// storage/mvcc/key_index.go).
//
// A generation that ended at that main revision keeps its tombstone, unless the
// same transaction began the next generation: then the put is the state of the
// key. (etcd would lose the key: kvstore_compaction.go deletes what
// keyIndex.compact keeps. This happens only in a transaction that deletes an
// open-ended range and puts a key in it.)
func (ki *keyIndex) compactionPoint(at int64) (gen, rev int) {
	gs := ki.generations
	for gen < len(gs)-1 {
		if end := gs[gen].lastRev().Main; end > at || end == at && gs[gen+1].countUpTo(at) == 0 {
			break
		}
		gen++
	}
	return gen, gs[gen].countUpTo(at) - 1
}

// isEmpty reports whether the key has no revisions at all.
func (ki *keyIndex) isEmpty() bool { return len(ki.generations) == 1 && !ki.exists() }

// exists reports whether the key exists now.
func (ki *keyIndex) exists() bool { return len(ki.lastGeneration().revs) > 0 }

func (ki *keyIndex) lastGeneration() *generation { return &ki.generations[len(ki.generations)-1] }

// countUpTo returns how many of the generation's revisions are at or before the
// given main revision.
func (g *generation) countUpTo(at int64) int {
	if n := len(g.revs); n > 0 && g.revs[n-1].Main <= at {
		return n // the common case: a read at the newest revision
	}
	return sort.Search(len(g.revs), func(i int) bool { return g.revs[i].Main > at })
}

func (g *generation) lastRev() layout.Revision { return g.revs[len(g.revs)-1] }

// String returns the generations in the notation of the package comment: "{2.0
// 4.0 5.0t}{6.0 7.0}".
func (ki *keyIndex) String() string {
	var b strings.Builder
	for i, g := range ki.generations {
		b.WriteByte('{')
		for j, r := range g.revs {
			if j > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(r.String())
		}
		if i < len(ki.generations)-1 {
			b.WriteByte('t')
		}
		b.WriteByte('}')
	}
	return b.String()
}
