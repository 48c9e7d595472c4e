package node

var english = texts{
	Views:     [numViews]string{"overview", "progress", "raft says"},
	HardState: "HardState", Log: "log", Disk: "disk", Store: "store", Members: "membership", Joint: "membership, joint",
	Links: "links", Progress: "progress", Raft: "raft says",

	Term: "term", Vote: "vote", Lead: "lead", HandsTo: "hands to",
	Granted: "granted", Refused: "refused", Silent: "no answer", Needs: "needs", Inbox: "inbox",
	WasF: "was %s", None: "none", NeedsF: "%d of %d votes", BothNeedsF: "%d of %d and %d of %d",
	WaitF: "%d waiting", MoreF: "+%d more",

	Memory: "memory", Durable: "durable", LastIndex: "last entry",
	WouldLose: "a power cut leaves the durable",

	Commit: "commit", Applied: "applied", First: "first", Last: "last", Synced: "synced", Snapshot: "snapshot",
	ToApplyF: "%d to apply", UnsyncedF: "%d not synced", LiedTo: "the disk lied", Cached: "not synced since the crash", SnapF: "%d of term %d",

	Timer: "timer", Draw: "draw", NextCheck: "next check", Every: "counted", Rate: "clock",
	DrawF: "%d of %d ticks", FromF: "from %d–%d",
	NoCheck: "none: CheckQuorum is off", NoLearner: "none: it learns", NoDown: "none: it is down",
	Stands: "stands", RateF: "%s×", Fast: "runs fast", Slow: "runs slow",

	Mode: "mode", State: "state", Fsync: "fsync", Queue: "queue",
	LoopWaits: "its loop waits", LoopGoes: "its loop goes on", Empty: "empty",
	NotBegun: "waits", Stuck: "stalled",
	EntryF: "entry %d", EntriesF: "entries %d–%d", VoteF: "vote %s", WriteSnapF: "snapshot %d", NoContent: "commit index",

	Revision: "revision", Consistent: "consistent", Keys: "keys", Compacted: "compacted", Hash: "hash",
	InFileF: "%d in the file", Never: "never", Sweeping: "still sweeping", Closed: "closed: the node is down",

	Voters: "voters", Incoming: "incoming", Outgoing: "outgoing", Learners: "learners", LearnersNext: "then learn", Leaves: "leaves",
	QuorumF: "%d decide", QuorumOfF: "%d of %d decide", LeavesBy: "by itself", LeavesAsk: "at :member leave", NoConfig: "none applied yet",

	CutFrom: "cut from", CutTo: "cut to", CutOff: "cut off", Holds: "holds to",
	Everybody: "all others",

	Peer: "peer", Match: "match", Next: "next", Sends: "state", Inflight: "inflight",
	OfF: "%d of %d", PausedPeer: "paused", Inactive: "not heard from", LearnerPeer: "learner", PendingF: "snapshot %d",
	NotLeader: "only a leader keeps a progress table", NoLeader: "there is no leader now",
	KnownByF: "%s, which leads, has of %s:", KnownF: "match %d · next %d · %s",

	SilentF: "raft logged nothing of %s in this step", OthersF: "it spoke of %s", WritesF: "raft writes %s as %s",
}
