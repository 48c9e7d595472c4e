package mvcc

import (
	"encoding/binary"
	"fmt"
	"time"

	"raftviz/mvccviz/layout"

	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"
)

// firstRev is the revision of an empty store.
const firstRev = 1

// Options are the settings of a Store. The zero value is valid.
type Options struct {
	// LockTimeout is how long Open waits for a file that is locked; 0 means one
	// second.
	LockTimeout time.Duration

	// MinLeaseTTL is the shortest TTL of a lease, in seconds. In etcd it is one
	// and a half election timeouts, rounded up.
	MinLeaseTTL int64

	// Quota is the size of the file, in bytes, from which on Apply returns
	// rpctypes.ErrNoSpace; 0 means DefaultQuota, negative no limit.
	Quota int64
}

// A Store is a key-value store that keeps every revision, in one data file. A
// closed Store must not be used.
type Store struct {
	b       *backend
	kvindex *treeIndex

	currentRev     int64 // revision of the last transaction that changed something
	txnChanges     int64 // changes made so far in the current transaction
	compactMainRev int64 // revision of the compaction scheduled last; -1 if there was none
	hash           uint64

	consistentIndex, consistentTerm uint64 // the last log entry applied: its index and term
	durableIndex                    uint64 // the consistent index in the file

	scheduledCompactions []int64           // revisions of unfinished compactions; the first is running
	compaction           compaction        // the running one
	compactHashes        []KVHash          // ordered by revision
	lastRemoved          []layout.Revision // entries removed by the last CompactStep

	leases         leases
	alarms         []Alarm // ordered by type and member
	quota          int64   // bytes; negative means no limit
	clusterChanges uint64  // changes made by the methods in cluster.go

	observers []Observer

	kv     mvccpb.KeyValue     // scratch: the entry being written or restored
	revKey [layout.KeyLen]byte // scratch: the key being read
}

// Open opens or creates the data file at path and rebuilds the key index from
// it. A *FileError says why it failed; it wraps ErrCorrupt if the file is
// damaged.
func Open(path string, opts Options) (*Store, error) {
	if opts.LockTimeout == 0 {
		opts.LockTimeout = time.Second
	}
	b, err := openBackend(path, opts.LockTimeout)
	if err != nil {
		return nil, err
	}
	s := &Store{b: b, kvindex: newTreeIndex(), currentRev: firstRev, compactMainRev: -1, leases: newLeases(opts.MinLeaseTTL), quota: opts.Quota}
	if s.quota == 0 {
		s.quota = DefaultQuota
	}
	if err := b.guard(s.restore); err != nil {
		b.close()
		return nil, err
	}
	return s, nil
}

// An Observer is called with each entry as it is written to the bucket "key".
// For a tombstone, kv holds only the key. kv and its slices are valid until the
// Observer returns. It must not change the store.
type Observer func(rev layout.Revision, tombstone bool, kv *mvccpb.KeyValue)

// Observe adds an observer of every entry written from now on.
func (s *Store) Observe(f Observer) { s.observers = append(s.observers, f) }

// Close closes the file and drops everything not committed: the file is then as
// a crash would leave it.
func (s *Store) Close() error {
	if err := s.b.close(); err != nil {
		return &FileError{Path: s.b.path, Problem: texts.Sayf("cannot close the data file: %v", err), Remedy: texts.Sayf("check the disk"), Err: err}
	}
	return nil
}

// Rev returns the revision of the last transaction that changed something; 1 if
// there was none.
func (s *Store) Rev() int64 { return s.currentRev }

// CompactRev returns the revision of the last compaction, finished or not; -1
// if there was none. Earlier revisions cannot be read.
func (s *Store) CompactRev() int64 { return s.compactMainRev }

// Keys returns the number of keys that exist now.
func (s *Store) Keys() int { return s.kvindex.numKeys }

// Put sets a key in its own transaction and returns its revision. It attaches
// the key to the lease with the given ID, 0 for none, but does not check the
// lease; ApplyPut does. The store does not keep the slices.
func (s *Store) Put(key, value []byte, lease int64) (rev int64) {
	s.put(key, value, lease)
	return s.endTxn()
}

// DeleteRange deletes the keys of a range (see Range) in one transaction. It
// returns the number of keys deleted and the resulting revision of the store,
// which is unchanged if n is 0.
func (s *Store) DeleteRange(key, end []byte) (n, rev int64) {
	n = s.deleteRange(key, end)
	return n, s.endTxn()
}

