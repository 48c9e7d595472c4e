package query

import (
	"fmt"
	"strings"
)

// Markdown returns the reference of expressions, docs/expressions.md.
func Markdown() string {
	var b strings.Builder
	b.WriteString(preamble)
	of := "-"
	for _, n := range Reference() {
		if n.Of != of {
			of = n.Of
			heading(&b, of)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", n.Form, n.Type, n.Help.EN, n.Help.ZH)
	}
	b.WriteString("\n## Functions on lists · 列表函数\n\nWithin the condition, `.term` is the field of the element, `#` the element itself.\n\n条件中 `.term` 是元素的字段，`#` 是元素本身。\n\n")
	b.WriteString("| | |\n| --- | --- |\n")
	for _, f := range listFunctions {
		fmt.Fprintf(&b, "| `%s` | %s |\n", f.form, f.help)
	}
	return b.String()
}

func heading(b *strings.Builder, of string) {
	title := "Names · 名称"
	for _, s := range sections {
		if s.of == of && of != "" {
			title = "Fields of " + article(of).EN + " · " + s.zh
		}
	}
	fmt.Fprintf(b, "\n## %s\n\n| | | | |\n| --- | --- | --- | --- |\n", title)
}

// listFunctions are the library's functions, those of one line together.
var listFunctions = []struct{ form, help string }{
	{`all(nodes, .up)`, "whether the condition holds for all; also `any`, `none`, `one`"},
	{`count(nodes, .up)`, "for how many it holds"},
	{`filter(nodes, .up)`, "those for which it holds"},
	{`find(nodes, .up)`, "the first of them, or nil; also `findLast`, `findIndex`, `findLastIndex`"},
	{`map(nodes, .term)`, "what becomes of each"},
	{`sort(map(nodes, .commit))`, "in order; `sortBy(nodes, .commit)` orders anything"},
	{`len(leaders)`, "how many"},
	{`first(nodes)`, "the first, or nil; also `last`"},
	{`sum(nodes, .inbox)`, "the sum; `max` and `min` take a list of numbers, `abs` one number"},
	{`int("3")`, "a number; `string(3)` is a text"},
}

const preamble = "# Expressions · 表达式\n" + `
<!-- Generated from engine/query: go test ./engine/query -run TestReference -update -->

Conditions of ` + "`run until`" + `, of expectations, breakpoints and quizzes are expressions
over the cluster as it stands after a step. They are written in a part of the
[expr](https://expr-lang.org) language.

` + "`run until`" + `、期望、断点与测验的条件，都是对某一步之后整个集群的表达式。

` + "```" + `
leader == "n1"
node("n1").last > node("n1").commit
node("n3").entry(5).text == "put x 1"
all(nodes, .commit >= 4)
len(leaders) == 2 && len(violations) == 0
any(messages, .type == "MsgVote" && .to == "n3")
c("c1").last.state == "ok"
` + "```" + `

- Compare with ` + "`== != < > <= >=`" + `, join with ` + "`&& || !`" + ` (or ` + "`and or not`" + `), count with ` + "`+ - * / %`" + `.
- Texts go within quotes: ` + "`\"n1\"`" + `. They can be tested with ` + "`contains`, `startsWith`, `endsWith` and `matches`" + ` (a regular expression).
- ` + "`term in [2, 3]`, `\"n1\" in leaders`" + ` look into lists; ` + "`log[0]`" + ` is an element, ` + "`log[1:3]`" + ` a part; ` + "`a ? b : c`" + ` chooses.
- Naming a node or client that does not exist is an error, not false.

说明：用 ` + "`== != < > <= >=`" + ` 比较，用 ` + "`&& || !`" + ` 连接；文本放在引号里；引用不存在的节点或客户端是错误，而不是 false。
`
