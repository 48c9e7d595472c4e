package why

var chinese = texts{
	space:    "",
	lastF:    "在此之前，%s ms（第 %s 步）：%s",
	zoomSays: "这里放不下更多；按 z 放大窗格",
	cause:    "起因", colon: "：", messageF: "#%d %s，%s 发往 %s，发于 %s ms，%s ms 之前",
	atF: "%s，在 %s", eventsF: "事件（%d）", changed: "变化", raft: "raft 自己的日志", none: "无", made: "集群就是这样建立的",
	isNew: "新加入", clients: "客户端", network: "网络", flight: "在途", cuts: "断开",
	progress: "发送方式", inflight: "在途",
	fields: [numFields]string{
		fStatus: "进程", fRole: "角色", fTerm: "任期", fVote: "投票", fLead: "领导者", fGranted: "同意者", fRefused: "拒绝者",
		fLog: "日志", fSynced: "已落盘", fDurable: "真正落盘", fCommit: "提交", fApplied: "应用", fSnapshot: "快照",
		fConfig: "成员", fTransferee: "转移给", fTimer: "计时器", fDisk: "磁盘", fQueue: "待写",
		fClock: "时钟", fRevision: "版本", fFile: "存储已落盘", fCompact: "压缩到", fInbox: "等待",
	},
}
