package autosave

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"another raftviz has that sandbox open": "另一个 raftviz 正开着这个沙盒",
	"the sandbox has grown beyond %d MB; what happens from now on is lost if raftviz is killed, unless :save FILE keeps it": "这个沙盒已超过 %d MB；此后发生的事，若 raftviz 被杀掉就会丢失，除非用 :save FILE 保存",
}
