package tui

import (
	"fmt"
	"slices"
	"strings"

	"raftviz/engine/command"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/theme"
	"raftviz/tui/view/words"
)

// An ownWord is a word that the prompt understands besides the vocabulary: it
// moves the screen and touches no cluster.
type screenCommand struct {
	name, usage string
	help        func(*words.Table) string
	do          func(*viewer, string) error
	offers      func(*viewer) []string // what may follow it, nil if nothing is to be offered
	alias       string                 // another name that is understood, and not shown
}

// own are the screen's words. It is filled at start, because the words refer to
// what reads it.
var screenCommands []screenCommand

func init() {
	screenCommands = []screenCommand{
		{name: "goto", usage: "goto STEP", help: func(w *words.Table) string { return w.GotoHelp }, do: (*viewer).gotoStep},
		{name: "branches", usage: "branches [N]", help: func(w *words.Table) string { return w.BranchesHelp }, do: (*viewer).gotoBranch},
		{name: "breakpoints", usage: "breakpoints", help: func(w *words.Table) string { return w.BreaksHelp }, do: func(s *viewer, _ string) error { s.openBreaks(); return nil }},
		{name: "name", usage: "name [NAME]", help: func(w *words.Table) string { return w.NameHelp }, do: (*viewer).nameBranch},
		{name: "compare", usage: "compare N", help: func(w *words.Table) string { return w.CompareHelp }, do: (*viewer).compareWith},
		{name: "save", usage: "save FILE", help: func(w *words.Table) string { return w.SaveHelp }, do: (*viewer).save, alias: "w"},
		{name: "linearizable", usage: "linearizable", help: func(w *words.Table) string { return w.JudgeHelp }, do: func(s *viewer, _ string) error { s.after = s.judge(); return nil }},
		{name: "pane", usage: "pane NAME", help: func(w *words.Table) string { return w.PaneHelp }, do: (*viewer).focusNamed, offers: func(*viewer) []string { return paneNames() }},
		{name: "preset", usage: "preset NAME", help: func(w *words.Table) string { return w.PresetHelp }, do: (*viewer).setPreset, offers: func(*viewer) []string { return presets[:] }},
		{name: "theme", usage: "theme NAME", help: func(w *words.Table) string { return w.ThemeHelp }, do: (*viewer).setTheme, offers: func(*viewer) []string { return themeNames() }},
		{name: "lang", usage: "lang en|zh", help: func(w *words.Table) string { return w.LangHelp }, do: (*viewer).setLang, offers: func(*viewer) []string { return []string{"en", "zh"} }},
		{name: "mouse", usage: "mouse on|off", help: func(w *words.Table) string { return w.MouseHelp }, do: (*viewer).setMouse, offers: func(*viewer) []string { return []string{"on", "off"} }},
		{name: "tour", usage: "tour", help: func(w *words.Table) string { return w.TourHelp }, do: func(s *viewer, _ string) error { s.startTour(); return nil }},
		{name: "help", usage: "help", help: func(w *words.Table) string { return w.HelpHelp }, do: func(s *viewer, _ string) error { s.page, s.choice = helpPage, 0; return nil }},
		{name: "quit", usage: "quit", help: func(w *words.Table) string { return w.QuitHelp }, do: func(s *viewer, _ string) error { s.left = true; return nil }, alias: "q"},
	}
}

// ownWordOf returns the screen's word that a line begins with.
func screenCommandOf(name string) (screenCommand, bool) {
	i := slices.IndexFunc(screenCommands, func(o screenCommand) bool { return o.name == name || o.alias != "" && o.alias == name })
	if i < 0 {
		return screenCommand{}, false
	}
	return screenCommands[i], true
}

// tried leads from words that people try to the screen's.
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

// ownCompletions offers the screen's words by their beginning, and what may
// follow one.
func (s *viewer) screenCompletions(text string, cursor int) (list []command.Completion) {
	before := string([]rune(text)[:cursor])
	name, rest, more := strings.Cut(before, " ")
	if !more {
		if name == "" {
			return nil
		}
		for _, o := range screenCommands {
			if strings.HasPrefix(o.name, name) {
				list = append(list, command.Completion{Text: o.name, To: cursor, Hint: o.help(s.appearance.words), Done: o.usage != o.name})
			}
		}
		return list
	}
	o, ok := screenCommandOf(name)
	if !ok || o.offers == nil {
		return nil
	}
	for _, w := range o.offers(s) {
		if strings.HasPrefix(w, rest) {
			list = append(list, command.Completion{Text: w, From: len([]rune(name)) + 1, To: cursor})
		}
	}
	return list
}

// oneOf says what a word may be followed by.
func (s *viewer) oneOf(word string, names []string, got string) error {
	return fmt.Errorf(s.appearance.words.OneOfF, word, strings.Join(names, ", "), termtext.Printable(got))
}

func paneNames() (names []string) {
	for p := range pane.Count {
		names = append(names, p.String())
	}
	return names
}

func (s *viewer) focusNamed(name string) error {
	p, ok := pane.Parse(name)
	if !ok {
		return s.oneOf("pane", paneNames(), name)
	}
	s.goPane(p)
	return nil
}

func (s *viewer) setPreset(name string) error {
	p, ok := parsePreset(name)
	if !ok {
		return s.oneOf("preset", presets[:], name)
	}
	s.preset = p
	return nil
}

func themeNames() (names []string) {
	for _, c := range theme.Choices {
		names = append(names, string(c))
	}
	return names
}

func (s *viewer) setTheme(name string) error {
	c, ok := theme.Parse(name)
	if !ok {
		return s.oneOf("theme", themeNames(), name)
	}
	s.appearance.setTheme(c)
	return nil
}

func (s *viewer) setLang(name string) error {
	l, ok := lang.Parse(name)
	if !ok {
		return s.oneOf("lang", []string{"en", "zh"}, name)
	}
	s.appearance.lang = l
	s.appearance.settle()
	return nil
}

func (s *viewer) setMouse(name string) error {
	if name != "on" && name != "off" {
		return s.oneOf("mouse", []string{"on", "off"}, name)
	}
	s.appearance.mouse = name == "on"
	if !s.appearance.mouse {
		s.say("%s", s.appearance.words.MouseOff)
	}
	return nil
}

// nameBranch names the branch that is shown.
func (s *viewer) nameBranch(name string) error { return s.rename(s.at, name) }

func (s *viewer) compareWith(text string) error {
	i, err := s.numbered(text)
	if err == nil {
		s.compare(i)
	}
	return err
}
