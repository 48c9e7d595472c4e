package disk

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"raft log: %w":        "raft 日志：%w",
	"raft log %s: %w":     "raft 日志 %s：%w",
	"hard state: %w":      "硬状态：%w",
	"snapshot: %w":        "快照：%w",
	"entry %x: %w":        "条目 %x：%w",
	"entry %d follows %d": "条目 %d 紧跟在 %d 之后",
}
