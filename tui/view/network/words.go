package network

import (
	"raftviz/engine/lang"
)

// A table is what the pane says in one language. A field that ends in F is a
// format; its verbs are the same in every language. In sentences about messages
// the names in braces are filled in from the message.
type table struct {
	Messages, Links string // the views

	// Headings of the list.
	Number, Kind, Way, Bar, Due, Term, Carries string

	// How a message stands, in a word.
	Held, Waits, Lost, Arrived string

	NothingUnderWay string // the list is empty
	NobodyToTalk    string // the matrix is empty: one node
	CopyF           string // of another message
	TermF           string // of a message in the list, short
	EntryF          string // one entry
	EntriesF        string // a range
	BeforeF         string // the entry that others follow
	StartOfLog      string // where there is none
	MoreEntriesF    string // that there is no room for

	// How the chosen message stands, as a sentence.
	SentF    string // when it was sent, when it is due
	HeldAtF  string // the link that holds it
	WaitsAtF string // the paused node it has come to
	LostF    string // a reason of package explain
	CameF    string // the node it has reached

	// Links.
	FromTo    string // the corner of the matrix
	AsUsualF  string // every link: its latency
	UsualF    string // the chosen one: its latency
	LatencyF  string // ms
	LatencyJF string // ms, from and to
	LosesF    string
	DoublesF  string
	Severed   string
	HoldsAll  string
	HoldsF    string
	CountF    string // messages under way on the chosen link
	CutCountF string // in the heading of the view
	LegendCut, LegendHeld, LegendLoss, LegendDup, LegendCount,
	LegendMs string

	// Why a key does nothing now.
	ClientLink string // neither cut nor held
	PickFirst  string // a message's key in the matrix
	NoneOnF    string // enter on a link without messages: from, to
	EndedF     string // a message that ended in this step
	HasComeF   string // delivered or delayed, but it waits at a paused node

	fields
	says map[says]string
}

// fields are notes that say what a field of a message means there.
type fields struct {
	IndexBefore, IndexMatch, IndexRefused, IndexLast, IndexRead string
	TermOfIt, TermOfHint, CommitKnown, HintNext, SnapUpTo       string
	ForceNote                                                   string
}

// A says is what tells messages apart that are told differently.
type says struct {
	Type   string
	Reject bool
	Bare   bool // MsgApp without entries
}

// other is for a type of message that has no sentence.
var other = says{}

func wordsFor(l lang.Lang) *table {
	if l == lang.Chinese {
		return &chinese
	}
	return &english
}

