package keys

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"there is no such action; %s": "没有这个操作；%s",
	"did you mean %s?":            "是不是 %s？",
	"docs/keys.md lists them":     "docs/keys.md 列出了所有操作",
	"it needs a key":              "它需要一个键",

	"%q is not a key; write a, A, ctrl+a, left, space, f5": "%q 不是键；请写 a、A、ctrl+a、left、space、f5 之类",
	"%q already does %s; give one of them another key":     "%q 已用于 %s；请给其中一个换个键",
}
