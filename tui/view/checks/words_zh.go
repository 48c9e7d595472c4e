package checks

var chinese = texts{
	Linearizability: "线性一致", Panic: "Raft 不崩溃",

	HeadHoldF: "✓ %d 项全部成立", HeadBrokeF: "✗ %s在第 %s 步被破坏", HeadBrokeMoreF: "✗ %s及另外 %d 项在第 %s 步被破坏",
	HeadBreaksF: "✓ 此处 %d 项都成立；%s将在第 %s 步被破坏",
	HeadPanicF:  "✗ raft 在第 %s 步崩溃", HeadPanicsF: "✓ 此处 %d 项都成立；raft 将在第 %s 步崩溃",
	HeadContradictF: "✓ %d 项都成立，但 ✗ %d 个应答互相矛盾",

	Held:  [3]string{"到第 %s 步一直成立", "到第 %s 步", "到 %s"},
	Broke: [3]string{"在第 %s 步被破坏", "第 %s 步", "%s"}, Breaks: [3]string{"成立；第 %s 步将被破坏", "止于第 %s 步", "止于 %s"},
	JudgedTo:  [3]string{"到第 %s 步线性一致；a 重新判定", "到第 %s 步", "到 %s"},
	NotJudged: [2]string{"尚未判定：按 a", "按 a 判定"}, NobodyAsked: [2]string{"没有客户端发起操作", "没有操作"},
	Judging: "正在判定", Undecided: "无法判定",
	LinearF: "%d 个操作如同一个存储", LinearShortF: "%d 个操作",
	ContradictF: "%d 个应答互相矛盾", Contradict: "不成立",

	ToComeF:     "后面将发生，在第 %s 步：",
	CountsF:     "已判定 %d 个操作，其中 %d 个结果不明；%d 个不参与判定。",
	JudgedOnlyF: "那是在第 %s 步；按 a 重新判定。",
	PieceF:      "没有任何操作次序能给出这 %d 个应答：", OpF: "≠ %s：%s → %s  %s–%s ms", NoAnswer: "没有应答",
	NeverBrokeF: "%s到第 %s 步每一步都成立：没有可去的步骤", NothingToJudge: "没有客户端发起操作：:put x 1 写入一个键",
	Matters: map[string]string{
		"election-safety":      "同一任期若有两个领导者，会在同一索引和任期下写出不同的条目，谁也无法区分。Raft 靠投票避免：每个节点每个任期只有一票，并记在磁盘上，领导者须得到多数票。",
		"leader-append-only":   "跟随者照抄领导者的日志，所以领导者在任时日志只能增长。日志有冲突时，由跟随者删除条目。",
		"log-matching":         "有了它，领导者只凭一个索引和一个任期就能比较整个日志：每次追加都指明前一个条目，跟随者拒绝接不上的内容。",
		"leader-completeness":  "因此新领导者不必询问哪些已提交。投票者拒绝日志落后于自己的候选人，而每个多数派中都有持有已提交条目的节点，除非磁盘丢失了它答应保存的内容。",
		"state-machine-safety": "这正是 Raft 的目的。已应用的就是客户端得到的答复，任何节点都不能给出另一种说法。",
		"store-equality":       "各节点用同一份日志写出自己的存储，所以日志相同，键、修订版本和哈希也必须相同。否则，应用依赖了日志以外的东西，或文件已损坏。",
		"one-vote":             "任何两个多数派都有共同的投票者。它若两边都投，一个任期就会有两个领导者；崩溃后忘了第一票，也是同样的结果。",
		"terms-rise":           "任期是 Raft 的时钟。退回旧任期的节点会在其中再次投票，并服从已被取代的领导者。",
		"commits-durable":      "任何两个多数派都有共同的节点。所以只要还有一个多数派在，已在多数派磁盘上的内容就还在，此后每个领导者都有它。",
		"matches-durable":      "领导者靠计数来提交。只要数错一个，例如算进了旧的确认，就可能提交并未提交的内容。",
		"answers-durable":      "领导者把每个确认算作一个副本。若断电能让这个副本消失，已提交的内容就会丢失。",
		"applied-committed":    "已应用的无法收回，而未提交的还可能被替换。",
		"fresh-reads":          "得知一次写入的人若告诉别人，别人接下来读到的就不能与之矛盾。所以领导者在应答读之前先问多数派自己是否仍是领导者，并等到已应用它所知道的已提交内容。",
		panicked:               "Raft 宁可停下，也不从不可能的状态继续：缺少必须有的条目，或要撤销已提交的内容。引发它的就是最后一步，这一步没有检查。",
		linearizability:        "每个操作都应像是在发起与应答之间的某一刻发生，如同只有一个从不出错的存储。只按客户端问了什么、得到什么应答来判定。",
	},

	fullwidth: true,
}
