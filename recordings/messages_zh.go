package recordings

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"there is no position %d; they are 0 to %d": "没有位置 %d；位置从 0 到 %d",
	"step %d is not what was recorded: %s":      "第 %d 步与录像不同：%s",
	"%s did not come true within %d steps":      "%s 在 %d 步内没有成立",
	"%s did not come true within %v":            "%s 在 %v 内没有成立",
}
