package progress

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"%s is damaged (%w); move it away to begin again": "%s 已损坏（%w）；把它移走就可以重新开始",

	"%s was written by a newer raftviz (format %d); use that one, or move the file away": "%s 由更新的 raftviz 写成（格式 %d）；请用那个版本，或把文件移走",
}
