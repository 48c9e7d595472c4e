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

	"raftviz/lessons"
)

// Format is the version of the file.
const Format = 1

// A Store is one learner's progress.
type Store struct {
	path  string
	state file
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
// understood is an error that says what to do; it is not touched.
func Open(path string) (*Store, error) {
	s := &Store{path: path, state: file{Format: Format, Lessons: map[string]*Lesson{}}}
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s, nil
	case err != nil:
		return nil, err
	}
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, texts.Errorf("%s is damaged (%w); move it away to begin again", path, err)
	}
	if f.Format > Format {
		return nil, texts.Errorf("%s was written by a newer raftviz (format %d); use that one, or move the file away", path, f.Format)
	}
	for id, l := range f.Lessons {
		if l != nil {
			s.state.Lessons[id] = l
		}
	}
	return s, nil
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
	p := s.lesson(l.ID, now)
	p.Step = Key(l, i)
	if i >= len(l.Steps) {
		p.Done = true
	}
	return s.save()
}

// Answered notes an answer.
func (s *Store) Answered(l *lessons.Lesson, section string, v *lessons.Verdict, now time.Time) error {
	p := s.lesson(l.ID, now)
	if p.Answers == nil {
		p.Answers = map[string]*Answer{}
	}
	if a := p.Answers[section]; a != nil {
		a.Last = v.Given
	} else {
		p.Answers[section] = &Answer{First: v.Given, Right: v.Right}
	}
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
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
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
