package mvcc

import (
	"bytes"
	"slices"
)

// A KeyHistory is what the key index holds of a key.
type KeyHistory struct {
	Key         []byte
	Modified    Revision // the last change
	Generations []Generation
}

// A Generation is one life of a key; see the package comment.
type Generation struct {
	Created Revision   // zero if compaction left only the tombstone
	Version int64      // changes since it began, those compacted included
	Revs    []Revision // the changes that are left
	Ended   bool       // the last of Revs is a tombstone
}

// Histories calls f with what the key index holds of the keys of a range, as
// Range understands it, living or deleted, in order, until f returns false. f
// may keep what it is given, but must not change the store.
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
