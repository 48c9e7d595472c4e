package explain

import (
	"fmt"
	"strconv"
	"strings"

	"raftviz/engine/event"
	"raftviz/engine/frame"
)

var chinese = language{

	works: [numWorks]string{
		paper: "Raft 论文 ", thesis: "Raft 博士论文 ", library: "etcd/raft：", etcd: "etcd：",
	},
	betweenPlaces: "、", betweenWorks: "；",
	afterSentence: "",

	roles:      rolesZH,
	statuses:   []string{"运行中", "已暂停", "已停机", "已移除"},
	progress:   []string{"探测", "复制", "快照"},
	disks:      []string{"正常", "卡住", "说谎", "出错"},
	ops:        []string{"进行中", "成功", "失败", "结果不明"},
	entryTypes: []string{"普通", "成员变更", "成员变更"},
	causeNames: []string{
		event.Start: "开始", event.Command: "命令", event.Deliver: "消息到达", event.Tick: "时钟 tick",
		event.Sync: "fsync 返回", event.Apply: "应用条目", event.Commit: "存储的批次间隔",
		event.Report: "传输层报告", event.Timeout: "客户端超时", event.Stop: "已移除的节点停止",
		event.Wait: "等待", event.Compact: "存储的压缩", event.Lease: "租约检查", event.Watch: "监听者循环",
	},
	kindNames:   kindsZH,
	reasonNames: reasonsZH,

	list: func(names []string) string {
		k := len(names) - 1
		if k == 0 {
			return names[0]
		}
		return strings.Join(names[:k], "、") + " 和 " + names[k]
	},
	join:     func(parts []string) string { return strings.Join(parts, "、") },
	count:    strconv.Itoa,
	nodes:    func(n int) string { return strconv.Itoa(n) + " 个节点" },
	ticks:    func(n int) string { return strconv.Itoa(n) + " 个 tick" },
	messages: func(n int) string { return strconv.Itoa(n) + " 条消息" },
	entries: func(first, last uint64) string {
		if first >= last {
			return fmt.Sprintf("条目 %d", first)
		}
		return "条目 " + rangeZH(first, last)
	},
	indexes: func(first, last uint64) string {
		if first >= last {
			return fmt.Sprintf("索引 %d", first)
		}
		return "索引 " + rangeZH(first, last)
	},
	position: func(index, term uint64) string {
		if index == 0 {
			return "日志开头"
		}
		return fmt.Sprintf("索引 %d（任期 %d）", index, term)
	},
	tail: func(index, term uint64) string {
		if index == 0 {
			return "为空"
		}
		return fmt.Sprintf("止于任期 %d 的索引 %d", term, index)
	},
	also: func(index, term uint64) string {
		if index == 0 {
			return "为空"
		}
		return fmt.Sprintf("止于索引 %d（任期 %d）", index, term)
	},
	ends: func(last uint64) string {
		if last == 0 {
			return "为空"
		}
		return fmt.Sprintf("止于索引 %d", last)
	},
	logTo: func(last uint64) string {
		if last == 0 {
			return "空日志"
		}
		return fmt.Sprintf("到索引 %d 为止的日志", last)
	},
	vote: func(who string) string {
		if who == "" {
			return "未投票"
		}
		return "给 " + who + " 的投票"
	},
	term:     func(t uint64) string { return fmt.Sprintf("任期 %d", t) },
	snapshot: func(i uint64) string { return fmt.Sprintf("到索引 %d 为止的快照", i) },
	after: func(i uint64) string {
		if i == 0 {
			return "从头开始"
		}
		return fmt.Sprintf("从索引 %d 之后", i)
	},
	tally: func(granted, refused, voters int) string {
		s := fmt.Sprintf("共 %d 票，已得 %d 票", voters, granted)
		if refused > 0 {
			s += fmt.Sprintf("，被拒 %d 票", refused)
		}
		return s + fmt.Sprintf("，需要 %d 票", majority(voters))
	},
	link: func(l frame.Link) string {
		s := fmt.Sprintf("延迟 %d ms", l.Latency)
		if l.Jitter > 0 {
			s += fmt.Sprintf("，抖动至多 %d ms", l.Jitter)
		}
		if l.Loss > 0 {
			s += "，丢失 " + percent(l.Loss)
		}
		if l.Dup > 0 {
			s += "，重复 " + percent(l.Dup)
		}
		return s
	},
	quote: func(s string) string { return "「" + s + "」" },
	aRole: func(r frame.Role) string { return pick(rolesZH, r) },
	msgType: func(t string) string {
		switch t {
		case request:
			return "请求"
		case response:
			return "应答"
		}
		return t
	},
	yesNo: func(yes bool) string {
		if yes {
			return "赞成"
		}
		return "拒绝"
	},
	punctuate: func(s string) string {
		return strings.NewReplacer(",", "，", ";", "；", ":", "：", "(", "（", ")", "）").Replace(s)
	},
}

