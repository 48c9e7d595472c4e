package command

import "raftviz/engine/lang"

// Commands to nodes.
type (
	// Campaign has nodes start an election now.
	Campaign struct {
		Nodes NodeNames `arg:"nodes"`
	}
	// Transfer asks From, the leader, to hand over to To.
	Transfer struct {
		From string `arg:"node" as:"FROM"`
		To   string `arg:"node" as:"TO"`
	}
	// ForgetLeader has a follower know no leader any more: raft's
	// MsgForgetLeader.
	ForgetLeader struct {
		Nodes NodeNames `arg:"nodes"`
	}
	// SendSnapshot has From, the leader, send its store to To, which raft has
	// not asked for.
	SendSnapshot struct {
		From string `arg:"node" as:"FROM"`
		To   string `arg:"node" as:"TO"`
	}
	// Crash kills a node's process; what it had written stays, synced or not.
	Crash struct {
		Nodes NodeNames `arg:"nodes"`
	}
	// PowerOff cuts the power of a node's machine; what was not synced is lost.
	PowerOff struct {
		Nodes NodeNames `arg:"nodes"`
	}
	// Restart starts a node that is down from its files.
	Restart struct {
		Nodes NodeNames `arg:"nodes"`
	}
	// Wipe deletes the files of a node that is down.
	Wipe struct {
		Nodes NodeNames `arg:"nodes"`
	}
	// Pause stops a node's process: SIGSTOP.
	Pause struct {
		Nodes NodeNames `arg:"nodes"`
	}
	// Resume lets it continue: SIGCONT.
	Resume struct {
		Nodes NodeNames `arg:"nodes"`
	}
	// Snapshot records a raft snapshot at a node's applied index.
	Snapshot struct {
		Nodes NodeNames `arg:"nodes"`
	}
	// CompactLog discards a node's raft log up to Keep entries before its
	// applied index.
	CompactLog struct {
		Nodes NodeNames `arg:"nodes"`
		Keep  uint64    `opt:"keep,required" kind:"entries" help:"entries to keep before the applied index" zh:"已应用索引之前保留的条目数"`
	}
	// Disk changes what is set of a node's disk.
	Disk struct {
		Nodes   NodeNames `arg:"nodes"`
		State   string    `arg:"disk-state,optional"`
		Latency *int64    `opt:"latency" kind:"duration" help:"the time an fsync takes" zh:"一次 fsync 的耗时"`
		Mode    string    `opt:"mode" choices:"etcd,async" help:"whether the node's loop waits for its fsync" zh:"节点主循环是否等待 fsync"`
	}
	// Clock sets the rate of a node's clock, in per mille of honest time.
	Clock struct {
		Nodes NodeNames `arg:"nodes"`
		Rate  int       `opt:"rate,required" kind:"factor" help:"its speed; 1 is honest" zh:"走时速度；1 为准确"`
	}
	// Skew has a node's clock jump by By, in ms: ahead, or back if it is negative.
	Skew struct {
		Nodes NodeNames `arg:"nodes"`
		By    int64     `arg:"jump"`
	}
)

