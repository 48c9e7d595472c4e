package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"raftviz/lessons/progress"
	"raftviz/tui/view/scene"
)

// A script that was played is told along its recording: what it says, and the
// claims that held, each at its step.
func TestPlayedIsTold(t *testing.T) {
	s, err := loadShipped("stranded-leader")
	if err != nil {
		t.Fatal(err)
	}
	o, err := played(s)
	if err != nil {
		t.Fatal(err)
	}
	if o.Run != nil || o.Recording.Len() == 0 || o.Narration.Title != "stranded-leader" || !strings.HasPrefix(o.Narration.About, "A leader cut off") {
		t.Fatalf("opened is %+v", o)
	}
	notes := o.Narration.Notes
	if !slices.IsSortedFunc(notes, func(a, b scene.Note) int { return a.Pos - b.Pos }) {
		t.Error("the notes are not by position")
	}
	var said, held []string
	for _, n := range notes {
		if n.Pos < 0 || n.Pos > o.Recording.Len() {
			t.Errorf("%q is at %d of %d", n.Text, n.Pos, o.Recording.Len())
		}
		if n.Kind == scene.Said {
			said = append(said, n.Text)
		} else {
			held = append(held, n.Text)
		}
	}
	if len(said) != 2 || !strings.HasPrefix(said[0], "Two nodes call") || !slices.Contains(held, `node("n1").role == "follower"`) {
		t.Errorf("said is %q, held %q", said, held)
	}
	if last := notes[len(notes)-1]; last.Pos != o.Recording.Len() {
		t.Errorf("the last claim is at %d of %d", last.Pos, o.Recording.Len())
	}
}

// A path opens a recording or a script; what it cannot open it names.
func TestOpenFile(t *testing.T) {
	dir := t.TempDir()
	script := filepath.Join(dir, "s.yaml")
	if err := os.WriteFile(script, []byte("name: x\nabout: y\nsteps:\n  - say: hello\n  - do: run 100ms\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	o, err := openFile(script)
	if err != nil || o.Narration == nil || len(o.Narration.Notes) != 1 {
		t.Fatalf("%+v, %v", o, err)
	}
	saved := filepath.Join(dir, "s.jsonl.zst")
	if err := o.Recording.Save(saved); err != nil {
		t.Fatal(err)
	}
	if o, err = openFile(saved); err != nil || o.Recording.Len() == 0 {
		t.Fatalf("%+v, %v", o, err)
	}
	if list := recordingsHere(dir); len(list) != 1 || list[0].Name != "s.jsonl.zst" {
		t.Errorf("listed are %+v", list)
	}
	for _, none := range []string{"none.jsonl", "none.yaml"} {
		if _, err := openFile(filepath.Join(dir, none)); err == nil || !strings.Contains(err.Error(), none) {
			t.Errorf("%s: %v", none, err)
		}
	}
}

// Lessons say how far the learner is.
func TestLessonItems(t *testing.T) {
	kept, err := progress.Open(filepath.Join(t.TempDir(), "progress.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range lessonItems(kept) {
		if it.Done || it.Progress != "" || it.Open == nil {
			t.Errorf("%s: %+v", it.Name, it)
		}
	}
}
