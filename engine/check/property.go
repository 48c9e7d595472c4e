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
