package clients

var chinese = texts{
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
