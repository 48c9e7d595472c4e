package mvcc

import (
	"bytes"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"raftviz/mvccviz/layout"

	"go.etcd.io/bbolt"
)

// keyFillPercent is as in etcd: revisions are appended in order, so pages need
// little free space.
const keyFillPercent = 0.9

// A backend is a bbolt file with a write buffer. Writes stay in memory until
// commit; reads look in the buffer first, then in the file.
//
// Outside commit, at most one read transaction is open. It is reused for all
// reads, and closed before every write transaction: while it is open, bbolt can
// neither remap the file nor reuse freed pages.
type backend struct {
	path string
	db   *bbolt.DB
	file *os.File // the file of db, to read pages that bbolt does not expose

	pageBufs [][]byte // findBranch: one page per level

	lockTimeout time.Duration
	countBufs   pageCountBufs
	metaBuf     [layout.PageSize + pageHeaderLen + metaLen]byte // readMeta: both meta pages

	pending        [layout.NumBuckets]bucketBuffer
	pendingDeletes [layout.NumBuckets]int // how many pairs of pending are deletions
	arena          arena                  // memory of the pairs in pending
	commits        uint64                 // number of writes to the file

	tx      *bbolt.Tx // the open read transaction, or nil
	cursors [layout.NumBuckets]*bbolt.Cursor
}

// openBackend opens the file at path, or creates it with all buckets.
//
// bbolt runs without fsync: commit alone decides what survives a crash. Unlike
// etcd, it writes the list of free pages: that costs one page per commit, and
// opening need not walk the whole file. The freelist type is array, because the
// hashmap type allocates pages in map order.
func openBackend(path string, lockTimeout time.Duration) (*backend, error) {
	if err := createOrValidate(path); err != nil {
		return nil, err
	}
	b := &backend{path: path, lockTimeout: lockTimeout}
	err := b.guard(func() (err error) {
		b.db, err = bbolt.Open(path, 0o600, &bbolt.Options{
			Timeout:      lockTimeout,
			PageSize:     layout.PageSize,
			FreelistType: bbolt.FreelistArrayType,
			NoSync:       true,
			NoGrowSync:   true,
			NoStatistics: true,
			OpenFile: func(name string, flag int, mode os.FileMode) (f *os.File, err error) {
				b.file, err = os.OpenFile(name, flag, mode)
				return b.file, err
			},
		})
		if err != nil {
			return cannotOpen(path, err)
		}
		return nil
	})
	if err != nil {
		b.file.Close() // bbolt leaves it open and locked when it panics
		return nil, err
	}
	if err := b.guard(b.createBuckets); err != nil {
		b.close()
		return nil, cannotOpen(path, err)
	}
	return b, nil
}

// guard runs f, which reads a file that may be damaged, and turns bbolt's
// panics and memory faults into errors.
func (b *backend) guard(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = corrupt(b.path, "%v", p)
		}
	}()
	return f()
}

// createBuckets creates the buckets that the file lacks, usually none or all.
func (b *backend) createBuckets() error {
	var missing []layout.Bucket
	err := b.db.View(func(tx *bbolt.Tx) error {
		for id := range layout.NumBuckets {
			if tx.Bucket(id.Name()) == nil {
				missing = append(missing, id)
			}
		}
		return nil
	})
	if err != nil || len(missing) == 0 {
		return err
	}
	return b.db.Update(func(tx *bbolt.Tx) error {
		for _, id := range missing {
			if _, err := tx.CreateBucket(id.Name()); err != nil {
				return err
			}
		}
		return nil
	})
}

// close closes the file without committing.
func (b *backend) close() error {
	b.closeReadTx()
	return b.db.Close()
}

// put buffers an entry. Both slices must be in the arena, or never change.
func (b *backend) put(id layout.Bucket, key, value []byte) {
	if b.pending[id].put(pair{key: key, value: value}) {
		b.pendingDeletes[id]--
	}
}

// del buffers the deletion of a key. The key must be in the arena, or never
// change.
func (b *backend) del(id layout.Bucket, key []byte) {
	if !b.pending[id].put(pair{key: key, deleted: true}) {
		b.pendingDeletes[id]++
	}
}

// numPending returns the number of buffered puts and deletions.
func (b *backend) numPending() (n int) {
	for i := range b.pending {
		n += len(b.pending[i])
	}
	return n
}

// get returns the value of a key, or nil. It is valid until the next commit.
func (b *backend) get(id layout.Bucket, key []byte) []byte {
	if v, ok := b.pending[id].get(key); ok {
		return v
	}
	k, v := b.cursor(id).Seek(key)
	if !bytes.Equal(k, key) {
		return nil
	}
	return v
}

// scan calls f with the entries of a bucket in key order, starting at key from,
// until f returns an error. Buffered entries replace those of the file. The
// slices given to f are valid until the next commit or change of the bucket.
func (b *backend) scan(id layout.Bucket, from []byte, f func(key, value []byte) error) error {
	over, c := b.pending[id].from(from), b.cursor(id)
	k, v := c.Seek(from)
	for k != nil || len(over) > 0 {
		if len(over) == 0 || k != nil && bytes.Compare(k, over[0].key) < 0 {
			if err := f(k, v); err != nil {
				return err
			}
			k, v = c.Next()
			continue
		}
		if bytes.Equal(k, over[0].key) {
			k, v = c.Next() // replaced
		}
		if p := over[0]; !p.deleted {
			if err := f(p.key, p.value); err != nil {
				return err
			}
		}
		over = over[1:]
	}
	return nil
}

// cursor returns a cursor over the file's entries of a bucket. All callers
// share it, and it is valid until the next commit.
func (b *backend) cursor(id layout.Bucket) *bbolt.Cursor {
	if c := b.cursors[id]; c != nil {
		return c
	}
	c := b.readTx().Bucket(id.Name()).Cursor()
	b.cursors[id] = c
	return c
}

// readTx returns the open read transaction, and begins one if none is open.
func (b *backend) readTx() *bbolt.Tx {
	if b.tx == nil {
		tx, err := b.db.Begin(false)
		if err != nil {
			panic(fmt.Sprintf("mvcc: read of %s: %v", b.path, err)) // the file is closed
		}
		b.tx = tx
	}
	return b.tx
}

func (b *backend) closeReadTx() {
	if b.tx != nil {
		_ = b.tx.Rollback()
		b.tx, b.cursors = nil, [layout.NumBuckets]*bbolt.Cursor{}
	}
}

// bytes returns a copy of the file, without the buffer.
func (b *backend) bytes() ([]byte, error) {
	tx := b.readTx()
	buf := bytes.NewBuffer(make([]byte, 0, tx.Size()))
	if _, err := tx.WriteTo(buf); err != nil {
		return nil, &FileError{Path: b.path, Problem: texts.Sayf("cannot read the data file: %v", err),
			Remedy: texts.Sayf("check the disk"), Err: err}
	}
	return buf.Bytes(), nil
}
