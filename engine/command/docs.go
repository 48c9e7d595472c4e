package command

import (
	"fmt"
	"strings"

	"raftviz/engine/lang"
)

// Markdown returns the reference of all commands, docs/commands.md.
func Markdown() string {
	var b strings.Builder
	b.WriteString(preamble)
	for g := range numGroups {
		fmt.Fprintf(&b, "\n## %s · %s\n", g, g.In(lang.Chinese))
		for i := range Table {
			if Table[i].Group == g {
				Table[i].markdown(&b)
			}
		}
	}
	b.WriteString("\n## Message types · 消息类型\n\n")
	fmt.Fprintf(&b, "`hold` takes raft's names, in any case and with `Msg` or without: %s.\n", strings.Join(MessageTypes, ", "))
	return b.String()
}

func (s *Spec) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "\n### %s\n\n```\n%s\n```\n\n", s.Name, strings.ReplaceAll(s.Usage, " or ", "\n"))
	fmt.Fprintf(b, "%s.\n\n%s。\n", upperFirst(s.Help.EN), s.Help.ZH)
	if s.Note != (lang.Text{}) {
		fmt.Fprintf(b, "\n%s\n\n%s\n", s.Note.EN, s.Note.ZH)
	}
	if len(s.options) > 0 {
		b.WriteString("\n| option | | |\n| --- | --- | --- |\n")
	}
	for _, o := range s.options {
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", o.example(), o.help.EN, o.help.ZH)
	}
	fmt.Fprintf(b, "\nExample · 例：`%s`\n", s.Example)
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

const preamble = "# Commands · 命令\n" + `
<!-- Generated from engine/command: go test ./engine/command -run TestReference -update -->

Everything that can be done to a cluster is one line of text. The prompt, keys,
lessons, scripts and recordings all use these lines.

对集群所做的一切都是一行文本。命令行、按键、课程、脚本和录制文件都使用同样的命令。

- Nodes are n1 to n15. Where a node of the cluster may stand, ` + "`leader`" + ` stands for the one that leads in the highest term
  among those that run, and ` + "`follower`" + ` for the first by number that runs, votes and follows. They are looked up when
  the command is given, and the recording names the node. Several are ` + "`n1,n2`" + `: what is asked of them happens in one step or, if one of them refuses, not at all.
- Links are one direction, ` + "`n1>n2`" + ` or ` + "`n1>n2,n3`" + `; both, ` + "`n1,n2|n3`" + `; or all those between these nodes and the others, ` + "`n1,n2`" + `. An end may be a client, ` + "`c1>n2`" + `, that has a name: it has asked, or ` + "`client c1`" + ` was given. All its links together are ` + "`c1`" + `.
- Durations are whole milliseconds of virtual time, written ` + "`500ms`, `2s` or `1m`" + `, one hour at most.
- A message in flight goes by its number: ` + "`#12`" + `.
- Words with spaces go within quotes. Within double quotes ` + "`\\n`, `\\t`, `\\\"`, `\\\\`, `\\xff` and `\\u4e2d`" + ` are escapes; within single quotes every character stands for itself.
- In scripts and lessons blank lines, and lines that start with ` + "`#`" + `, are skipped.
- ` + "`@n2 put foo bar`" + ` sends to that node, ` + "`c2 put foo bar`" + ` comes from that client, ` + "`c2@n3 put foo bar`" + ` is both. A client is named by up to 16 letters, digits, ` + "`-` and `_`" + `, a letter first.

说明：节点为 n1 到 n15，多个节点写作 ` + "`n1,n2`" + `，对它们的操作在同一步完成，有一个被拒绝则都不做；可以写集群中节点的地方也可以写 ` + "`leader`" + `（运行中任期最高的领导者）或 ` + "`follower`" + `（运行中、有投票权的跟随者里编号最小的一个），下命令时确定是哪个节点，录制中记下该节点；` + "`n1>n2` 或 `n1>n2,n3`" + ` 是链路的一个方向，` + "`n1,n2|n3`" + ` 是两个方向，` + "`n1,n2`" + ` 是这些节点与其余节点之间的所有链路，一端也可以是客户端（` + "`c1>n2`" + `）；时间为整数毫秒的虚拟时间，最长一小时；` + "`#12`" + ` 是在途消息的编号；含空格的词放在引号里；脚本中的空行和以 ` + "`#`" + ` 开头的行会被跳过；` + "`c2@n3 put foo bar`" + ` 表示客户端 c2 向节点 n3 发出请求，两者都可省略。
`
