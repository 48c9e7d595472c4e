package progress

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"raftviz/lessons"
)

var noon = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

func lesson(steps ...*lessons.Step) *lessons.Lesson {
	return &lessons.Lesson{ID: "l", Steps: steps}
}

func say(name string) *lessons.Step { return &lessons.Step{Say: name} }

func ask(name string) *lessons.Step { return &lessons.Step{Act: &lessons.Ask{Section: name}} }

func open(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What was noted is there when the file is opened again, and nothing else lies
// beside it.
func TestKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "raftviz")
	path := filepath.Join(dir, "progress.json")
	l := lesson(say("a"), ask("q"), say("b"))
	s := open(t, path)
	if s.Resume(l) != 0 || s.Of("l").Done {
		t.Error("it begins with something")
	}
	for _, err := range []error{
		s.Answered(l, "q", &lessons.Verdict{Given: []string{"x"}, Right: false}, noon),
		s.Answered(l, "q", &lessons.Verdict{Given: []string{"y"}, Right: true}, noon),
		s.At(l, 2, noon),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	s = open(t, path)
	p := s.Of("l")
	if s.Resume(l) != 2 || p.Done || p.Answers["q"].Right || p.Answers["q"].First[0] != "x" || p.Answers["q"].Last[0] != "y" || !p.When.Equal(noon) {
		t.Errorf("it keeps %+v", p)
	}
	if err := s.At(l, 3, noon); err != nil {
		t.Fatal(err)
	}
	if s = open(t, path); s.Resume(l) != 0 || !s.Of("l").Done {
		t.Error("past the end it is not done")
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("beside the file lie %v, %v", files, err)
	}
}

// A step is found again in a later version of the lesson.
func TestUpgrade(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "p.json"))
	if err := s.At(lesson(say("a"), ask("q"), say("b")), 1, noon); err != nil {
		t.Fatal(err)
	}
	if got := s.Resume(lesson(say("new"), say("a"), say("newer"), ask("q"))); got != 3 {
		t.Errorf("it resumes at %d, want 3", got)
	}
	if got := s.Resume(lesson(say("a"), say("b"))); got != 0 {
		t.Errorf("where the step is gone it resumes at %d", got)
	}
}

// A step that says the same again has another key.
func TestKeys(t *testing.T) {
	l := lesson(say("a"), say("b"), say("a"), &lessons.Step{}, &lessons.Step{})
	seen := map[string]bool{}
	for i := range l.Steps {
		k := Key(l, i)
		if k == "" || seen[k] {
			t.Errorf("step %d has the key %q", i, k)
		}
		seen[k] = true
	}
}

// A file that cannot be understood is kept aside as it is, with a word, and
// progress begins again.
func TestDamaged(t *testing.T) {
	for text, want := range map[string]string{
		`{"format": 1, "lessons": {"a"`: "is damaged",
		`{"format": 99}`:                "newer raftviz",
		`[]`:                            "is damaged",
	} {
		path := filepath.Join(t.TempDir(), "p.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s := open(t, path)
		if note := s.Note().String(); !strings.Contains(note, want) || !strings.Contains(note, path+".1.kept") {
			t.Errorf("%s: %q, want %s", text, note, want)
		}
		if data, _ := os.ReadFile(path + ".1.kept"); string(data) != text {
			t.Error("the file was changed")
		}
		if err := s.At(lesson(say("a")), 1, noon); err != nil {
			t.Error(err)
		}
	}
}

// Two windows do not undo each other's work.
func TestTwoWindows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.json")
	a, b := open(t, path), open(t, path)
	one, two := lesson(say("a")), &lessons.Lesson{ID: "m", Steps: []*lessons.Step{say("b"), say("c")}}
	for _, err := range []error{a.At(one, 1, noon), b.At(two, 1, noon), a.At(one, 0, noon)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, path)
	if !s.Of("l").Done || s.Resume(two) != 1 {
		t.Errorf("l is %+v, m is %+v", s.Of("l"), s.Of("m"))
	}
}
