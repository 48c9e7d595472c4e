package lang

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

var some = Messages{Chinese: {
	"there is no %s %q":      "没有%[1]s %[2]q",
	"node":                   "节点",
	"line %d: %w":            "第 %d 行：%w",
	"torn":                   "断了",
	"%s; try %s":             "%s；试试 %s",
	"it was %v, not as told": "是 %v，与所说的不同",
}}

func TestMessage(t *testing.T) {
	node := some.Sayf("node")
	for _, c := range []struct {
		say    Localized
		en, zh string
	}{
		{some.Sayf("there is no %s %q", node, "n9"), `there is no node "n9"`, `没有节点 "n9"`},
		{some.Sayf("%s; try %s", some.Sayf("torn"), List{"n1", "n2"}), "torn; try n1, n2", "断了；试试 n1、n2"},
		{some.Sayf("not translated: %s", node), "not translated: node", "not translated: 节点"},
		{some.Sayf("it was %v, not as told", fs.ErrNotExist), "it was file does not exist, not as told", "是 没有这个文件或目录，与所说的不同"},
		{some.Sayf("%s; try %s", node, OneOf{"n1"}), "node; try n1", "节点；试试 n1"},
		{some.Sayf("%s; try %s", node, OneOf{"n1", "n2", "n3"}), "node; try n1, n2 or n3", "节点；试试 n1、n2 或 n3"},
		{Clauses{node, {}, Meant("n1")}, `node; did you mean "n1"?`, `节点；是不是想写 "n1"？`},
		{Sentences{node, {}, node}, "node node", "节点节点"},
		{Verbatim("as it came"), "as it came", "as it came"},
		{some.Sayf("torn").Text(), "torn", "断了"},
		{Message{}, "", ""},
	} {
		if en, zh := c.say.In(English), c.say.In(Chinese); en != c.en || zh != c.zh || fmt.Sprint(c.say) != c.en {
			t.Errorf("%q, %q, %q; want %q, %q", en, zh, c.say, c.en, c.zh)
		}
	}
	if !(Message{}).IsZero() || node.IsZero() {
		t.Error("IsZero is wrong")
	}
}

// TestError: an error tells in a language what it wraps, too, and stays what it
// is to errors.Is and errors.As.
func TestError(t *testing.T) {
	torn := some.Errorf("torn")
	name := filepath.Join(t.TempDir(), "f")
	_, missing := os.Open(name)
	line := some.Errorf("line %d: %w", 3, torn)
	for _, c := range []struct {
		err    error
		en, zh string
	}{
		{line, "line 3: torn", "第 3 行：断了"},
		{fmt.Errorf("a.yaml: %w", line), "a.yaml: line 3: torn", "a.yaml: 第 3 行：断了"},
		{errors.Join(torn, fmt.Errorf("b: %w", torn)), "torn\nb: torn", "断了\nb: 断了"},
		{errors.New("as it came"), "as it came", "as it came"},
		{missing, missing.Error(), name + ": 没有这个文件或目录"},
	} {
		if en, zh := Error(c.err, English), Error(c.err, Chinese); en != c.en || zh != c.zh {
			t.Errorf("%q, %q; want %q, %q", en, zh, c.en, c.zh)
		}
	}
	var said Localized
	if !errors.Is(line, torn) || errors.Is(torn, line) || !errors.As(fmt.Errorf("x: %w", line), &said) || said.In(Chinese) != "第 3 行：断了" {
		t.Error("Errorf does not wrap as fmt.Errorf does")
	}
	if text, _ := some.Sayf("torn").MarshalText(); string(text) != "torn" {
		t.Errorf("JSON has %s", text)
	}
}
