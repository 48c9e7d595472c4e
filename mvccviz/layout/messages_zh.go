package layout

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"revision key %x: %d bytes, not %d or %d":          "修订版本键 %x：%d 字节，不是 %d 或 %d 字节",
	"revision key %x: %q between main and sub, not %q": "修订版本键 %x：main 与 sub 之间是 %q，不是 %q",
	"revision key %x: the last byte is %q, not %q":     "修订版本键 %x：最后一个字节是 %q，不是 %q",
	"revision key %x: negative revision %v":            "修订版本键 %x：修订版本 %v 是负数",
}
