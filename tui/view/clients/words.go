package clients

import (
	"raftviz/engine/lang"
)

// A table is what the pane says in one language. A field that ends in F is a
// format; its verbs are the same in every language.
type table struct {
	History, Watches, Totals string // the views

	// Headings.
	Client, Node, Asked, Answer                 string // of operations
	Number, Watch, State, Next, Events          string // of watches
	LastEvent                                   string
	OK, Failed, Unknown, Open                   string // how operations stand, also in a row
	Mean, Slowest, Patience, Retries, All       string // of totals
	AllOps                                      string // that are counted
	LatestF                                     string
	Colon                                       string
	NoOps, NoOpsPut, NoOpsGet                   string // nothing was asked yet; how to ask
	NoWatches, NoWatchesPut                     string
	NotJudged, Judging                          string // the verdict
	LinearizableF, BrokenF, UndecidedF          string // operations
	WithUnknownF, WithIgnoredF, UpToF           string // what follows these
	OneStore, Linear                            string
	ToF, AtF                                    string // a node, after a client
	LaterF                                      string // invoked after the position: ms
	Told, AtRevF, FailedWith, DoubtF, WaitsF    string // what came of an operation
	AskedAtF, StepF, EndedF                     string // when; a step in brackets
	TriesF, AgainF                              string // how often; where and when again
	Contradicts, NotAbout                       string // what the verdict says of it
	Took, Later                                 string // a heading; in place of an answer that comes later
	MarkAsked, MarkAnswered, MarkSilent         string // the legend
	MarkWaits, MarkIdle, MarkHere               string
	States                                      [3]string
	NotRead                                     string // by a deaf client
	CanceledBy, CanceledSelf, OpeningNow, DeafF string // of a watch
	NextF                                       string // revision, events so far
	LastWas                                     string

	// Why a key does nothing now.
	NotFound, NoEnd string
	NobodyServesF   string // a canceled watch
}

func wordsFor(l lang.Lang) *table {
	if l == lang.Chinese {
		return &chinese
	}
	return &english
}

var english = table{
	History: "history", Watches: "watches", Totals: "totals",
	Client: "client", Node: "node", Asked: "asked", Answer: "answer",
	Number: "#", Watch: "watch", State: "state", Next: "next rev", Events: "events", LastEvent: "last event",
	OK: "ok", Failed: "failed", Unknown: "unknown", Open: "open",
	Mean: "mean", Slowest: "slowest", Patience: "waits for", Retries: "retries", All: "all",
	AllOps: "what became of all operations so far", LatestF: "what became of the latest %d operations",
	Colon:     ": ",
	NoOps:     "no client has asked for anything yet",
	NoOpsPut:  ":put x 1 writes a key",
	NoOpsGet:  ":c2@n3 get x reads it, as client c2 from n3",
	NoWatches: "no client watches anything", NoWatchesPut: ":watch x tells a client of every change of a key",

	Took: "took", Later: "later",
	MarkAsked: "asked, asked again", MarkAnswered: "answered", MarkSilent: "no answer", MarkWaits: "waits", MarkIdle: "idle time left out", MarkHere: "here",
	NotJudged: "? linearizable or not? a finds out", Judging: "judging what the clients were told",
	LinearizableF: "✓ linearizable: %d operations",
	BrokenF:       "≠ not linearizable: these %d answers contradict each other",
	UndecidedF:    "? undecided: %d operations have too many orders to try",
	WithUnknownF:  ", %d of unknown outcome", WithIgnoredF: ", %d not judged",
	OneStore: ": one store could have given these answers", Linear: "✓ linearizable",
	UpToF: " up to step %s; a judges again",

	ToF: " to %s", AtF: " at %s",
	LaterF: "asked for later, at %s ms",
	Told:   "told: ", AtRevF: "%s, at revision %d", FailedWith: "failed: ",
	DoubtF: "may or may not have happened: %s", WaitsF: "waiting for an answer: %s ms",
	AskedAtF: "asked at %s ms", StepF: " (step %s)", EndedF: ", ended %s ms later",
	TriesF: "%d attempts", AgainF: ", again to %s at %s ms",
	Contradicts: "≠ this answer and the others marked so cannot all be true: no order of the operations gives them",
	NotAbout:    "the verdict is not about this: it is no read or write of a key that must be fresh",

	States: [3]string{"opening", "open", "canceled"}, NotRead: "not read",
	CanceledBy: "the node has canceled it: ", CanceledSelf: "the client has canceled it", OpeningNow: "asked for, or lost and asked for anew: no node serves it",
	DeafF: "%s does not read what its watches are sent; it waits at the node", NextF: "has yet to see revision %d; %d events so far", LastWas: "last: ",

	NotFound: "its beginning is not in the recording", NoEnd: "it has no answer as far as the recording goes, or not for long",
	NobodyServesF: "watch %d is canceled: no node serves it",
}

