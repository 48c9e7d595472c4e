package mvccviz

import (
	"bytes"

	"raftviz/mvccviz/layout"

	"google.golang.org/protobuf/encoding/protowire"
)

// A Revision is one entry of the bucket "key": a put, or a tombstone, which has
// only a key.
type Revision struct {
	layout.Revision
	Tombstone bool
	Key       []byte
	Value     []byte
	Created   int64 // main revision of the generation's first put
	Version   int64 // number of puts since then
	Lease     int64 // 0 means none
}

// Clone returns a deep copy.
func (r *Revision) Clone() *Revision {
	c := *r
	c.Key, c.Value = bytes.Clone(r.Key), bytes.Clone(r.Value)
	return &c
}

// Decode sets r to an entry of the bucket "key". r shares the memory of key and
// value. The error is an *EntryError.
func (r *Revision) Decode(key, value []byte) error {
	rev, tombstone, err := layout.ParseKey(key)
	if err != nil {
		return &EntryError{"key", bytes.Clone(key), err}
	}
	*r = Revision{Revision: rev, Tombstone: tombstone}
	modified, err := r.decodeKV(value)
	switch {
	case err != nil:
		return &EntryError{"key", bytes.Clone(key), texts.Errorf("revision %v: %w", rev, err)}
	case tombstone:
		*r = Revision{Revision: rev, Tombstone: true, Key: r.Key}
	case modified != rev.Main:
		return &EntryError{"key", bytes.Clone(key), texts.Errorf("revision %v has the value of another revision", rev)}
	}
	return nil
}

// The fields of an mvccpb.KeyValue.
const (
	fieldKey protowire.Number = 1 + iota
	fieldCreated
	fieldModified
	fieldVersion
	fieldValue
	fieldLease
)

var errNotKeyValue = texts.Errorf("it is not a key-value pair")

// decodeKV decodes an mvccpb.KeyValue without copying its key and value.
func (r *Revision) decodeKV(b []byte) (modified int64, err error) {
	err = eachField(b, func(num protowire.Number, n uint64, p []byte) {
		switch num {
		case fieldKey:
			r.Key = p
		case fieldValue:
			r.Value = p
		case fieldCreated:
			r.Created = int64(n)
		case fieldModified:
			modified = int64(n)
		case fieldVersion:
			r.Version = int64(n)
		case fieldLease:
			r.Lease = int64(n)
		}
	})
	return modified, err
}

// eachField calls f with each field of a protobuf message: n is the value of a
// varint field, p that of a bytes field.
func eachField(b []byte, f func(num protowire.Number, n uint64, p []byte)) error {
	for len(b) > 0 {
		num, typ, n := protowire.ConsumeTag(b)
		if n < 0 {
			return errNotKeyValue
		}
		b = b[n:]
		var number uint64
		var p []byte
		switch typ {
		case protowire.VarintType:
			number, n = protowire.ConsumeVarint(b)
		case protowire.BytesType:
			p, n = protowire.ConsumeBytes(b)
		default:
			n = protowire.ConsumeFieldValue(num, typ, b)
		}
		if n < 0 {
			return errNotKeyValue
		}
		f(num, number, p)
		b = b[n:]
	}
	return nil
}

// EachRevision calls f with the revisions from the given one on, in order. The
// argument of f is valid until f returns.
func EachRevision(src Source, from layout.Revision, f func(*Revision) error) error {
	if o, ok := src.(ofContents); ok {
		return unstop(o.eachRevision(from, f))
	}
	var r Revision
	return unstop(src.Scan("key", from.AppendKey(nil, false), func(key, value []byte) error {
		if err := r.Decode(key, value); err != nil {
			return err
		}
		return f(&r)
	}))
}

// Lookup returns a copy of the put or tombstone at a revision, or nil if the
// source does not have it.
func Lookup(src Source, rev layout.Revision) (*Revision, error) {
	var found *Revision
	err := EachRevision(src, rev, func(r *Revision) error {
		if r.Revision == rev {
			found = r.Clone()
		}
		return ErrStop
	})
	return found, err
}

// A Tally counts the revisions of a range of keys.
type Tally struct {
	Range     Range `json:"-"`
	At        int64 `json:"-"` // count up to this main revision; 0 means all
	Compacted int64 `json:"-"` // Info.Compacted

	Puts       int64 `json:"puts"`
	Tombstones int64 `json:"tombstones"`
	Living     int64 `json:"living"` // number of keys that exist at At
}

// Add counts a revision.
//
// Compaction keeps at most one put of each existing key, so every put up to the
// compacted revision is an existing key; a later put is a new key if it begins
// a generation.
func (t *Tally) Add(r *Revision) {
	if t.At > 0 && r.Main > t.At || !t.Range.Has(r.Key) {
		return
	}
	switch {
	case r.Tombstone:
		t.Tombstones++
		if r.Main > t.Compacted {
			t.Living--
		}
	default:
		t.Puts++
		if r.Main <= t.Compacted || r.Version == 1 {
			t.Living++
		}
	}
}
