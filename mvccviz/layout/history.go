package layout

import "errors"

// A Generation is the history of a key from its creation to its deletion, as
// etcd's key index has it.
type Generation struct {
	Created Revision   // the first put; zero if compaction left only the tombstone
	Version int64      // changes since it began, compacted ones included
	Revs    []Revision // the changes that are not compacted
	Ended   bool       // the last of Revs is a tombstone
}

// Errors of a read at a revision; the texts are etcd's.
var (
	ErrCompacted = errors.New("mvcc: required revision has been compacted")
	ErrFutureRev = errors.New("mvcc: required revision is a future revision")
)