func rangeZH(first, last uint64) string {
	if last == first+1 {
		return fmt.Sprintf("%d 和 %d", first, last)
	}
	return fmt.Sprintf("%d 到 %d", first, last)
}

var rolesZH = []string{"跟随者", "预候选人", "候选人", "领导者"}

var kindsZH = []string{
	event.KindNone:                "无",
	event.KindSent:                "节点或客户端把一条消息交给了网络",
	event.KindReceived:            "一条消息到达了接收者",
	event.KindDropped:             "一条消息丢失了",
	event.KindDuplicated:          "网络复制了一条消息",
	event.KindDelayed:             "一条消息被推迟",
	event.KindHeld:                "一条消息被扣住，等待放行",
	event.KindReleased:            "被扣住的消息继续传送",
	event.KindTimerFired:          "节点的选举计时器到期",
	event.KindBecamePreCandidate:  "节点询问自己能否赢得选举",
	event.KindBecameCandidate:     "节点发起了选举",
	event.KindBecameLeader:        "节点赢得了所在任期的选举",
	event.KindBecameFollower:      "领导者或候选人变为跟随者",
	event.KindTermChanged:         "节点进入了更新的任期",
	event.KindVoted:               "节点投出了票",
	event.KindVoteRefused:         "节点拒绝投票",
	event.KindVoteIgnored:         "刚听到领导者消息的节点没有理会候选人",
	event.KindVoteCounted:         "候选人收到了对其投票请求的答复",
	event.KindCampaignRefused:     "节点不能发起选举",
	event.KindLeaderForgotten:     "跟随者按命令忘记了领导者",
	event.KindProposed:            "领导者把提案写进自己的日志",
	event.KindProposalForwarded:   "跟随者把提案转交给领导者",
	event.KindProposalParked:      "提案等待节点知道领导者",
	event.KindProposalDropped:     "提案被拒绝",
	event.KindAppended:            "条目进入节点的日志，尚未落盘",
	event.KindTruncated:           "跟随者删除了与领导者冲突的条目",
	event.KindAppendRefused:       "跟随者的日志中没有新条目之前的那一条",
	event.KindCommitted:           "节点得知条目已提交",
	event.KindApplied:             "节点把已提交的条目应用到存储",
	event.KindProgressChanged:     "领导者改变了对跟随者的复制方式：探测、复制或快照",
	event.KindSynced:              "fsync 返回：写入的内容已落盘",
	event.KindSyncLied:            "fsync 报告成功，却什么也没留下",
	event.KindSyncFailed:          "fsync 返回错误，节点停止",
	event.KindStoreCommitted:      "存储把一批写入提交到文件",
	event.KindCompactionScheduled: "存储丢弃了某个修订版本之前的历史，尚未从文件中删除",
	event.KindCompactionRan:       "压缩从文件中删除了一批条目",
	event.KindCompactionFinished:  "压缩完成，已处理整个文件",
	event.KindLeaseExpired:        "领导者发现租约到期，提议撤销",
	event.KindLeaseCheckpointed:   "节点记下租约剩余的时间",
	event.KindDefragmented:        "存储的文件被重写，去掉了空闲页",
	event.KindAlarmRaised:         "节点应用了告警的触发",
	event.KindAlarmDisarmed:       "节点应用了告警的解除",
	event.KindStoreSaved:          "客户端收到节点的整个存储，用于写成文件",
	event.KindWatchCreated:        "节点开始为客户端监听",
	event.KindWatchSynced:         "监听者已与存储同步",
	event.KindWatchUnsynced:       "监听者落后于存储，要为它读取历史",
	event.KindWatchVictim:         "监听者遇到客户端的缓冲区已满，事件先留着",
	event.KindWatchReceived:       "客户端读取了监听收到的内容",
	event.KindWatchCanceled:       "一个监听结束",
	event.KindWatchLost:           "客户端用来监听的连接断开",
	event.KindWatchResumed:        "客户端从中断处重新请求监听",
	event.KindSnapshotSaved:       "节点为已应用的状态记下快照",
	event.KindLogCompacted:        "节点丢弃了日志的前部",
	event.KindSnapshotSent:        "领导者把存储发给跟随者",
	event.KindSnapshotInstalled:   "跟随者用快照替换了日志和存储",
	event.KindSnapshotRefused:     "跟随者用不上快照",
	event.KindSnapshotReported:    "传输层告诉领导者快照的下落",
	event.KindUnreachable:         "传输层告诉节点某个成员无法到达",
	event.KindStarted:             "一个新加入的节点启动",
	event.KindCrashed:             "节点的进程崩溃",
	event.KindPoweredOff:          "节点所在机器断电",
	event.KindEntriesLost:         "节点原有的条目不在留下的文件中，丢失了",
	event.KindRestarted:           "节点带着磁盘保留的内容重启",
	event.KindPaused:              "节点的进程被暂停（SIGSTOP）",
	event.KindResumed:             "被暂停的进程继续运行",
	event.KindWiped:               "节点的文件被删除",
	event.KindRemoved:             "离开配置的节点永久停止",
	event.KindCut:                 "链路被切断",
	event.KindHealed:              "链路恢复",
	event.KindLinkChanged:         "链路的延迟、丢包或扣留设置已更改",
	event.KindDiskChanged:         "磁盘设置已更改",
	event.KindClockChanged:        "时钟速度已更改",
	event.KindClockSkewed:         "时钟向前或向后跳变",
	event.KindConfChanged:         "节点应用了成员变更",
	event.KindTransferStarted:     "领导者开始转移领导权",
	event.KindTransferAborted:     "领导者放弃转移领导权",
	event.KindReadRequested:       "节点询问读请求须等待的索引",
	event.KindReadConfirmed:       "领导者答复读请求的资格得到确认",
	event.KindReadQueued:          "读请求等待节点的下一次询问",
	event.KindReadDropped:         "节点放弃询问读请求须等待的索引",
	event.KindInvoked:             "客户端开始一个操作",
	event.KindResponded:           "客户端收到答复",
	event.KindTimedOut:            "客户端不再等待",
	event.KindRetried:             "客户端重发了操作",
	event.KindClientChanged:       "客户端的超时或重试设置已更改",
	event.KindViolated:            "一条安全性质被破坏",
	event.KindPanicked:            "raft panic",
}

