package linear

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"step %d: %w": "第 %d 步：%w",
	"operation %d asks for nothing that is known":                   "操作 %d 请求的不是任何已知的东西",
	"%s has an answer to operation %d that its frame does not know": "%s 收到了操作 %d 的答复，但它的帧里没有这个操作",
}
