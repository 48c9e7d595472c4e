package mvcc

import (
	"bytes"
	"slices"

	"raftviz/mvccviz/layout"
)

// A KeyHistory is what the key index holds of one key.
type KeyHistory struct {
	Key         []byte
	Modified    layout.Revision // the last change
	Generations []layout.Generation
}

// Histories calls f with what the key index holds of each key in a range (see
// Range), in order, deleted keys included, until f returns false. f may keep
// its argument, but must not change the store.
func (s *Store) Histories(key, end []byte, f func(KeyHistory) bool) {
	s.kvindex.visit(key, end, func(ki *keyIndex) bool { return f(ki.history()) })
}

func (ki *keyIndex) history() KeyHistory {
	h := KeyHistory{Key: bytes.Clone(ki.key), Modified: ki.modified, Generations: make([]layout.Generation, len(ki.generations))}
	for i, g := range ki.generations {
		h.Generations[i] = layout.Generation{Created: g.created, Version: g.version, Revs: slices.Clone(g.revs), Ended: i < len(ki.generations)-1}
	}
	return h
}
