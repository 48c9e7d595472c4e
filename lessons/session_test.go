package lessons

import (
	"errors"
	"slices"
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/event"
)

func begin(t *testing.T) *Session {
	t.Helper()
	l, err := load(changed("en.md", "", ""))
	if err != nil {
		t.Fatal(err)
	}
	s, err := l.Begin("test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// onward enters steps and goes on until the one with the given number.
func onward(t *testing.T, s *Session, to int) {
	t.Helper()
	if err := s.Resume(to, nil); err != nil || s.At() != to {
		t.Fatalf("at %d, %v; want %d", s.At(), err, to)
	}
}

// A question waits for an answer, lets happen what it is about, and says what
// was right.
func TestAnswer(t *testing.T) {
	s := begin(t)
	onward(t, s, 1)
	if err := s.Enter(nil); err != nil || s.Done() {
		t.Fatal("a question is done before it is answered", err)
	}
	s.Next()
	if s.At() != 1 {
		t.Fatal("it goes on without an answer")
	}
	var bad *AnswerError
	for _, given := range [][]string{nil, {"n2"}, {"n1", "none"}} {
		if _, err := s.Answer(given, nil); !errors.As(err, &bad) || s.Run().Recording().Len() != 0 {
			t.Errorf("%v is an answer: %v", given, err)
		}
	}
	v, err := s.Answer([]string{"none"}, nil)
	if err != nil || v.Right || !slices.Equal(v.Want, []string{"n1"}) || v.Section != "not-none" || s.Run().Frame().Leader() == nil {
		t.Fatalf("%+v, %v", v, err)
	}
	if again, _ := s.Answer([]string{"n1"}, nil); again != v {
		t.Error("it can be answered twice")
	}
}

// Back takes the run back, too, and the question can be answered again, with
// the same outcome.
func TestBack(t *testing.T) {
	s := begin(t)
	onward(t, s, 3)
	long := s.Run().Recording().Len()
	if err := s.Back(1); err != nil {
		t.Fatal(err)
	}
	if s.At() != 1 || s.Verdict() != nil || s.Run().Recording().Len() >= long || s.Been(3) || !s.Been(0) || s.Before() != 0 {
		t.Errorf("it is at %d with %v after %d steps; before it %d", s.At(), s.Verdict(), s.Run().Recording().Len(), s.Before())
	}
	v, err := s.Answer([]string{"n1"}, nil)
	if err != nil || !v.Right || v.Section != "told" {
		t.Errorf("%+v, %v", v, err)
	}
	if err := s.Back(7); err != nil || s.At() != 1 {
		t.Error("it goes back to where nobody has been")
	}
}

// To go back is to forget what came after, also where no virtual time has
// passed, and nothing else.
func TestBackForgets(t *testing.T) {
	s := begin(t)
	onward(t, s, 1)
	if s.Run().Recording().Len() != 0 || !s.Been(0) {
		t.Fatal("the first step has taken time")
	}
	if err := s.Enter(nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Back(0); err != nil {
		t.Fatal(err)
	}
	if s.At() != 0 || !s.Been(0) || s.Been(1) || s.Before() != -1 {
		t.Errorf("it is at %d, comes from %d, and has been at the second step: %v", s.At(), s.Before(), s.Been(1))
	}
	onward(t, s, 4)
	if err := s.Back(3); err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, true, true, true, false} {
		if s.Been(i) != want {
			t.Errorf("back at the task, it has been at step %d: %v", i, s.Been(i))
		}
	}
}

// A task is the learner's until its goal holds; hints come one by one, and the
// solution begins where the task began.
func TestTask(t *testing.T) {
	s := begin(t)
	onward(t, s, 3)
	if reached, err := s.Goal(); reached || err != nil {
		t.Fatal(reached, err)
	}
	if section, n, of, ok := s.Hint(); !ok || section != "hint" || n != 1 || of != 1 {
		t.Error("the hint is", section, n, of, ok)
	}
	if _, _, _, ok := s.Hint(); ok {
		t.Error("there is another hint")
	}
	began := s.Run().Recording().Len()
	if _, err := s.Run().Do(command.Crash{Nodes: command.NodeNames{"n3"}}); err != nil {
		t.Fatal(err)
	}
	if reached, _ := s.Goal(); reached {
		t.Error("the wrong node is down, and the goal holds")
	}
	if err := s.Solve(nil); err != nil || !s.Done() {
		t.Fatal(err)
	}
	if f := s.Run().Frame(); s.Run().Recording().Len() != began+1 || !f.Node("n3").Up() || f.Node("n2").Up() {
		t.Error("the solution did not begin where the task did")
	}
	s.Next()
	s.Next()
	if s.At() != 4 || s.Ended() {
		t.Error("it is at", s.At())
	}
}

// Whoever watches can end what a step does.
func TestEnough(t *testing.T) {
	s := begin(t)
	onward(t, s, 1)
	n := 0
	_, err := s.Answer([]string{"n1"}, func(*event.Step) bool { n++; return n < 3 })
	if !errors.Is(err, ErrEnough) || s.Done() {
		t.Errorf("after %d steps: %v, done %v", n, err, s.Done())
	}
	if err := s.Retry(); err != nil || s.Run().Recording().Len() != 0 {
		t.Error("it cannot be tried again", err)
	}
}

// A lesson that was left goes on where it was; past its end it begins.
func TestResume(t *testing.T) {
	s := begin(t)
	onward(t, s, 4)
	if s.Run().Frame().Node("n2").Up() {
		t.Error("the task was not done on the way")
	}
	fresh := begin(t)
	if err := fresh.Resume(99, nil); err != nil || fresh.At() != 0 {
		t.Errorf("it resumes at %d, %v", fresh.At(), err)
	}
}
