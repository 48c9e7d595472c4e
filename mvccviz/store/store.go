// Package store is what is inside a store, as plain data: what a frame of a
// cluster holds of each node's store, and what is read from a data file.
//
// States must not be written to: they share whatever did not change
// with the states before them.
package store

import (
	"cmp"
	"slices"
	"sort"
)

// A State is one store, its data file and what is in memory beside it.
type State struct {
	Rev                 int64 `key:"rev" says:"the revision of the last write" zh:"最后一次写入的修订版本" label:"revision|修订版本"`
	ScheduledCompactRev int64 `key:"scheduled" name:"compact" says:"the revision it was compacted at" zh:"压缩到的修订版本" label:"compacted|压缩到"` // nothing before can be read; 0 if there was none
	IndexedCompactRev   int64 `key:"indexed" says:"the compaction that the key index has gone through" label:"-"`                          // at most ScheduledCompactRev
	FinishedCompactRev  int64 `key:"finished" name:"swept" says:"the compaction that has gone through its file" zh:"已处理完文件的压缩" label:"-"`  // at most IndexedCompactRev

	Keys int    `key:"keys" says:"keys that exist now" zh:"现存的键数" label:"-"`
	Hash uint64 `key:"hash" as:"hex" says:"equal stores have equal hashes" zh:"内容相同则哈希相同" label:"-"` // 0 if not known

	Index        uint64 `key:"i" says:"the consistent index: the last entry in it" zh:"一致性索引：其中的最后条目" label:"-"`
	Term         uint64 `key:"term" says:"the term of that entry" label:"-"`
	DurableIndex uint64 `key:"durable" says:"the consistent index in its file" zh:"数据文件中的一致性索引" label:"-"`

	Revs       []*Rev     `key:"revs" name:"revisions" says:"the puts and tombstones it holds" zh:"其中的写入与墓碑数" label:"-"`    // the bucket "key", file and batch together, by revision
	Pending    []Change   `key:"pend" says:"entries that wait for the next commit of its file" zh:"等待下次写入文件的条目数" label:"-"` // by bucket and key; see Change
	Leases     []*Lease   `key:"lease" says:"the leases it holds" zh:"其中的租约数" label:"-"`                                    // by ID
	Alarms     []Alarm    `key:"alarm" says:"the alarms raised in it" label:"-"`                                            // by type and member
	Streams    []*Stream  `key:"stream" says:"the streams of its watchers" label:"-"`                                       // by client
	RawEntries []RawEntry `key:"raw" says:"entries of the other buckets, and of meta what no other member tells" label:"-"` // by bucket and key
	File       *File      `key:"file" says:"its file after the last commit; null if it is not known" label:"-"`
}

// A Rev is one entry of the bucket "key": a put, or a tombstone, which has a
// key only. Entries that are the same are usually the same pointer, in all
// stores.
type Rev struct {
	Main    int64  `says:"the revision"`
	Sub     int64  `says:"its place in the transaction"`
	Index   uint64 `says:"the raft entry that wrote it; 0 if that is not known, as in a file"`
	Key     string `as:"bytes" says:"the key"`
	Value   string `as:"bytes" says:"the value"`
	Created int64  `says:"the main revision at which the generation began"`
	Version int64  `says:"puts since then"`
	Lease   int64  `as:"hex" says:"the lease; 0 is none"`

	Tombstone bool `key:"-"` // it has a key only
}

// Compare orders entries as the bucket does.
func (r *Rev) Compare(o *Rev) int {
	return cmp.Or(cmp.Compare(r.Main, o.Main), cmp.Compare(r.Sub, o.Sub))
}

// At returns the entry at a revision, or nil.
func (c *State) At(main, sub int64) *Rev {
	want := Rev{Main: main, Sub: sub}
	i, ok := slices.BinarySearchFunc(c.Revs, &want, (*Rev).Compare)
	if !ok {
		return nil
	}
	return c.Revs[i]
}

// Wrote returns the entries that the raft entry at index wrote, as far as that
// is known of them. Rev.Index says it the other way round.
func (c *State) Wrote(index uint64) []*Rev {
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
	Bucket string `says:"the bucket"`
	Puts   int    `says:"entries to be written"`
	Gone   int    `says:"entries to be removed"`
}

// A RawEntry is an entry of a bucket as it is: what a store keeps for etcd's sake,
// such as the members.
type RawEntry struct {
	Bucket string `says:"the bucket"`
	Key    string `as:"bytes" says:"the key"`
	Value  string `as:"bytes" says:"the value"`
}

// A Lease is one of the bucket "lease", and on the leader its countdown.
type Lease struct {
	ID        int64    `key:"id" as:"hex" says:"its id"`
	TTL       int64    `key:"ttl" says:"seconds, as granted"`
	Remaining int64    `key:"left" says:"seconds left at the last checkpoint; 0 if there was none"`
	Expiry    int64    `key:"end" says:"virtual ms at which it runs out; 0 if this node does not count"`
	Keys      []string `key:"keys" says:"the keys attached to it, in order"`
}

// An Alarm is a raised one.
type Alarm struct {
	Member string `says:"the node that raised it"`
	Type   string `says:"NOSPACE or CORRUPT"`
}

// A Stream is a client's connection for its watchers, with the buffer that all
// of them share (etcd's watchStream).
type Stream struct {
	Client   string    `key:"n" says:"who watches" zh:"客户端"`
	Buffered int       `key:"buf" says:"responses in the buffer of its client" zh:"该客户端缓冲区中的响应数"`
	Buffer   int       `key:"room" says:"how many can wait there"`
	Unread   int       `key:"unread" says:"responses sent to its client and not read" zh:"已发给该客户端而未读的响应数"`
	Window   int       `key:"win" says:"how many may be unread before no more are sent"`
	Watchers []Watcher `key:"w" says:"the watchers"`
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
	ID    int64  `key:"id" says:"the watch it serves" zh:"所服务的监听的编号"`
	Key   string `key:"key" as:"bytes" says:"the key, or the first of the range" zh:"键，或范围的第一个键"`
	End   string `key:"end" as:"bytes" says:"the end of the range; \"\" is the one key" zh:"范围的终点；\"\" 表示单个键"` // "\x00" is all from Key on
	Group Group  `key:"group" says:"synced, unsynced or victim" zh:"synced、unsynced 或 victim"`
	Next  int64  `key:"next" says:"the revision it has yet to see" zh:"尚未看到的第一个修订版本"` // etcd's minRev
	Kept  int    `key:"kept" says:"of a victim: events that wait for room in the buffer" zh:"victim：等待缓冲区腾出位置的事件数"`
}

// A File is the data file as it was after the last commit.
type File struct {
	Size  int64 `key:"size" says:"bytes of its file" zh:"文件的字节数"`
	InUse int64 `key:"used" name:"inuse" says:"bytes of its file that are not in free pages" zh:"文件中非空闲页的字节数"`

	Meta     int `key:"meta" says:"meta pages"`
	Freelist int `key:"freelist" says:"freelist pages"`
	Branch   int `key:"branch" says:"branch pages"`
	Leaf     int `key:"leaf" says:"leaf pages"`
	Overflow int `key:"overflow" says:"overflow pages"`
	Free     int `key:"free" says:"free pages"`
}