var nodeRows = []Spec{
	row[Campaign](Spec{
		Name: "campaign", Group: Nodes, Example: "campaign n1",
		Help:     lang.Text{EN: "start an election on a node without waiting for its timer", ZH: "让节点不等计时器到期就发起选举"},
		Synonyms: "elect election vote",
	}),
	row[Transfer](Spec{
		Name: "transfer", Group: Nodes, Example: "transfer n1 n2",
		Help:     lang.Text{EN: "ask the leader FROM to hand leadership over to TO", ZH: "请领导者 FROM 把领导权转移给 TO"},
		Synonyms: "handover",
	}),
	row[ForgetLeader](Spec{
		Name: "forget-leader", Group: Nodes, Example: "forget-leader n2",
		Help:     lang.Text{EN: "have a follower know no leader any more, until it hears of one", ZH: "让跟随者不再知道领导者，直到再次听到领导者的消息"},
		Synonyms: "forget",
		Note: lang.Text{
			EN: "It is raft's ForgetLeader, which etcd does not use: whoever is sure that the leader is dead need not wait until a follower's lease is over before that may vote for another.",
			ZH: "这是 raft 的 ForgetLeader，etcd 没有使用它：确信领导者已经宕机时，不必等跟随者的租约到期，它就可以投票给别的节点。",
		},
	}),
	row[SendSnapshot](Spec{
		Name: "send-snapshot", Group: Nodes, Example: "send-snapshot n1 n3",
		Help: lang.Text{EN: "have the leader FROM send its whole store to TO, which raft has not asked for", ZH: "让领导者 FROM 把整个存储发给 TO，尽管 raft 没有要求"},
		Note: lang.Text{
			EN: "What raft knows of TO's progress does not change until TO answers.",
			ZH: "在 TO 答复之前，raft 所知的 TO 的进度不变。",
		},
	}),
	row[Crash](Spec{
		Name: "crash", Group: Nodes, Example: "crash n1",
		Help:     lang.Text{EN: "kill a node's process (SIGKILL); what it had written stays", ZH: "杀死节点的进程（SIGKILL）；已写入的内容仍在"},
		Synonyms: "kill down die sigkill",
		Note: lang.Text{
			EN: "The operating system keeps what the process had written, synced or not, and a restart finds it. Only a power failure loses what no fsync had put on the disk: poweroff.",
			ZH: "进程已写入的内容，无论是否落盘，都由操作系统保留，重启后仍能读到。只有断电（poweroff）才会丢失尚未落盘的内容。",
		},
	}),
	row[PowerOff](Spec{
		Name: "poweroff", Group: Nodes, Example: "poweroff n1",
		Help:     lang.Text{EN: "cut the power of a node's machine; what was not synced is lost", ZH: "切断节点所在机器的电源；未落盘的内容丢失"},
		Synonyms: "power outage blackout",
		Note: lang.Text{
			EN: "A node that is down can lose its power, too, and with it what it had written before it crashed. restart starts it again.",
			ZH: "已停机的节点也可以断电，于是失去崩溃之前已写入但未落盘的内容。用 restart 重新启动。",
		},
	}),
	row[Restart](Spec{
		Name: "restart", Group: Nodes, Example: "restart n1",
		Help:     lang.Text{EN: "start a crashed node again from its files", ZH: "用磁盘上的文件重新启动崩溃的节点"},
		Synonyms: "start boot reboot up",
	}),
	row[Wipe](Spec{
		Name: "wipe", Group: Nodes, Example: "wipe n1",
		Help:     lang.Text{EN: "delete the files of a node that is down", ZH: "删除已停机节点的全部文件"},
		Synonyms: "erase format reset destroy",
	}),
	row[Pause](Spec{
		Name: "pause", Group: Nodes, Example: "pause n1",
		Help:     lang.Text{EN: "stop a node's process without killing it (SIGSTOP)", ZH: "暂停节点的进程但不杀死它（SIGSTOP）"},
		Synonyms: "stop freeze suspend sigstop",
	}),
	row[Resume](Spec{
		Name: "resume", Group: Nodes, Example: "resume n1",
		Help:     lang.Text{EN: "let a paused process go on (SIGCONT)", ZH: "让暂停的进程继续运行（SIGCONT）"},
		Synonyms: "continue unpause thaw sigcont",
	}),
	row[Snapshot](Spec{
		Name: "snapshot", Group: Nodes, Example: "snapshot n1",
		Help: lang.Text{EN: "record a raft snapshot at the node's applied index", ZH: "在节点的已应用索引处记录一个 raft 快照"},
	}),
	row[CompactLog](Spec{
		Name: "compactlog", Group: Nodes, Example: "compactlog n1 keep=5",
		Help:     lang.Text{EN: "discard a node's raft log up to N entries before its applied index", ZH: "丢弃节点的 raft 日志，只保留已应用索引之前的 N 条"},
		Synonyms: "trim truncate",
	}),
}

var diskRows = []Spec{
	row[Disk](Spec{
		Name: "disk", Group: Disks, Example: "disk n1 latency=200ms",
		Help:     lang.Text{EN: "change how a node's disk behaves", ZH: "改变节点磁盘的行为"},
		Synonyms: "fsync sync",
		Note: lang.Text{
			EN: "A disk that stalls does not return from its fsync; one that lies reports success and keeps nothing; one that fails returns an error.",
			ZH: "stall：fsync 不返回；lie：fsync 报告成功却什么也没保存；fail：fsync 返回错误。",
		},
		changes: true,
	}),
	row[Clock](Spec{
		Name: "clock", Group: Disks, Example: "clock n1 rate=1.5",
		Help:     lang.Text{EN: "make a node's clock run fast or slow", ZH: "让节点的时钟走快或走慢"},
		Synonyms: "drift time",
		Note: lang.Text{
			EN: "1 is honest, 0 stands still, 100 is the fastest.",
			ZH: "1 为准确，0 为停走，100 为最快。",
		},
	}),
	row[Skew](Spec{
		Name: "skew", Group: Disks, Example: "skew n1 50ms",
		Help:     lang.Text{EN: "make a node's clock jump ahead, or back with a minus sign", ZH: "让节点的时钟向前跳变，带负号则向后"},
		Synonyms: "jump ntp",
		Note: lang.Text{
			EN: "It is as after a machine was suspended, or its time was stepped: the next tick comes that much sooner or later, and the ticks that a jump ahead passes come at once. A clock that stands has no tick to move.",
			ZH: "如同机器曾被挂起，或时间被校正：下一个滴答相应提前或推后，向前跳过的滴答立即到来。停走的时钟没有滴答可移动。",
		},
	}),
}

func (c Campaign) String() string     { return line(&c) }
func (c Transfer) String() string     { return line(&c) }
func (c ForgetLeader) String() string { return line(&c) }
func (c SendSnapshot) String() string { return line(&c) }
func (c Crash) String() string        { return line(&c) }
func (c PowerOff) String() string     { return line(&c) }
func (c Restart) String() string      { return line(&c) }
func (c Wipe) String() string         { return line(&c) }
func (c Pause) String() string        { return line(&c) }
func (c Resume) String() string       { return line(&c) }
func (c Snapshot) String() string     { return line(&c) }
func (c CompactLog) String() string   { return line(&c) }
func (c Disk) String() string         { return line(&c) }
func (c Clock) String() string        { return line(&c) }
func (c Skew) String() string         { return line(&c) }

func (c *SendSnapshot) check(a *args) {
	if c.From == c.To {
		a.fail(wrong(a.words[1], none, "%s has no link to itself", c.From))
	}
}

func (c *Transfer) check(a *args) {
	if c.From == c.To {
		a.fail(wrong(a.words[1], none, "%s cannot hand over to itself", c.From))
	}
}
