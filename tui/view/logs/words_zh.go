package logs

var chinese = texts{
	OnF: "在 %s · %d/%d", RevF: "→ 修订 %d", Compacted: "所有日志都已压缩此条目",
	NoCommitF: "%s 还不知道任何已提交的条目", NoSnapshotF: "%s 没有快照；用 :snapshot 生成",
	Same: "所有日志都相同", LacksF: "没有不同的条目；%s 缺少从这里开始的条目",
	WroteNothingF: "索引 %d 没有写入任何修订版本，或已被压缩", NotAppliedF: "还没有节点应用索引 %d",
}
