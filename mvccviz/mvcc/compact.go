package mvcc

import (
	"bytes"
	"errors"

	"raftviz/mvccviz/layout"
)

// CompactBatch is how many entries etcd's compaction scans before it commits
// and lets other work run (--experimental-compaction-batch-limit).
const CompactBatch = 1000

// A compaction is the progress of the running compaction.
type compaction struct {
	indexCompacted bool              // the key index has been compacted
	keep           []layout.Revision // the revisions among the entries not yet scanned that must stay, in order
	nextKey        []byte            // where the next step starts in the bucket "key"
	prevCompactRev int64             // revision of the compaction before; -1 if there was none
	hashComplete   bool              // the one before was finished when this was scheduled, so hasher sees everything
	hasher         kvHasher
}

// Compact schedules a compaction at rev: from now on, reads before rev fail,
// and reads at rev or later still succeed. The superseded entries stay in the
// index and the file until CompactStep removes them. The errors are
// layout.ErrCompacted if a compaction at rev or later was scheduled before, and
// layout.ErrFutureRev.
//
// Like etcd, it stores the revision in the bucket "meta" as scheduled, so that
// Open resumes an interrupted compaction. etcd also commits here and after
// every batch; callers that need the same durability call Commit.
func (s *Store) Compact(rev int64) error {
	switch {
	case rev <= s.compactMainRev:
		return layout.ErrCompacted
	case rev > s.currentRev:
		return layout.ErrFutureRev
	}
	if len(s.scheduledCompactions) == 0 {
		s.compaction = compaction{prevCompactRev: s.compactMainRev, hashComplete: true}
	}
	s.compactMainRev = rev
	s.scheduledCompactions = append(s.scheduledCompactions, rev)
	s.putMetaRev(metaScheduledCompactRev, rev)
	return nil
}

// Compacting returns the revision of the running compaction; ok is false if
// there is none. Later ones may be queued behind it.
func (s *Store) Compacting() (rev int64, ok bool) {
	if len(s.scheduledCompactions) == 0 {
		return 0, false
	}
	return s.scheduledCompactions[0], true
}

// Compacted returns how far compaction has come: the revision scheduled last,
// the one up to which the key index is compacted, and the one up to which the
// whole file is. Each is 0 if there was none.
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

// A CompactResult says what one step of a compaction did.
type CompactResult struct {
	Rev     int64 // of the compaction; 0 if none was running
	Scanned int   // entries scanned
	Deleted int   // entries removed, out of those scanned
	Done    bool  // the compaction is finished
}

// errStopScan stops a scan early; it is never returned to a caller.
var errStopScan = errors.New("enough")

// CompactStep continues the running compaction. The first step compacts the
// whole key index. Each step then scans the next limit entries of the file
// (CompactBatch if limit is 0 or below), up to the compaction's revision, and
// removes those that the index no longer needs. A step that finds fewer than
// limit entries is the last; it stores the revision in the bucket "meta" as
// finished.
//
// The store may change between steps. CompactStep returns a *FileError if the
// file is damaged.
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
	err := s.b.scan(layout.KeyBucket, s.compaction.nextKey, func(key, value []byte) error {
		rev, tombstone, err := layout.ParseKey(key)
		switch {
		case err != nil:
			return corrupt(s.b.path, "%v", err)
		case rev.Main > r.Rev || r.Scanned == limit:
			return errStopScan
		}
		r.Scanned++
		s.compaction.hasher.add(rev, tombstone, key, value)
		s.compaction.nextKey = layout.Revision{Main: rev.Main, Sub: rev.Sub + 1}.AppendKey(s.compaction.nextKey[:0], false)
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
	s.b.delSorted(layout.KeyBucket, gone)
	r.Deleted = len(gone)
	if r.Scanned < limit {
		s.finishCompaction(r.Rev)
		r.Done = true
	}
	return r, nil
}

// Removed returns the revisions that the last CompactStep removed, in order.
// The slice is valid until the next step.
func (s *Store) Removed() []layout.Revision { return s.lastRemoved }

// beginCompaction compacts the key index, once per compaction.
func (s *Store) beginCompaction(rev int64) {
	if s.compaction.indexCompacted {
		return
	}
	s.compaction.indexCompacted = true
	s.compaction.keep = s.kvindex.compact(rev)
	s.compaction.hasher = newKVHasher(s.compaction.prevCompactRev, rev, s.compaction.keep)
}

// keeps reports whether the entry at rev stays. Calls must be in order of rev.
func (c *compaction) keeps(rev layout.Revision) bool {
	for len(c.keep) > 0 && c.keep[0].Compare(rev) < 0 {
		c.keep = c.keep[1:]
	}
	return len(c.keep) > 0 && c.keep[0] == rev
}

// finishCompaction stores the running compaction as finished and prepares the
// next one.
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
	s.b.put(layout.MetaBucket, key, s.b.arena.copied(layout.Revision{Main: rev}.AppendKey(nil, false)))
}

// delSorted deletes keys, which must be in ascending order. A key that is in
// the buffer is only removed from there: the bucket must be one whose keys are
// written once, so the file cannot hold it, too.
func (b *backend) delSorted(id layout.Bucket, keys [][]byte) {
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
