package mvccviz

import (
	"raftviz/mvccviz/mvcc"
	"raftviz/mvccviz/store"
)

// BucketKey returns the bytes under which the bucket "key" holds an entry: 17, or
// 18 of a tombstone.
func BucketKey(r *store.Rev) []byte {
	return mvcc.Revision{Main: r.Main, Sub: r.Sub}.AppendKey(nil, r.Tombstone)
}

// PrefixEnd returns the end of the range of keys that begin with a prefix.
func PrefixEnd(prefix string) string { return string(mvcc.PrefixEnd([]byte(prefix))) }
