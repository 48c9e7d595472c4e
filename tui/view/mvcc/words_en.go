package mvcc

var english = texts{
	Views: [numViews]string{"keys × revisions", "generations", "buckets", "watchers", "leases"},

	AboutF: "revision %d · %d keys, %d of them exist",

	None:  [reasons]string{"there are no nodes", "%s is down: its store is closed, and comes back as its file has it", "this recording does not tell what the store of %s holds", "%s has left the cluster: its store is closed"},
	Empty: "nothing is written yet; :put foo bar writes revision 2", Nothing: "no entries",

	Revision: "revision", Index: "← index", Key: "key", Generations: "generations", Created: "created", Version: "version",
	Unread: "older ones not read",

	PutF: "put at %s", DeletedF: "deleted at %s", VersionF: "version %d", CreatedF: "created at %d", IndexF: "by raft index %d", NoIndex: "by an entry not known",
	LeaseF: "lease %s", AsOfF: "read at %d", NoKeyF: "no such key at %d", NotYetF: "not put yet at %d", UnreadableF: "a read at %d is refused: compacted",
	GoneF: "the store holds nothing of %s", FutureF: "revision %d is not written yet", Waits: "not in the file yet",
	SaysVersion: "put, and its version", SaysEnd: "deleted", SaysGone: "gone", SaysDoomed: "to be removed", SaysNoKey: "no such key now", SaysLives: "it exists",
	Compaction: [finished + 1]string{"never compacted", "compaction at %d: asked for, all is still there", "compaction at %d: index done, file under way", "compacted at %d"},

	Bucket: "bucket", Entries: "entries", Bytes: "bytes", Waiting: "not in the file", BytesF: "%d bytes", SizeF: "file %s, %s in use", NoFile: "nothing is known of the file",
	IndexesF: "consistent index %d, %d in the file", InStepF: "consistent index %d, in the file too",
	Pages: [numKinds]string{"meta", "freelist", "branch", "leaf", "overflow", "free"},
	TTLF:  "TTL %d s", RemainF: "%d s at the checkpoint", MemberF: "member %s",

	Watcher: "watcher", Watches: "keys", Group: "group", Next: "next", Buffered: "buffered", UnreadHead: "unread", OfF: "%d of %d", Full: "full",
	AllKeys: "all keys", FromF: "%s and after", PrefixF: "prefix %s", RangeF: "%s to before %s",
	Groups:     [groups]string{"synced", "unsynced", "victim"},
	SaysSynced: "told of each write", SaysUnsynced: "reads the history", SaysVictim: "its buffer was full",
	BehindF: "%d behind", KeptF: "%d kept",
	NoWatchers: "nobody watches here; :watch foo begins to", NoWatchersInFile: "watchers are not in a data file",

	Lease: "lease", TTL: "TTL", Left: "left", Checkpoint: "checkpoint", Keys: "keys", SecondsF: "%s s", LeaderCounts: "the leader counts", Expired: "run out",
	MoreF: "+%d", Alarms: "alarms", NoAlarms: "none", NoLeases: "no leases; :lease grant 10 grants one",

	FromFile: "a data file does not say which raft entry wrote a revision", NoEntryF: "which raft entry wrote %s is not known: it was in the file when the node started",
	NothingTo: "there is nothing to look into here",
}
