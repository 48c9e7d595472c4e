// Package mvcc is the multi-version key-value store under a node: etcd's data
// model, its file format and its answers (etcd server 3.7, storage/mvcc), made
// deterministic.
//
// # Revisions
//
// A store starts at revision 1. Every transaction that changes something takes
// the next main revision; the changes inside it are numbered from 0 as sub
// revisions. Nothing is overwritten: a change adds one entry to the bucket
// "key" of the data file, under its revision, and a deletion adds a tombstone.
//
//	revision   2        3        4        5        6        7
//	           put a 1  put b x  put a 2  del a,b  put a 3  put a 4
//	                                      (5.0t a)
//	                                      (5.1t b)
//
// # Generations
//
// The key index, in memory, says for each key at which revisions it changed.
// The life of a key from a put to the tombstone that ends it is a generation.
// After the transactions above:
//
//	         2    3    4    5     6    7
//	a    ┌ 2.0 ─────── 4.0  5.0t ┐                  generation 1
//	     │                       └ 6.0  7.0 ─ ─     generation 2, alive
//	b    ┌      3.0 ─────── 5.1t ┐                  generation 1
//	     │                       └ ─ ─ ─ ─ ─ ─      generation 2, empty: no such key
//
//	version of a        1    2    –     1    2      counted from the generation's start
//	creation of a       2    2    –     6    6      its first revision
//
// So a at revision 3 is the value put at 2.0; at 4 it is that of 4.0; at 5 the
// key does not exist; at 6 it exists anew, as version 1 created at 6. An empty
// last generation is what distinguishes a deleted key from a living one.
//
// # Requests
//
// Validate checks a request as etcd's service does before it is proposed, Apply
// performs it as etcd's appliers do when it has come through the log, and Query
// reads: all take and return etcdserverpb's messages and rpctypes' errors. A
// transaction decides all its compares first, nested ones, too, by the store as
// it was; its operations then see each other's changes, under one main
// revision. Range, Put and DeleteRange are what these stand on.
//
// # Compaction
//
// Compact forbids reads before a revision and notes it as scheduled; CompactStep
// takes what no read can reach any more out of the index, then batch by batch
// out of the file, and notes the revision as finished. A crash in between is
// made good by Open. Compacting the changes above
//
//	at    leaves in the file                    a                   b
//	4     3.0 4.0 5.0t 5.1t 6.0 7.0    {4.0 5.0t}{6.0 7.0}    {3.0 5.1t}{}
//	5     5.0t 5.1t 6.0 7.0                {5.0t}{6.0 7.0}        {5.1t}{}
//	6     6.0 7.0                                {6.0 7.0}    no such key
//
// # Leases
//
// A store holds leases and the keys attached to them, but no time: that a lease
// has run out is for the leader's Lessor to say, and becomes so only by a
// request to revoke it that comes through the log.
//
// # Watches
//
// A Watchable is the watch side of an open store. Each client has a stream, and
// on it watchers, which share the stream's buffer. A watcher is in one of three
// groups:
//
//	         the buffer is full: what it was
//	         to be sent is kept for it
//	synced ─────────────────────────────────▶ victim ◀──┐
//	  ▲  ▲   there is room again, and         │  │      │ full
//	  │  └── nothing was written meanwhile ───┘  │      │
//	  │                                          │ room, but it has missed something
//	  │      it has had everything               ▼      │
//	  └────────────────────────────────────── unsynced ─┘
//
// Synced ones are told of each write as it happens (Notify). Unsynced ones, as
// are at first those that ask for the past, have the history read for them, a
// round at a time (SyncUnsynced), and are canceled if a compaction has come
// before it. Victims wait for room (SyncVictims). Until then nothing is lost and
// nothing told twice: each watcher knows the next revision that it has yet to
// see.
//
// # Durability
//
// Changes gather in a write buffer over the file and reads see both. Commit
// moves the buffer into the file in one go; Close drops it. What Close leaves
// is therefore what a crash leaves: the file as of the last Commit, together
// with the index of the last log entry that it contains (the consistent index),
// from where the node applies its log anew.
//
// # Determinism
//
// Equal calls in equal order give files with equal bytes, whatever the machine
// (of one byte order: bbolt writes the machine's own). Nothing here uses a
// clock, a goroutine or the order of a map, and bbolt is held to the same: see
// backend.commit for what that takes. A Store is not safe for concurrent use.
package mvcc
