package lessons

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/recordings"
	"raftviz/recordings/recording"
)

// A Session is one learner going through one lesson, on one live run. It shows
// nothing; whoever does calls Enter for each step, and Answer, Hint, Goal and
// Solve where the step is a question or a task. It is not safe for concurrent
// use.
type Session struct {
	lesson  *Lesson
	version string
	run     *recordings.Run
	at      int
	entered []entry // by step; of those that were entered on the way here
	done    bool    // the step's commands have been given, or its answer
	verdict *Verdict
	hints   int
}

// An entry is how things stood when a step was entered.
type entry struct {
	pos  int
	from int // the step before it, -1 for the first
	been bool
}

// A Verdict says whether an answer was right, after what it was about has
// happened.
type Verdict struct {
	Given   []string
	Want    []string // what was right
	Right   bool
	Section string // what to tell of it: for that answer, or for all; "" for nothing
}

// Begin starts a session at the lesson's first step; version is the program's,
// for the recording.
func (l *Lesson) Begin(version string) (*Session, error) {
	s := &Session{lesson: l, version: version, entered: make([]entry, len(l.Steps))}
	run, err := l.start(version)
	if err != nil {
		return nil, err
	}
	s.run = run
	s.arrive(-1)
	return s, nil
}

func (l *Lesson) start(version string) (*recordings.Run, error) {
	return recordings.Start(recording.Header{Version: version, Config: l.Config, Name: l.ID, About: l.About.EN, Source: l.Source})
}

// Close ends the run.
func (s *Session) Close() error { return s.run.Close() }

// Lesson returns the lesson.
func (s *Session) Lesson() *Lesson { return s.lesson }

// Run returns the live run. After Back and Solve it is another.
func (s *Session) Run() *recordings.Run { return s.run }

// At returns the number of the step, from 0; Len of Steps at the end.
func (s *Session) At() int { return s.at }

// Step returns the step, nil at the end.
func (s *Session) Step() *Step {
	if s.at >= len(s.lesson.Steps) {
		return nil
	}
	return s.lesson.Steps[s.at]
}

// Ended reports whether the lesson is over.
func (s *Session) Ended() bool { return s.Step() == nil }

// Done reports whether the step has been gone through: its commands given, its
// question answered, its goal reached.
func (s *Session) Done() bool { return s.done }

// Verdict returns what came of the step's question, nil before.
func (s *Session) Verdict() *Verdict { return s.verdict }

// arrive notes where a step was entered.
func (s *Session) arrive(from int) {
	s.done, s.verdict, s.hints = false, nil, 0
	if s.at < len(s.entered) {
		s.entered[s.at] = entry{pos: s.run.Recording().Len(), from: from, been: true}
	}
}

// Enter does what the step does of itself: its commands, and its claims, which
// must hold. each is called after every step of the cluster and may end it by
// returning false: then the error is ErrEnough. A *Problem says what did not
// hold, with its line. It does nothing the second time, and nothing to a
// question or a task but to make sure of being there.
func (s *Session) Enter(each func(*event.Step) bool) error {
	st := s.Step()
	if st == nil || s.done {
		return nil
	}
	switch st.Act.(type) {
	case *Ask, *Try:
		return nil
	}
	err := s.play(st, each)
	if err == nil {
		s.done = true
	}
	return err
}

// Skip goes past a step whose claims did not hold.
func (s *Session) Skip() { s.done = true }

// ErrEnough is returned where each returned false.
var ErrEnough = errEnough

// play carries out one step of a script.
//
// What would take more steps of the cluster than run until may is ended.
func (s *Session) play(st *Step, each func(*event.Step) bool) error {
	steps := 0
	p := s.player(func(e *event.Step) bool {
		steps++
		return steps < recordings.UntilSteps && (each == nil || each(e))
	})
	if err := p.act(st); err != nil {
		if errors.Is(err, errEnough) && steps >= recordings.UntilSteps {
			return &Problem{s.lesson.File, st.Line, texts.Sayf("it takes more than %d steps of the cluster; no lesson needs that", recordings.UntilSteps)}
		}
		return err
	}
	if v := p.violation(); v != nil && !s.claimed() {
		return &Problem{s.lesson.File, st.Line, texts.Sayf("%s broke at step %d, and the lesson does not claim it (expect_violation: %s): %s", breach(v.Property), v.Step, v.Property, v.Text)}
	}
	return nil
}

