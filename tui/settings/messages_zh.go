package settings

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"larger than %d bytes; no settings need that much": "超过 %d 字节；设置不需要这么大",
	"not a file; settings are read from files only":    "不是文件；设置只从文件读取",
	"not YAML: %s":                              "不是 YAML：%s",
	"here belong fields, name: value":           "这里应是若干字段，name: value",
	"the name of a field is a text":             "字段的名字是文本",
	"%q is there twice":                         "有两个 %q",
	"theme is one of %s, not %q":                "theme 可以是 %s，不是 %q",
	"lang is en or zh, not %q":                  "lang 是 en 或 zh，不是 %q",
	"preset is one of %s, not %q":               "preset 可以是 %s，不是 %q",
	"there is no setting %q; there are %s":      "没有设置 %q；有 %s",
	"%s is true or false, not %q":               "%s 是 true 或 false，不是 %q",
	"%s: a key is a text":                       "%s：键是文本",
	"%s: here belongs a key, or a list of keys": "%s：这里应是一个键，或键的列表",
	"keys: %v": "keys：%v",

	"anchors and aliases are not used here; write the value out": "这里不用锚点和别名；请直接写出值",

	"speed is how many steps a second are played, above 0 and up to 1000, not %q": "speed 是每秒播放的步数，大于 0，最多 1000，不是 %q",
}