var english = table{
	Messages: "messages", Links: "links",
	Number: "#", Kind: "message", Way: "from→to", Bar: "on its way", Due: "due in", Term: "term", Carries: "carries",
	Held: "held", Waits: "waits", Lost: "lost", Arrived: "arrived",
	NothingUnderWay: "nothing is on its way",
	NobodyToTalk:    "one node has no links",
	CopyF:           "copy of #%d", TermF: "t%d", EntryF: "entry %d", EntriesF: "entries %d–%d",
	BeforeF: "entry %d", StartOfLog: "the start of the log", MoreEntriesF: "+%d more",

	SentF:    "sent at %s ms, due at %s ms",
	HeldAtF:  "held on %s→%s until its link is released (w), or delivered (d)",
	WaitsAtF: "has come to %s, which is paused and does not look at it",
	LostF:    "lost in this step: %s",
	CameF:    "reached %s in this step",

	FromTo: "from→to", AsUsualF: "every link behaves as configured: %s", UsualF: "behaves as configured: %s",
	LatencyF: "%d ms", LatencyJF: "%d to %d ms", LosesF: "loses %s", DoublesF: "doubles %s",
	Severed: "cut: nothing passes", HoldsAll: "holds what is sent", HoldsF: "holds %s",
	CountF: "%d under way", CutCountF: "%d cut",
	LegendCut: "cut", LegendHeld: "held", LegendLoss: "lost", LegendDup: "doubled", LegendCount: "under way", LegendMs: "ms one way",

	ClientLink: "a client's connection is neither cut nor held",
	PickFirst:  "pick a message first: o lists them, enter goes to those of this link",
	NoneOnF:    "nothing is on its way from %s to %s",
	EndedF:     "#%d is not on its way any more",
	HasComeF:   "#%d has come to %[2]s, which is paused; :resume %[2]s lets it look",

	fields: fields{
		IndexBefore:  "the entry before: {to} must have it",
		IndexMatch:   "{from} has all of {to}'s log up to here",
		IndexRefused: "the entry before, which {from} does not have",
		IndexLast:    "where {from}'s log ends",
		IndexRead:    "to be applied before the read is answered",
		TermOfIt:     "that entry's term",
		TermOfHint:   "the term {from} has there",
		CommitKnown:  "{to} may commit up to here",
		HintNext:     "the leader tries from here next",
		SnapUpTo:     "of term {snapterm}: it stands for all before",
		ForceNote:    "leadership is handed over: no voter's lease stops it",
	},
	says: map[says]string{
		{Type: "MsgApp"}:                       "{from} leads and asks {to} to append {entries} after {before}.",
		{Type: "MsgApp", Bare: true}:           "{from} leads and tells {to} how far the log is committed. It carries no entries, but asks whether the logs match.",
		{Type: "MsgAppResp"}:                   "{from} has everything up to index {index} on disk, as {to} sent it. When a majority has, {to} commits it.",
		{Type: "MsgAppResp", Reject: true}:     "{from} cannot append: its log has no such entry at index {index}. {to} steps back and tries again.",
		{Type: "MsgHeartbeat"}:                 "{from} leads and says that it is alive: {to} restarts its election timer.",
		{Type: "MsgHeartbeatResp"}:             "{from} has heard its leader {to}, which counts it among those it can reach.",
		{Type: "MsgVote"}:                      "{from} is a candidate and asks {to} for its vote in term {term}.",
		{Type: "MsgVoteResp"}:                  "{from} votes for {to} in term {term}.",
		{Type: "MsgVoteResp", Reject: true}:    "{from} refuses {to} its vote in term {term}.",
		{Type: "MsgPreVote"}:                   "{from} asks whether {to} would vote for it in term {term}. Nobody's term changes by asking.",
		{Type: "MsgPreVoteResp"}:               "{from} would vote for {to} in term {term}.",
		{Type: "MsgPreVoteResp", Reject: true}: "{from} would not vote for {to}.",
		{Type: "MsgSnap"}:                      "{from} leads and sends {to} its whole store: the entries {to} lacks are compacted away.",
		{Type: "MsgProp"}:                      "{from} does not lead and passes a proposal on to {to}.",
		{Type: "MsgReadIndex"}:                 "{from} asks its leader {to} up to which index it must apply before it answers a linearizable read.",
		{Type: "MsgReadIndexResp"}:             "{from} leads and tells {to}: answer the read once index {index} is applied.",
		{Type: "MsgTransferLeader"}:            "{from} passes on the wish that {to} hand over its leadership.",
		{Type: "MsgTimeoutNow"}:                "{from} hands leadership to {to}: it is to campaign at once, without waiting for its timer.",
		{Type: "Request"}:                      "{from} asks {to}: {text}",
		{Type: "Response"}:                     "{from} answers {to}: {text}",
		{Type: "Response", Reject: true}:       "{from} answers {to} with an error: {text}",
		other:                                  "{from} sends {to} a {type}.",
	},
}

