package config

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"%d is not between %d and %d":                    "%d 不在 %d 到 %d 之间",
	"%q is not a disk mode; use %s or %s":            "%q 不是磁盘模式；请用 %s 或 %s",
	"%q is not a way to read; use %s or %s":          "%q 不是读取方式；请用 %s 或 %s",
	"lease reads need checkquorum: true":             "租约读要求 checkquorum: true",
	"%q is not a node; they are n1 to n%d":           "%q 不是节点；节点是 n1 到 n%d",
	"%s: %d entries are too many; 100000 at most":    "%s：%d 个条目太多了；最多 100000 个",
	"%s: there is no vote in term 0; give it a term": "%s：任期 0 里没有投票；请给它一个任期",

	"%s: the term at index %d is %d, after %d; terms start at 1 and never fall": "%s：索引 %d 处的任期是 %d，而前一个是 %d；任期从 1 开始，从不减小",
	"%s: term %d is below that of its last entry, %d":                           "%s：任期 %d 小于其最后一个条目的任期 %d",
	"%s: commit %d is past the end of its log, %d":                              "%s：提交索引 %d 超出了日志末尾 %d",
	"%s and %s have both committed index %d with different entries":             "%s 和 %s 都提交了索引 %d，条目却不同",

	"%s and %s agree at index %d but differ at %d: no run of Raft can do that (log matching, Raft §5.3)": "%s 和 %s 在索引 %d 处一致，在 %d 处却不同：Raft 运行中不可能出现这种情况（日志匹配，Raft §5.3）",

	"%s has committed index %d, but %s does not hold it and could be elected; more logs must hold it": "%s 已提交索引 %d，但 %s 没有这个条目却可能当选；须有更多日志含有它",

	"%s starts in term %d, and could be elected leader of term %d, of which %s already holds an entry; give it term %d or more, or none": "%s 从任期 %d 开始，可能当选任期 %d 的领导者，而 %s 已有该任期的条目；请给它任期 %d 或更大的，或者不给",
}