func (s *Session) player(each func(*event.Step) bool) *player {
	return &player{
		script: &Script{File: s.lesson.File, Config: s.lesson.Config, Steps: s.lesson.Steps},
		run:    s.run, opts: PlayOptions{Each: each},
	}
}

// claimed reports whether a step, be it before or after, says that a property
// breaks.
func (s *Session) claimed() bool {
	return slices.ContainsFunc(s.lesson.Steps, func(st *Step) bool {
		_, ok := st.Act.(*Breaks)
		return ok
	})
}

// Answer gives an answer to the question: ids of choices, or one value. It lets
// happen what the question was about and says whether the answer was right. The
// error is as Enter's, or an *AnswerError if it is no answer.
func (s *Session) Answer(given []string, each func(*event.Step) bool) (*Verdict, error) {
	a, ok := s.ask()
	if !ok || s.done {
		return s.verdict, nil
	}
	given, err := a.read(given)
	if err != nil {
		return nil, err
	}
	if a.Then != nil {
		if err := s.play(&Step{Line: s.Step().Line, Act: a.Then}, each); err != nil {
			return nil, err
		}
	}
	want, err := a.right(s.run.Frame())
	if err != nil {
		return nil, &Problem{s.lesson.File, a.Answer.Line, texts.Sayf("%v", err)}
	}
	v := &Verdict{Given: given, Want: want, Right: equalAnswers(given, want), Section: a.Reveal}
	if !v.Right && len(given) == 1 && a.Wrong[given[0]] != "" {
		v.Section = a.Wrong[given[0]]
	}
	s.verdict, s.done = v, true
	return v, nil
}

func (s *Session) ask() (*Ask, bool) {
	if s.Ended() {
		return nil, false
	}
	a, ok := s.Step().Act.(*Ask)
	return a, ok
}

// An AnswerError says why something is no answer to a question.
type AnswerError struct{ lang.Message }

func (e *AnswerError) Error() string { return e.String() }

// read makes an answer of what was given.
func (a *Ask) read(given []string) ([]string, error) {
	if len(a.Choices) == 0 {
		if len(given) != 1 || strings.TrimSpace(given[0]) == "" {
			return nil, &AnswerError{texts.Sayf("give a value")}
		}
		v := strings.TrimSpace(given[0])
		if a.Value == "number" {
			if _, err := strconv.ParseInt(v, 10, 64); err != nil {
				return nil, &AnswerError{texts.Sayf("%q is not a whole number", v)}
			}
		}
		return []string{v}, nil
	}
	var picked []string
	for _, c := range a.Choices {
		if slices.Contains(given, c) {
			picked = append(picked, c)
		}
	}
	switch {
	case len(picked) != len(given):
		return nil, &AnswerError{texts.Sayf("the choices are %s", lang.List(a.Choices))}
	case !a.Several && len(picked) != 1:
		return nil, &AnswerError{texts.Sayf("choose one")}
	}
	return picked, nil
}

// right returns the right answer as things stand.
func (a *Ask) right(f *frame.Frame) ([]string, error) {
	v, err := a.Answer.Value(f)
	if err != nil {
		return nil, err
	}
	var want []string
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			want = append(want, fmt.Sprint(x))
		}
	case []string:
		want = slices.Clone(v)
	default:
		want = []string{fmt.Sprint(v)}
	}
	if len(a.Choices) == 0 {
		return want, nil
	}
	var known []string
	for _, c := range a.Choices {
		if slices.Contains(want, c) {
			known = append(known, c)
		}
	}
	if len(known) != len(want) || !a.Several && len(want) != 1 {
		return nil, texts.Errorf("the answer came out as %q; the choices are %s", strings.Join(want, ", "), lang.List(a.Choices))
	}
	return known, nil
}

func equalAnswers(a, b []string) bool { return slices.Equal(a, b) }

// Hint returns the next hint's section and its number from 1; ok is false if
// there are no more.
func (s *Session) Hint() (section string, n, of int, ok bool) {
	t, is := s.try()
	if !is || s.hints >= len(t.Hints) {
		return "", s.hints, s.hints, false
	}
	s.hints++
	return t.Hints[s.hints-1], s.hints, len(t.Hints), true
}

func (s *Session) try() (*Try, bool) {
	if s.Ended() {
		return nil, false
	}
	t, ok := s.Step().Act.(*Try)
	return t, ok
}

