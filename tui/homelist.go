package tui

import (
	"strings"

	"raftviz/tui/view/words"
)

// An entryKind tells the lines of the home screen that can be chosen apart.
type entryKind uint8

const (
	itemEntry entryKind = iota
	startEntry
	settingEntry
	fileEntry
)

// A section of the home screen has a heading.
type section uint8

const (
	lessonSection section = iota
	sandboxSection
	scriptSection
	recordingSection
)

func (s section) name(w *words.Table) string {
	return [...]string{lessonSection: w.Lessons, sandboxSection: w.Sandbox, scriptSection: w.Scripts, recordingSection: w.Recordings}[s]
}

// An entry is a line of the home screen that can be chosen.
type entry struct {
	kind    entryKind
	section section
	n       int // of the setting
	item    *Item
}

// is reports whether two entries are of the same thing.
func (e entry) is(o entry) bool {
	if e.kind != o.kind || e.section != o.section || e.n != o.n {
		return false
	}
	return e.item == nil || e.item.Name == o.item.Name
}

// name is what the entry is called.
func (e entry) name(w *words.Table) string {
	switch e.kind {
	case itemEntry:
		name, _ := e.item.called(w.Lang)
		return name
	case startEntry:
		return w.OpenSandbox
	case settingEntry:
		return w.Settings[e.n]
	}
	return w.OpenFile
}

// about is what is to be said of it.
func (e entry) about(w *words.Table) string {
	switch e.kind {
	case itemEntry:
		_, about := e.item.called(w.Lang)
		return about
	case startEntry:
		return w.SandboxAbout
	case settingEntry:
		return w.SettingsAbout[e.n]
	}
	return w.OpenFileAbout
}

// entries lists all there is to choose from, in order.
func (h *home) entries() (list []entry) {
	items := func(s section, of []Item) {
		for i := range of {
			list = append(list, entry{kind: itemEntry, section: s, item: &of[i]})
		}
	}
	items(lessonSection, h.Lessons)
	items(sandboxSection, h.CutShort)
	list = append(list, entry{kind: startEntry, section: sandboxSection})
	for n := range sandboxSettings {
		list = append(list, entry{kind: settingEntry, section: sandboxSection, n: n})
	}
	items(scriptSection, h.Scripts)
	items(recordingSection, h.Recordings)
	if h.OpenFile != nil {
		list = append(list, entry{kind: fileEntry, section: recordingSection})
	}
	return list
}

// shown lists the entries that have all words of the filter, whatever their
// case.
func (h *home) shown(l *appearance) (list []int) {
	wanted := strings.Fields(strings.ToLower(h.filter))
	for i, e := range h.entries() {
		text := e.name(l.words)
		if e.kind != settingEntry {
			text += "\n" + e.about(l.words) + "\n" + e.section.name(l.words)
		}
		text = strings.ToLower(text)
		has := true
		for _, w := range wanted {
			has = has && strings.Contains(text, w)
		}
		if has {
			list = append(list, i)
		}
	}
	return list
}
