package mvcc

import (
	"encoding/binary"
	"hash/crc32"
	"math/bits"
	"slices"

	"raftviz/mvccviz/layout"
)

// Hash returns a hash of everything in the bucket "key", pending entries
// included. Stores with equal entries have equal hashes, on every machine. It
// takes constant time: it is a sum of one hash per entry, updated as entries
// are added and compacted, and computed by Open.
//
// Only raftviz uses it; HashKV returns the hash that etcd compares.
func (s *Store) Hash() uint64 { return s.hash }

// mixer is the multiplier of fold: odd, with no pattern in its bits (the golden
// ratio).
const mixer = 0x9E3779B97F4A7C15

// fold multiplies to 128 bits and combines both halves, so that each bit of h
// affects all others. With a linear checksum, two entries could swap their
// values without changing the sum.
func fold(h uint64) uint64 {
	hi, lo := bits.Mul64(h, mixer)
	return hi ^ lo
}

// hashPair hashes one entry.
func hashPair(key, value []byte) uint64 {
	return hashBytes(hashBytes(mixer, key), value)
}

// hashBytes continues h with p and its length, eight bytes at a time.
func hashBytes(h uint64, p []byte) uint64 {
	h = fold(h ^ (uint64(len(p)) + 1))
	for len(p) >= 8 {
		h = fold(h ^ binary.LittleEndian.Uint64(p))
		p = p[8:]
	}
	if len(p) > 0 {
		var tail [8]byte
		copy(tail[:], p)
		h = fold(h ^ binary.LittleEndian.Uint64(tail[:]))
	}
	return h
}

// A KVHash is etcd's hash of the history up to a revision.
type KVHash struct {
	Hash       uint32
	Rev        int64 // everything up to this revision was hashed
	CompactRev int64 // without what compaction up to this revision removes; -1 if there was none
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// HashKV returns what etcd's HashKV returns for the same history: a CRC-32 over
// the entries of the bucket "key" up to rev, 0 being the newest. Entries that
// the last compaction removes do not count, whether they are removed already or
// not. HashKV reads the whole bucket, unless CompactHashes has the revision.
// The errors are layout.ErrCompacted, layout.ErrFutureRev and a *FileError.
func (s *Store) HashKV(rev int64) (KVHash, error) {
	for _, h := range s.compactHashes {
		if h.Rev == rev {
			return h, nil
		}
	}
	switch {
	case rev > s.currentRev:
		return KVHash{}, layout.ErrFutureRev
	case rev <= 0:
		rev = s.currentRev
	case rev < s.compactMainRev:
		return KVHash{}, layout.ErrCompacted
	}
	h := newKVHasher(s.compactMainRev, rev, nil)
	if s.compactMainRev > 0 {
		h.keep = s.kvindex.keep(rev)
	}
	err := s.b.scan(layout.KeyBucket, nil, func(key, value []byte) error {
		r, tombstone, err := layout.ParseKey(key)
		if err != nil {
			return corrupt(s.b.path, "%v", err)
		}
		h.add(r, tombstone, key, value)
		return nil
	})
	if err != nil {
		return KVHash{}, err
	}
	return h.hash(), nil
}

// CompactHashes returns the hashes that compactions computed as they ran, each
// from the compaction before to its own revision. As in etcd, only the last ten
// are kept, in memory.
func (s *Store) CompactHashes() []KVHash { return slices.Clone(s.compactHashes) }

// maxCompactHashes is etcd's hashStorageMaxSize.
const maxCompactHashes = 10

func (s *Store) storeCompactHash(h KVHash) {
	s.compactHashes = append(s.compactHashes, h)
	if n := len(s.compactHashes); n > maxCompactHashes {
		s.compactHashes = slices.Delete(s.compactHashes, 0, n-maxCompactHashes)
	}
}

// A kvHasher hashes the entries of the bucket "key", given in order, as etcd's
// kvHasher does: entries after rev do not count, and up to compactRev only
// those in keep do. An empty keep means all.
type kvHasher struct {
	sum             uint32
	compactRev, rev int64
	keep            []layout.Revision
	keepLeft        []layout.Revision // the part of keep that is not yet passed
}

func newKVHasher(compact, rev int64, kept []layout.Revision) kvHasher {
	return kvHasher{sum: crc32.Update(0, castagnoli, layout.KeyBucket.Name()), compactRev: compact, rev: rev, keep: kept}
}

// add hashes an entry, unless it does not count.
func (h *kvHasher) add(r layout.Revision, tombstone bool, key, value []byte) {
	if r.Main > h.rev || r.Main == h.compactRev && tombstone {
		return
	}
	if r.Main <= h.compactRev && len(h.keep) > 0 {
		if h.keepLeft == nil {
			h.keepLeft = h.keep
		}
		for len(h.keepLeft) > 0 && h.keepLeft[0].Compare(r) < 0 {
			h.keepLeft = h.keepLeft[1:]
		}
		if len(h.keepLeft) == 0 || h.keepLeft[0] != r {
			return
		}
	}
	h.sum = crc32.Update(h.sum, castagnoli, key)
	h.sum = crc32.Update(h.sum, castagnoli, value)
}

func (h *kvHasher) hash() KVHash { return KVHash{Hash: h.sum, Rev: h.rev, CompactRev: h.compactRev} }
