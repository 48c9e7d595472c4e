// Package disk keeps what raft must not lose: a node's log, hard state and
// snapshot metadata, in a bbolt file.
//
// A Log holds exactly what is durable. bbolt runs with NoSync, for whether a
// write survives a crash is simulated: whoever uses a Log calls Write at the
// moment the simulated fsync returns, and not at all for writes that are lost.
//
// bbolt's transactions are made for disks: each costs as much as thirty steps of
// raft. So writes are gathered, and enter the file together: after Group of
// them, and always before the file can be read again, that is in Close.
package disk

import (
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"time"

	"go.etcd.io/bbolt"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/mvccviz/mvcc"
)

var (
	entriesBucket = []byte("entries") // 8-byte big-endian index -> raftpb.Entry
	stateBucket   = []byte("state")
	hardKey       = []byte("hardstate") // raftpb.HardState
	snapshotKey   = []byte("snapshot")  // raftpb.SnapshotMetadata
)

// Group is how many batches a Log gathers before it writes them.
const Group = 64

// A Log is an open raft log file.
type Log struct {
	db          *bbolt.DB
	path        string
	first, last uint64  // of the entries in the file; first > last if there are none
	gathered    []Batch // written, and not in the file yet
}

// A Batch is what one write changes. Nil and empty fields change nothing.
type Batch struct {
	Hard     *raftpb.HardState
	Snapshot *raftpb.SnapshotMetadata
	Reset    bool            // the snapshot replaces the whole log, as an installed one does
	Entries  []*raftpb.Entry // written from Entries[0].Index on; what was there and after is removed
	Compact  uint64          // entries up to here are discarded
}

// Open opens or creates the log file at path and reads what it holds.
//
// An error names the path: the file is locked by another process, cannot be
// read, or is not a raft log.
func Open(path string) (*Log, State, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		// bbolt would sync a file it makes itself, even with NoSync.
		if err := os.WriteFile(path, mvcc.Blank(), 0o600); err != nil {
			return nil, State{}, texts.Errorf("raft log: %w", err)
		}
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout: time.Second, NoSync: true, NoGrowSync: true, NoFreelistSync: true,
		FreelistType: bbolt.FreelistArrayType, // the hashmap one ranges over maps
		PageSize:     4096,
	})
	if err != nil {
		return nil, State{}, texts.Errorf("raft log %s: %w", path, err)
	}
	l := &Log{db: db, path: path}
	st, err := l.load()
	if err != nil {
		_ = db.Close()
		return nil, State{}, texts.Errorf("raft log %s: %w", path, err)
	}
	return l, st, nil
}

func (l *Log) load() (st State, err error) {
	err = l.db.Update(func(tx *bbolt.Tx) error {
		entries, err := tx.CreateBucketIfNotExists(entriesBucket)
		if err != nil {
			return err
		}
		state, err := tx.CreateBucketIfNotExists(stateBucket)
		if err != nil {
			return err
		}
		if v := state.Get(hardKey); v != nil {
			st.Hard = &raftpb.HardState{}
			if err := proto.Unmarshal(v, st.Hard); err != nil {
				return texts.Errorf("hard state: %w", err)
			}
		}
		if v := state.Get(snapshotKey); v != nil {
			st.Snapshot = &raftpb.SnapshotMetadata{}
			if err := proto.Unmarshal(v, st.Snapshot); err != nil {
				return texts.Errorf("snapshot: %w", err)
			}
		}
		return entries.ForEach(func(k, v []byte) error {
			e := &raftpb.Entry{}
			if err := proto.Unmarshal(v, e); err != nil {
				return texts.Errorf("entry %x: %w", k, err)
			}
			if n := len(st.Entries); n > 0 && e.GetIndex() != st.Entries[n-1].GetIndex()+1 {
				return texts.Errorf("entry %d follows %d", e.GetIndex(), st.Entries[n-1].GetIndex())
			}
			st.Entries = append(st.Entries, e)
			return nil
		})
	})
	l.first, l.last = 1, 0
	if n := len(st.Entries); n > 0 {
		l.first, l.last = st.Entries[0].GetIndex(), st.Entries[n-1].GetIndex()
	}
	return st, err
}

// Write makes the batches durable, in order. An error is one of Flush.
func (l *Log) Write(batches ...Batch) error {
	l.gathered = append(l.gathered, batches...)
	if len(l.gathered) < Group {
		return nil
	}
	return l.Flush()
}

// Flush puts everything written into the file, in one transaction. After an
// error the file is as it was before.
func (l *Log) Flush() error {
	if len(l.gathered) == 0 {
		return nil
	}
	first, last := l.first, l.last
	err := l.db.Update(func(tx *bbolt.Tx) error {
		entries, state := tx.Bucket(entriesBucket), tx.Bucket(stateBucket)
		entries.FillPercent = 0.9 // appended in order
		for i := range l.gathered {
			if err := l.write(entries, state, &l.gathered[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		l.first, l.last = first, last
		return texts.Errorf("raft log %s: %w", l.path, err)
	}
	clear(l.gathered)
	l.gathered = l.gathered[:0]
	return nil
}

func (l *Log) write(entries, state *bbolt.Bucket, b *Batch) error {
	if b.Snapshot != nil {
		if err := put(state, snapshotKey, b.Snapshot); err != nil {
			return err
		}
		if b.Reset {
			if err := l.discard(entries, l.first, l.last); err != nil {
				return err
			}
			l.first, l.last = b.Snapshot.GetIndex()+1, b.Snapshot.GetIndex()
		}
	}
	if b.Compact >= l.first {
		if err := l.discard(entries, l.first, min(b.Compact, l.last)); err != nil {
			return err
		}
		l.first = b.Compact + 1
	}
	if err := l.append(entries, b.Entries); err != nil {
		return err
	}
	if b.Hard != nil {
		return put(state, hardKey, b.Hard)
	}
	return nil
}

func (l *Log) append(entries *bbolt.Bucket, es []*raftpb.Entry) error {
	if len(es) == 0 {
		return nil
	}
	from, to := es[0].GetIndex(), es[len(es)-1].GetIndex()
	if to < l.last { // the rest of a conflicting tail
		if err := l.discard(entries, to+1, l.last); err != nil {
			return err
		}
	}
	if l.first > l.last {
		l.first = from
	}
	for _, e := range es {
		v, err := proto.Marshal(e)
		if err != nil {
			return err
		}
		if err := entries.Put(indexKey(e.GetIndex()), v); err != nil {
			return err
		}
	}
	l.last = to
	return nil
}

func (l *Log) discard(entries *bbolt.Bucket, from, to uint64) error {
	for i := from; i <= to; i++ {
		if err := entries.Delete(indexKey(i)); err != nil {
			return err
		}
	}
	return nil
}

// Close writes what was gathered and closes the file.
func (l *Log) Close() error { return errors.Join(l.Flush(), l.db.Close()) }

func put(b *bbolt.Bucket, key []byte, m proto.Message) error {
	v, err := proto.Marshal(m)
	if err != nil {
		return err
	}
	return b.Put(key, v)
}

func indexKey(i uint64) []byte {
	return binary.BigEndian.AppendUint64(make([]byte, 0, 8), i)
}
