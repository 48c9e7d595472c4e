package recording

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"not a recording of raftviz: the first line should be its header": "不是 raftviz 的录像：第一行应是文件头",
	"the file is empty": "文件是空的",
	"the file ends before the start of its run; there is nothing to show": "文件在运行开始之前就结束了；没有可显示的内容",
	"%s:1: recorded by %s in format %d; this raftviz reads format %d; %s": "%s:1：由 %s 以格式 %d 录制；这个 raftviz 读取格式 %d；%s",
	"another version of raftviz":                                          "另一个版本的 raftviz",
	"a newer raftviz can open it":                                         "更新的 raftviz 可以打开它",
	"open it with the version that recorded it, or record it again":       "请用录制它的版本打开，或重新录制",
	"the header cannot be read: %s":                                       "文件头无法读取：%s",
	"the header's configuration cannot be: %w":                            "文件头里的配置不成立：%w",
	"%s cannot be %s":                 "%s 不能是 %s",
	"%s; a newer raftviz may know it": "%s；更新的 raftviz 可能认识它",
	"it ends early":                   "它没有写完",
	"a line of more than %d MB":       "一行超过 %d MB",
	"the compressed data expands beyond anything a recording holds":                            "压缩数据展开后远超录像应有的大小",
	"the compressed data is damaged: %w":                                                       "压缩数据已损坏：%w",
	"the digest is %s and should be %s: the line was changed":                                  "摘要是 %s，应是 %s：这一行被改过",
	"the digest is %s and should be %s: this line, or the header's configuration, was changed": "摘要是 %s，应是 %s：这一行或文件头里的配置被改过",
	"the line is not JSON":                                                        "这一行不是 JSON",
	`the line does not end with its digest, "h"`:                                  `这一行没有以它的摘要 "h" 结尾`,
	"step 0 should be here, the start":                                            "这里应是第 0 步，即开始",
	"step %d is here, and step %d should be: lines are missing or out of order":   "这里是第 %d 步，应是第 %d 步：有的行缺失或乱了顺序",
	"a cluster has nodes":                                                         "集群里应有节点",
	"a run starts only once":                                                      "一次运行只开始一次",
	"time runs backwards, from %d ms to %d ms":                                    "时间倒流，从 %d ms 到 %d ms",
	"the recording takes more memory than the %d MB it may; --memory allows more": "录像占用的内存超过 %d MB；--memory 可以放宽",
	"%s:%d: the recording breaks off here, as if its writer had been interrupted; the %d steps before are complete": "%s:%d：录像在这里中断，像是写入时被打断；之前的 %d 步是完整的",
	"cancelled": "已取消",
}
