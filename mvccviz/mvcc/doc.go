// Package mvcc is the multi-version key-value store of a node: etcd's data
// model, file format and responses (etcd server 3.7, storage/mvcc), made
// deterministic.
//
// # Revisions
//
// A store starts at revision 1. Every transaction that changes something takes
// the next main revision; its changes are numbered from 0 as sub revisions.
// Nothing is overwritten: a change adds one entry to the bucket "key" of the
// data file, under its revision, and a deletion adds a tombstone.
//
//	revision   2        3        4        5        6        7
//	           put a 1  put b x  put a 2  del a,b  put a 3  put a 4
//	                                      (5.0t a)
//	                                      (5.1t b)
//
// # Generations
//
// The key index, in memory, holds for each key the revisions at which it
// changed. The history of a key from its creation to the tombstone that deletes
// it is a generation. After the transactions above:
//
//	         2    3    4    5     6    7
//	a    ┌ 2.0 ─────── 4.0  5.0t ┐                  generation 1
//	     │                       └ 6.0  7.0 ─ ─     generation 2, current
//	b    ┌      3.0 ─────── 5.1t ┐                  generation 1
//	     │                       └ ─ ─ ─ ─ ─ ─      generation 2, empty: no such key
//
//	version of a        1    2    –     1    2      counted from the generation's start
//	creation of a       2    2    –     6    6      its first revision
//
// So a read of a at revision 3 returns the value put at 2.0, and at 4 that of
// 4.0; at 5 the key does not exist; at 6 it exists again, as version 1 created
// at 6. If the last generation is empty, the key is deleted.
//
// # Requests
//
// Validate checks a request as etcd's service does before it is proposed. Apply
// performs it as etcd's appliers do after it has come through the log. Query
// reads. All of them take and return etcdserverpb's messages and rpctypes'
// errors. A transaction first evaluates all compares, including nested ones,
// against the store as it was; then its operations run under one main revision,
// and each sees the changes of those before it. All are built on Range, Put and
// DeleteRange.
//
// # Compaction
//
// Compact forbids reads before a revision and stores it as scheduled.
// CompactStep removes what no read can reach any more, first from the index,
// then batch by batch from the file, and stores the revision as finished. If a
// crash interrupts it, Open resumes it. Compacting the changes above
//
//	at    leaves in the file                    a                   b
//	4     3.0 4.0 5.0t 5.1t 6.0 7.0    {4.0 5.0t}{6.0 7.0}    {3.0 5.1t}{}
//	5     5.0t 5.1t 6.0 7.0                {5.0t}{6.0 7.0}        {5.1t}{}
//	6     6.0 7.0                                {6.0 7.0}    no such key
//
// # Leases
//
// A store holds leases and the keys attached to them, but no time. The leader's
// Lessor decides that a lease has expired. The lease ends only when a request
// to revoke it has come through the log.
//
// # Watches
//
// A Watchable is the watch side of an open store. Each client has a stream with
// watchers, which share the stream's buffer. A watcher is in one of three
// groups:
//
//	         the buffer is full: its events
//	         are kept for it
//	synced ─────────────────────────────────▶ victim ◀──┐
//	  ▲  ▲   there is room again, and         │  │      │ full
//	  │  └── nothing was written meanwhile ───┘  │      │
//	  │                                          │ room, but it has missed something
//	  │      it has received everything          ▼      │
//	  └────────────────────────────────────── unsynced ─┘
//
// Synced watchers get each write as it happens (Notify). Watchers that start in
// the past are unsynced: SyncUnsynced reads the history for them, a round at a
// time, and cancels them if compaction has removed it. Victims wait for room in
// the buffer (SyncVictims). No event is lost or sent twice: each watcher keeps
// the next revision that it must receive.
//
// # Durability
//
// Changes collect in a write buffer over the file, and reads see both. Commit
// moves the buffer into the file at once; Close drops it. So Close leaves what
// a crash leaves: the file as of the last Commit. It includes the index of the
// last log entry that it reflects (the consistent index), and the node applies
// its log again from there.
//
// # Determinism
//
// Equal calls in equal order give files with equal bytes on all machines of the
// same byte order (bbolt writes in the machine's byte order). Nothing here uses
// a clock, a goroutine or map order, and bbolt is kept from depending on map
// order, too: see backend.commit. A Store is not safe for concurrent use.
package mvcc
