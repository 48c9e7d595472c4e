package tui

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"the screen needs a terminal; without one, use: raftviz run FILE": "屏幕需要终端；没有终端时请用：raftviz run FILE",
	"%w (TERM=dumb can place no text)":                                "%w（TERM=dumb 无法定位文字）",
}
