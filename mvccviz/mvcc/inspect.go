package mvcc

import (
	"bytes"
	"os"

	"raftviz/mvccviz/bolt"
	"raftviz/mvccviz/layout"
)

// Buckets returns the names of the buckets, in byte order.
func (s *Store) Buckets() []string { return layout.BucketNames() }

// Scan calls f with the entries of a bucket, pending changes included, in key
// order, starting at the given key (nil for all), until f returns an error. The
// slices given to f are valid until it returns, and f must not change the
// store. A bucket that does not exist has no entries.
func (s *Store) Scan(name string, from []byte, f func(key, value []byte) error) error {
	id, ok := layout.BucketNamed(name)
	if !ok {
		return nil
	}
	return s.b.scan(id, from, f)
}

// Last returns the last key of a bucket, pending changes included, nil if it is
// empty.
func (s *Store) Last(name string) ([]byte, error) {
	id, ok := layout.BucketNamed(name)
	if !ok {
		return nil, nil
	}
	over := s.b.pending[id]
	n := len(over)
	for n > 0 && over[n-1].deleted {
		n--
	}
	c := s.b.cursor(id)
	for k, _ := c.Last(); k != nil; k, _ = c.Prev() {
		if n > 0 && bytes.Compare(over[n-1].key, k) >= 0 {
			break
		}
		if i, found := over.search(k); !found || !over[i].deleted {
			return bytes.Clone(k), nil
		}
	}
	if n == 0 {
		return nil, nil
	}
	return bytes.Clone(over[n-1].key), nil
}

// Pages counts the pages of the data file as of the last Commit.
func (s *Store) Pages() (*layout.PageStats, error) {
	file, err := os.Open(s.b.path)
	if err != nil {
		return nil, cannotOpen(s.b.path, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, cannotOpen(s.b.path, err)
	}
	b, err := bolt.Open(file, info.Size())
	if err != nil {
		return nil, corrupt(s.b.path, "%v", err)
	}
	stats, err := b.Stats()
	if err != nil {
		return nil, corrupt(s.b.path, "%v", err)
	}
	return stats, nil
}

// Commits returns how often the data file was written since it was opened. The
// pages change only when this number does.
func (s *Store) Commits() uint64 { return s.b.commits }

// EachPending calls f, in name order, for each bucket that the next Commit will
// change, with the number of entries it will write and the number it will
// delete.
func (s *Store) EachPending(f func(bucket string, puts, deletes int)) {
	for _, id := range layout.Buckets {
		if n := len(s.b.pending[id]); n > 0 {
			f(id.String(), n-s.b.pendingDeletes[id], s.b.pendingDeletes[id])
		}
	}
}
