package mvcc

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"%s in bucket meta has %d bytes, not 8":      "meta 桶里的 %s 有 %d 字节，不是 8 字节",
	"%s in bucket meta: %v":                      "meta 桶里的 %s：%v",
	"%x in bucket alarm does not decode: %v":     "alarm 桶里的 %x 无法解码：%v",
	"cannot close the data file: %v":             "无法关闭数据文件：%v",
	"cannot install a snapshot: %v":              "无法安装快照：%v",
	"cannot open the data file: %v":              "无法打开数据文件：%v",
	"cannot read the data file: %v":              "无法读取数据文件：%v",
	"cannot write to the data file: %v":          "无法写入数据文件：%v",
	"check the disk":                             "请检查磁盘",
	"check the path and the disk":                "请检查路径和磁盘",
	"close what holds it, or use another folder": "请关闭占用它的程序，或换个文件夹",
	"create its folder first":                    "请先创建它的文件夹",
	"delete it (wipe the node) and let the cluster send a snapshot, or put back a copy": "请删除它（wipe 这个节点），让集群发来快照，或放回一份副本",
	"it is not a lease":           "它不是租约",
	"it is the value of lease %d": "它是租约 %d 的值",
	"it is truncated: it should have %d pages, but there are only %d":         "它被截断了：应有 %d 页，却只有 %d 页",
	"its list of free pages has page %d after %d, of %d":                      "空闲页列表里页 %d 排在 %d 之后（共 %d 页）",
	"its list of free pages is at page %d of %d":                              "空闲页列表在第 %d 页，而总共只有 %d 页",
	"its list of free pages is missing":                                       "缺少空闲页列表",
	"its pages have %d bytes, not %d":                                         "它的页有 %d 字节，不是 %d 字节",
	"make room on the disk":                                                   "请腾出磁盘空间",
	"make room on the disk, and close whatever holds the file":                "请腾出磁盘空间，并关闭占用这个文件的程序",
	"make the file and its folder readable and writable":                      "请让这个文件及其文件夹可读可写",
	"member %q does not decode: %v":                                           "成员 %q 无法解码：%v",
	"neither of its first two pages is a valid bbolt meta page":               "前两页都不是有效的 bbolt 元数据页",
	"page %d is neither leaf nor branch":                                      "页 %d 既不是叶子也不是分支",
	"the tree is deeper than %d pages":                                        "树的深度超过 %d 页",
	"revision %v deletes %q, which does not exist then":                       "修订版本 %v 删除了 %q，而它当时并不存在",
	"revision %v is missing":                                                  "缺少修订版本 %v",
	"the data file is damaged: %s":                                            "数据文件已损坏：%s",
	"the data file is locked: it is open already, here or in another process": "数据文件被锁定：它已经打开，在这里或在别的进程里",
	"the value at revision %v does not decode: %v":                            "修订版本 %v 的值无法解码：%v",
	"the value at revision %v has the modification revision %d":               "修订版本 %v 的值里写的修改版本是 %d",
	"the value of %x in bucket lease: %v":                                     "lease 桶里 %x 的值：%v",
}
