package check

import (
	"fmt"
	"strings"

	"raftviz/engine/frame"
)

// A Property is something that must hold in every run, whatever fails.
type Property struct {
	Name  string // as in frame.Violation
	Title Words
	Says  Words  // one sentence
	Ref   string // where the paper says so

	// check returns the first breach it finds in a step, or nil. The caller
	// fills in Property and Step.
	check func(*Checker, *view) *frame.Violation
}

// Words are the same words in each language.
type Words struct{ EN, ZH string }

// In returns the words in the language with the given tag: Chinese for "zh" and
// its variants, else English.
func (w Words) In(lang string) string {
	if chinese(lang) {
		return w.ZH
	}
	return w.EN
}

func chinese(lang string) bool {
	return lang == "zh" || strings.HasPrefix(lang, "zh-") || strings.HasPrefix(lang, "zh_")
}

// Properties lists the properties, in the order in which they are checked.
var Properties = []Property{
	{
		Name:  "election-safety",
		Title: Words{"Election safety", "选举安全"},
		Says:  Words{"A term has at most one leader.", "每个任期至多有一个领导者。"},
		Ref:   "Raft §5.2",
		check: electionSafety,
	},
	{
		Name:  "leader-append-only",
		Title: Words{"Leader append-only", "领导者只追加"},
		Says:  Words{"A leader never removes or overwrites an entry of its own log; it only appends.", "领导者从不删除或覆盖自己日志中的条目,只会追加。"},
		Ref:   "Raft §5.3",
		check: leaderAppendOnly,
	},
	{
		Name:  "log-matching",
		Title: Words{"Log matching", "日志匹配"},
		Says:  Words{"Logs that hold an entry of the same index and term are the same up to there.", "如果两个日志在同一索引处的条目任期相同,那么到该处为止的日志完全相同。"},
		Ref:   "Raft §5.3",
		check: logMatching,
	},
	{
		Name:  "leader-completeness",
		Title: Words{"Leader completeness", "领导者完整性"},
		Says:  Words{"An entry committed in one term is in the log of the leader of every later term.", "在某个任期提交的条目,必定出现在此后每个任期的领导者的日志中。"},
		Ref:   "Raft §5.4.3",
		check: leaderCompleteness,
	},
	{
		Name:  "state-machine-safety",
		Title: Words{"State machine safety", "状态机安全"},
		Says:  Words{"Where one node has applied an entry, no node ever applies another: what is committed stays.", "一个节点在某个索引处应用了一个条目后,任何节点都不会在该索引处应用别的条目:已提交的不会改变。"},
		Ref:   "Raft §5.4.3",
		check: stateMachineSafety,
	},
	{
		Name:  "store-equality",
		Title: Words{"Store equality", "存储一致"},
		Says:  Words{"Nodes that have applied the same entries have the same store.", "应用了相同条目的节点,其存储内容相同。"},
		Ref:   "Raft §2",
		check: storeEquality,
	},
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

// Explain says in the language with the given tag what a violation means: which
// property broke, what it demands, and where. The details of the case are in
// v.Text, in English only. For a violation that is not of a property of this
// package it returns v.Text.
func Explain(v *frame.Violation, lang string) string {
	p := Find(v.Property)
	if p == nil {
		return v.Text
	}
	if !chinese(lang) {
		return fmt.Sprintf("%s broke (%s). %s %s", p.Title.EN, p.Ref, p.Says.EN, v.Text)
	}
	where := fmt.Sprintf("第 %d 步", v.Step)
	if len(v.Nodes) > 0 {
		where += ",节点 " + strings.Join(v.Nodes, "、")
	}
	if v.Index > 0 {
		where += fmt.Sprintf(",索引 %d", v.Index)
	}
	return fmt.Sprintf("%s被破坏(%s;%s)。%s", p.Title.ZH, p.Ref, where, p.Says.ZH)
}
