package tui

import (
	"fmt"
	"slices"
	"strings"

	"raftviz/engine/lang"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/words"
)

// scopeNames head the parts of the reference of keys, besides those of panes.
var scopeNames = map[keys.Scope]lang.Text{
	keys.Show:   {EN: "While a run is shown", ZH: "显示运行时"},
	keys.Page:   {EN: "On the page of keys", ZH: "在按键页"},
	keys.List:   {EN: "In the list of branches", ZH: "在分支列表"},
	keys.Breaks: {EN: "In the list of breakpoints", ZH: "在断点列表"},
	keys.Home:   {EN: "On the home screen", ZH: "在主屏幕"},
	keys.Line:   {EN: "While a line is typed", ZH: "输入一行时"},
	keys.File:   {EN: "While a data file is shown, besides those of the pane mvcc", ZH: "显示数据文件时，另有 MVCC 窗格的按键"},
}

// scopeName is what a scope is called in a language.
func scopeName(s keys.Scope, w *words.Table) string {
	if text, ok := scopeNames[s]; ok {
		return text.In(w.Lang)
	}
	return fmt.Sprintf(w.Groups[keys.InPane], panes.Title(pane.ID(s), w.Lang))
}

// scopesOf lists the scopes of bindings, in order.
func scopesOf(list []keys.Binding) (all []keys.Scope) {
	for _, b := range list {
		if !slices.Contains(all, b.Scope) {
			all = append(all, b.Scope)
		}
	}
	return all
}

const keysHead = `# Keys · 按键

<!-- Generated from tui/view/keys and tui/view/words: go test ./tui -run TestKeysReference -update -->

` + "`?`" + ` shows these on the screen. Whatever is pressed, going back is always possible: a command that is
given while the screen shows the past branches off there, and the branch it came from is kept. The keys of a pane hold while it
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
	table := panes.Bindings()
	for _, s := range scopesOf(table) {
		fmt.Fprintf(&b, "\n## %s · %s\n", scopeName(s, en), scopeName(s, zh))
		for g := range keys.NumGroups {
			var rows strings.Builder
			for _, k := range table {
				if k.Scope == s && k.Group == g {
					fmt.Fprintf(&rows, "| %s | `%s` | %s | %s |\n", keyNames(k.Keys), k.Name(), panes.Does(en, k.Action), panes.Does(zh, k.Action))
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
