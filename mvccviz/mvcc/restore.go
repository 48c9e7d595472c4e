package mvcc

import (
	"encoding/binary"

	"raftviz/mvccviz/layout"

	"google.golang.org/protobuf/proto"
)

// Keys of the bucket "meta".
var (
	metaConsistentIndex     = []byte(layout.MetaConsistentIndex)
	metaTerm                = []byte(layout.MetaTerm)
	metaFinishedCompactRev  = []byte(layout.MetaFinishedCompactRev)
	metaScheduledCompactRev = []byte(layout.MetaScheduledCompactRev)
)

// restore rebuilds everything in memory from the file. The file may be damaged:
// then restore returns a *FileError or panics inside bbolt.
func (s *Store) restore() (err error) {
	if s.consistentIndex, err = s.readMetaUint(metaConsistentIndex); err != nil {
		return err
	}
	if s.consistentTerm, err = s.readMetaUint(metaTerm); err != nil {
		return err
	}
	s.durableIndex = s.consistentIndex
	if err := s.b.scan(layout.AlarmBucket, nil, s.restoreAlarm); err != nil {
		return err
	}
	if err := s.b.scan(layout.LeaseBucket, nil, s.restoreLease); err != nil {
		return err
	}
	if err := s.b.scan(layout.KeyBucket, nil, s.restoreEntry); err != nil {
		return err
	}
	finished, ok, err := s.readMetaRev(metaFinishedCompactRev)
	if err != nil {
		return err
	}
	if ok {
		s.compactMainRev = finished
	}
	scheduled, _, err := s.readMetaRev(metaScheduledCompactRev)
	if err != nil {
		return err
	}
	// Compaction may have removed the entries of the newest revisions.
	s.currentRev = max(s.currentRev, s.compactMainRev, scheduled)
	if scheduled > max(s.compactMainRev, 0) { // as in etcd, a compaction at 0 is not resumed
		s.compaction = compaction{prevCompactRev: s.compactMainRev}
		s.compactMainRev = scheduled
		s.scheduledCompactions = append(s.scheduledCompactions, scheduled)
	}
	return nil
}

// restoreEntry loads one entry of the bucket "key" into index, leases and hash.
func (s *Store) restoreEntry(key, value []byte) error {
	rev, tombstone, err := layout.ParseKey(key)
	if err != nil {
		return corrupt(s.b.path, "%v", err)
	}
	kv := &s.kv
	defer kv.Reset()
	if err := proto.Unmarshal(value, kv); err != nil {
		return corrupt(s.b.path, "the value at revision %v does not decode: %v", rev, err)
	}
	switch ki := s.kvindex.get(kv.Key); {
	case tombstone && ki == nil:
		s.kvindex.add(kv.Key).restoreTombstone(rev)
	case tombstone:
		if !s.kvindex.tombstone(ki, rev) {
			return corrupt(s.b.path, "revision %v deletes %q, which does not exist then", rev, clip(kv.Key))
		}
	case kv.ModRevision != rev.Main:
		return corrupt(s.b.path, "the value at revision %v has the modification revision %d", rev, kv.ModRevision)
	case ki == nil:
		s.kvindex.add(kv.Key).restore(layout.Revision{Main: kv.CreateRevision}, rev, kv.Version)
		s.kvindex.numKeys++
	default:
		s.kvindex.put(kv.Key, rev)
	}
	if tombstone {
		s.leases.detach(kv.Key)
	} else {
		s.leases.attach(kv.Key, kv.Lease)
	}
	s.currentRev = rev.Main
	s.hash += hashPair(key, value)
	return nil
}

func (s *Store) readMetaUint(key []byte) (uint64, error) {
	v := s.b.get(layout.MetaBucket, key)
	switch len(v) {
	case 0:
		return 0, nil
	case 8:
		return binary.BigEndian.Uint64(v), nil
	}
	return 0, corrupt(s.b.path, "%s in bucket meta has %d bytes, not 8", key, len(v))
}

func (s *Store) readMetaRev(key []byte) (rev int64, ok bool, err error) {
	v := s.b.get(layout.MetaBucket, key)
	if len(v) == 0 {
		return 0, false, nil
	}
	r, _, err := layout.ParseKey(v)
	if err != nil {
		return 0, false, corrupt(s.b.path, "%s in bucket meta: %v", key, err)
	}
	return r.Main, true, nil
}
