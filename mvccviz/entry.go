package mvccviz

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"raftviz/mvccviz/layout"

	"go.etcd.io/etcd/api/v3/authpb"
	"google.golang.org/protobuf/proto"
)

// A BucketEntry is one raw entry of a bucket and what it means. Keys and values
// in Name and Text are quoted, but user names and JSON are copied as they are:
// a screen must escape them.
type BucketEntry struct {
	Bucket     string
	Key, Value []byte
	Name       string // the key, decoded: "5.1t", "consistent_index"
	Text       string // the value, decoded: `a = "x", created 2, version 3`
	Err        error  // an *EntryError if it does not decode; Name and Text are then undecoded
}

// maxQuoted is how many bytes of a key or value are quoted.
const maxQuoted = 120

// DecodeEntry decodes an entry. It copies key and value.
func DecodeEntry(bucket string, key, value []byte) *BucketEntry {
	e := &BucketEntry{Bucket: bucket, Key: bytes.Clone(key), Value: bytes.Clone(value)}
	e.Name, e.Text = printable(key), printable(value)
	decode := decoders[bucket]
	if decode == nil {
		return e
	}
	name, meaning, err := decode(e.Key, e.Value)
	if err != nil {
		e.Err = err
		if _, ok := errors.AsType[*EntryError](err); !ok {
			e.Err = &EntryError{bucket, e.Key, err}
		}
		return e
	}
	e.Name, e.Text = name, meaning
	return e
}

// EachEntry calls f with the entries of a bucket, from the given key on, in
// order.
func EachEntry(src Source, bucket string, from []byte, f func(*BucketEntry) error) error {
	return unstop(src.Scan(bucket, from, func(k, v []byte) error { return f(DecodeEntry(bucket, k, v)) }))
}

// decoders decode the entries of a bucket, by bucket name.
var decoders = map[string]func(k, v []byte) (name, meaning string, err error){
	"key":   decodeRevision,
	"meta":  decodeMeta,
	"auth":  decodeMeta,
	"lease": decodeLease,
	"alarm": func(k, _ []byte) (string, string, error) {
		a, err := parseAlarm(k)
		return a.Type, "member " + a.Member, err
	},
	"authUsers": func(k, v []byte) (string, string, error) {
		var u authpb.User
		err := proto.Unmarshal(v, &u)
		return printable(k), "roles " + strings.Join(u.GetRoles(), ","), err // leaves out the password
	},
	"authRoles": func(k, v []byte) (string, string, error) {
		var r authpb.Role
		err := proto.Unmarshal(v, &r)
		var p []string
		for _, perm := range r.GetKeyPermission() {
			p = append(p, fmt.Sprintf("%s %q %q", perm.GetPermType(), perm.GetKey(), perm.GetRangeEnd()))
		}
		return printable(k), strings.Join(p, ", "), err
	},
}

func decodeRevision(k, v []byte) (name, meaning string, err error) {
	var r Revision
	if err := r.Decode(k, v); err != nil {
		return "", "", err
	}
	if r.Tombstone {
		return r.String() + "t", quote(r.Key) + " deleted", nil
	}
	meaning = fmt.Sprintf("%s = %s, created %d, version %d", quote(r.Key), quote(r.Value), r.Created, r.Version)
	if r.Lease != 0 {
		meaning += ", lease " + HexID(uint64(r.Lease))
	}
	return r.String(), meaning, nil
}

func decodeMeta(k, v []byte) (name, meaning string, err error) {
	meaning = printable(v)
	switch name = printable(k); name {
	case layout.MetaConsistentIndex, layout.MetaTerm, "authRevision":
		var n uint64
		n, err = number(v)
		meaning = fmt.Sprint(n)
	case layout.MetaFinishedCompactRev, layout.MetaScheduledCompactRev:
		var rev int64
		rev, err = mainRev(v)
		meaning = fmt.Sprint(rev)
	case "authEnabled":
		meaning = fmt.Sprint(len(v) == 1 && v[0] == 1)
	}
	return name, meaning, err
}

func decodeLease(k, v []byte) (name, meaning string, err error) {
	l, err := parseLease(k, v)
	if err != nil {
		return "", "", err
	}
	meaning = fmt.Sprintf("TTL %d s", l.TTL)
	if l.Remaining != 0 {
		meaning += fmt.Sprintf(", %d s remained at the last checkpoint", l.Remaining)
	}
	return HexID(uint64(l.ID)), meaning, nil
}

// printable returns b as it is if it is UTF-8, otherwise in hexadecimal.
func printable(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	if len(b) > maxQuoted {
		return fmt.Sprintf("0x%x… (%d bytes)", b[:maxQuoted], len(b))
	}
	return fmt.Sprintf("0x%x", b)
}

func quote(b []byte) string {
	if len(b) > maxQuoted {
		return fmt.Sprintf("%q… (%d bytes)", b[:maxQuoted], len(b))
	}
	return fmt.Sprintf("%q", b)
}