// nextRev returns the revision of the next change in the current transaction.
func (s *Store) nextRev() layout.Revision {
	return layout.Revision{Main: s.currentRev + 1, Sub: s.txnChanges}
}

// visibleRev returns the revision that a read sees: the store's, or that of the
// current transaction if it has changed something.
func (s *Store) visibleRev() int64 {
	if s.txnChanges > 0 {
		return s.currentRev + 1
	}
	return s.currentRev
}

// endTxn ends the current transaction and returns the revision of the store.
func (s *Store) endTxn() int64 {
	if s.txnChanges > 0 {
		s.currentRev++
		s.txnChanges = 0
	}
	return s.currentRev
}

func (s *Store) put(key, value []byte, lease int64) {
	rev := s.nextRev()
	g := s.kvindex.put(key, rev)
	s.kv.Key, s.kv.Value, s.kv.Lease = key, value, lease
	s.kv.CreateRevision, s.kv.ModRevision, s.kv.Version = g.created.Main, rev.Main, g.version
	s.writeEntry(rev, false)
	s.leases.attach(key, lease)
}

func (s *Store) deleteRange(key, end []byte) (n int64) {
	s.kvindex.visit(key, end, func(ki *keyIndex) bool {
		rev := s.nextRev()
		if !s.kvindex.tombstone(ki, rev) {
			return true
		}
		s.kv.Key = ki.key
		s.writeEntry(rev, true)
		s.leases.detach(ki.key)
		n++
		return true
	})
	return n
}

// writeEntry buffers s.kv as the entry at rev, calls the observers and clears
// s.kv.
func (s *Store) writeEntry(rev layout.Revision, tombstone bool) {
	room := s.b.arena.reserve(layout.TombstoneKeyLen + proto.Size(&s.kv))
	key := rev.AppendKey(room, tombstone)
	entry, err := proto.MarshalOptions{UseCachedSize: true}.MarshalAppend(key, &s.kv)
	if err != nil {
		panic("mvcc: " + err.Error()) // cannot fail for a KeyValue
	}
	s.b.arena.take(entry)
	key, value := entry[:len(key):len(key)], entry[len(key):]
	s.b.put(layout.KeyBucket, key, value)
	s.hash += hashPair(key, value)
	for _, observe := range s.observers {
		observe(rev, tombstone, &s.kv)
	}
	s.kv.Key, s.kv.Value, s.kv.Lease = nil, nil, 0
	s.kv.CreateRevision, s.kv.ModRevision, s.kv.Version = 0, 0, 0
	s.txnChanges++
}

// SetConsistentIndex adds to the current batch the index and term of the last
// log entry that the store reflects. Index 0 changes nothing; term 0 leaves the
// term unchanged. It panics if the index decreases.
func (s *Store) SetConsistentIndex(index, term uint64) {
	if index == 0 {
		return
	}
	if index < s.consistentIndex {
		panic(fmt.Sprintf("mvcc: consistent index goes back from %d to %d", s.consistentIndex, index))
	}
	s.consistentIndex = index
	s.putMetaUint(metaConsistentIndex, index)
	if term > 0 {
		s.consistentTerm = term
		s.putMetaUint(metaTerm, term)
	}
}

func (s *Store) putMetaUint(key []byte, n uint64) {
	if v, ok := s.b.pending[layout.MetaBucket].get(key); ok {
		binary.BigEndian.PutUint64(v, n)
		return
	}
	v := binary.BigEndian.AppendUint64(s.b.arena.reserve(8), n)
	s.b.arena.take(v)
	s.b.put(layout.MetaBucket, key, v)
}

// ConsistentIndex returns the last values given to SetConsistentIndex, or those
// in the file when it was opened; zeros if there are none.
func (s *Store) ConsistentIndex() (index, term uint64) { return s.consistentIndex, s.consistentTerm }

// DurableIndex returns the consistent index in the file.
func (s *Store) DurableIndex() uint64 { return s.durableIndex }

// Pending returns how many bucket entries Commit would write or delete: one per
// change, plus consistent index and term if they were set.
func (s *Store) Pending() int { return s.b.numPending() }

// Commit writes the pending changes to the file. If it fails, with a
// *FileError, they are all still pending.
func (s *Store) Commit() error {
	if err := s.b.commit(); err != nil {
		return err
	}
	s.durableIndex = s.consistentIndex
	return nil
}

// Snapshot commits and returns a copy of the file, for Install.
func (s *Store) Snapshot() ([]byte, error) {
	if err := s.Commit(); err != nil {
		return nil, err
	}
	return s.b.bytes()
}
