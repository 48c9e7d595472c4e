package mvcc

import (
	"bytes"
	"errors"
)

// CompactBatch is how many entries etcd's compaction looks at before it commits
// and lets others have a turn (--experimental-compaction-batch-limit).
const CompactBatch = 1000

// A compactionRun is how far a compaction has come.
type compaction struct {
	indexCompacted bool
	keep           []Revision // what it leaves of the entries to come, in order
	nextKey        []byte     // the key in the bucket "key" to go on from
	prevCompactRev int64      // the compaction before; -1 if there was none
	hashComplete   bool       // the one before was finished when this was scheduled
	hasher         kvHasher
}

// Compact schedules a compaction at rev, at which everything can still be read
// afterwards, and before which nothing can from now on. What it takes away
// is still in the index and the file: CompactStep removes it. The errors are
// ErrCompacted if there was one at rev or later, and ErrFutureRev.
//
// Like etcd it notes the revision in the bucket "meta" as scheduled, so that
// Open resumes what a crash interrupted. etcd commits the file at this point,
// and after every batch; who wants the same calls Commit.
func (s *Store) Compact(rev int64) error {
	switch {
	case rev <= s.compactMainRev:
		return ErrCompacted
	case rev > s.currentRev:
		return ErrFutureRev
	}
	if len(s.scheduledCompactions) == 0 {
		s.compaction = compaction{prevCompactRev: s.compactMainRev, hashComplete: true}
	}
	s.compactMainRev = rev
	s.scheduledCompactions = append(s.scheduledCompactions, rev)
	s.putMetaRev(metaScheduledCompactRev, rev)
	return nil
}

// Compacting returns the revision of the compaction that is not finished, if
// there is one. More may wait behind it.
func (s *Store) Compacting() (rev int64, ok bool) {
	if len(s.scheduledCompactions) == 0 {
		return 0, false
	}
	return s.scheduledCompactions[0], true
}

// Compacted returns how far compaction has come: the one asked for last, the one
// that the index has gone through, and the one that has gone through the whole
// file; 0 if there was none.
func (s *Store) Compacted() (scheduled, indexed, finished int64) {
	scheduled = max(s.compactMainRev, 0)
	if len(s.scheduledCompactions) == 0 {
		return scheduled, scheduled, scheduled
	}
	finished = max(s.compaction.prevCompactRev, 0)
	if s.compaction.indexCompacted {
		return scheduled, s.scheduledCompactions[0], finished
	}
	return scheduled, finished, finished
}

// A CompactResult says what a step of a compaction did.
type CompactResult struct {
	Rev     int64 // of the compaction; 0 if there was none to go on with
	Scanned int   // entries looked at
	Deleted int   // of which it removed so many
	Done    bool  // it is finished
}

// errEnough ends a scan.
var errStopScan = errors.New("enough")

// CompactStep goes on with a compaction: the first step takes what is to go out
// of the index, all at once; each step looks at the next limit entries of the
// file up to the compaction's revision, CompactBatch if limit is 0 or below,
// and removes those that the index does not need. A step that finds fewer than
// limit is the last, and notes the revision in the bucket "meta" as finished.
//
// Steps may be taken at any time, with any changes in between. It returns a
// *FileError if the file turns out to be damaged.
func (s *Store) CompactStep(limit int) (CompactResult, error) {
	if len(s.scheduledCompactions) == 0 {
		return CompactResult{Done: true}, nil
	}
	if limit <= 0 {
		limit = CompactBatch
	}
	r := CompactResult{Rev: s.scheduledCompactions[0]}
	s.beginCompaction(r.Rev)
	s.lastRemoved = s.lastRemoved[:0]
	var gone [][]byte
	err := s.b.scan(bucketKey, s.compaction.nextKey, func(key, value []byte) error {
		rev, tombstone, err := ParseKey(key)
		switch {
		case err != nil:
			return corrupt(s.b.path, "%v", err)
		case rev.Main > r.Rev || r.Scanned == limit:
			return errStopScan
		}
		r.Scanned++
		s.compaction.hasher.add(rev, tombstone, key, value)
		s.compaction.nextKey = Revision{rev.Main, rev.Sub + 1}.AppendKey(s.compaction.nextKey[:0], false)
		if !s.compaction.keeps(rev) {
			s.hash -= hashPair(key, value)
			gone = append(gone, key)
			s.lastRemoved = append(s.lastRemoved, rev)
		}
		return nil
	})
	if err != nil && !errors.Is(err, errStopScan) {
		return CompactResult{}, err
	}
	s.b.delSorted(bucketKey, gone)
	r.Deleted = len(gone)
	if r.Scanned < limit {
		s.finishCompaction(r.Rev)
		r.Done = true
	}
	return r, nil
}

// Removed returns what the last CompactStep removed, in order, until the next.
func (s *Store) Removed() []Revision { return s.lastRemoved }

// beginCompaction prepares the first step, unless it was taken already.
func (s *Store) beginCompaction(rev int64) {
	if s.compaction.indexCompacted {
		return
	}
	s.compaction.indexCompacted = true
	s.compaction.keep = s.kvindex.compact(rev)
	s.compaction.hasher = newKVHasher(s.compaction.prevCompactRev, rev, s.compaction.keep)
}

// keeps reports whether an entry stays. It must be asked in order.
func (c *compaction) keeps(rev Revision) bool {
	for len(c.keep) > 0 && c.keep[0].Compare(rev) < 0 {
		c.keep = c.keep[1:]
	}
	return len(c.keep) > 0 && c.keep[0] == rev
}

// finishCompaction notes that the first compaction is finished and makes ready
// for the next.
func (s *Store) finishCompaction(rev int64) {
	s.putMetaRev(metaFinishedCompactRev, rev)
	if s.compaction.hashComplete {
		s.storeCompactHash(s.compaction.hasher.hash())
	}
	s.compaction = compaction{prevCompactRev: rev}
	s.scheduledCompactions = s.scheduledCompactions[1:]
	if len(s.scheduledCompactions) == 0 {
		s.scheduledCompactions = nil
	}
}

func (s *Store) putMetaRev(key []byte, rev int64) {
	s.b.put(bucketMeta, key, s.b.arena.copied(Revision{Main: rev}.AppendKey(nil, false)))
}

// remove buffers that entries shall go, whose keys rise; or takes them out of
// the buffer, if it is there that they are. It is for a bucket whose entries are
// written once.
func (b *backend) delSorted(id bucket, keys [][]byte) {
	old := b.pending[id]
	all := make(bucketBuffer, 0, len(old)+len(keys))
	for _, key := range keys {
		for len(old) > 0 && bytes.Compare(old[0].key, key) < 0 {
			all, old = append(all, old[0]), old[1:]
		}
		if len(old) > 0 && bytes.Equal(old[0].key, key) {
			old = old[1:]
			continue
		}
		all = append(all, pair{key: b.arena.copied(key), deleted: true})
	}
	b.pending[id] = append(all, old...)
	b.pendingDeletes[id] = len(b.pending[id]) - b.pending[id].numPuts()
}
