// Package progress keeps how far a learner has come with each lesson, in one
// file that is replaced as a whole, so that a crash leaves the old or the new.
//
// A step is kept by its key, not by its number, so that a lesson may get new
// steps in a later version of the program without losing anybody's place.
package progress

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"

	"raftviz/engine/lang"
	"raftviz/lessons"
)

// Format is the version of the file.
const Format = 1

// A Store is one learner's progress.
type Store struct {
	path  string
	state file
	note  lang.Message
}

type file struct {
	Format  int                `json:"format"`
	Lessons map[string]*Lesson `json:"lessons"`
}

// A Lesson is how far the learner has come with one.
type Lesson struct {
	Step    string             `json:"step,omitempty"` // the key of the step they were at; "" at the start
	Done    bool               `json:"done,omitempty"` // went through it to the end, once
	Answers map[string]*Answer `json:"answers,omitempty"`
	When    time.Time          `json:"when"` // of the last change
}

// An Answer is the first and the last answer to a question, by its section.
type Answer struct {
	First []string `json:"first"`
	Right bool     `json:"right"` // whether the first was
	Last  []string `json:"last,omitempty"`
}

// Path returns where the file lies: $XDG_STATE_HOME/raftviz/progress.json, or
// where that is usual on the system.
func Path() string { return filepath.Join(xdg.StateHome, "raftviz", "progress.json") }

// Open reads the file at path, which need not be there. A file that cannot be
// understood, because it is damaged or a newer program wrote it, is kept aside
// under another name; Note then says so.
func Open(path string) (*Store, error) {
	s := &Store{path: path, state: file{Format: Format, Lessons: map[string]*Lesson{}}}
	f, why, err := read(path)
	if err != nil {
		return nil, err
	}
	if why == nil {
		s.state.Lessons = f.Lessons
		return s, nil
	}
	aside, err := setAside(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", why, err)
	}
	s.note = texts.Sayf("%v; it is kept as %s, and progress begins again", why, aside)
	return s, nil
}

// Note says what the person should know of how the file was opened; it is empty
// if there is nothing.
func (s *Store) Note() lang.Message { return s.note }

// maxBytes is more than any honest file has.
const maxBytes = 4 << 20

// read reads the file at path; none is there if it has no lessons. why says what
// cannot be understood of it. Only a file is read, never a device or a pipe.
func read(path string) (f file, why, err error) {
	f.Lessons = map[string]*Lesson{}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, nil, nil
	case err != nil:
		return f, nil, err
	case !info.Mode().IsRegular():
		return f, nil, texts.Errorf("%s is not a file; progress is kept in files only", path)
	case info.Size() > maxBytes:
		return f, texts.Errorf("%s is damaged (larger than %d bytes)", path, maxBytes), nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return f, nil, err
	}
	var got file
	if err := json.Unmarshal(data, &got); err != nil {
		return f, texts.Errorf("%s is damaged (%w)", path, err), nil
	}
	if got.Format > Format {
		return f, texts.Errorf("%s was written by a newer raftviz (format %d)", path, got.Format), nil
	}
	for id, l := range got.Lessons {
		if l != nil {
			f.Lessons[id] = l
		}
	}
	return f, nil, nil
}

// setAside gives the file another name that is free, and returns it.
func setAside(path string) (string, error) {
	for n := 1; ; n++ {
		aside := fmt.Sprintf("%s.%d.kept", path, n)
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			return aside, os.Rename(path, aside)
		}
	}
}

// Of returns how far the learner has come with a lesson; the zero Lesson if
// they have not begun.
func (s *Store) Of(id string) Lesson {
	if l := s.state.Lessons[id]; l != nil {
		return *l
	}
	return Lesson{}
}

// Key names a step so that it is found again in a later version of its lesson:
// by its id, or by what it says, asks or sets as a task, and how often that came
// before.
func Key(l *lessons.Lesson, i int) string {
	if i < 0 || i >= len(l.Steps) {
		return ""
	}
	own := nameOf(l.Steps[i])
	n := 0
	for _, st := range l.Steps[:i] {
		if nameOf(st) == own {
			n++
		}
	}
	if n > 0 {
		return fmt.Sprintf("%s#%d", own, n+1)
	}
	return own
}

func nameOf(s *lessons.Step) string {
	switch a := s.Act.(type) {
	case *lessons.Ask:
		return "ask:" + a.Section
	case *lessons.Try:
		return "try:" + a.Section
	}
	switch {
	case s.ID != "":
		return "id:" + s.ID
	case s.Say != "":
		return "say:" + s.Say
	}
	return "step"
}

// Resume returns the step of a lesson at which the learner was, 0 if they have
// not begun, were at its end, or the step is there no more.
func (s *Store) Resume(l *lessons.Lesson) int {
	key := s.Of(l.ID).Step
	for i := range l.Steps {
		if key != "" && Key(l, i) == key {
			return i
		}
	}
	return 0
}

// At notes that the learner is at a step, or past the last.
func (s *Store) At(l *lessons.Lesson, i int, now time.Time) error {
	return s.change(func() {
		p := s.lesson(l.ID, now)
		p.Step = Key(l, i)
		if i >= len(l.Steps) {
			p.Done = true
		}
	})
}

// Answered notes an answer.
func (s *Store) Answered(l *lessons.Lesson, section string, v *lessons.Verdict, now time.Time) error {
	return s.change(func() {
		p := s.lesson(l.ID, now)
		if p.Answers == nil {
			p.Answers = map[string]*Answer{}
		}
		if a := p.Answers[section]; a != nil {
			a.Last = v.Given
		} else {
			p.Answers[section] = &Answer{First: v.Given, Right: v.Right}
		}
	})
}

// change makes one change to the file as it stands now: another window may have
// written it since. A file that is damaged meanwhile is written over by what is
// known here.
func (s *Store) change(apply func()) error {
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return err
	}
	unlock, err := lock(filepath.Dir(s.path))
	if err != nil {
		return err
	}
	defer unlock()
	f, why, err := read(s.path)
	if err != nil {
		return err
	}
	if why == nil && len(f.Lessons) > 0 {
		s.state.Lessons = f.Lessons
	}
	apply()
	return s.save()
}

func (s *Store) lesson(id string, now time.Time) *Lesson {
	p := s.state.Lessons[id]
	if p == nil {
		p = &Lesson{}
		s.state.Lessons[id] = p
	}
	p.When = now.UTC().Truncate(time.Second)
	return p
}

// save replaces the file. If it fails the old one is still there.
func (s *Store) save() (err error) {
	data, err := json.MarshalIndent(s.state, "", "  ")
	if err != nil {
		return err
	}
	dir := filepath.Dir(s.path)
	tmp, err := os.CreateTemp(dir, ".progress-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(tmp.Name())
		}
	}()
	_, err = tmp.Write(append(data, '\n'))
	if err == nil {
		err = tmp.Sync()
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), s.path)
}
