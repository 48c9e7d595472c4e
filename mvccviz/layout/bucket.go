package layout

import (
	"slices"
	"strings"
)

// A Bucket identifies a bucket of the data file.
type Bucket uint8

// The buckets that etcd creates. A file has all of them from the start, because
// etcd's tools expect them.
const (
	KeyBucket Bucket = iota // revision key: mvccpb.KeyValue
	MetaBucket
	LeaseBucket
	AlarmBucket
	ClusterBucket
	MembersBucket
	MembersRemovedBucket
	AuthBucket
	AuthUsersBucket
	AuthRolesBucket
	NumBuckets
)

var bucketNames = [NumBuckets]string{
	KeyBucket:            "key",
	MetaBucket:           "meta",
	LeaseBucket:          "lease",
	AlarmBucket:          "alarm",
	ClusterBucket:        "cluster",
	MembersBucket:        "members",
	MembersRemovedBucket: "members_removed",
	AuthBucket:           "auth",
	AuthUsersBucket:      "authUsers",
	AuthRolesBucket:      "authRoles",
}

var bucketBytes = func() (names [NumBuckets][]byte) {
	for b, name := range bucketNames {
		names[b] = []byte(name)
	}
	return names
}()

func (b Bucket) String() string { return bucketNames[b] }

// Name returns the name as the file has it. It must not be modified.
func (b Bucket) Name() []byte { return bucketBytes[b] }

// Buckets lists the buckets in the order of their names.
var Buckets = func() (all [NumBuckets]Bucket) {
	for b := range NumBuckets {
		all[b] = b
	}
	slices.SortFunc(all[:], func(a, b Bucket) int { return strings.Compare(a.String(), b.String()) })
	return all
}()

// BucketNames returns the bucket names of every store, in byte order.
func BucketNames() []string {
	names := make([]string, NumBuckets)
	for i, b := range Buckets {
		names[i] = b.String()
	}
	return names
}

// BucketNamed returns the bucket with the given name.
func BucketNamed(name string) (Bucket, bool) {
	i := slices.Index(bucketNames[:], name)
	return Bucket(max(i, 0)), i >= 0
}

// Keys of the bucket "meta". Consistent index and term are big-endian uint64;
// both compaction revisions are revision keys.
const (
	MetaConsistentIndex     = "consistent_index"
	MetaTerm                = "term"
	MetaFinishedCompactRev  = "finishedCompactRev"
	MetaScheduledCompactRev = "scheduledCompactRev"
)
