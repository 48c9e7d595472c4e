package mvcc

import (
	"encoding/binary"
	"fmt"
	"time"

	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"
)

// firstRev is the revision of a store in which nothing was written yet.
const firstRev = 1

// Options are settings of a Store. The zero value is the usual.
type Options struct {
	// LockTimeout is how long Open waits for a file that is open elsewhere;
	// 0 is one second.
	LockTimeout time.Duration

	// MinLeaseTTL is the least time to live of a lease, in seconds. etcd's is
	// one and a half election timeouts, rounded up.
	MinLeaseTTL int64

	// Quota is how many bytes the file may have before Apply answers
	// rpctypes.ErrNoSpace; 0 is DefaultQuota, negative no limit.
	Quota int64
}

// A Store is a key-value store that keeps every revision, on one data file.
// A closed Store must not be used.
type Store struct {
	b   *backend
	idx *index

	rev     int64 // of the last transaction that changed something
	sub     int64 // changes made so far by the one under way
	compact int64 // of the last compaction scheduled; -1 if there was none
	hash    uint64

	index, term uint64 // consistent index
	durable     uint64 // the index in the file

	compacting    []int64       // revisions of compactions that are not finished, the first of them running
	run           compactionRun // that first one
	compactHashes []KVHash      // by revision
	removed       []Revision    // by the last step of a compaction

	leases leases
	alarms []Alarm // by type and member
	quota  int64   // bytes; negative is no limit
	notes  uint64  // changes of what cluster.go keeps

	observers []Observer

	kv     mvccpb.KeyValue // scratch: the entry being written or restored
	revKey [revKeyLen]byte // scratch: the key being read
}

// Open opens the data file at path, or makes a new one, and rebuilds the key
// index from it. A *FileError says why it cannot; it wraps ErrCorrupt if the
// file is damaged.
func Open(path string, opts Options) (*Store, error) {
	if opts.LockTimeout == 0 {
		opts.LockTimeout = time.Second
	}
	b, err := openBackend(path, opts.LockTimeout)
	if err != nil {
		return nil, err
	}
	s := &Store{b: b, idx: newIndex(), rev: firstRev, compact: -1, leases: newLeases(opts.MinLeaseTTL), quota: opts.Quota}
	if s.quota == 0 {
		s.quota = DefaultQuota
	}
	if err := b.guard(s.restore); err != nil {
		b.close()
		return nil, err
	}
	return s, nil
}

// An Observer is told of each entry as it is written to the bucket "key". A
// tombstone has a key only. kv and what is in it are valid until it returns; it
// must not change the store.
type Observer func(rev Revision, tombstone bool, kv *mvccpb.KeyValue)

// Observe has f told of every entry written from now on.
func (s *Store) Observe(f Observer) { s.observers = append(s.observers, f) }

// Close closes the file and drops what was not committed: it leaves what a
// crash leaves.
func (s *Store) Close() error {
	if err := s.b.close(); err != nil {
		return &FileError{Path: s.b.path, Problem: texts.Sayf("cannot close the data file: %v", err), Remedy: texts.Sayf("check the disk"), Err: err}
	}
	return nil
}

// Rev returns the revision of the last transaction that changed something; 1 if
// there was none.
func (s *Store) Rev() int64 { return s.rev }

// CompactRev returns the revision of the last compaction, finished or not; -1
// if there was none. Nothing before it can be read.
func (s *Store) CompactRev() int64 { return s.compact }

// Keys returns how many keys exist now.
func (s *Store) Keys() int { return s.idx.live }

// Put sets a key, as a transaction of its own, and returns its revision. The
// key stays attached to the lease with the given ID, 0 for none. The store
// keeps neither slice. It is for who knows that the lease exists; ApplyPut asks.
func (s *Store) Put(key, value []byte, lease int64) (rev int64) {
	s.put(key, value, lease)
	return s.end()
}

// DeleteRange deletes the keys of a range, as Range understands it, in one
// transaction. It returns how many it deleted and the revision of the store
// afterwards, which has moved only if n > 0.
func (s *Store) DeleteRange(key, end []byte) (n, rev int64) {
	n = s.deleteRange(key, end)
	return n, s.end()
}