var chinese = table{
	History: "历史", Watches: "监听", Totals: "统计",
	Client: "客户端", Node: "节点", Asked: "操作", Answer: "应答",
	Number: "#", Watch: "监听", State: "状态", Next: "下一修订", Events: "事件", LastEvent: "最近事件",
	OK: "成功", Failed: "失败", Unknown: "不明", Open: "进行中",
	Mean: "平均", Slowest: "最慢", Patience: "超时", Retries: "重试", All: "合计",
	AllOps: "至今所有操作的结果", LatestF: "最近 %d 个操作的结果",
	Colon:     "：",
	NoOps:     "还没有客户端发起操作",
	NoOpsPut:  ":put x 1 写入一个键",
	NoOpsGet:  ":c2@n3 get x 以客户端 c2 从 n3 读取",
	NoWatches: "没有客户端在监听", NoWatchesPut: ":watch x 让客户端得知一个键的每次变化",

	Took: "用时", Later: "之后",
	MarkAsked: "发起、再次发起", MarkAnswered: "应答", MarkSilent: "没有应答", MarkWaits: "等待中", MarkIdle: "略去空闲时间", MarkHere: "此刻",
	NotJudged: "? 是否线性一致？按 a 判定", Judging: "正在判定客户端得到的应答",
	LinearizableF: "✓ 线性一致：%d 个操作",
	BrokenF:       "≠ 不是线性一致：这 %d 个应答互相矛盾",
	UndecidedF:    "? 无法判定：%d 个操作的可能次序太多",
	WithUnknownF:  "，%d 个结果不明", WithIgnoredF: "，%d 个不参与判定",
	OneStore: "：单个存储就能给出这些应答", Linear: "✓ 线性一致",
	UpToF: "，至第 %s 步；按 a 重新判定",

	ToF: " 发往 %s", AtF: " 在 %s",
	LaterF: "之后才发起，在 %s ms",
	Told:   "应答：", AtRevF: "%s，修订版本 %d", FailedWith: "失败：",
	DoubtF: "可能已发生，也可能没有：%s", WaitsF: "已等待应答 %s ms",
	AskedAtF: "%s ms 发起", StepF: "（第 %s 步）", EndedF: "，%s ms 后结束",
	TriesF: "尝试 %d 次", AgainF: "，再次发往 %s，%s ms",
	Contradicts: "≠ 这个应答与其他带此标记的应答不可能都成立：没有任何操作次序能给出它们",
	NotAbout:    "判定与它无关：它不是必须最新的键读写",

	States: [3]string{"建立中", "进行中", "已取消"}, NotRead: "未读取",
	CanceledBy: "被节点取消：", CanceledSelf: "由客户端取消", OpeningNow: "刚请求，或连接丢失后重新请求：没有节点在服务",
	DeafF: "%s 不读取监听收到的内容；它们在节点上等待", NextF: "接下来要看到修订版本 %d；至今 %d 个事件", LastWas: "最近：",

	NotFound: "录像中没有它的开头", NoEnd: "录像到此都没有它的应答，或在很久以后",
	NobodyServesF: "监听 %d 已取消：没有节点在服务",
}
