package mvcc

import (
	"encoding/binary"
	"errors"
	"os"

	"raftviz/mvccviz/layout"

	"go.etcd.io/bbolt"
)

// Size returns the size of the file in bytes, without the buffer, and how many
// of those bytes are not in free pages. Compaction frees pages, and later
// writes reuse them; only Defrag makes the file smaller.
func (s *Store) Size() (total, inUse int64) {
	total = s.b.readTx().Size()
	free, err := s.b.freePages()
	if err != nil {
		return total, total
	}
	return total, total - free*layout.PageSize
}

// freePages returns the number of pages on the file's list of free pages.
func (b *backend) freePages() (n int64, err error) {
	m, err := b.readMeta()
	if err != nil {
		return 0, err
	}
	var head [pageHeaderLen + 8]byte
	if _, err := b.file.ReadAt(head[:], int64(m.freelist)*layout.PageSize); err != nil {
		return 0, err
	}
	if n := binary.NativeEndian.Uint16(head[offCount:]); n < 0xffff {
		return int64(n), nil
	}
	return int64(binary.NativeEndian.Uint64(head[pageHeaderLen:])), nil
}

// readMeta returns the current meta page.
func (b *backend) readMeta() (metaPage, error) {
	buf := b.metaBuf[:]
	if _, err := b.file.ReadAt(buf, 0); err != nil {
		return metaPage{}, err
	}
	m, ok := newestMeta(buf)
	if !ok {
		return metaPage{}, corrupt(b.path, "neither of its first two pages is a valid bbolt meta page")
	}
	return m, nil
}

// defragBatch is how many entries etcd's defragmentation copies in one
// transaction.
const defragBatch = 10_000

// Defrag commits and rewrites the file without its free pages, like etcd's
// backend.defrag: it copies all entries to a new file, which then replaces the
// old one. It returns the sizes before and after, in bytes.
//
// If it fails, with a *FileError, the old file is unchanged and the store
// remains usable, except when the new file was installed but cannot be opened:
// then the store must not be used.
func (s *Store) Defrag() (before, after int64, err error) {
	if err := s.Commit(); err != nil {
		return 0, 0, err
	}
	before, _ = s.Size()
	tmp := s.b.path + ".defrag"
	if err := s.b.copyTo(tmp); err != nil {
		os.Remove(tmp)
		return before, before, err
	}
	if err := s.b.replaceWith(tmp); err != nil {
		return before, before, err
	}
	after, _ = s.Size()
	return before, after, nil
}

// copyTo copies every entry of the file to a new file, one bucket after the
// other, in separate transactions; see commit for the reason.
func (b *backend) copyTo(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return cannotWrite(path, err)
	}
	to, err := openBackend(path, b.lockTimeout)
	if err != nil {
		return err
	}
	err = b.guard(func() error {
		return b.readTx().ForEach(func(name []byte, from *bbolt.Bucket) error {
			return to.copyBucket(name, from)
		})
	})
	if e := to.close(); err == nil {
		err = e
	}
	return cannotWrite(b.path, err)
}

// copyBucket copies the entries of from to the bucket name of b.
func (b *backend) copyBucket(name []byte, from *bbolt.Bucket) error {
	c := from.Cursor()
	k, v := c.First()
	for first := true; first || k != nil; first = false {
		err := b.db.Update(func(tx *bbolt.Tx) error {
			bk, err := tx.CreateBucketIfNotExists(name)
			if err != nil {
				return err
			}
			bk.FillPercent = keyFillPercent
			for n := 0; k != nil && n < defragBatch; n++ {
				if err := bk.Put(k, v); err != nil {
					return err
				}
				k, v = c.Next()
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// replaceWith moves the file at path over the open one and opens it.
func (b *backend) replaceWith(path string) error {
	if err := b.close(); err != nil {
		return cannotWrite(b.path, err)
	}
	renamed := os.Rename(path, b.path)
	if renamed != nil {
		os.Remove(path)
	}
	reopened, err := openBackend(b.path, b.lockTimeout)
	if err != nil {
		return err
	}
	b.db, b.file = reopened.db, reopened.file
	b.commits++
	return cannotWrite(b.path, renamed)
}