// Goal reports whether the task's goal is reached, and if so ends it. The
// learner acts on Run in the meantime.
func (s *Session) Goal() (bool, error) {
	t, ok := s.try()
	if !ok {
		return false, nil
	}
	if s.done {
		return true, nil
	}
	holds, err := t.Goal.Bool(s.run.Frame())
	if err != nil {
		return false, nil // a node that is not there yet: not reached
	}
	s.done = holds
	return holds, nil
}

// Solve takes the task back to its start and shows its solution.
func (s *Session) Solve(each func(*event.Step) bool) error {
	t, ok := s.try()
	if !ok {
		return nil
	}
	if err := s.rewind(s.entered[s.at].pos); err != nil {
		return err
	}
	s.done = false
	if err := s.play(&Step{Line: s.Step().Line, Act: t.Solution}, each); err != nil {
		return err
	}
	if ok, _ := s.Goal(); !ok {
		return &Problem{s.lesson.File, t.Goal.Line, texts.Sayf("the solution does not reach the goal: %s%s", t.Goal, saw(t.Goal, s.run.Frame()))}
	}
	return nil
}

// Retry takes the task, or the question, back to where it was entered.
func (s *Session) Retry() error { return s.Back(s.at) }

// Next goes on to the step that follows, which is then to be entered. It does
// nothing before the step is done, nor at the end.
func (s *Session) Next() {
	st := s.Step()
	if st == nil || !s.done {
		return
	}
	from, to := s.at, s.at+1
	if st.Next != "" {
		to = s.lesson.step(st.Next)
	}
	if a, ok := st.Act.(*Ask); ok && s.verdict != nil && len(s.verdict.Given) == 1 {
		if id := a.Goto[s.verdict.Given[0]]; id != "" {
			to = s.lesson.step(id)
		}
	}
	s.at = to
	s.arrive(from)
}

// step returns the number of the step with an id that the lesson is known to
// have.
func (l *Lesson) step(id string) int {
	return slices.IndexFunc(l.Steps, func(s *Step) bool { return s.ID == id })
}

// Been reports whether a step was entered on the way here.
func (s *Session) Been(i int) bool { return i >= 0 && i < len(s.entered) && s.entered[i].been }

// Before returns the step from which the present one was entered, -1 at the
// first.
func (s *Session) Before() int {
	if s.at < len(s.entered) {
		return s.entered[s.at].from
	}
	for i := len(s.entered) - 1; i >= 0; i-- {
		if s.entered[i].been {
			return i
		}
	}
	return -1
}

// From returns the step from which another was entered on the way here, -1 if
// from none.
func (s *Session) From(i int) int {
	if !s.Been(i) {
		return -1
	}
	return s.entered[i].from
}

// Back goes back to a step that was entered on the way, as it was then: the run
// is taken again up to there. What came after is forgotten.
func (s *Session) Back(i int) error {
	if !s.Been(i) {
		return nil
	}
	e := s.entered[i]
	if err := s.rewind(e.pos); err != nil {
		return err
	}
	for k := range s.entered {
		if k != i && s.entered[k].been && s.entered[k].pos >= e.pos && !s.ancestor(k, i) {
			s.entered[k] = entry{}
		}
	}
	s.at = i
	s.done, s.verdict, s.hints = false, nil, 0
	return nil
}

// ancestor reports whether step k lies on the way to step i.
func (s *Session) ancestor(k, i int) bool {
	for range s.entered {
		if i = s.entered[i].from; i < 0 {
			return false
		}
		if i == k {
			return true
		}
	}
	return false
}

// rewind takes the run again up to a position.
func (s *Session) rewind(pos int) error {
	if s.run.Recording().Len() == pos {
		return nil
	}
	run, err := recordings.Rerun(s.run.Recording(), pos, nil)
	if err != nil {
		return err
	}
	old := s.run
	s.run = run
	return old.Close()
}

// Resume goes through the lesson up to a step, with right answers and
// solutions, so that a learner who was there goes on from it. If the step does
// not lie on that way the session is at the first again. each is as for Enter.
func (s *Session) Resume(to int, each func(*event.Step) bool) error {
	if to <= s.at || to >= len(s.lesson.Steps) {
		return nil
	}
	var none []slip
	var met []question
	for n := 0; s.at != to; n++ {
		if s.Ended() || n == mostSteps {
			return s.Back(0)
		}
		if err := s.lesson.through(s, RehearseOptions{Each: each}, &Rehearsal{}, &none, &met); err != nil {
			return err
		}
		s.Next()
	}
	return nil
}
