package command

import (
	"math"
	"slices"
	"strings"
)

// Table defines every command. Keys, the prompt, lessons, scripts, recordings
// and the reference all go by it.
var Table = slices.Concat(clusterRows, clientRows)

var clusterRows = []Spec{
	{
		Name: "step", Usage: "step [N]", Group: Time, Example: "step 10",
		Help: "take one step, or N steps", HelpZH: "走一步，或 N 步",
		params: []param{{kind: countKind, optional: true}},
		parse:  parseStep,
	},
	{
		Name: "run", Usage: "run DURATION", Group: Time, Example: "run 500ms",
		Help: "let virtual time pass", HelpZH: "让虚拟时间过去一段",
		params: []param{{kind: durationKind}},
		parse:  func(a *args) Command { return RunFor{For: a.time(0)} },
	},
	{
		Name: "run until", Usage: "run until EXPR [within DURATION]", Group: Time,
		Example: `run until leader == "n1" within 5s`,
		Help:    "step until an expression holds", HelpZH: "一直走到表达式成立",
		Note:   "Expressions are described in [expressions.md](expressions.md). The run fails if the expression does not hold within the duration.",
		NoteZH: "表达式见 [expressions.md](expressions.md)。若在限定时间内表达式仍不成立，则失败。",
		params: []param{{kind: exprKind}},
		text:   true,
		parse:  parseRunUntil,
	},

	{
		Name: "campaign", Usage: "campaign NODE", Group: Nodes, Example: "campaign n1",
		Help: "start an election on a node without waiting for its timer", HelpZH: "让节点不等计时器到期就发起选举",
		params: []param{{kind: nodeKind}},
		parse:  func(a *args) Command { return Campaign{Node: a.node(0)} },
	},
	{
		Name: "transfer", Usage: "transfer FROM TO", Group: Nodes, Example: "transfer n1 n2",
		Help: "ask the leader FROM to hand leadership over to TO", HelpZH: "请领导者 FROM 把领导权转移给 TO",
		params: []param{{kind: nodeKind}, {kind: nodeKind}},
		parse:  parseTransfer,
	},
	{
		Name: "crash", Usage: "crash NODE", Group: Nodes, Example: "crash n1",
		Help: "kill a node's process; its disk keeps what was synced", HelpZH: "杀死节点的进程；磁盘只保留已落盘的内容",
		params: []param{{kind: nodeKind}},
		parse:  func(a *args) Command { return Crash{Node: a.node(0)} },
	},
	{
		Name: "restart", Usage: "restart NODE", Group: Nodes, Example: "restart n1",
		Help: "start a crashed node again from its files", HelpZH: "用磁盘上的文件重新启动崩溃的节点",
		params: []param{{kind: nodeKind}},
		parse:  func(a *args) Command { return Restart{Node: a.node(0)} },
	},
	{
		Name: "wipe", Usage: "wipe NODE", Group: Nodes, Example: "wipe n1",
		Help: "delete the files of a node that is down", HelpZH: "删除已停机节点的全部文件",
		params: []param{{kind: nodeKind}},
		parse:  func(a *args) Command { return Wipe{Node: a.node(0)} },
	},
	{
		Name: "pause", Usage: "pause NODE", Group: Nodes, Example: "pause n1",
		Help: "stop a node's process without killing it (SIGSTOP)", HelpZH: "暂停节点的进程但不杀死它（SIGSTOP）",
		params: []param{{kind: nodeKind}},
		parse:  func(a *args) Command { return Pause{Node: a.node(0)} },
	},
	{
		Name: "resume", Usage: "resume NODE", Group: Nodes, Example: "resume n1",
		Help: "let a paused process go on (SIGCONT)", HelpZH: "让暂停的进程继续运行（SIGCONT）",
		params: []param{{kind: nodeKind}},
		parse:  func(a *args) Command { return Resume{Node: a.node(0)} },
	},
	{
		Name: "snapshot", Usage: "snapshot NODE", Group: Nodes, Example: "snapshot n1",
		Help: "record a raft snapshot at the node's applied index", HelpZH: "在节点的已应用索引处记录一个 raft 快照",
		params: []param{{kind: nodeKind}},
		parse:  func(a *args) Command { return Snapshot{Node: a.node(0)} },
	},
	{
		Name: "compactlog", Usage: "compactlog NODE keep=N", Group: Nodes, Example: "compactlog n1 keep=5",
		Help: "discard a node's raft log up to N entries before its applied index", HelpZH: "丢弃节点的 raft 日志，只保留已应用索引之前的 N 条",
		params:  []param{{kind: nodeKind}},
		options: []option{{name: "keep", kind: countKind, required: true, help: "entries to keep before the applied index", zh: "已应用索引之前保留的条目数"}},
		parse: func(a *args) Command {
			return Compact{Node: a.node(0), Keep: uint64(a.count("keep", 0, MaxKeep))}
		},
	},

	{
		Name: "disk", Usage: "disk NODE [ok|stall|lie|fail] [latency=DURATION] [mode=etcd|async]", Group: Disks, Example: "disk n1 latency=200ms",
		Help: "change how a node's disk behaves", HelpZH: "改变节点磁盘的行为",
		Note:   "A disk that stalls does not return from its fsync; one that lies reports success and keeps nothing; one that fails returns an error.",
		NoteZH: "stall：fsync 不返回；lie：fsync 报告成功却什么也没保存；fail：fsync 返回错误。",
		params: []param{{kind: nodeKind}, {kind: diskKind, optional: true}},
		options: []option{
			{name: "latency", kind: durationKind, help: "the time an fsync takes", zh: "一次 fsync 的耗时"},
			{name: "mode", kind: choiceKind, values: []string{"etcd", "async"}, help: "whether the node's loop waits for its fsync", zh: "节点主循环是否等待 fsync"},
		},
		parse: parseDisk,
	},
	{
		Name: "clock", Usage: "clock NODE rate=FACTOR", Group: Disks, Example: "clock n1 rate=1.5",
		Help: "make a node's clock run fast or slow", HelpZH: "让节点的时钟走快或走慢",
		Note:    "1 is honest, 0 stands still, 100 is the fastest.",
		NoteZH:  "1 为准确，0 为停走，100 为最快。",
		params:  []param{{kind: nodeKind}},
		options: []option{{name: "rate", kind: fractionKind, required: true, help: "its speed; 1 is honest", zh: "走时速度；1 为准确"}},
		parse: func(a *args) Command {
			return Clock{Node: a.node(0), Rate: *a.perMille("rate", MaxRate)}
		},
	},

	{
		Name: "cut", Usage: "cut NODES or cut NODES|NODES or cut NODES>NODES", Group: Network, Example: "cut n1,n2",
		Help: "sever nodes from all others, two groups from each other, or one direction", HelpZH: "切断节点与其余所有节点、两组节点之间、或单个方向的链路",
		Note:   "`cut n1,n2` severs those nodes from all others, `cut n1,n2|n3` the two groups from each other, `cut n1>n2` what n1 sends to n2.",
		NoteZH: "`cut n1,n2` 将这些节点与其余节点隔开；`cut n1,n2|n3` 将两组彼此隔开；`cut n1>n2` 只切断 n1 发往 n2 的方向。",
		params: []param{{kind: nodesKind}},
		parse:  parseCut,
	},
	{
		Name: "heal", Usage: "heal [FROM>TO]", Group: Network, Example: "heal n1>n2",
		Help: "mend one direction of a link, or all that is severed", HelpZH: "修复一个方向的链路，或修复全部链路",
		params: []param{{kind: linkKind, optional: true}},
		parse:  parseHeal,
	},
	{
		Name: "link", Usage: "link FROM>TO [latency=DURATION] [jitter=DURATION] [loss=FRACTION] [dup=FRACTION]", Group: Network,
		Example: "link n1>n2 latency=50ms loss=0.2",
		Help:    "change how one direction of a link behaves", HelpZH: "改变链路一个方向的行为",
		Note:   "Fractions have three decimals at most; 20% is 0.2.",
		NoteZH: "比例最多三位小数；20% 等于 0.2。",
		params: []param{{kind: linkKind}},
		options: []option{
			{name: "latency", kind: durationKind, help: "the time a message takes", zh: "消息的传输时间"},
			{name: "jitter", kind: durationKind, help: "the most that chance adds to it", zh: "随机增加的最大时间"},
			{name: "loss", kind: fractionKind, help: "the fraction of messages lost", zh: "丢失消息的比例"},
			{name: "dup", kind: fractionKind, help: "the fraction of messages that arrive twice", zh: "重复到达的消息比例"},
		},
		parse: parseLinkCommand,
	},
	{
		Name: "hold", Usage: "hold FROM>TO [TYPE]", Group: Network, Example: "hold n1>n2 MsgApp",
		Help: "make messages wait on a link, all or those of one type", HelpZH: "扣住链路上的消息：全部，或某一类型",
		params: []param{{kind: linkKind}, {kind: typeKind, optional: true}},
		parse:  parseHold,
	},
	{
		Name: "release", Usage: "release FROM>TO", Group: Network, Example: "release n1>n2",
		Help: "end a hold and let what waited go on", HelpZH: "解除扣留，放行等待的消息",
		params: []param{{kind: linkKind}},
		parse: func(a *args) Command {
			from, to := a.link()
			return Release{From: from, To: to}
		},
	},
	{
		Name: "deliver", Usage: "deliver #MESSAGE", Group: Network, Example: "deliver #12",
		Help: "let a message in flight arrive now", HelpZH: "让在途的消息立即到达",
		params: []param{{kind: messageKind}},
		parse:  func(a *args) Command { return Deliver{Msg: a.message()} },
	},
	{
		Name: "drop", Usage: "drop #MESSAGE", Group: Network, Example: "drop #12",
		Help: "lose a message in flight", HelpZH: "丢弃在途的消息",
		params: []param{{kind: messageKind}},
		parse:  func(a *args) Command { return Drop{Msg: a.message()} },
	},
	{
		Name: "dup", Usage: "dup #MESSAGE", Group: Network, Example: "dup #12",
		Help: "duplicate a message in flight", HelpZH: "复制在途的消息",
		params: []param{{kind: messageKind}},
		parse:  func(a *args) Command { return Dup{Msg: a.message()} },
	},
	{
		Name: "delay", Usage: "delay #MESSAGE DURATION", Group: Network, Example: "delay #12 50ms",
		Help: "give a message in flight more time", HelpZH: "推迟在途消息的到达",
		params: []param{{kind: messageKind}, {kind: durationKind}},
		parse:  func(a *args) Command { return Delay{Msg: a.message(), By: a.time(1)} },
	},

	{
		Name: "member add", Usage: "member add NODE [--learner]", Group: Members, Example: "member add n4 --learner",
		Help: "add a voter, or a learner", HelpZH: "加入一个投票成员，或学习者",
		params:  []param{{kind: newNodeKind}},
		options: []option{{name: "--learner", kind: flagKind, help: "it receives the log and does not vote", zh: "只接收日志，不参与投票"}},
		parse: func(a *args) Command {
			return MemberAdd{Node: a.node(0), Learner: a.flag("--learner")}
		},
	},
	{
		Name: "member promote", Usage: "member promote NODE", Group: Members, Example: "member promote n4",
		Help: "make a learner a voter", HelpZH: "将学习者提升为投票成员",
		params: []param{{kind: nodeKind}},
		parse:  func(a *args) Command { return MemberPromote{Node: a.node(0)} },
	},
	{
		Name: "member remove", Usage: "member remove NODE", Group: Members, Example: "member remove n2",
		Help: "remove a member", HelpZH: "移除一个成员",
		params: []param{{kind: nodeKind}},
		parse:  func(a *args) Command { return MemberRemove{Node: a.node(0)} },
	},
	{
		Name: "member change", Usage: "member change CHANGE… [--leave=auto|explicit]", Group: Members, Example: "member change +n4 +n5 -n1",
		Help: "make several changes at once, by joint consensus", HelpZH: "通过联合共识一次完成多项变更",
		Note:    "`+n4` adds a voter, `~n4` adds a learner, `-n1` removes.",
		NoteZH:  "`+n4` 加入投票成员，`~n4` 加入学习者，`-n1` 移除。",
		params:  []param{{kind: changeKind, many: true}},
		options: []option{{name: "--leave", kind: choiceKind, values: []string{"auto", "explicit"}, help: "whether the joint configuration ends by itself or by member leave", zh: "联合配置自动结束，还是由 member leave 结束"}},
		parse:   parseMemberChange,
	},
	{
		Name: "member leave", Usage: "member leave", Group: Members, Example: "member leave",
		Help: "end a joint configuration that was asked to last", HelpZH: "结束要求保持的联合配置",
		parse: func(*args) Command { return MemberLeave{} },
	},
}

// anyNumber bounds what only its type bounds.
const anyNumber = math.MaxInt64

// byName finds rows by their names; firsts are the first words of all names,
// each once, in the order of the Table; requests are those before which a
// client and its endpoint may stand; taken are the words that no client may
// bear.
var (
	byName   map[string]*Spec
	firsts   []string
	requests map[string]bool
	taken    map[string]bool
)

func init() {
	byName, requests, taken = make(map[string]*Spec, len(Table)), make(map[string]bool), make(map[string]bool)
	for i := range Table {
		s := &Table[i]
		byName[s.Name] = s
		first, _, _ := strings.Cut(s.Name, " ")
		if s.targets {
			requests[first] = true
		}
		if !taken[first] {
			taken[first] = true
			firsts = append(firsts, first)
		}
	}
	for _, w := range reserved {
		taken[w] = true
	}
	for w := range synonyms {
		taken[w] = true
	}
}

// Lookup returns the row with the given name.
func Lookup(name string) (Spec, bool) {
	s, ok := byName[name]
	if !ok {
		return Spec{}, false
	}
	return *s, true
}
