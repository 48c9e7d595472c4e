package mvcc

import (
	"bytes"
	"os"

	"raftviz/mvccviz/bolt"
)

// Buckets, Scan, Last and Pages show the data file with what is pending over it,
// to package mvccviz. None changes the store; f must not, either.

// Buckets returns the names of the buckets, in byte order.
func (s *Store) Buckets() []string { return BucketNames() }

// Scan calls f with the entries of a bucket in key order, from the given key on,
// nil for all, until it returns an error. What f is given is valid until it
// returns. A bucket that there is not has no entries.
func (s *Store) Scan(name string, from []byte, f func(key, value []byte) error) error {
	id, ok := bucketNamed(name)
	if !ok {
		return nil
	}
	return s.b.scan(id, from, f)
}

// Last returns the last key of a bucket, nil if it is empty.
func (s *Store) Last(name string) ([]byte, error) {
	id, ok := bucketNamed(name)
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

// Pages counts the pages of the data file, as it was after the last Commit.
func (s *Store) Pages() (*bolt.Stats, error) {
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

// Commits returns how often the data file has been written since it was opened:
// as long as it stays, so do the pages.
func (s *Store) Commits() uint64 { return s.b.commits }

// EachPending calls f for each bucket that the next Commit will change, by name,
// with how many entries it will write and how many it will remove.
func (s *Store) EachPending(f func(bucket string, puts, gone int)) {
	for _, id := range bucketsByName {
		if n := len(s.b.pending[id]); n > 0 {
			f(id.String(), n-s.b.pendingDeletes[id], s.b.pendingDeletes[id])
		}
	}
}

// bucketNamed returns the bucket of that name, if there is one.
func bucketNamed(name string) (bucket, bool) {
	for id := range numBuckets {
		if string(bucketNames[id]) == name {
			return id, true
		}
	}
	return 0, false
}
