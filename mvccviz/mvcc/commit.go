package mvcc

import (
	"go.etcd.io/bbolt"

	"raftviz/mvccviz/layout"
)

// commit writes the buffer to the file and empties it. If it fails, the buffer
// is unchanged and commit may be called again.
//
// bbolt allocates pages bucket by bucket in map order. A transaction that
// changes two buckets with separate pages would therefore not always give the
// same file. So the bucket "key" shares its transaction only with "meta", which
// is small enough to be inline in its parent's page; each other bucket is
// written before, in a separate transaction. Deletions come last, page by page
// (see flushDeletes): a crash in between leaves too many entries, never too
// few.
func (b *backend) commit() error {
	if b.numPending() == 0 {
		return nil
	}
	b.commits++
	b.closeReadTx()
	for id := range layout.NumBuckets {
		if id != layout.KeyBucket && id != layout.MetaBucket {
			if err := b.flushPuts(id); err != nil {
				return err
			}
		}
	}
	if err := b.flushPuts(layout.KeyBucket, layout.MetaBucket); err != nil {
		return err
	}
	for id := range layout.NumBuckets {
		if err := b.flushDeletes(id); err != nil {
			return err
		}
	}
	for id := range b.pending {
		clear(b.pending[id])
		b.pending[id] = b.pending[id][:0]
	}
	b.pendingDeletes = [layout.NumBuckets]int{}
	b.arena.reset()
	return nil
}

// flushPuts writes the buffered puts of some buckets in one transaction.
func (b *backend) flushPuts(ids ...layout.Bucket) error {
	puts := 0
	for _, id := range ids {
		puts += b.pending[id].numPuts()
	}
	if puts == 0 {
		return nil
	}
	return cannotWrite(b.path, b.db.Update(func(tx *bbolt.Tx) error {
		for _, id := range ids {
			if len(b.pending[id]) == 0 {
				continue
			}
			bk := tx.Bucket(id.Name())
			if id == layout.KeyBucket {
				bk.FillPercent = keyFillPercent
			}
			for _, p := range b.pending[id] {
				if p.deleted {
					continue
				}
				if err := bk.Put(p.key, p.value); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}
