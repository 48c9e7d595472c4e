package node

var chinese = texts{
	Views:     [numViews]string{"概览", "进度", "raft 原话"},
	HardState: "HardState", Log: "日志", Disk: "磁盘", Store: "存储", Members: "成员", Joint: "成员（联合配置）",
	Links: "链路", Progress: "进度", Raft: "raft 原话",

	Term: "任期", Vote: "投票", Lead: "领导者", HandsTo: "转移给",
	Granted: "赞成", Refused: "拒绝", Silent: "未答复", Needs: "需要", Inbox: "收件箱",
	WasF: "原为 %s", None: "无", NeedsF: "%d 票（共 %d）", BothNeedsF: "%d/%d 且 %d/%d",
	WaitF: "%d 条等待", MoreF: "另有 %d 条",

	Memory: "内存", Durable: "落盘", LastIndex: "末条索引",
	WouldLose: "断电后只剩落盘的值",

	Commit: "提交", Applied: "应用", First: "首条", Last: "末条", Synced: "已同步", Snapshot: "快照",
	ToApplyF: "待应用 %d", UnsyncedF: "未落盘 %d", LiedTo: "磁盘说谎", Cached: "崩溃以来未落盘", SnapF: "%d（任期 %d）",

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