// next returns the revision of the next change in the transaction under way.
func (s *Store) next() Revision { return Revision{s.rev + 1, s.sub} }

// current returns the revision that a read now sees: the store's, or within a
// transaction that has changed something already, its own.
func (s *Store) current() int64 {
	if s.sub > 0 {
		return s.rev + 1
	}
	return s.rev
}

// end ends the transaction under way and returns the revision of the store.
func (s *Store) end() int64 {
	if s.sub > 0 {
		s.rev++
		s.sub = 0
	}
	return s.rev
}

func (s *Store) put(key, value []byte, lease int64) {
	rev := s.next()
	g := s.idx.put(key, rev)
	s.kv.Key, s.kv.Value, s.kv.Lease = key, value, lease
	s.kv.CreateRevision, s.kv.ModRevision, s.kv.Version = g.created.Main, rev.Main, g.version
	s.write(rev, false)
	s.leases.attach(key, lease)
}

func (s *Store) deleteRange(key, end []byte) (n int64) {
	s.idx.visit(key, end, func(ki *keyIndex) bool {
		rev := s.next()
		if !s.idx.tombstone(ki, rev) {
			return true
		}
		s.kv.Key = ki.key
		s.write(rev, true)
		s.leases.detach(ki.key)
		n++
		return true
	})
	return n
}

// write buffers s.kv under rev, and clears it.
func (s *Store) write(rev Revision, tombstone bool) {
	room := s.b.arena.reserve(tombKeyLen + proto.Size(&s.kv))
	key := rev.AppendKey(room, tombstone)
	entry, err := proto.MarshalOptions{UseCachedSize: true}.MarshalAppend(key, &s.kv)
	if err != nil {
		panic("mvcc: " + err.Error()) // there is nothing in a KeyValue that could fail
	}
	s.b.arena.take(entry)
	key, value := entry[:len(key):len(key)], entry[len(key):]
	s.b.put(bucketKey, key, value)
	s.hash += hashPair(key, value)
	for _, tell := range s.observers {
		tell(rev, tombstone, &s.kv)
	}
	s.kv.Key, s.kv.Value, s.kv.Lease = nil, nil, 0
	s.kv.CreateRevision, s.kv.ModRevision, s.kv.Version = 0, 0, 0
	s.sub++
}

// SetConsistentIndex notes, in the batch under way, the index and term of the
// last log entry whose effects the store holds. Index 0 is none and changes
// nothing; term 0 leaves the term. The index must not go back.
func (s *Store) SetConsistentIndex(index, term uint64) {
	if index == 0 {
		return
	}
	if index < s.index {
		panic(fmt.Sprintf("mvcc: consistent index goes back from %d to %d", s.index, index))
	}
	s.index = index
	s.putMeta(metaIndex, index)
	if term > 0 {
		s.term = term
		s.putMeta(metaTerm, term)
	}
}

func (s *Store) putMeta(key []byte, n uint64) {
	if v, ok := s.b.pending[bucketMeta].get(key); ok {
		binary.BigEndian.PutUint64(v, n)
		return
	}
	v := binary.BigEndian.AppendUint64(s.b.arena.reserve(8), n)
	s.b.arena.take(v)
	s.b.put(bucketMeta, key, v)
}

// ConsistentIndex returns what SetConsistentIndex noted last, or what the file
// held when it was opened; zeros if neither.
func (s *Store) ConsistentIndex() (index, term uint64) { return s.index, s.term }

// DurableIndex returns the consistent index that is in the file.
func (s *Store) DurableIndex() uint64 { return s.durable }

// Pending returns how many bucket entries Commit would write: one a change, and
// consistent index and term if they were set.
func (s *Store) Pending() int { return s.b.size() }

// Commit writes what is pending to the file in one go. If it fails, with a
// *FileError, everything is still pending.
func (s *Store) Commit() error {
	if err := s.b.commit(); err != nil {
		return err
	}
	s.durable = s.index
	return nil
}

// Snapshot commits and returns the whole file, for Install.
func (s *Store) Snapshot() ([]byte, error) {
	if err := s.Commit(); err != nil {
		return nil, err
	}
	return s.b.bytes()
}
