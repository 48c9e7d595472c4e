package bolt

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"%q in bucket %q is a bucket itself":                                          "桶 %[2]q 里的 %[1]q 本身也是桶",
	"%q in the list of buckets is not a bucket":                                   "桶列表里的 %q 不是桶",
	"branch page %d is empty":                                                     "分支页 %d 是空的",
	"bucket %q is truncated":                                                      "桶 %q 被截断了",
	"bucket %q has neither a root page nor an inline leaf":                        "桶 %q 既没有根页，也没有内联叶子",
	"element %d of page %d lies outside it":                                       "页 %[2]d 的第 %[1]d 个元素在页外",
	"it has more than %d buckets":                                                 "它有超过 %d 个桶",
	"it was truncated while it was read":                                          "读取过程中它被截断了",
	"it is truncated: it should have %d pages of %d bytes, but there are only %d": "它被截断了：应有 %d 页、每页 %d 字节，却只有 %d 页",
	"its list of free pages has page %d after %d, of %d":                          "空闲页列表里页 %d 排在 %d 之后（共 %d 页）",
	"its list of free pages is page %d of %d":                                     "空闲页列表是第 %d 页，而总共只有 %d 页",
	"its root is page %d of %d":                                                   "根是第 %d 页，而总共只有 %d 页",
	"leaf page %d is empty":                                                       "叶子页 %d 是空的",
	"both of its meta pages are damaged":                                          "两个元数据页都已损坏",
	"not a bbolt file":                                                            "不是 bbolt 文件",
	"page %d has %d overflow pages, beyond the end of the file":                   "页 %d 有 %d 个溢出页，超出了文件末尾",
	"page %d has %d overflow pages, more than allowed":                            "页 %d 有 %d 个溢出页，超过了允许的数量",
	"page %d is in use and in the list of free pages":                             "页 %d 正在使用，却又在空闲页列表里",
	"page %d is neither branch nor leaf: its flags are %#x":                       "页 %d 既不是分支也不是叶子：标志是 %#x",
	"page %d is used twice":                                                       "页 %d 被用了两次",
	"page %d is too small for its %d elements":                                    "页 %d 太小，放不下它的 %d 个元素",
	"page %d has the number of page %d":                                           "页 %d 的编号是页 %d 的",
	"page %d is not a valid list of free pages":                                   "页 %d 不是有效的空闲页列表",
	"the keys of page %d are out of order at element %d":                          "页 %d 的键在第 %d 个元素处乱了顺序",
	"the tree is deeper than %d pages":                                            "树的深度超过 %d 页",
	"the tree refers to page %d of %d":                                            "树指向第 %d 页，而总共只有 %d 页",
}
