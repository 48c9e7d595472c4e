package tui

import (
	"errors"
	"path/filepath"
	"testing"

	"raftviz/engine/config"
	"raftviz/recordings"
	"raftviz/recordings/autosave"
	"raftviz/recordings/recording"
)

// offered returns what a store offers.
func offered(t *testing.T, s *autosave.Store, want int) []autosave.Kept {
	t.Helper()
	list, err := s.List()
	if err != nil || len(list) != want {
		t.Fatalf("%d sandboxes are offered, want %d: %v", len(list), want, err)
	}
	return list
}

// A sandbox whose program ends without the person having left is offered again
// with all its branches; one that they have left, or saved, is not.
func TestKept(t *testing.T) {
	store := autosave.Open(t.TempDir())
	d := drive(t, Options{Kept: store})
	d.command("run 2s")
	d.press("g", "n", "n")
	d.command("crash n2")
	d.command("run 1s")
	if err := d.a.close(); err != nil {
		t.Fatal(err)
	}
	kept := offered(t, store, 1)[0]
	branches, last, session, err := kept.Resume()
	if err != nil || len(branches) != 2 || last != 1 {
		t.Fatalf("%d branches, the last %d, %v", len(branches), last, err)
	}
	run, err := recordings.Rerun(branches[1].Recording, branches[1].Recording.Len(), nil)
	if err != nil {
		t.Fatal(err)
	}
	d = &driver{t, newApp(Options{Kept: store})}
	d.a.open(Opened{Run: run, Resumed: &Resumed{Branches: branches, Shown: last, Session: session}})
	d.start()
	d.shows("n2 down", "branch 2")
	d.at(run.Recording().Len())
	d.command("restart n2")
	d.command("run 1s")
	d.command("branches 1")
	d.shows("main")
	d.press("q")
	d.shows("leaving ends this run")
	d.press("q")
	if err := d.a.close(); err != nil {
		t.Fatal(err)
	}
	offered(t, store, 0)

	d = drive(t, Options{Kept: store})
	d.command("run 2s")
	d.command("save " + filepath.Join(t.TempDir(), "mine.jsonl"))
	d.command("run 1s") // what happens after that is not in the file
	if !d.a.viewer.unsaved() {
		t.Error("steps after a save count as saved")
	}
	d.command("save " + filepath.Join(t.TempDir(), "mine.jsonl"))
	if err := d.a.close(); err != nil {
		t.Fatal(err)
	}
	offered(t, store, 0)
}

// A branch of a recording is kept; what is only looked at is not, nor is a branch
// on which nothing was done.
func TestKeptFork(t *testing.T) {
	store := autosave.Open(t.TempDir())
	run := begin(t, fiveNodes(), "run 1s")
	rec := run.Recording()
	if err := run.Close(); err != nil {
		t.Fatal(err)
	}
	look := func(keys ...string) {
		d := &driver{t, newApp(Options{Kept: store})}
		d.a.open(Opened{Recording: rec})
		d.start()
		d.press(keys...)
		if err := d.a.close(); err != nil {
			t.Fatal(err)
		}
	}
	look("n", "n")
	look("n", "f")
	offered(t, store, 0)
	look("n", "f", "n", "n")
	if kept := offered(t, store, 1)[0]; kept.Config.Nodes != 5 {
		t.Errorf("kept is a cluster of %d", kept.Config.Nodes)
	}
}

// The home screen begins at a sandbox that was cut short; d, twice, deletes it.
func TestCutShort(t *testing.T) {
	var h Home
	var deleted []string
	refuse := false
	short := func(names ...string) (items []Item) {
		for _, name := range names {
			items = append(items, Item{Name: name, About: "It was cut short.", Delete: func() error {
				if refuse {
					return errors.New("it is open elsewhere")
				}
				deleted = append(deleted, name)
				return nil
			}, Open: func() (Opened, error) {
				run, err := recordings.Start(recording.Header{Config: fiveNodes()})
				return Opened{Run: run}, err
			}})
		}
		return items
	}
	h = sections(new(config.Config))
	h.CutShort = short("cut short 1", "cut short 2")
	h.Refresh = func() Home {
		again := h
		if len(deleted) > 0 {
			again.CutShort = short("cut short 2")
		}
		return again
	}
	d := driveOn(t, Options{}, h)
	d.shows("▸ cut short 1", "It was cut short.", "start a cluster")
	d.press("d", "down", "d") // another key takes the question away
	d.shows("d again deletes cut short 2 for good")
	d.press("up", "d")
	refuse = true
	d.press("d")
	d.shows("it is open elsewhere")
	refuse = false
	d.press("d", "d")
	d.shows("deleted: cut short 1")
	d.shows("▸ cut short 2")
	if len(deleted) != 1 || deleted[0] != "cut short 1" {
		t.Errorf("deleted are %q", deleted)
	}
	d.press("g", "d", "d")
	if len(deleted) != 1 {
		t.Error("a lesson was deleted")
	}
	d.press("G")
	d.a.home.choice = 2 // the sandbox that is left
	d.press("enter")
	d.shows("1 cluster")
}
