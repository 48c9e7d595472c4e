package mvcc

import (
	"go.etcd.io/etcd/api/v3/mvccpb"
	"google.golang.org/protobuf/proto"

	"raftviz/mvccviz/layout"
)

// RangeOptions select what Range returns.
type RangeOptions struct {
	Rev       int64 // revision to read at; 0 or less is the newest
	Limit     int64 // most keys to return; 0 or less is all
	CountOnly bool  // return no keys
	KeysOnly  bool  // return no values and no leases: the index alone answers
}

// A RangeResult is the result of Range.
type RangeResult struct {
	KVs   []*mvccpb.KeyValue // in key order; must not be modified
	Count int64              // number of keys in the range, regardless of the limit
	Rev   int64              // the revision of the store
}

// Range reads a range of keys as of a revision. As in an API request, the range
// is the single key if end is empty, all keys from key on if end is "\x00", and
// otherwise [key, end); layout.PrefixEnd returns the end for a prefix.
//
// The errors are layout.ErrFutureRev, layout.ErrCompacted, and a *FileError if the file is
// damaged.
func (s *Store) Range(key, end []byte, o RangeOptions) (RangeResult, error) {
	rev, now := o.Rev, s.visibleRev()
	switch {
	case rev > now:
		return RangeResult{}, layout.ErrFutureRev
	case rev <= 0:
		rev = now
	case rev < s.compactMainRev:
		return RangeResult{}, layout.ErrCompacted
	}
	r := RangeResult{Rev: now}
	var err error
	s.kvindex.visit(key, end, func(ki *keyIndex) bool {
		modified, created, version, ok := ki.get(rev)
		if !ok {
			return true
		}
		r.Count++
		if o.CountOnly || o.Limit > 0 && int64(len(r.KVs)) >= o.Limit {
			return true
		}
		kv := new(mvccpb.KeyValue)
		if o.KeysOnly {
			kv.Key, kv.Version = ki.key, version
			kv.CreateRevision, kv.ModRevision = created.Main, modified.Main
		} else if err = s.readKV(modified, kv); err != nil {
			return false
		}
		r.KVs = append(r.KVs, kv)
		return true
	})
	if err != nil {
		return RangeResult{}, err
	}
	return r, nil
}

// readKV reads the put at rev into kv.
func (s *Store) readKV(rev layout.Revision, kv *mvccpb.KeyValue) error {
	v := s.b.get(layout.KeyBucket, rev.AppendKey(s.revKey[:0], false))
	if v == nil {
		return corrupt(s.b.path, "revision %v is missing", rev)
	}
	if err := proto.Unmarshal(v, kv); err != nil {
		return corrupt(s.b.path, "the value at revision %v does not decode: %v", rev, err)
	}
	return nil
}
