package check

import (
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// A Property is something that must hold in every run, whatever fails.
type Property struct {
	Name  string // as in frame.Violation
	Title lang.Text
	Says  lang.Text // one sentence
	But   lang.Text // what it does not judge, one sentence; empty if there is nothing
	Ref   string    // where the paper says so

	// check returns the first breach it finds in a step, or nil. The caller
	// fills in Property and Step.
	check func(*Checker, *view) *frame.Violation
}

// Properties lists the properties, in the order in which they are checked.
var Properties = []Property{
	{
		Name:  "election-safety",
		Title: lang.Text{EN: "Election safety", ZH: "选举安全"},
		Says:  lang.Text{EN: "A term has at most one leader.", ZH: "每个任期至多有一个领导者。"},
		Ref:   "Raft §5.2",
		check: electionSafety,
	},
	{
		Name:  "leader-append-only",
		Title: lang.Text{EN: "Leader append-only", ZH: "领导者只追加"},
		Says:  lang.Text{EN: "A leader never removes or overwrites an entry of its own log; it only appends.", ZH: "领导者从不删除或覆盖自己日志中的条目，只会追加。"},
		Ref:   "Raft §5.3",
		check: leaderAppendOnly,
	},
	{
		Name:  "log-matching",
		Title: lang.Text{EN: "Log matching", ZH: "日志匹配"},
		Says:  lang.Text{EN: "Logs that hold an entry of the same index and term are the same up to there.", ZH: "如果两个日志在同一索引处的条目任期相同，那么到该处为止的日志完全相同。"},
		Ref:   "Raft §5.3",
		check: logMatching,
	},
	{
		Name:  "leader-completeness",
		Title: lang.Text{EN: "Leader completeness", ZH: "领导者完整性"},
		Says:  lang.Text{EN: "An entry committed in one term is in the log of the leader of every later term.", ZH: "在某个任期提交的条目，必定出现在此后每个任期的领导者的日志中。"},
		Ref:   "Raft §5.4.3",
		check: leaderCompleteness,
	},
	{
		Name:  "state-machine-safety",
		Title: lang.Text{EN: "State machine safety", ZH: "状态机安全"},
		Says:  lang.Text{EN: "Where one node has applied an entry, no node ever applies another: what is committed stays.", ZH: "一个节点在某个索引处应用了一个条目后，任何节点都不会在该索引处应用别的条目：已提交的不会改变。"},
		Ref:   "Raft §5.4.3",
		check: stateMachineSafety,
	},
	{
		Name:  "store-equality",
		Title: lang.Text{EN: "Store equality", ZH: "存储一致"},
		Says:  lang.Text{EN: "Nodes that have applied the same entries have the same store.", ZH: "应用了相同条目的节点，其存储内容相同。"},
		Ref:   "Raft §2",
		check: storeEquality,
	},
	{
		Name:  "one-vote",
		Title: lang.Text{EN: "One vote a term", ZH: "一任期一票"},
		Says:  lang.Text{EN: "A node votes for one candidate in a term, and the vote is on its disk before it counts.", ZH: "每个节点在一个任期内只投一个候选人，而且这一票先落盘，才算数。"},
		But:   lang.Text{EN: "A disk that lied is believed until it forgets, and so are wiped files; what a killed process had written and no fsync had covered counts when it starts again, as it does for etcd.", ZH: "说谎的磁盘在遗忘之前视为可信，被清除的文件同理；进程被杀时已写入但未 fsync 的内容，重启后视为已落盘，etcd 也是这样。"},
		Ref:   "Raft §5.2",
		check: oneVote,
	},
	{
		Name:  "terms-rise",
		Title: lang.Text{EN: "Terms only rise", ZH: "任期只增不减"},
		Says:  lang.Text{EN: "A node's term never falls, not even by a crash.", ZH: "节点的任期从不减小，崩溃后也一样。"},
		But:   lang.Text{EN: "Wiped files begin again.", ZH: "文件被清除后从头开始。"},
		Ref:   "Raft §5.1",
		check: termsRise,
	},
	{
		Name:  "commits-durable",
		Title: lang.Text{EN: "Commits are on disk", ZH: "提交即已落盘"},
		Says:  lang.Text{EN: "What a leader counts as committed is on the disks of a majority, of each half while the configuration is joint, and ends with an entry of the leader's term.", ZH: "领导者认定已提交的内容，已在多数派的磁盘上；联合配置期间，新旧两半都要有多数派。其最后一个条目属于领导者的任期。"},
		But:   lang.Text{EN: "A disk that lied is believed, and a node that lost what it had acknowledged counts for that; what a killed process had written and no fsync had covered counts when it starts again, as it does for etcd.", ZH: "说谎的磁盘视为可信；丢失了已确认内容的节点，对那些内容仍计入；进程被杀时已写入但未 fsync 的内容，重启后视为已落盘，etcd 也是这样。"},
		Ref:   "Raft §5.4.2, §6",
		check: commitsDurable,
	},
	{
		Name:  "matches-durable",
		Title: lang.Text{EN: "Matches are on disk", ZH: "匹配即已落盘"},
		Says:  lang.Text{EN: "What a leader counts a follower of its term to hold is on that follower's disk.", ZH: "领导者认为同任期跟随者已有的日志，确已在该跟随者的磁盘上。"},
		But:   lang.Text{EN: "A disk that lied is believed, and a node that lost what it had acknowledged counts for that; what a killed process had written and no fsync had covered counts when it starts again, as it does for etcd.", ZH: "说谎的磁盘视为可信；丢失了已确认内容的节点，对那些内容仍计入；进程被杀时已写入但未 fsync 的内容，重启后视为已落盘，etcd 也是这样。"},
		Ref:   "Raft §5.3",
		check: matchesDurable,
	},
	{
		Name:  "answers-durable",
		Title: lang.Text{EN: "Answers are on disk", ZH: "确认即已落盘"},
		Says:  lang.Text{EN: "What a node acknowledges is on its disk before the acknowledgement leaves.", ZH: "节点所确认的内容，在确认发出之前已经落盘。"},
		But:   lang.Text{EN: "A disk that lied is believed until its next honest fsync; what a killed process had written and no fsync had covered counts when it starts again, as it does for etcd.", ZH: "说谎的磁盘在下一次如实的 fsync 之前视为可信；进程被杀时已写入但未 fsync 的内容，重启后视为已落盘，etcd 也是这样。"},
		Ref:   "Raft Fig. 2",
		check: answersDurable,
	},
	{
		Name:  "applied-committed",
		Title: lang.Text{EN: "Applied after committed", ZH: "先提交后应用"},
		Says:  lang.Text{EN: "A node applies only what it knows to be committed.", ZH: "节点只应用它知道已提交的条目。"},
		Ref:   "Raft §5.3",
		check: appliedCommitted,
	},
	{
		Name:  "fresh-reads",
		Title: lang.Text{EN: "Reads are fresh", ZH: "读取不旧"},
		Says:  lang.Text{EN: "A linearizable read is not older than what any client had been told before it began.", ZH: "线性一致的读，不会旧于它开始之前任何客户端已得到的应答。"},
		But:   lang.Text{EN: "Not judged are reads by lease, which rely on clocks and on a leader that does not hand over; a leader that is the only voter and has committed nothing of its term, which raft lets answer at once (etcd-io/raft, PR 105); and runs in which a node lost what others rely on.", ZH: "不判定：租约读（它依赖时钟，也依赖领导者不移交领导权）；唯一的投票成员当上领导者而本任期尚未提交任何条目时的读，raft 允许它立即应答（etcd-io/raft PR 105）；以及有节点丢失了他人所依赖内容的运行。"},
		Ref:   "Raft §8",
		check: freshReads,
	},
}

// panicked is the property of a violation that is raft's own panic.
const panicked = "panic"

// Title is what a sentence calls a property: its name in English, its title in
// Chinese.
func Title(property string) lang.Text {
	if p := Find(property); p != nil {
		return lang.Text{EN: property, ZH: p.Title.ZH}
	}
	return lang.Text{EN: property, ZH: property}
}

// Breach is the headline of a violation. A panic of raft breaks no property.
func Breach(property string) lang.Text {
	if property == panicked {
		return lang.Text{EN: "raft panicked", ZH: "raft panic"}
	}
	zh := " " + property
	if p := Find(property); p != nil {
		zh = p.Title.ZH
	}
	return lang.Text{EN: property + " broke", ZH: "违反" + zh}
}

// Find returns the named property, or nil.
func Find(name string) *Property {
	for i := range Properties {
		if Properties[i].Name == name {
			return &Properties[i]
		}
	}
	return nil
}
