package progress

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"%v; it is kept as %s, and progress begins again":  "%v；它被另存为 %s，进度重新开始",
	"%s is not a file; progress is kept in files only": "%s 不是文件；进度只保存在文件里",
	"%s is damaged (larger than %d bytes)":             "%s 已损坏（超过 %d 字节）",
	"%s is damaged (%w)":                               "%s 已损坏（%w）",
	"%s was written by a newer raftviz (format %d)":    "%s 由更新的 raftviz 写成（格式 %d）",
}
