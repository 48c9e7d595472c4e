package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"raftviz/engine/config"
	"raftviz/lessons"
	"raftviz/recordings"
	"raftviz/scripts"
	"raftviz/tui"
)

// home shows what there is to open: a sandbox, the scripts that are shipped,
// and the recordings in the folder one is in.
func home(cmd *cobra.Command, f screenFlags) error {
	o, err := f.options(cmd)
	if err != nil {
		return err
	}
	h := tui.Home{
		Sandbox: func(cfg config.Config) (tui.Opened, error) {
			run, err := startSandbox(cfg)
			return tui.Opened{Run: run}, err
		},
		Recordings: recordingsHere("."),
	}
	for _, name := range scripts.List() {
		s, err := loadShipped(name)
		if err != nil {
			return err
		}
		h.Scripts = append(h.Scripts, tui.Item{Name: s.Name, About: gist(s), Open: func() (tui.Opened, error) { return played(s) }})
	}
	return tui.Start(cmd.Context(), h, o)
}

// played plays a script from start to end, and opens the recording of it.
func played(s *lessons.Script) (tui.Opened, error) {
	run, err := s.Start(version)
	if err != nil {
		return tui.Opened{}, err
	}
	r := s.Play(run, lessons.PlayOptions{})
	if err := run.Close(); err != nil {
		return tui.Opened{}, err
	}
	if r.Failure != nil {
		return tui.Opened{}, r.Failure
	}
	return tui.Opened{Recording: run.Recording()}, nil
}

// maxHere is how many recordings of a folder are listed.
const maxHere = 50

// recordingsHere lists the files of a folder that are recordings. A folder
// that cannot be read has none.
func recordingsHere(dir string) (items []tui.Item) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		named := strings.HasSuffix(path, ".jsonl") || strings.HasSuffix(path, ".jsonl.zst")
		if len(items) == maxHere || !named || !e.Type().IsRegular() || !isRecording(path) {
			continue
		}
		items = append(items, tui.Item{Name: e.Name(), Path: path, Open: func() (tui.Opened, error) {
			r, err := recordings.Load(path)
			return tui.Opened{Recording: r}, err
		}})
	}
	return items
}
