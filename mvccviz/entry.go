package mvccviz

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.etcd.io/etcd/api/v3/authpb"
	"google.golang.org/protobuf/proto"
)

// A BucketEntry is one raw entry of a bucket, with what its bytes mean. The
// texts hold what users wrote: keys and values in quotes, but names and JSON as
// they are, so that a screen must still escape them.
type BucketEntry struct {
	Bucket     string
	Key, Value []byte
	Name       string // the key, readable: "5.1t", "consistent_index"
	Text       string // the value, readable: `a = "x", created 2, version 3`
	Err        error  // an *EntryError if it does not decode; Name and Text then say less
}

// maxQuoted is how much of a key or value is quoted.
const maxQuoted = 120

// DecodeEntry says what an entry means. It copies it.
func DecodeEntry(bucket string, key, value []byte) *BucketEntry {
	e := &BucketEntry{Bucket: bucket, Key: bytes.Clone(key), Value: bytes.Clone(value)}
	e.Name, e.Text = text(key), text(value)
	decode := decoders[bucket]
	if decode == nil {
		return e
	}
	name, says, err := decode(e.Key, e.Value)
	if err != nil {
		e.Err = err
		if _, ok := errors.AsType[*EntryError](err); !ok {
			e.Err = &EntryError{bucket, e.Key, err}
		}
		return e
	}
	e.Name, e.Text = name, says
	return e
}

// EachEntry calls f with the entries of a bucket from the given key on, in order.
func EachEntry(src Source, bucket string, from []byte, f func(*BucketEntry) error) error {
	return unstop(src.Scan(bucket, from, func(k, v []byte) error { return f(DecodeEntry(bucket, k, v)) }))
}

// decoders say what the entries of a bucket mean, by its name.
var decoders = map[string]func(k, v []byte) (name, says string, err error){
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
		return text(k), "roles " + strings.Join(u.GetRoles(), ","), err // and a password, which is nobody's business
	},
	"authRoles": func(k, v []byte) (string, string, error) {
		var r authpb.Role
		err := proto.Unmarshal(v, &r)
		var p []string
		for _, perm := range r.GetKeyPermission() {
			p = append(p, fmt.Sprintf("%s %q %q", perm.GetPermType(), perm.GetKey(), perm.GetRangeEnd()))
		}
		return text(k), strings.Join(p, ", "), err
	},
}

func decodeRevision(k, v []byte) (name, says string, err error) {
	var r Revision
	if err := r.Decode(k, v); err != nil {
		return "", "", err
	}
	if r.Tombstone {
		return r.String() + "t", quote(r.Key) + " deleted", nil
	}
	says = fmt.Sprintf("%s = %s, created %d, version %d", quote(r.Key), quote(r.Value), r.Created, r.Version)
	if r.Lease != 0 {
		says += ", lease " + HexID(uint64(r.Lease))
	}
	return r.String(), says, nil
}

func decodeMeta(k, v []byte) (name, says string, err error) {
	says = text(v)
	switch name = text(k); name {
	case "consistent_index", "term", "authRevision":
		var n uint64
		n, err = number(v)
		says = fmt.Sprint(n)
	case "finishedCompactRev", "scheduledCompactRev":
		var rev int64
		rev, err = mainRev(v)
		says = fmt.Sprint(rev)
	case "authEnabled":
		says = fmt.Sprint(len(v) == 1 && v[0] == 1)
	}
	return name, says, err
}

func decodeLease(k, v []byte) (name, says string, err error) {
	l, err := parseLease(k, v)
	if err != nil {
		return "", "", err
	}
	says = fmt.Sprintf("TTL %d s", l.TTL)
	if l.Remaining != 0 {
		says += fmt.Sprintf(", %d s remained at the last checkpoint", l.Remaining)
	}
	return HexID(uint64(l.ID)), says, nil
}

// text returns bytes as they are if they are UTF-8, else in hexadecimal.
func text(b []byte) string {
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
