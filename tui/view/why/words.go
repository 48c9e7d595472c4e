package why

import (
	"raftviz/engine/lang"
)

// texts are the pane's own words. What ends in F is a format.
type texts struct {
	space    string // between two sentences
	lastF    string // when, which step, what it did
	zoomSays string // there is more if the pane is larger

	cause    string
	colon    string
	messageF string // a message: number, kind, from, to, when sent, how long ago
	atF      string // a cause and where
	eventsF  string
	changed  string
	raft     string
	none     string
	made     string // there is nothing before the start

	isNew, clients, network, flight, cuts string

	progress, inflight string
	fields             [numFields]string
}

var tables = map[lang.Lang]*texts{
	lang.English: {
		space:    " ",
		lastF:    "Before it, at %s ms (step %s): %s",
		zoomSays: "that is all there is room for; z makes the pane larger",
		cause:    "brought about by", colon: ": ", messageF: "#%d %s from %s to %s, sent at %s ms, %s ms ago",
		atF: "%s, at %s", eventsF: "events (%d)", changed: "changed", raft: "raft's own log", none: "none", made: "this is how the cluster was made",
		isNew: "new", clients: "clients", network: "network", flight: "under way", cuts: "cut",
		progress: "sent", inflight: "in flight",
		fields: [numFields]string{
			fStatus: "process", fRole: "role", fTerm: "term", fVote: "vote", fLead: "leader", fGranted: "granted by", fRefused: "refused by",
			fLog: "log", fSynced: "synced", fDurable: "durable", fCommit: "commit", fApplied: "applied", fSnapshot: "snapshot",
			fConfig: "members", fTransferee: "hands over to", fTimer: "timer", fDisk: "disk", fQueue: "writes queued",
			fClock: "clock", fRevision: "revision", fFile: "store on disk", fCompact: "compacted", fInbox: "waiting",
		},
	},
	lang.Chinese: {
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
	},
}

// textsOf returns the words of a language; English for one that has none.
func textsOf(l lang.Lang) *texts {
	if t, ok := tables[l]; ok {
		return t
	}
	return tables[lang.English]
}
