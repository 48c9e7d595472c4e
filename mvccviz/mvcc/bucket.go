package mvcc

import (
	"slices"
	"strings"
)

// A bucket identifies a bucket of the data file.
type bucket uint8

// The buckets that etcd creates. A file has all of them from the start, because
// etcd's tools expect them.
const (
	bucketKey bucket = iota // revision key: mvccpb.KeyValue
	bucketMeta
	bucketLease
	bucketAlarm
	bucketCluster
	bucketMembers
	bucketMembersRemoved
	bucketAuth
	bucketAuthUsers
	bucketAuthRoles
	numBuckets
)

var bucketNames = [numBuckets][]byte{
	bucketKey:            []byte("key"),
	bucketMeta:           []byte("meta"),
	bucketLease:          []byte("lease"),
	bucketAlarm:          []byte("alarm"),
	bucketCluster:        []byte("cluster"),
	bucketMembers:        []byte("members"),
	bucketMembersRemoved: []byte("members_removed"),
	bucketAuth:           []byte("auth"),
	bucketAuthUsers:      []byte("authUsers"),
	bucketAuthRoles:      []byte("authRoles"),
}

func (id bucket) String() string { return bucketTexts[id] }

var bucketTexts = func() (texts [numBuckets]string) {
	for id, name := range bucketNames {
		texts[id] = string(name)
	}
	return texts
}()

// bucketsByName lists the buckets in the order of their names.
var bucketsByName = func() (ids [numBuckets]bucket) {
	for id := range numBuckets {
		ids[id] = id
	}
	slices.SortFunc(ids[:], func(a, b bucket) int { return strings.Compare(a.String(), b.String()) })
	return ids
}()

// BucketNames returns the bucket names of every store, in byte order.
func BucketNames() []string {
	names := make([]string, numBuckets)
	for i, id := range bucketsByName {
		names[i] = id.String()
	}
	return names
}

// Keys of the bucket "meta". Consistent index and term are big-endian uint64;
// both compaction revisions are revision keys.
var (
	metaConsistentIndex     = []byte("consistent_index")
	metaTerm                = []byte("term")
	metaFinishedCompactRev  = []byte("finishedCompactRev")
	metaScheduledCompactRev = []byte("scheduledCompactRev")
)
