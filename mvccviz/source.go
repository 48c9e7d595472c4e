package mvccviz

import (
	"bytes"
	"errors"

	"raftviz/engine/lang"
	"raftviz/mvccviz/layout"
)

// A Source gives access to the buckets of a store: an open *mvcc.Store or a
// *datafile.File.
type Source interface {
	// Buckets returns the bucket names, in byte order.
	Buckets() []string
	// Scan calls f with the entries of a bucket in key order, starting at the
	// given key (nil for all), until f returns an error. The slices given to f
	// are valid until it returns. A bucket that does not exist has no entries.
	Scan(bucket string, from []byte, f func(key, value []byte) error) error
	// Last returns the last key of a bucket, nil if it is empty.
	Last(bucket string) ([]byte, error)
	// Pages counts the pages of the file.
	Pages() (*layout.PageStats, error)
}

// ErrStop ends an iteration early when a callback returns it; the iteration
// then returns nil.
var ErrStop = errors.New("mvccviz: stop")

// An EntryError says that a bucket entry does not decode.
type EntryError struct {
	Bucket string
	Key    []byte
	What   error
}

func (e *EntryError) Error() string { return e.In(lang.English) }

// In says the error in a language.
func (e *EntryError) In(l lang.Lang) string {
	return texts.Sayf("the entry %q of bucket %s does not decode: %v", e.Key[:min(len(e.Key), 32)], e.Bucket, e.What).In(l)
}

// unstop returns err, or nil for ErrStop.
func unstop(err error) error {
	if err == ErrStop {
		return nil
	}
	return err
}

// A Range is a set of keys, as in an API request: the single key Key if End is
// empty, all keys from Key on if End is "\x00", and otherwise [Key, End).
type Range struct{ Key, End []byte }

// AllKeys returns the range of every key.
func AllKeys() Range { return Range{[]byte{}, []byte{0}} }

// OneKey returns the range of a single key.
func OneKey(key []byte) Range { return Range{Key: key} }

// Prefix returns the range of the keys that begin with prefix.
func Prefix(prefix []byte) Range { return Range{prefix, layout.PrefixEnd(prefix)} }

// Has reports whether the key is in the range.
func (r Range) Has(k []byte) bool {
	switch {
	case len(r.End) == 0:
		return bytes.Equal(k, r.Key)
	case bytes.Compare(k, r.Key) < 0:
		return false
	}
	return len(r.End) == 1 && r.End[0] == 0 || bytes.Compare(k, r.End) < 0
}

// after returns the part of the range after key k.
func (r Range) after(k []byte) Range {
	next := append(bytes.Clone(k), 0)
	if len(r.End) == 0 {
		return Range{next, next} // empty
	}
	return Range{next, r.End}
}
