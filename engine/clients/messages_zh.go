package clients

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"%s has no watch %d":          "%s 没有监听 %d",
	"watch %d is not created yet": "监听 %d 还没有创建",
	"wait until it is":            "请等它创建好",
	"%s serves watch %d":          "监听 %[2]d 由 %[1]s 服务",
	"leave the node out":          "请不要写节点",
	"it has none: watch foo":      "它还没有监听：watch foo",
	"it has %s":                   "它有 %s",
}
