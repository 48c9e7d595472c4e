package words

import (
	"raftviz/engine/explain"
	"raftviz/tui/keys"
)

var chinese = Table{
	Lang:    explain.Chinese,
	Learner: "学习者",

	Cluster: "集群", Log: "日志", Timeline: "时间线", Why: "原因",

	TermF: "任期 %d", ForF: "投给 %s", HandsToF: "移交 %s", Lease: "租约", MsF: "%s ms", TickStands: "时钟停走",
	QuorumF: "多数派 %d/%d", JointF: "联合配置：%d/%s 且 %d/%s", LearnersF: "学习者 %s",
	CutF: "断开 %s", MoreF: "另有 %d 条", HeldWord: "扣留", WaitingF: "%d 条等待",
	DiskLies: "磁盘说谎", DiskStalls: "磁盘卡住", DiskFails: "磁盘故障",
	LastF: "日志 %d", CommitF: "提交 %d",

	Heartbeats: "心跳",

	CommitHead: "提交", AppliedHead: "应用",
	InflightF: "%d 条在途", EntryF: "索引 %d", NoEntries: "还没有日志条目",
	Committed: "已提交", Stored: "已落盘", Unsynced: "未落盘", Unsafe: "磁盘说谎", Compacted: "已压缩",
	MatchWord: "match", NextWord: "next",

	StepF: "第 %s 步", StepOfF: "第 %s 步，共 %s 步", SeedF: "种子 %d", SpeedF: "%s 步/秒", BranchF: "分支 %s",
	Paused: "暂停", Ended: "已结束", Sandbox: "沙盒",

	TooSmallF:   "raftviz 需要 %d×%d；此终端为 %d×%d",
	IdleF:       "没有待发生的事：没有节点在运行，也没有消息在途",
	AtEnd:       "录像到此为止；按 f 从这里分出一个实时运行",
	AtStart:     "这里是起点",
	StoppedRun:  "运行已在此终止；请后退，再按 f 分支",
	ForkedF:     "已从第 %d 步分支；",
	Kept:        "原分支仍保留，按 B 可返回",
	NothingF:    "那边没有 %s",
	NotableWord: "重要事件",
	NoBreak:     "没有断点；按 b 设置",
	BreakSetF:   "按 c 和 C 前往：%s",
	BreakGone:   "断点已删除",
	SearchF:     "按 ] 和 [ 前往：%s",
	SavedF:      "已保存到 %s",
	ThereF:      "%s 已经存在，请换一个名字",
	Stopping:    "正在停止",
	Stopped:     "已停止",
	RerunF:      "正在重新运行到第 %d 步",
	LookingF:    "正在查找 %s",
	EscStops:    "esc 停止",
	OpeningF:    "正在打开 %s",
	NoStepF:     "没有第 %s 步；最后一步是 %d",
	NoBranchF:   "没有分支 %s；共有 %d 个",
	BrokeF:      "违反了 %s",

	CommandTitle: "命令", SearchTitle: "搜索", BreakTitle: "断点",
	BranchesHelp: "列出分支", GotoHelp: "前往某一步", SaveHelp: "把录像保存到文件",
	QuitHelp: "离开", HelpHelp: "显示按键",

	BranchesTitle: "分支", MainBranch: "主线", FromF: "自 %s 第 %d 步",

	StepsF: "共 %s 步",

	Motto:   "真实 Raft 集群的时间机器",
	Scripts: "脚本", Recordings: "录像", OpenSandbox: "启动一个集群",
	Nodes: "节点数", Seed: "种子", PreVote: "预投票", CheckQuorum: "检查多数派",
	On: "开", Off: "关", NoneYet: "这里没有",

	Groups: [keys.NumGroups]string{
		keys.Time: "在时间中移动", keys.Acting: "操作", keys.Looking: "查看",
		keys.Choosing: "从列表中选择", keys.Typing: "输入一行",
	},
	Does: [keys.NumActions]string{
		keys.PlayPause: "播放或暂停", keys.Forward: "前进一步", keys.Back: "后退一步",
		keys.TickForward: "前进一个滴答", keys.TickBack: "后退一个滴答",
		keys.NextNotable: "下一个重要事件", keys.PrevNotable: "上一个重要事件",
		keys.ToStart: "回到起点", keys.ToEnd: "到终点",
		keys.Faster: "加快播放", keys.Slower: "放慢播放",
		keys.Breakpoint: "在事件或表达式处设断点", keys.Continue: "运行到断点", keys.ContinueBack: "退回到断点",
		keys.Command: "输入命令", keys.Search: "搜索事件", keys.Fork: "从这里分支", keys.Branches: "列出分支",
		keys.NextPane: "下一个窗格", keys.PrevPane: "上一个窗格",
		keys.Pane1: "集群", keys.Pane2: "日志", keys.Pane3: "时间线", keys.Pane4: "原因",
		keys.Zoom: "放大窗格，或还原", keys.ScrollUp: "窗格向上滚动", keys.ScrollDown: "窗格向下滚动",
		keys.ScrollLeft: "窗格向左滚动", keys.ScrollRight: "窗格向右滚动",
		keys.Language: "切换语言", keys.Help: "按键说明", keys.Escape: "停止，或取消放大", keys.Quit: "返回或退出",
		keys.Up: "上", keys.Down: "下", keys.Choose: "打开", keys.Less: "减", keys.More: "加", keys.Leave: "返回或退出",
		keys.Accept: "执行", keys.Complete: "补全", keys.CompleteBack: "上一个补全",
		keys.Earlier: "上一行", keys.Later: "下一行", keys.Abandon: "放弃",
	},
	Short: [keys.NumActions]string{
		keys.PlayPause: "播放", keys.Forward: "前进", keys.Back: "后退", keys.NextNotable: "下一事件",
		keys.Command: "命令", keys.Help: "帮助", keys.NextPane: "窗格", keys.Zoom: "放大",
		keys.Fork: "分支", keys.Search: "搜索", keys.Quit: "退出",
		keys.Down: "选择", keys.More: "修改", keys.Choose: "打开", keys.Language: "English", keys.Leave: "返回",
		keys.Accept: "执行", keys.Complete: "补全", keys.Earlier: "历史", keys.Abandon: "放弃",
	},
	HelpTitle: "按键", MarksHead: "标记",
	TimerMark: "距选举计时器到期", LeaseMark: "距检查多数派",
	AskedMark: "客户端发出请求", AnsweredMark: "客户端收到答复", CommitMark: "提交推进",
}
