package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"raftviz/engine/config"
	"raftviz/engine/lang"
	"raftviz/lessons"
	"raftviz/lessons/progress"
	"raftviz/recordings/autosave"
	"raftviz/recordings/recording"
	"raftviz/scripts"
	"raftviz/tui"
	"raftviz/tui/view/scene"
)

// home shows what there is to open: the lessons, a sandbox, the scripts that are
// shipped, and the recordings in the folder one is in.
func home(cmd *cobra.Command, f screenFlags) error {
	o, err := f.options(cmd)
	if err != nil {
		return err
	}
	showAround(&o)
	kept, err := progress.Open(progress.Path())
	if err != nil {
		return err
	}
	shipped, err := scriptItems()
	if err != nil {
		return err
	}
	o.Kept = autosave.Open(autosave.Path())
	offer := func() tui.Home {
		short, note := cutShort(o.Kept)
		return tui.Home{
			Note:     note,
			CutShort: short,
			Lessons:  lessonItems(kept),
			Sandbox: func(cfg config.Config) (tui.Opened, error) {
				run, err := startSandbox(cfg)
				return tui.Opened{Run: run}, err
			},
			Scripts:    shipped,
			Recordings: recordingsHere("."),
			OpenFile:   openFile,
		}
	}
	h := offer()
	if note := kept.Note(); !note.IsZero() {
		h.Note = note
	}
	h.Refresh = offer
	return tui.Start(cmd.Context(), h, o)
}

// lessonItems lists the shipped lessons, and how far the learner is with each.
func lessonItems(kept *progress.Store) (items []tui.Item) {
	for _, l := range lessons.Shipped() {
		it := tui.Item{
			Name: l.ID, Done: kept.Of(l.ID).Done,
			In:   func(lang lang.Lang) (name, about string) { return l.Title(lang), l.About.In(lang) },
			Open: func() (tui.Opened, error) { return openLesson(l, kept, false) },
		}
		if at := kept.Resume(l); at > 0 {
			it.Progress = fmt.Sprintf("%d/%d", at+1, len(l.Steps))
		}
		items = append(items, it)
	}
	return items
}

// scriptItems lists the shipped scripts.
func scriptItems() (items []tui.Item, err error) {
	for _, name := range scripts.List() {
		s, err := loadShipped(name)
		if err != nil {
			return nil, err
		}
		items = append(items, tui.Item{Name: s.Name, About: s.About, Open: func() (tui.Opened, error) { return played(s) }})
	}
	return items, nil
}

// played plays a script from start to end, and opens the recording of it with
// what it says and what it claimed.
func played(s *lessons.Script) (tui.Opened, error) {
	run, err := s.Start(version)
	if err != nil {
		return tui.Opened{}, err
	}
	told := &scene.Narration{Title: s.Name, About: s.About}
	note := func(kind scene.NoteKind) func(string) {
		return func(text string) {
			told.Notes = append(told.Notes, scene.Note{Pos: run.Recording().Len(), Text: text, Kind: kind})
		}
	}
	held := note(scene.Expected)
	r := s.Play(run, lessons.PlayOptions{Say: note(scene.Said), Held: func(claim lang.Message) { held(claim.String()) }})
	if err := errors.Join(r.Err, run.Close()); err != nil {
		return tui.Opened{}, err
	}
	if r.Failure != nil {
		return tui.Opened{}, r.Failure
	}
	return tui.Opened{Recording: run.Recording(), Narration: told}, nil
}

// openFile opens a recording, or plays a script, by its path.
func openFile(path string) (tui.Opened, error) {
	if ext := filepath.Ext(path); ext == ".yaml" || ext == ".yml" {
		data, err := lessons.ReadFile(path)
		if err != nil {
			return tui.Opened{}, plainly(err)
		}
		s, err := lessons.Parse(path, data)
		if err != nil {
			return tui.Opened{}, err
		}
		return played(s)
	}
	r, err := recording.Load(path)
	return tui.Opened{Recording: r}, plainly(err)
}

// maxHere is how many recordings of a folder are listed.
const maxHere = 50

// recordingsHere lists the files of a folder that are recordings.
// A folder that cannot be read has none.
func recordingsHere(dir string) (items []tui.Item) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		named := strings.HasSuffix(path, ".jsonl") || strings.HasSuffix(path, ".jsonl.zst")
		if len(items) == maxHere || !named || !e.Type().IsRegular() || !isRecording(path) {
			continue
		}
		items = append(items, tui.Item{Name: e.Name(), Path: path, Open: func() (tui.Opened, error) {
			r, err := recording.Load(path)
			return tui.Opened{Recording: r}, plainly(err)
		}})
	}
	return items
}