var reasonsZH = []string{
	event.NoReason:      "",
	event.OlderTerm:     "候选人的任期较旧",
	event.AlreadyVoted:  "本任期已投过票",
	event.KnowsLeader:   "已知道本任期的领导者",
	event.LogBehind:     "候选人的日志较旧",
	event.InLease:       "刚听到过领导者的消息",
	event.NotVoter:      "不是投票成员",
	event.PendingConf:   "还有成员变更没有应用",
	event.PendingSnap:   "正在安装快照",
	event.AlreadyLeads:  "已经是领导者",
	event.NoLeader:      "不知道领导者",
	event.NotForwarded:  "不转发提案",
	event.Transferring:  "正在转移领导权",
	event.NotMember:     "领导者已被移除",
	event.TooMuch:       "未提交的内容太多",
	event.ConfPending:   "成员变更须逐个进行",
	event.Unanswered:    "没有及时得到答复",
	event.FirstCommit:   "本任期的第一个条目已提交",
	event.LeaderChanged: "领导者换了",
	event.NoTermEntry:   "领导者的任期内还没有提交任何条目",
	event.NoEntry:       "日志太短",
	event.TermDiffers:   "该处的任期不同",
	event.LinkCut:       "链路被切断",
	event.LinkLoss:      "随机丢失",
	event.NodeDown:      "接收者没有运行",
	event.ByCommand:     "被命令丢弃",
	event.Gone:          "发送者已被移除",
	event.ClientGone:    "客户端已不再等待",
	event.HigherTerm:    "遇到更新的任期",
	event.LeaderExists:  "本任期已有领导者",
	event.LostVote:      "多数派拒绝",
	event.NoQuorum:      "没有听到多数派的消息",
	event.OldSnapshot:   "日志比快照更长",
	event.LogHasIt:      "日志已包含全部内容",
	event.Delivered:     "已送达",
	event.Failed:        "未送达",
	event.InDoubt:       "可能已经发生，也可能没有",
	event.TimeUp:        "过了一个选举超时",
	event.Replaced:      "换了转移对象",
	event.Deposed:       "领导者已失去领导权",
	event.TargetRemoved: "转移对象不再是投票成员",
}

func init() {
	chinese.say, chinese.why = sayZH, whyZH
	chinese.sent, chinese.received = sentZH, receivedZH
	chinese.causes, chinese.asides = causesZH, asidesZH
	chinese.short, chinese.shortWhy = shortZH, shortWhyZH
}
