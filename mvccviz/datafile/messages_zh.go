package datafile

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"cannot open the data file: %v":      "无法打开数据文件：%v",
	"cannot read the data file: %v":      "无法读取数据文件：%v",
	"check the disk":                     "请检查磁盘",
	"check the path and the disk":        "请检查路径和磁盘",
	"it was truncated while it was read": "读取过程中它被截断了",
	"the data file is locked: a running etcd, or another program, has it open": "数据文件被锁定：一个运行中的 etcd 或别的程序打开着它",
	"open a snapshot from `etcdctl snapshot save`, or a copy of the file":      "请打开 `etcdctl snapshot save` 保存的快照，或数据文件的副本",
	"the file is empty": "文件是空的",
	"a bbolt file, but not etcd's: it has no buckets key and meta":         "是 bbolt 文件，但不是 etcd 的：没有 key 和 meta 桶",
	"a folder without a data file":                                         "文件夹里没有数据文件",
	"name the file: db in an etcd's member/snap, or a snapshot":            "请指明文件：etcd 的 member/snap 里的 db，或一个快照",
	"not a regular file":                                                   "不是普通文件",
	"copy its content to a file first":                                     "请先把它的内容复制到文件里",
	"no such file":                                                         "没有这个文件",
	"name an etcd's data file (member/snap/db), its folder, or a snapshot": "请给出 etcd 的数据文件（member/snap/db）、它的文件夹，或一个快照",
	"name an etcd's data file (member/snap/db) or a snapshot":              "请给出 etcd 的数据文件（member/snap/db）或一个快照",
	"make it readable, or open a copy":                                     "请让它可读，或打开它的副本",
	"not a bbolt file, as etcd's are":                                      "不是 bbolt 文件，而 etcd 的数据文件都是",
	"the file is damaged: %s":                                              "文件已损坏：%s",
	"take another copy, or `etcdctl snapshot save` from a running member":  "请另取一份副本，或从运行中的成员执行 `etcdctl snapshot save`",
	"%d bytes follow the last page; the hash of a snapshot has %d":         "最后一页之后有 %d 字节，而快照的哈希是 %d 字节",
	"its SHA-256 is %s, not %s as stored at its end":                       "它的 SHA-256 是 %s，不是末尾存储的 %s",
}
