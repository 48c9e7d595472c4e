package mvcc

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// A keyIndex holds the revisions at which one key changed, by generation; the
// package comment draws one.
//
// Invariants: there is at least one generation; all but the last end in a
// tombstone and none is empty; the last holds no tombstone and is empty exactly
// when the key does not exist. Revisions rise strictly, within a generation and
// from one to the next.
type keyIndex struct {
	key         []byte
	modified    Revision // the last change
	generations []generation
}

// A generation is one life of a key. Compaction takes revisions from its front,
// so created and version are kept rather than derived from revs.
type generation struct {
	version int64      // puts and tombstones since it began, compacted ones included
	created Revision   // its first put; zero if only a tombstone is left of it
	revs    []Revision // the changes that are still in the file
}

// newKeyIndex returns the index of a key that never existed, and keeps the
// slice. It is one piece of memory, first generation and first revision
// included: most keys need no more.
func newKeyIndex(key []byte) *keyIndex {
	k := &struct {
		ki   keyIndex
		gens [1]generation
		revs [1]Revision
	}{}
	k.gens[0].revs = k.revs[:0]
	k.ki.key, k.ki.generations = key, k.gens[:]
	return &k.ki
}

// put notes a put at rev and returns the generation that it belongs to.
// rev must come after every revision noted before.
func (ki *keyIndex) put(rev Revision) *generation {
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

// tombstone notes a deletion at rev and reports whether there was anything to
// delete; if not, nothing changes.
func (ki *keyIndex) tombstone(rev Revision) bool {
	if !ki.exists() {
		return false
	}
	ki.put(rev)
	ki.generations = append(ki.generations, generation{})
	return true
}

// restore notes the first change of a key that the file still holds: earlier
// ones may have been compacted, so creation and version come from its value.
func (ki *keyIndex) restore(created, rev Revision, version int64) {
	g := ki.put(rev)
	g.created, g.version = created, version
}

// restoreTombstone is restore for a tombstone: of the generation that it ends,
// nothing else is known.
func (ki *keyIndex) restoreTombstone(rev Revision) {
	ki.restore(Revision{}, rev, 1)
	ki.generations = append(ki.generations, generation{})
}

// get returns the last change at main revision at or before, the creation and
// the version that the key had then; ok is false if the key did not exist.
func (ki *keyIndex) get(at int64) (modified, created Revision, version int64, ok bool) {
	g := ki.findGeneration(at)
	if g == nil {
		return Revision{}, Revision{}, 0, false
	}
	n := g.countUpTo(at) - 1
	return g.revs[n], g.created, g.version - int64(len(g.revs)-1-n), true
}

// generation returns the generation in which the key lived at the given main
// revision, or nil if it did not exist.
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

// keep returns the one revision of the key, at or before the given main
// revision, that compaction there leaves. A tombstone does not count as kept:
// etcd's older versions delete it, and HashKV must not tell them apart.
func (ki *keyIndex) keep(at int64) (Revision, bool) {
	i, n := ki.compactionPoint(at)
	g := &ki.generations[i]
	if n < 0 || i < len(ki.generations)-1 && n == len(g.revs)-1 {
		return Revision{}, false
	}
	return g.revs[n], true
}

// compact forgets all revisions at or before the given main revision but the
// last, and the generations that this leaves nothing of. The last is what the
// key was then: it stays even if it is a tombstone, as long as it is at that
// very revision. compact returns it, if there is one.
//
//	              {2.0 4.0 5.0t}{6.0 7.0}
//	compact at 4       {4.0 5.0t}{6.0 7.0}
//	           5           {5.0t}{6.0 7.0}
//	           6                 {6.0 7.0}
//	           7                     {7.0}
func (ki *keyIndex) compact(at int64) (Revision, bool) {
	i, n := ki.compactionPoint(at)
	if i > 0 {
		ki.generations = slices.Clone(ki.generations[i:])
	}
	g := &ki.generations[0]
	if n < 0 {
		return Revision{}, false
	}
	if n > 0 {
		g.revs = slices.Clone(g.revs[n:])
	}
	return g.revs[0], true
}

// cut returns where a compaction at the given main revision cuts: the first
// generation that is left, and of this the first revision, -1 if it has none at
// or before that revision.
//
// A generation that ended there is left with its tombstone, unless the same
// transaction began the next one: then that is what the key was. (etcd would
// lose the key: kvstore_compaction.go deletes what keyIndex.compact keeps. It
// takes a transaction that deletes from a key on and puts.)
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

// empty reports whether nothing is left of the key.
func (ki *keyIndex) isEmpty() bool { return len(ki.generations) == 1 && !ki.exists() }

// live reports whether the key exists now.
func (ki *keyIndex) exists() bool { return len(ki.lastGeneration().revs) > 0 }

func (ki *keyIndex) lastGeneration() *generation { return &ki.generations[len(ki.generations)-1] }

// upTo returns how many of the generation's revisions are at or before the
// given main revision.
func (g *generation) countUpTo(at int64) int {
	if n := len(g.revs); n > 0 && g.revs[n-1].Main <= at {
		return n // the common case: the present
	}
	return sort.Search(len(g.revs), func(i int) bool { return g.revs[i].Main > at })
}

func (g *generation) lastRev() Revision { return g.revs[len(g.revs)-1] }

// String returns the generations as the package comment writes them:
// "{2.0 4.0 5.0t}{6.0 7.0}".
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
			b.WriteByte(tombMark)
		}
		b.WriteByte('}')
	}
	return b.String()
}
