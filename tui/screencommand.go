package tui

import (
	"fmt"
	"slices"
	"strings"

	"raftviz/engine/command"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/screen"
	"raftviz/tui/view/theme"
	"raftviz/tui/view/words"
)

// A screenCommand is a word that the prompt understands besides the vocabulary: it
// moves the screen and touches no cluster.
type screenCommand struct {
	name, usage string
	help        func(*words.Table) string
	do          func(*viewer, string) error
	offers      func(*viewer) []string // what may follow it, nil if nothing is to be offered
	alias       string                 // another name that is understood, and not shown
}

// screenCommands are the screen's words. It is filled at start, because the words refer to
// what reads it.
var screenCommands []screenCommand

func init() {
	screenCommands = []screenCommand{
		{name: "goto", usage: "goto STEP", help: func(w *words.Table) string { return w.GotoHelp }, do: func(v *viewer, text string) error { return v.head.gotoStep(text) }},
		{name: "branches", usage: "branches [N]", help: func(w *words.Table) string { return w.BranchesHelp }, do: func(v *viewer, text string) error { return v.commands.gotoBranch(text) }},
		{name: "breakpoints", usage: "breakpoints", help: func(w *words.Table) string { return w.BreaksHelp }, do: func(v *viewer, _ string) error { v.openBreaks(); return nil }},
		{name: "name", usage: "name [NAME]", help: func(w *words.Table) string { return w.NameHelp }, do: nameBranch},
		{name: "compare", usage: "compare N", help: func(w *words.Table) string { return w.CompareHelp }, do: compareWith},
		{name: "save", usage: "save FILE", help: func(w *words.Table) string { return w.SaveHelp }, do: func(v *viewer, path string) error { return v.commands.save(path) }, alias: "w"},
		{name: "linearizable", usage: "linearizable", help: func(w *words.Table) string { return w.JudgeHelp }, do: func(v *viewer, _ string) error { v.after = v.judge(); return nil }},
		{name: "pane", usage: "pane NAME", help: func(w *words.Table) string { return w.PaneHelp }, do: focusNamed, offers: func(*viewer) []string { return panes.Names() }},
		{name: "preset", usage: "preset NAME", help: func(w *words.Table) string { return w.PresetHelp }, do: setPreset, offers: func(*viewer) []string { return screen.Presets[:] }},
		{name: "theme", usage: "theme NAME", help: func(w *words.Table) string { return w.ThemeHelp }, do: setTheme, offers: func(*viewer) []string { return themeNames() }},
		{name: "lang", usage: "lang en|zh", help: func(w *words.Table) string { return w.LangHelp }, do: setLang, offers: func(*viewer) []string { return []string{"en", "zh"} }},
		{name: "mouse", usage: "mouse on|off", help: func(w *words.Table) string { return w.MouseHelp }, do: setMouse, offers: func(*viewer) []string { return []string{"on", "off"} }},
		{name: "tour", usage: "tour", help: func(w *words.Table) string { return w.TourHelp }, do: func(v *viewer, _ string) error { v.startTour(); return nil }},
		{name: "help", usage: "help", help: func(w *words.Table) string { return w.HelpHelp }, do: func(v *viewer, _ string) error { v.openHelp(); return nil }},
		{name: "quit", usage: "quit", help: func(w *words.Table) string { return w.QuitHelp }, do: func(v *viewer, _ string) error { v.quit(); return nil }, alias: "q"},
	}
}

// screenCommandOf returns the screen's word that a line begins with.
func screenCommandOf(name string) (screenCommand, bool) {
	i := slices.IndexFunc(screenCommands, func(o screenCommand) bool { return o.name == name || o.alias != "" && o.alias == name })
	if i < 0 {
		return screenCommand{}, false
	}
	return screenCommands[i], true
}

// aliases leads from words that people try to the screen'v.
var aliases = map[string]string{
	"exit": "quit", "compact": "compaction", "delete": "del", "read": "get", "write": "put", "kill": "crash", "stop": "crash", "start": "restart", "partition": "cut", "language": "lang", "colors": "theme", "colours": "theme", "color": "theme", "colour": "theme",
	"break": "breakpoints", "layout": "preset", "keys": "help", "export": "save", "diff": "compare", "rename": "name", "focus": "pane",
}

// nearestWord returns the word that a line was most likely meant to begin with,
// of the vocabulary's and the screen's; "" if none is near.
func nearestWord(name string) string {
	if to, ok := aliases[name]; ok {
		return to
	}
	var known []string
	for i := range command.Table {
		first, _, _ := strings.Cut(command.Table[i].Name, " ")
		known = append(known, first)
	}
	for _, o := range screenCommands {
		known = append(known, o.name)
	}
	return termtext.Nearest(name, known)
}

// mustBe says what a word may be followed by.
func mustBe(v *viewer, word string, names []string, got string) error {
	return fmt.Errorf(v.appearance.words.OneOfF, word, strings.Join(names, ", "), termtext.Printable(got))
}

func focusNamed(v *viewer, name string) error {
	p, ok := panes.Find(name)
	if !ok {
		return mustBe(v, "pane", panes.Names(), name)
	}
	v.setFocus(p)
	return nil
}

func setPreset(v *viewer, name string) error {
	p, ok := screen.ParsePreset(name)
	if !ok {
		return mustBe(v, "preset", screen.Presets[:], name)
	}
	v.screen.Preset = p
	return nil
}

func themeNames() (names []string) {
	for _, c := range theme.Choices {
		names = append(names, string(c))
	}
	return names
}

func setTheme(v *viewer, name string) error {
	c, ok := theme.Parse(name)
	if !ok {
		return mustBe(v, "theme", themeNames(), name)
	}
	v.appearance.setTheme(c)
	return nil
}

func setLang(v *viewer, name string) error {
	l, ok := lang.Parse(name)
	if !ok {
		return mustBe(v, "lang", []string{"en", "zh"}, name)
	}
	v.appearance.lang = l
	v.appearance.settle()
	return nil
}

func setMouse(v *viewer, name string) error {
	if name != "on" && name != "off" {
		return mustBe(v, "mouse", []string{"on", "off"}, name)
	}
	v.appearance.mouse = name == "on"
	if !v.appearance.mouse {
		v.say("%s", v.appearance.words.MouseOff)
	}
	return nil
}

// nameBranch names the branch that is shown.
func nameBranch(v *viewer, name string) error { return v.branches.rename(v.branches.at, name) }

func compareWith(v *viewer, text string) error {
	i, err := v.branches.numbered(text)
	if err == nil {
		v.compare(i)
	}
	return err
}
