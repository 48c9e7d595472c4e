package logs

import (
	"raftviz/engine/lang"
)

// A table is what the pane says in one language, besides the words it shares
// with others. A field that ends in F is a format; its verbs are the same in
// every language.
type table struct {
	OnF       string // who holds an entry, how many that is, of how many
	RevF      string // the revision that it wrote
	Compacted string // no log holds the entry any more

	// Why a key does nothing now.
	NoCommitF     string // a node that knows of nothing committed
	NoSnapshotF   string // a node without one
	Same          string // all logs are the same
	LacksF        string // no entry differs, but a node lacks those from here on
	WroteNothingF string // an entry that wrote nothing, or nothing that is left
	NotAppliedF   string // an entry that no store has yet
}

func wordsFor(l lang.Lang) *table {
	if l == lang.Chinese {
		return &chinese
	}
	return &english
}

var english = table{
	OnF: "on %s · %d of %d", RevF: "→ rev %d", Compacted: "compacted in every log",
	NoCommitF: "%s knows of nothing that is committed", NoSnapshotF: "%s has no snapshot; :snapshot takes one",
	Same: "all logs are the same", LacksF: "no entry differs; %s lacks those from here on",
	WroteNothingF: "index %d wrote no revision to the store, or it has been compacted", NotAppliedF: "index %d is not applied by any node yet",
}

var chinese = table{
	OnF: "在 %s · %d/%d", RevF: "→ 修订 %d", Compacted: "所有日志都已压缩此条目",
	NoCommitF: "%s 还不知道任何已提交的条目", NoSnapshotF: "%s 没有快照；用 :snapshot 生成",
	Same: "所有日志都相同", LacksF: "没有不同的条目；%s 缺少从这里开始的条目",
	WroteNothingF: "索引 %d 没有写入任何修订版本，或已被压缩", NotAppliedF: "还没有节点应用索引 %d",
}
