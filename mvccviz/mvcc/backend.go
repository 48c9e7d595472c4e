package mvcc

import (
	"bytes"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
)

const (
	pageSize = 4096 // fixed, so that files are the same on every machine
	keyFill  = 0.9  // etcd's: revisions arrive in order and need little room to spare
)

// A backend is a bbolt file with a write buffer over it: writes stay in memory
// until commit, reads see the buffer first.
//
// Outside commit, at most one read transaction is open, kept from read to read.
// It is closed before every write transaction: bbolt could neither remap the
// file nor reuse its freed pages beside it.
type backend struct {
	path string
	db   *bbolt.DB
	file *os.File // that of db, for what bbolt does not tell of its pages

	levels [][]byte // room for the pages of a descent

	lockTimeout time.Duration
	room        pageRoom
	metas       [pageSize + pageHeaderLen + metaLen]byte // room for both meta pages

	pending [numBuckets]writeBuffer
	gone    [numBuckets]int // pairs of pending that are gone
	arena   arena           // holds the pairs of pending
	commits uint64          // times the file was written

	tx      *bbolt.Tx // the open read transaction, or nil
	cursors [numBuckets]*bbolt.Cursor
}

// openBackend opens the file at path, or makes one with all buckets.
//
// bbolt runs without fsync, since what survives a crash is decided by commit
// alone. Its list of free pages is written, unlike etcd's: that is one page a
// commit, and in return opening need not walk the file. The freelist is the
// array one; the hashmap one allocates pages in the order of a map.
func openBackend(path string, lockTimeout time.Duration) (*backend, error) {
	if err := prepare(path); err != nil {
		return nil, err
	}
	b := &backend{path: path, lockTimeout: lockTimeout}
	err := b.guard(func() (err error) {
		b.db, err = bbolt.Open(path, 0o600, &bbolt.Options{
			Timeout:      lockTimeout,
			PageSize:     pageSize,
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
		b.file.Close() // bbolt leaves it open, and locked, when it panics
		return nil, err
	}
	if err := b.guard(b.createBuckets); err != nil {
		b.close()
		return nil, cannotOpen(path, err)
	}
	return b, nil
}

// guard runs f, which reads a file that may be damaged, and turns bbolt's
// panics and faults over it into errors.
func (b *backend) guard(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = corrupt(b.path, "%v", p)
		}
	}()
	return f()
}

// createBuckets makes what buckets the file lacks; usually none or all.
func (b *backend) createBuckets() error {
	var missing []bucket
	err := b.db.View(func(tx *bbolt.Tx) error {
		for id := range numBuckets {
			if tx.Bucket(bucketNames[id]) == nil {
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
			if _, err := tx.CreateBucket(bucketNames[id]); err != nil {
				return err
			}
		}
		return nil
	})
}

// close closes the file without committing.
func (b *backend) close() error {
	b.endRead()
	return b.db.Close()
}

// put buffers an entry. Both slices must lie in the arena, or never change.
func (b *backend) put(id bucket, key, value []byte) {
	if b.pending[id].put(pair{key: key, value: value}) {
		b.gone[id]--
	}
}

// del buffers that an entry shall go. The key must lie in the arena, or never
// change.
func (b *backend) del(id bucket, key []byte) {
	if !b.pending[id].put(pair{key: key, gone: true}) {
		b.gone[id]++
	}
}

// size returns how many entries are buffered.
func (b *backend) size() (n int) {
	for i := range b.pending {
		n += len(b.pending[i])
	}
	return n
}

// get returns the value of a key, or nil. It is valid until the next commit.
func (b *backend) get(id bucket, key []byte) []byte {
	if v, ok := b.pending[id].get(key); ok {
		return v
	}
	k, v := b.cursor(id).Seek(key)
	if !bytes.Equal(k, key) {
		return nil
	}
	return v
}

// scan calls f with the entries of a bucket from key from on, in key order,
// those of the buffer in place of those they replace, until f fails. What f is
// given is valid until the next commit and the next change of the bucket.
func (b *backend) scan(id bucket, from []byte, f func(key, value []byte) error) error {
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
		if p := over[0]; !p.gone {
			if err := f(p.key, p.value); err != nil {
				return err
			}
		}
		over = over[1:]
	}
	return nil
}

// commit writes the buffer to the file and empties it. If it fails, the buffer
// is as before and may be committed again.
//
// bbolt allocates pages bucket by bucket in the order of a map, so that a
// transaction which changes two buckets with pages of their own would give
// another file every time. The bucket "key" therefore shares its transaction
// only with "meta", which stays small enough to live inside its parent's page;
// other buckets come before it, each in a transaction of its own. What is to go
// goes last, page by page (see erase): a process that dies in between leaves
// entries too many, never too few.
func (b *backend) commit() error {
	if b.size() == 0 {
		return nil
	}
	b.commits++
	b.endRead()
	for id := range numBuckets {
		if id != bucketKey && id != bucketMeta {
			if err := b.flush(id); err != nil {
				return err
			}
		}
	}
	if err := b.flush(bucketKey, bucketMeta); err != nil {
		return err
	}
	for id := range numBuckets {
		if err := b.erase(id); err != nil {
			return err
		}
	}
	for id := range b.pending {
		clear(b.pending[id])
		b.pending[id] = b.pending[id][:0]
	}
	b.gone = [numBuckets]int{}
	b.arena.reset()
	return nil
}

// flush writes what the buffers of some buckets put, in one transaction.
func (b *backend) flush(ids ...bucket) error {
	puts := 0
	for _, id := range ids {
		puts += b.pending[id].puts()
	}
	if puts == 0 {
		return nil
	}
	return cannotWrite(b.path, b.db.Update(func(tx *bbolt.Tx) error {
		for _, id := range ids {
			if len(b.pending[id]) == 0 {
				continue
			}
			bk := tx.Bucket(bucketNames[id])
			if id == bucketKey {
				bk.FillPercent = keyFill
			}
			for _, p := range b.pending[id] {
				if p.gone {
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

// cursor returns a cursor over what the file holds of a bucket, valid until the
// next commit and shared by all who ask.
func (b *backend) cursor(id bucket) *bbolt.Cursor {
	if c := b.cursors[id]; c != nil {
		return c
	}
	c := b.read().Bucket(bucketNames[id]).Cursor()
	b.cursors[id] = c
	return c
}

// read returns the open read transaction, beginning one if there is none.
func (b *backend) read() *bbolt.Tx {
	if b.tx == nil {
		tx, err := b.db.Begin(false)
		if err != nil {
			panic(fmt.Sprintf("mvcc: read of %s: %v", b.path, err)) // closed
		}
		b.tx = tx
	}
	return b.tx
}

func (b *backend) endRead() {
	if b.tx != nil {
		_ = b.tx.Rollback()
		b.tx, b.cursors = nil, [numBuckets]*bbolt.Cursor{}
	}
}

// bytes returns the file as bbolt would copy it, without the buffer.
func (b *backend) bytes() ([]byte, error) {
	tx := b.read()
	buf := bytes.NewBuffer(make([]byte, 0, tx.Size()))
	if _, err := tx.WriteTo(buf); err != nil {
		return nil, &FileError{Path: b.path, Problem: texts.Sayf("cannot read the data file: %v", err),
			Remedy: texts.Sayf("check the disk"), Err: err}
	}
	return buf.Bytes(), nil
}
