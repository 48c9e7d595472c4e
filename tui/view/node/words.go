package node

import (
	"raftviz/engine/lang"
)

// A table is what the pane says in one language. A field that ends in F is a
// format; its verbs are the same in every language. Labels are what stands
// left of a value.
type table struct {
	Views [numViews]string // overview, progress, raft's words

	HardState, Log, Disk, Store, Members, Joint, Links, Progress, Raft string // headings

	// Standing.
	Term, Vote, Lead, HandsTo, Granted, Refused, Silent, Needs, Inbox labelled

	WasF       string // what a value was before this step
	None       string
	NeedsF     string // votes needed, of voters
	BothNeedsF string // the same for both halves
	WaitF      string // messages in an inbox
	MoreF      string // that there is no room for

	// HardState.
	Memory, Durable string // columns
	LastIndex       labelled
	WouldLose       string // the two columns differ

	// The log.
	Commit, Applied, First, Last, Synced, Snapshot labelled

	ToApplyF  string // committed and not applied
	UnsyncedF string // entries not yet synced
	LiedTo    string // synced, but the disk lied
	SnapF     string // index, term

	// The clock.
	Timer, Draw, NextCheck, Every, Rate labelled

	DrawF      string // ticks gone, of those drawn or between two quorum checks
	FromF      string // what the draw is made from
	NoCheck    string // why there is no timer
	NoLearner  string
	NoDown     string
	Stands     string // a clock that does not go
	RateF      string
	Fast, Slow string

	// The disk.
	Mode, State, Fsync, Queue labelled

	LoopWaits string // mode etcd
	LoopGoes  string // mode async
	Empty     string
	NotBegun  string
	Stuck     string
	EntryF    string // what a write holds
	EntriesF  string
	VoteF     string
	WriteSnapF,
	NoContent string

	// The store.
	Revision, Consistent, Keys, Compacted, Hash labelled

	InFileF  string // the consistent index in the data file
	Never    string
	Sweeping string // a compaction that is not done
	Closed   string // the node is down

	// Membership.
	Voters, Incoming, Outgoing, Learners, LearnersNext, Leaves labelled

	QuorumF   string // how many decide
	QuorumOfF string // of how many
	LeavesBy  string // a joint configuration ends by itself
	LeavesAsk string // or by a command
	NoConfig  string

	// Links.
	CutFrom, CutTo, CutOff, Holds labelled

	Everybody string

	// Progress.
	Peer, Match, Next, Sends, Inflight string // columns
	OfF                                string // in flight, of at most
	PausedPeer, Inactive               string
	LearnerPeer                        string
	PendingF                           string // a snapshot under way
	NotLeader                          string
	NoLeader                           string
	KnownByF                           string // the leader, of whom
	KnownF                             string // match, next, state

	// Raft's words.
	SilentF string // nothing was said of the node in this step
	OthersF string // of whom something was said
	WritesF string // how raft writes the node
}

// A labelled is the label of a value. All labels have the same room.
type labelled string

func wordsFor(l lang.Lang) *table {
	if l == lang.Chinese {
		return &chinese
	}
	return &english
}

// labelWidth is the room for labels, the gap after them included.
const labelWidth = 12

var english = table{
	Views:     [numViews]string{"overview", "progress", "raft says"},
	HardState: "HardState", Log: "log", Disk: "disk", Store: "store", Members: "membership", Joint: "membership, joint",
	Links: "links", Progress: "progress", Raft: "raft says",

	Term: "term", Vote: "vote", Lead: "lead", HandsTo: "hands to",
	Granted: "granted", Refused: "refused", Silent: "no answer", Needs: "needs", Inbox: "inbox",
	WasF: "was %s", None: "none", NeedsF: "%d of %d votes", BothNeedsF: "%d of %d and %d of %d",
	WaitF: "%d waiting", MoreF: "+%d more",

	Memory: "memory", Durable: "durable", LastIndex: "last entry",
	WouldLose: "a crash brings the durable back",

	Commit: "commit", Applied: "applied", First: "first", Last: "last", Synced: "synced", Snapshot: "snapshot",
	ToApplyF: "%d to apply", UnsyncedF: "%d not synced", LiedTo: "the disk lied", SnapF: "%d of term %d",

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

var chinese = table{
	Views:     [numViews]string{"概览", "进度", "raft 原话"},
	HardState: "HardState", Log: "日志", Disk: "磁盘", Store: "存储", Members: "成员", Joint: "成员（联合配置）",
	Links: "链路", Progress: "进度", Raft: "raft 原话",

	Term: "任期", Vote: "投票", Lead: "领导者", HandsTo: "转移给",
	Granted: "赞成", Refused: "拒绝", Silent: "未答复", Needs: "需要", Inbox: "收件箱",
	WasF: "原为 %s", None: "无", NeedsF: "%d 票（共 %d）", BothNeedsF: "%d/%d 且 %d/%d",
	WaitF: "%d 条等待", MoreF: "另有 %d 条",

	Memory: "内存", Durable: "落盘", LastIndex: "末条索引",
	WouldLose: "崩溃后只剩落盘的值",

	Commit: "提交", Applied: "应用", First: "首条", Last: "末条", Synced: "已同步", Snapshot: "快照",
	ToApplyF: "待应用 %d", UnsyncedF: "未落盘 %d", LiedTo: "磁盘说谎", SnapF: "%d（任期 %d）",

	Timer: "计时器", Draw: "抽取", NextCheck: "多数检查", Every: "计数", Rate: "时钟",
	DrawF: "已过 %d/%d tick", FromF: "取自 %d–%d",
	NoCheck: "无：CheckQuorum 已关", NoLearner: "无：学习者", NoDown: "无：已停机",
	Stands: "停走", RateF: "%s×", Fast: "走快", Slow: "走慢",

	Mode: "模式", State: "状态", Fsync: "fsync", Queue: "队列",
	LoopWaits: "主循环等待", LoopGoes: "主循环不等", Empty: "空",
	NotBegun: "等待", Stuck: "卡住",
	EntryF: "条目 %d", EntriesF: "条目 %d–%d", VoteF: "投票 %s", WriteSnapF: "快照 %d", NoContent: "提交索引",

	Revision: "修订版本", Consistent: "一致性索引", Keys: "键", Compacted: "压缩到", Hash: "哈希",
	InFileF: "文件中 %d", Never: "从未", Sweeping: "仍在清理", Closed: "已关闭：节点已停机",

	Voters: "投票者", Incoming: "新配置", Outgoing: "旧配置", Learners: "学习者", LearnersNext: "将转学习", Leaves: "结束",
	QuorumF: "多数为 %d", QuorumOfF: "多数为 %d/%d", LeavesBy: "自动", LeavesAsk: "由 :member leave", NoConfig: "尚未应用",

	CutFrom: "收不到", CutTo: "发不到", CutOff: "断开", Holds: "扣留发往",
	Everybody: "其他所有节点",

	Peer: "节点", Match: "match", Next: "next", Sends: "状态", Inflight: "在途",
	OfF: "%d/%d", PausedPeer: "暂停", Inactive: "没有消息", LearnerPeer: "学习者", PendingF: "快照 %d",
	NotLeader: "只有领导者才有进度表", NoLeader: "现在没有领导者",
	KnownByF: "领导者 %s 记录的 %s：", KnownF: "match %d · next %d · %s",

	SilentF: "这一步 raft 没有关于 %s 的日志", OthersF: "这一步它提到 %s", WritesF: "raft 把 %s 写作 %s",
}
