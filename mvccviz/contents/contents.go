// Package contents is what is inside a store, as plain data: what a frame of a
// cluster holds of each node's store, and what is read from a data file.
//
// Contents are values nobody may write to: they share whatever did not change
// with the contents before them.
package contents

import (
	"cmp"
	"slices"
	"sort"
)

// Contents is one store, its data file and what is in memory beside it.
type Contents struct {
	Rev       int64 // the revision of the last write
	Scheduled int64 // the compaction asked for last: nothing before can be read; 0 if there was none
	Indexed   int64 // the compaction the key index has gone through; at most Scheduled
	Finished  int64 // the compaction that has gone through the whole file; at most Indexed

	Index        uint64 // the consistent index: the last log entry applied
	Term         uint64 // of that entry
	DurableIndex uint64 // the consistent index in the file

	Revs    []*Rev    // the bucket "key", file and batch together, by revision
	Pending []Change  // what of the buckets is not in the file yet, by bucket and key; see Change
	Leases  []*Lease  // by ID
	Alarms  []Alarm   // by type and member
	Streams []*Stream // of watchers, by client
	Others  []Other   // entries of which none of the above tells, by bucket and key
	File    *File     // after the last commit; nil if not known
}

// A Rev is one entry of the bucket "key": a put, or a tombstone, which has a
// key only. Entries that are the same are usually the same pointer, in all
// stores.
type Rev struct {
	Main, Sub int64
	Tombstone bool
	Key       string
	Value     string
	Created   int64 // main revision at which the generation began
	Version   int64 // puts since then
	Lease     int64 // 0 is none

	Index uint64 // the raft entry that wrote it; 0 if that is not known, as in a file
}

// Compare orders entries as the bucket does.
func (r *Rev) Compare(o *Rev) int {
	return cmp.Or(cmp.Compare(r.Main, o.Main), cmp.Compare(r.Sub, o.Sub))
}

// At returns the entry at a revision, or nil.
func (c *Contents) At(main, sub int64) *Rev {
	want := Rev{Main: main, Sub: sub}
	i, ok := slices.BinarySearchFunc(c.Revs, &want, (*Rev).Compare)
	if !ok {
		return nil
	}
	return c.Revs[i]
}

// Wrote returns the entries that the raft entry at index wrote, as far as that
// is known of them. Rev.Index says it the other way round.
func (c *Contents) Wrote(index uint64) []*Rev {
	if index == 0 {
		return nil
	}
	i := sort.Search(len(c.Revs), func(i int) bool {
		for ; i < len(c.Revs); i++ { // an entry of which it is not known is passed over
			if at := c.Revs[i].Index; at != 0 {
				return at >= index
			}
		}
		return true
	})
	for i < len(c.Revs) && c.Revs[i].Index == 0 {
		i++
	}
	end := i
	for end < len(c.Revs) && c.Revs[end].Index == index {
		end++
	}
	return c.Revs[i:end:end]
}

// A Change counts what waits in the store's batch for one bucket.
type Change struct {
	Bucket string
	Puts   int // entries to be written
	Gone   int // entries to be removed
}

// An Other is an entry of a bucket as it is: what a store keeps for etcd's sake,
// such as the members.
type Other struct{ Bucket, Key, Value string }

// A Lease is one of the bucket "lease", and on the leader its countdown.
type Lease struct {
	ID        int64
	TTL       int64    // seconds, as granted
	Remaining int64    // seconds left at the last checkpoint; 0 if there was none
	Expiry    int64    // virtual ms at which it runs out; 0 if this node does not count
	Keys      []string // attached to it, in order
}

// An Alarm is a raised one.
type Alarm struct {
	Member string // the node that raised it
	Type   string // NOSPACE, CORRUPT
}

// A Stream is a client's connection for its watchers, with the buffer that all
// of them share (etcd's watchStream).
type Stream struct {
	Client   string
	Buffered int // responses that wait to be sent
	Buffer   int // how many can wait
	Unread   int // responses sent that the client has not read
	Window   int // how many may be unread before no more are sent
	Watchers []Watcher
}

// A Group is where etcd keeps a watcher.
type Group uint8

// The groups.
const (
	Synced   Group = iota // has had everything: told of each write as it happens
	Unsynced              // behind: a loop reads the history for it
	Victim                // found the buffer full: its events are kept until there is room
)

var groups = [...]string{"synced", "unsynced", "victim"}

func (g Group) String() string { return groups[g] }

// Names returns the names of all values, by value.
func (Group) Names() []string { return groups[:] }

// ParseGroup returns the group with the given name.
func ParseGroup(name string) (Group, bool) {
	for i, s := range groups {
		if s == name {
			return Group(i), true
		}
	}
	return 0, false
}

// A Watcher is one watch of a stream.
type Watcher struct {
	ID       int64
	Key, End string // the range as a request has it: End "" is the one key, "\x00" all from Key on
	Group    Group
	Next     int64 // the revision it has yet to see, and all from there on (etcd's minRev)
	Kept     int   // a victim: events that wait for room
}

// A File is the data file as it was after the last commit.
type File struct {
	Size  int64 // bytes
	InUse int64 // bytes that are not in free pages

	// Pages by kind.
	Meta, Freelist, Branch, Leaf, Overflow, Free int
}
