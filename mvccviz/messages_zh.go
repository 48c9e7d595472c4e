package mvccviz

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"it is another lease's":                         "它属于另一个租约",
	"it is no key-value pair":                       "它不是键值对",
	"it is no lease":                                "它不是租约",
	"its key is no lease ID":                        "它的键不是租约 ID",
	"nothing is known of the store's file":          "没有关于存储文件的信息",
	"revision %v says that it is of another":        "修订版本 %v 说自己属于另一个修订版本",
	"revision %v: %w":                               "修订版本 %v：%w",
	"the entry %q of bucket %s does not decode: %v": "%[2]s 桶的条目 %[1]q 无法解码：%[3]v",
	"there are more members than is believed":       "成员多得不可信",
}
