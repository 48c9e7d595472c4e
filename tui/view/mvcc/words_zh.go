package mvcc

var chinese = texts{
	Views: [numViews]string{"键 × 修订版本", "代", "桶", "监听者", "租约"},

	AboutF: "修订版本 %d · %d 个键，其中 %d 个存在",

	None:  [reasons]string{"没有节点", "%s 已停机：存储已关闭，重启后以文件中的内容为准", "这份录像没有记录 %s 存储里的内容", "%s 已离开集群，存储已关闭"},
	Empty: "还没有写入；:put foo bar 会写入修订版本 2", Nothing: "没有条目",

	Revision: "修订", Index: "← 索引", Key: "键", Generations: "代", Created: "创建", Version: "版本",
	Unread: "更早的未读取",

	PutF: "写入于 %s", DeletedF: "删除于 %s", VersionF: "版本 %d", CreatedF: "创建于 %d", IndexF: "来自 raft 索引 %d", NoIndex: "日志条目未知",
	LeaseF: "租约 %s", AsOfF: "在 %d 处读取", NoKeyF: "在 %d 处没有这个键", NotYetF: "在 %d 处还没有写入", UnreadableF: "在 %d 处的读取会被拒绝：已压缩",
	GoneF: "存储里没有 %s 的任何内容", FutureF: "修订版本 %d 还没有写入", Waits: "尚未进入文件",
	SaysVersion: "写入及其版本", SaysEnd: "删除", SaysGone: "已清除", SaysDoomed: "将被清除", SaysNoKey: "现在没有这个键", SaysLives: "键存在",
	Compaction: [finished + 1]string{"从未压缩", "压缩到 %d：已请求，内容都还在", "压缩到 %d：索引已完成，正在清理文件", "已压缩到 %d"},

	Bucket: "桶", Entries: "条目", Bytes: "字节", Waiting: "不在文件中", BytesF: "%d 字节", SizeF: "文件 %s，使用 %s", NoFile: "文件的情况未知",
	IndexesF: "一致性索引 %d，文件中 %d", InStepF: "一致性索引 %d，文件中相同",
	Pages: [numKinds]string{"元页", "空闲列表", "分支", "叶", "溢出", "空闲"},
	TTLF:  "TTL %d 秒", RemainF: "检查点时剩 %d 秒", MemberF: "成员 %s",

	Watcher: "监听者", Watches: "键", Group: "分组", Next: "下一个", Buffered: "缓冲", UnreadHead: "未读", OfF: "%d/%d", Full: "已满",
	AllKeys: "所有键", FromF: "从 %s 起", PrefixF: "前缀 %s", RangeF: "%s 至 %s 之前",
	Groups:     [groups]string{"已同步", "未同步", "受阻"},
	SaysSynced: "每次写入都会通知", SaysUnsynced: "正在读取历史", SaysVictim: "缓冲区曾满",
	BehindF: "落后 %d", KeptF: "留存 %d",
	NoWatchers: "这里没有监听者；:watch foo 开始监听", NoWatchersInFile: "数据文件里没有监听者",

	Lease: "租约", TTL: "TTL", Left: "剩余", Checkpoint: "检查点", Keys: "键", SecondsF: "%s 秒", LeaderCounts: "由领导者计时", Expired: "已到期",
	MoreF: "+%d", Alarms: "告警", NoAlarms: "无", NoLeases: "没有租约；:lease grant 10 授予一个",

	FromFile: "数据文件没有记录是哪个日志条目写入了修订版本", NoEntryF: "不知道是哪个日志条目写入了 %s：节点启动时它已在文件中",
	NothingTo: "这里没有可查看的内容",
}
