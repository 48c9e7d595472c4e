package tui

import (
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/command"
	"raftviz/tui/view/keys"
)

// homeLineKey handles a key while the filter or a path is typed.
func (a *app) homeLineKey(k tea.KeyPressMsg) tea.Cmd {
	h := a.home
	ln := h.line
	if h.job != nil {
		return nil
	}
	switch a.look.keys.Find(keys.Line, k.String()) {
	case keys.Accept:
		return a.homeAccept()
	case keys.Abandon:
		if ln.kind == filterLine {
			h.filter = ""
			h.settle(&a.look)
		}
		h.line = nil
	case keys.Complete, keys.CompleteBack:
		if ln.kind != pathLine {
			return nil
		}
		if ln.picked < 0 {
			ln.offered(pathCompletions(ln.input.Value(), ln.input.Position()))
		}
		by := 1
		if a.look.keys.Find(keys.Line, k.String()) == keys.CompleteBack {
			by = -1
		}
		if ln.pick(by) {
			ln.offered(nil)
		}
	case keys.Earlier:
		h.move(-1, &a.look)
	case keys.Later:
		h.move(1, &a.look)
	default:
		if ln.input.Value() == "" && k.String() == "backspace" {
			h.line = nil
			return nil
		}
		cmd := ln.update(k)
		h.typed(&a.look)
		return cmd
	}
	return nil
}

// typed takes over what the line says now.
func (h *home) typed(l *appearance) {
	h.line.err = ""
	h.line.offered(nil)
	if h.line.kind == filterLine {
		h.filter = h.line.input.Value()
		h.settle(l)
	}
}

// homeAccept opens what the filter has left, or the file at the path.
func (a *app) homeAccept() tea.Cmd {
	h := a.home
	text := trim(h.line.input.Value())
	if h.line.kind == filterLine {
		h.line = nil
		if text == "" || len(h.shown(&a.look)) == 0 {
			return nil
		}
		return a.choose()
	}
	if text == "" {
		h.line = nil
		return nil
	}
	path := atHomeFolder(text)
	return a.opening(text, func() (Opened, error) { return h.OpenFile(path) })
}

// atHomeFolder puts the home folder in the place of a leading ~.
func atHomeFolder(path string) string {
	rest, ok := strings.CutPrefix(path, "~/")
	if !ok {
		return path
	}
	dir, err := os.UserHomeDir()
	if err != nil {
		return path
	}
	return filepath.Join(dir, rest)
}

// openable are how the names of files end that can be opened.
var openable = []string{".jsonl", ".jsonl.zst", ".yaml", ".yml"}

// pathCompletions returns the folders and the files that can be opened whose
// names go on from what stands before the cursor.
func pathCompletions(text string, cursor int) (list []command.Completion) {
	before := string([]rune(text)[:cursor])
	dir, base := filepath.Split(before)
	where := atHomeFolder(dir)
	if where == "" {
		where = "."
	}
	entries, _ := os.ReadDir(where) // a folder that cannot be read has nothing to offer
	const most = 200
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, base) || base == "" && name[0] == '.' || len(list) == most {
			continue
		}
		isDir := e.IsDir()
		if info, err := os.Stat(filepath.Join(where, name)); err == nil {
			isDir = info.IsDir() // also through a link
		}
		if isDir {
			name += string(filepath.Separator)
		} else if !hasSuffix(name, openable) {
			continue
		}
		list = append(list, command.Completion{Text: name, From: cursor - len([]rune(base)), To: cursor})
	}
	return list
}

func hasSuffix(name string, ends []string) bool {
	for _, end := range ends {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}
