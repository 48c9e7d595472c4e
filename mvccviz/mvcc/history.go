package mvcc

import (
	"bytes"
	"slices"
)

// A KeyHistory is what the key index holds of one key.
type KeyHistory struct {
	Key         []byte
	Modified    Revision // the last change
	Generations []Generation
}

// A Generation is the history of a key from its creation to its deletion; see
// the package comment.
type Generation struct {
	Created Revision   // the first put; zero if compaction left only the tombstone
	Version int64      // changes since it began, compacted ones included
	Revs    []Revision // the changes that are not compacted
	Ended   bool       // the last of Revs is a tombstone
}

// Histories calls f with what the key index holds of each key in a range (see
// Range), in order, deleted keys included, until f returns false. f may keep
// its argument, but must not change the store.
func (s *Store) Histories(key, end []byte, f func(KeyHistory) bool) {
	s.kvindex.visit(key, end, func(ki *keyIndex) bool { return f(ki.history()) })
}

func (ki *keyIndex) history() KeyHistory {
	h := KeyHistory{Key: bytes.Clone(ki.key), Modified: ki.modified, Generations: make([]Generation, len(ki.generations))}
	for i, g := range ki.generations {
		h.Generations[i] = Generation{Created: g.created, Version: g.version, Revs: slices.Clone(g.revs), Ended: i < len(ki.generations)-1}
	}
	return h
}
