package mvcc

import (
	"encoding/binary"
	"hash/crc32"
	"math/bits"
)

// Hash returns a hash of everything in the bucket "key", pending entries
// included. Stores that hold the same have the same hash, on every machine. It
// costs nothing: it is the sum of a hash for each entry, kept up to date as
// entries come, and counted anew by Open.
//
// It is raftviz's own; HashKV is the one that etcd compares.
func (s *Store) Hash() uint64 { return s.hash }

// mixer is the multiplier of fold: odd, with no pattern in its bits (the golden
// ratio).
const mixer = 0x9E3779B97F4A7C15

// fold multiplies to 128 bits and folds them: each bit of h reaches all others,
// and no two entries could swap their values unseen, as in a linear checksum.
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
	Rev        int64 // what was hashed: everything up to here …
	CompactRev int64 // … but what compaction up to here has removed; -1 if nothing
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// HashKV returns what etcd's HashKV returns for the same history: a CRC-32 over
// the entries of the bucket "key" up to rev, 0 meaning the newest. Entries that
// a compaction up to here may or may not have removed yet do not count. It
// reads the whole bucket. The errors are Range's.
func (s *Store) HashKV(rev int64) (KVHash, error) {
	switch {
	case rev > s.rev:
		return KVHash{}, ErrFutureRev
	case rev <= 0:
		rev = s.rev
	case rev < s.compact:
		return KVHash{}, ErrCompacted
	}
	var kept map[Revision]struct{}
	if s.compact > 0 {
		kept = s.idx.keep(rev)
	}
	sum := crc32.Update(0, castagnoli, bucketNames[bucketKey])
	err := s.b.scan(bucketKey, func(key, value []byte) error {
		r, tombstone, err := ParseKey(key)
		if err != nil {
			return corrupt(s.b.path, "%v", err)
		}
		if _, ok := kept[r]; r.Main > rev ||
			r.Main <= s.compact && len(kept) > 0 && !ok ||
			r.Main == s.compact && tombstone {
			return nil
		}
		sum = crc32.Update(sum, castagnoli, key)
		sum = crc32.Update(sum, castagnoli, value)
		return nil
	})
	if err != nil {
		return KVHash{}, err
	}
	return KVHash{Hash: sum, Rev: rev, CompactRev: s.compact}, nil
}
