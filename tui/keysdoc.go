package tui

import (
	"fmt"
	"strings"

	"raftviz/engine/lang"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/words"
)

// scopeNames head the parts of the reference of keys.
var scopeNames = [keys.NumScopes][2]string{
	keys.Show:       {"While a run is shown", "显示运行时"},
	keys.InCluster:  {"In the pane cluster", "在集群窗格"},
	keys.InLog:      {"In the pane log", "在日志窗格"},
	keys.InTimeline: {"In the pane timeline", "在时间线窗格"},
	keys.InWhy:      {"In the pane why", "在原因窗格"},
	keys.InNode:     {"In the pane node", "在节点窗格"},
	keys.InNetwork:  {"In the pane network", "在网络窗格"},
	keys.InMVCC:     {"In the pane mvcc", "在 MVCC 窗格"},
	keys.InClients:  {"In the pane clients", "在客户端窗格"},
	keys.InChecks:   {"In the pane checks", "在检查窗格"},
	keys.InLesson:   {"In the pane lesson", "在课程窗格"},
	keys.Page:       {"On the page of keys", "在按键页"},
	keys.List:       {"In the list of branches", "在分支列表"},
	keys.Breaks:     {"In the list of breakpoints", "在断点列表"},
	keys.Home:       {"On the home screen", "在主屏幕"},
	keys.Line:       {"While a line is typed", "输入一行时"},
	keys.File:       {"While a data file is shown, besides those of the pane mvcc", "显示数据文件时，另有 MVCC 窗格的按键"},
}

const keysHead = `# Keys · 按键

<!-- Generated from tui/view/keys and tui/view/words: go test ./tui -run TestKeysReference -update -->

` + "`?`" + ` shows these on the screen. Whatever is pressed, going back is always possible: a command that is
given while the screen shows the past branches off there, and the course it came from is kept. The keys of a pane hold while it
has the focus, and go before the others. The names are those by which [settings](settings.md) give an action other keys.
`

const ownHead = `
## After a colon · 冒号之后

Besides [the commands of the cluster](commands.md), the prompt takes these, which are about the screen; a number alone
is a step to go to. 命令行除了[集群的命令](commands.md)，还接受下面这些关于屏幕的命令；只输入一个数字，就前往那一步。

| command | | |
| --- | --- | --- |
`

// KeysMarkdown returns the reference of all keys, docs/keys.md.
func KeysMarkdown() string {
	var b strings.Builder
	b.WriteString(keysHead)
	en, zh := words.For(lang.English), words.For(lang.Chinese)
	for s := range keys.NumScopes {
		if !keys.Used(s) {
			continue
		}
		fmt.Fprintf(&b, "\n## %s · %s\n", scopeNames[s][0], scopeNames[s][1])
		for g := range keys.NumGroups {
			var rows strings.Builder
			for _, k := range keys.Table {
				if k.Scope == s && k.Group == g {
					fmt.Fprintf(&rows, "| %s | `%s` | %s | %s |\n", keyNames(k.Keys), k.Name(), en.Does[k.Action], zh.Does[k.Action])
				}
			}
			if rows.Len() == 0 {
				continue
			}
			if s == keys.Show {
				fmt.Fprintf(&b, "\n### %s · %s\n", en.Groups[g], zh.Groups[g])
			}
			fmt.Fprintf(&b, "\n| key | name | | |\n| --- | --- | --- | --- |\n%s", rows.String())
		}
	}
	b.WriteString(ownHead)
	for _, o := range screenCommands {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", o.usage, o.help(en), o.help(zh))
	}
	return b.String()
}

var arrows = map[string]string{"left": "←", "right": "→", "up": "↑", "down": "↓"}

// keyNames writes keys as a person reads them.
func keyNames(list []string) string {
	names := make([]string, len(list))
	for i, k := range list {
		if a, ok := arrows[k]; ok {
			k = a
		}
		names[i] = "`" + k + "`"
	}
	return strings.Join(names, " ")
}