var chinese = table{
	Messages: "消息", Links: "链路",
	Number: "#", Kind: "消息", Way: "从→到", Bar: "路程", Due: "还需", Term: "任期", Carries: "携带",
	Held: "扣留", Waits: "等待", Lost: "丢失", Arrived: "已到",
	NothingUnderWay: "没有消息在途",
	NobodyToTalk:    "只有一个节点，没有链路",
	CopyF:           "#%d 的副本", TermF: "t%d", EntryF: "条目 %d", EntriesF: "条目 %d–%d",
	BeforeF: "条目 %d ", StartOfLog: "日志开头", MoreEntriesF: "另有 %d 条",

	SentF:    "%s ms 发出，%s ms 到达",
	HeldAtF:  "扣留在 %s→%s 上，直到放行该链路（w）或送达（d）",
	WaitsAtF: "已到达 %s，但它已暂停，不会处理",
	LostF:    "在这一步丢失：%s",
	CameF:    "在这一步到达 %s",

	FromTo: "从→到", AsUsualF: "所有链路都如配置所设：%s", UsualF: "如配置所设：%s",
	LatencyF: "%d ms", LatencyJF: "%d 到 %d ms", LosesF: "丢失 %s", DoublesF: "重复 %s",
	Severed: "已切断：什么都过不去", HoldsAll: "扣留所有消息", HoldsF: "扣留 %s",
	CountF: "%d 条在途", CutCountF: "%d 条断开",
	LegendCut: "切断", LegendHeld: "扣留", LegendLoss: "丢失", LegendDup: "重复", LegendCount: "在途", LegendMs: "单程 ms",

	ClientLink: "客户端的连接不能切断，也不能扣留",
	PickFirst:  "请先选一条消息：按 o 列出消息，按 enter 前往这条链路上的消息",
	NoneOnF:    "没有从 %s 到 %s 的在途消息",
	EndedF:     "#%d 已不在途",
	HasComeF:   "#%d 已到达 %[2]s，但它已暂停；用 :resume %[2]s 让它继续",

	fields: fields{
		IndexBefore:  "前一条的索引：{to} 必须已有它",
		IndexMatch:   "到此为止 {from} 与 {to} 的日志一致",
		IndexRefused: "前一条的索引，{from} 没有它",
		IndexLast:    "{from} 的日志止于此",
		IndexRead:    "应用到此才能答复读取",
		TermOfIt:     "该条目的任期",
		TermOfHint:   "{from} 在那里的任期",
		CommitKnown:  "{to} 可提交到此",
		HintNext:     "领导者接着从这里尝试",
		SnapUpTo:     "任期 {snapterm}：代表此前的全部条目",
		ForceNote:    "正在转移领导权：投票者的租约不能阻止它",
	},
	says: map[says]string{
		{Type: "MsgApp"}:                       "领导者 {from} 请 {to} 在{before}之后追加{entries}。",
		{Type: "MsgApp", Bare: true}:           "领导者 {from} 告诉 {to} 日志提交到哪里。它不带条目，但会问日志是否一致。",
		{Type: "MsgAppResp"}:                   "{from} 已把到索引 {index} 为止的全部条目落盘，与 {to} 发来的一致。多数派都有时，{to} 就提交。",
		{Type: "MsgAppResp", Reject: true}:     "{from} 无法追加：它的日志在索引 {index} 处没有这一条。{to} 会后退再试。",
		{Type: "MsgHeartbeat"}:                 "领导者 {from} 表明自己还在：{to} 重置选举计时器。",
		{Type: "MsgHeartbeatResp"}:             "{from} 收到了领导者 {to} 的心跳，{to} 因此知道能联系到它。",
		{Type: "MsgVote"}:                      "候选人 {from} 请 {to} 在任期 {term} 投票给它。",
		{Type: "MsgVoteResp"}:                  "{from} 在任期 {term} 投票给 {to}。",
		{Type: "MsgVoteResp", Reject: true}:    "{from} 在任期 {term} 拒绝投票给 {to}。",
		{Type: "MsgPreVote"}:                   "{from} 询问 {to} 在任期 {term} 会不会投票给它。询问不改变任何节点的任期。",
		{Type: "MsgPreVoteResp"}:               "{from} 会在任期 {term} 投票给 {to}。",
		{Type: "MsgPreVoteResp", Reject: true}: "{from} 不会投票给 {to}。",
		{Type: "MsgSnap"}:                      "领导者 {from} 把整个存储发给 {to}：{to} 缺的条目已被压缩掉。",
		{Type: "MsgProp"}:                      "{from} 不是领导者，把提案转给 {to}。",
		{Type: "MsgReadIndex"}:                 "{from} 问领导者 {to}：答复线性一致的读取之前，要应用到哪个索引。",
		{Type: "MsgReadIndexResp"}:             "领导者 {from} 告诉 {to}：应用到索引 {index} 后即可答复读取。",
		{Type: "MsgTransferLeader"}:            "{from} 转达：请 {to} 转移领导权。",
		{Type: "MsgTimeoutNow"}:                "{from} 把领导权转移给 {to}：它应立即发起选举，不等计时器。",
		{Type: "Request"}:                      "{from} 请求 {to}：{text}",
		{Type: "Response"}:                     "{from} 答复 {to}：{text}",
		{Type: "Response", Reject: true}:       "{from} 答复 {to} 出错：{text}",
		other:                                  "{from} 发给 {to} 一条 {type}。",
	},
}
