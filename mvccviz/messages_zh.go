package mvccviz

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"it is the value of another lease":              "它是另一个租约的值",
	"it is not a key-value pair":                    "它不是键值对",
	"it is not a lease":                             "它不是租约",
	"its key is not a lease ID":                     "它的键不是租约 ID",
	"nothing is known of the store's file":          "没有关于存储文件的信息",
	"revision %v has the value of another revision": "修订版本 %v 存的是另一个修订版本的值",
	"revision %v: %w":                               "修订版本 %v：%w",
	"the entry %q of bucket %s does not decode: %v": "%[2]s 桶的条目 %[1]q 无法解码：%[3]v",
	"there are too many members":                    "成员太多了",
}
