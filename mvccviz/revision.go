package mvccviz

import (
	"bytes"

	"google.golang.org/protobuf/encoding/protowire"

	"raftviz/mvccviz/mvcc"
)

// A Revision is one entry of the bucket "key": a put, or a tombstone, which has
// a key only.
type Revision struct {
	mvcc.Revision
	Tombstone bool
	Key       []byte
	Value     []byte
	Created   int64 // main revision at which the generation began
	Version   int64 // puts since then
	Lease     int64 // 0 is none
}

// Clone returns a copy that shares no memory.
func (r *Revision) Clone() *Revision {
	c := *r
	c.Key, c.Value = bytes.Clone(r.Key), bytes.Clone(r.Value)
	return &c
}

// Decode sets r to an entry of the bucket "key", sharing its memory.
func (r *Revision) Decode(key, value []byte) error {
	rev, tombstone, err := mvcc.ParseKey(key)
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
		return &EntryError{"key", bytes.Clone(key), texts.Errorf("revision %v says that it is of another", rev)}
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

var errWire = texts.Errorf("it is no key-value pair")

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

// eachField calls f with the fields of a message that are numbers or bytes.
func eachField(b []byte, f func(num protowire.Number, n uint64, p []byte)) error {
	for len(b) > 0 {
		num, typ, n := protowire.ConsumeTag(b)
		if n < 0 {
			return errWire
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
			return errWire
		}
		f(num, number, p)
		b = b[n:]
	}
	return nil
}

// EachRevision calls f with the revisions from the given one on, in order. What
// f is given is valid until it returns.
func EachRevision(src Source, from mvcc.Revision, f func(*Revision) error) error {
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

// Lookup returns a copy of the put or tombstone at a revision, nil if the source
// does not hold it.
func Lookup(src Source, rev mvcc.Revision) (*Revision, error) {
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
	Range     Range
	At        int64 // up to this main revision; 0 is all
	Compacted int64 // as Info has it

	Puts       int64
	Tombstones int64
	Living     int64 // keys that exist at At
}

// Add counts a revision.
//
// A compaction leaves of each key that lived one put at most, so of those up to
// there each is a key; later ones are if they begin a generation.
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
