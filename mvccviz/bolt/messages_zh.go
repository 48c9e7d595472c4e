package bolt

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"%q in bucket %q is a bucket itself":                                         "桶 %[2]q 里的 %[1]q 本身也是桶",
	"%q, among the buckets, is none":                                             "列在桶中的 %q 不是桶",
	"branch page %d is empty":                                                    "分支页 %d 是空的",
	"bucket %q is cut off":                                                       "桶 %q 被截断了",
	"bucket %q is neither a page nor a leaf":                                     "桶 %q 既不是页也不是叶子",
	"element %d of page %d lies outside it":                                      "页 %[2]d 的第 %[1]d 个元素在页外",
	"it has more than %d buckets":                                                "它有超过 %d 个桶",
	"it was cut off while it was read":                                           "读取过程中它被截断了",
	"it was cut off: it should have %d pages of %d bytes, but there are only %d": "它被截断了：应有 %d 页、每页 %d 字节，却只有 %d 页",
	"its list of free pages has page %d after %d, of %d":                         "空闲页列表里页 %d 排在 %d 之后（共 %d 页）",
	"its list of free pages is page %d of %d":                                    "空闲页列表是第 %d 页，而总共只有 %d 页",
	"its root is page %d of %d":                                                  "根是第 %d 页，而总共只有 %d 页",
	"leaf page %d is empty":                                                      "叶子页 %d 是空的",
	"neither of its two meta pages is whole":                                     "两个元数据页都不完整",
	"not a bbolt file":                                                           "不是 bbolt 文件",
	"page %d goes on for %d pages, beyond the end":                               "页 %d 延续 %d 页，超出了文件末尾",
	"page %d goes on for %d pages, more than is believed":                        "页 %d 延续 %d 页，多得不可信",
	"page %d is in use and in the list of free pages":                            "页 %d 正在使用，却又在空闲页列表里",
	"page %d is neither branch nor leaf: its flags are %#x":                      "页 %d 既不是分支也不是叶子：标志是 %#x",
	"page %d is used twice":                                                      "页 %d 被用了两次",
	"page %d says that it holds %d elements":                                     "页 %d 说自己有 %d 个元素",
	"page %d says that it is page %d":                                            "页 %d 说自己是页 %d",
	"page %d should list the free pages, but does not":                           "页 %d 应列出空闲页，却没有",
	"the keys of page %d are out of order at element %d":                         "页 %d 的键在第 %d 个元素处乱了顺序",
	"the tree is deeper than %d pages":                                           "树的深度超过 %d 页",
	"the tree leads to page %d of %d":                                            "树指向第 %d 页，而总共只有 %d 页",
}
