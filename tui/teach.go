package tui

import (
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/event"
	"raftviz/engine/lang"
	"raftviz/lessons"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// A Diary is told how far a learner has come.
type Diary interface {
	At(l *lessons.Lesson, step int) error
	Answered(l *lessons.Lesson, section string, v *lessons.Verdict) error
}

// A teaching is a lesson that is being gone through on the screen. Its run is a
// branch of its own; whoever acts elsewhere than in a task branches off, and
// comes back with enter.
type teaching struct {
	session  *lessons.Session
	diary    Diary
	branch   int
	class    *scene.LessonStep // what is shown, made anew with every change
	lang     lang.Lang         // in which
	cursor   int
	picked   []bool
	value    string
	hints    []string
	locked   bool     // an answer was chosen, and waits until the one who teaches lets it happen
	solution []string // the commands of the solution that was shown
	present  bool
	notes    bool
	pace     float64 // by how much faster than usual
	until    int     // the position up to which what the lesson did is still being played
	entered  int     // the step that was entered last, -1 at first
	checked  int     // the position at which the goal was looked at last
}

// teach begins to show a lesson on the run that is shown.
func (s *viewer) teach(o Opened, present bool) tea.Cmd {
	s.lecture = &teaching{session: o.Session, diary: o.Diary, branch: s.at, present: present, entered: -1}
	s.branch().kept = true // the lesson can be gone through again
	s.setFocus(pane.Lesson)
	if present {
		s.preset = teach
	}
	s.reclass()
	return s.enterStep()
}

// taught reports whether the run that is shown is the lesson's, which nobody
// but the lesson moves now.
func (s *viewer) taught() bool {
	t := s.lecture
	return t != nil && s.at == t.branch && !t.free()
}

// free reports whether the learner is to act on the lesson's run.
func (t *teaching) free() bool {
	st := t.session.Step()
	if st == nil {
		return true // the lesson is over: the run is the learner's
	}
	_, task := st.Act.(*lessons.Try)
	return task
}

// drive has the session do something beside the screen, and then plays what
// came of it from where it began.
func (s *viewer) drive(work func(each func(*event.Step) bool) error, then func()) tea.Cmd {
	t := s.lecture
	if s.job != nil {
		return nil
	}
	s.toLesson()
	j := &job{name: func() string { return safe(t.session.Lesson().Title(s.appearance.lang)) }}
	began := t.session.Run().Recording().Len()
	return s.start(j, func(j *job) error {
		return work(func(*event.Step) bool { return !j.stopped.Load() })
	}, func(err error) {
		b := s.branches[t.branch]
		b.run = t.session.Run()
		b.rec = b.run.Recording()
		began = min(began, b.rec.Len())
		t.checked = b.rec.Len()
		s.seek(began)
		s.playUpTo(b.rec.Len())
		if err != nil {
			s.lessonFailed(err)
		} else if then != nil {
			then()
		}
		s.reclass()
	})
}

// lessonFailed says what did not hold. That is the lesson's fault, not the
// learner's; they can go on, or back.
func (s *viewer) lessonFailed(err error) {
	if errors.Is(err, lessons.ErrEnough) {
		s.say("%s", s.appearance.words.Stopped)
		return
	}
	s.complain(s.appearance.words.LessonBroke + " " + safe(err.Error()))
}

// playUpTo plays what a lesson did, in a few seconds however much it is.
func (s *viewer) playUpTo(pos int) {
	t := s.lecture
	t.until = 0
	if pos <= s.pos {
		return
	}
	t.until = pos
	const mean = 0.4 // of what a step weighs
	t.pace = max(float64(pos-s.pos)*mean/speeds[s.play.speed]/mostWatched, 1)
	s.play.on, s.play.spent, s.play.last = true, 0, time.Time{}
}

// mostWatched is how long playing what a lesson did takes at most, in seconds.
const mostWatched = 5

// hurry returns by how much faster than usual to play, so that what a lesson
// did does not take too long.
func (s *viewer) hurry() float64 {
	t := s.lecture
	if t == nil || s.at != t.branch || s.pos >= t.until {
		return 1
	}
	return t.pace
}

// watched ends playing where what the lesson did ends, and reports whether it
// has.
func (s *viewer) watched() bool {
	t := s.lecture
	if t == nil || s.at != t.branch || t.until == 0 || s.pos < t.until {
		return false
	}
	t.until = 0
	s.play.on = false
	s.reclass()
	return true
}

// enterStep does what the step does of itself.
func (s *viewer) enterStep() tea.Cmd {
	t := s.lecture
	t.cursor, t.picked, t.value, t.hints, t.locked, t.solution, t.entered = 0, nil, "", nil, false, nil, t.session.At()
	s.jot(t.diary == nil, func() error { return t.diary.At(t.session.Lesson(), t.session.At()) })
	st := t.session.Step()
	if st == nil {
		s.reclass()
		return nil
	}
	if a, ok := st.Act.(*lessons.Ask); ok {
		t.picked = make([]bool, len(a.Choices))
	}
	s.point(st.Point)
	if st.Act == nil {
		err := t.session.Enter(nil)
		if err != nil {
			s.lessonFailed(err)
		}
		s.reclass()
		if st.Say == "" {
			return s.goOn()
		}
		return nil
	}
	switch st.Act.(type) {
	case *lessons.Ask, *lessons.Try:
		s.reclass()
		return nil
	}
	return s.drive(t.session.Enter, func() {
		if st.Say == "" { // it only does or claims something
			s.after = s.goOn()
		}
	})
}

// jot writes into the diary, and says if that cannot be done.
func (s *viewer) jot(skip bool, write func() error) {
	if skip {
		return
	}
	if err := write(); err != nil {
		s.complain(s.appearance.words.NoDiary + " " + safe(err.Error()))
	}
}

// point chooses what the lesson points at.
func (s *viewer) point(list []lessons.Pointer) {
	if len(list) == 0 {
		return
	}
	var c scene.Selection // what an earlier step pointed at is over
	for _, p := range list {
		switch p.Kind {
		case lessons.PointNode:
			c.Node = p.Node
		case lessons.PointIndex:
			c.Index = p.N
		case lessons.PointRevision:
			c.Main, c.Sub = int64(p.N), 0
		case lessons.PointKey:
			c.Key = p.Text
		case lessons.PointPane:
			if id, ok := pane.Parse(p.Pane); ok && id != pane.Lesson && id != pane.Why {
				s.stage = id
			}
		case lessons.PointMessage:
			c.Msg = s.messageOf(p)
		}
	}
	s.selected = c
}

// messageOf returns the message under way that is pointed at, 0 if there is
// none.
func (s *viewer) messageOf(p lessons.Pointer) uint64 {
	st := s.step(s.rec().Len())
	if st == nil {
		return 0
	}
	for _, m := range st.Frame.Flight {
		if m.Type == p.Text && (p.From == "" || m.From == p.From) && (p.To == "" || m.To == p.To) {
			return m.ID
		}
	}
	return 0
}

// toLesson shows the lesson's run where it stands.
func (s *viewer) toLesson() {
	t := s.lecture
	if s.at != t.branch {
		s.show(t.branch)
	}
	s.play.on = false
	s.seek(s.rec().Len())
}

// away reports whether the person looks at something else than the lesson's run
// as it stands.
func (s *viewer) away() bool {
	t := s.lecture
	return s.at != t.branch || t.until == 0 && s.pos < s.rec().Len()
}

// lessonKey does an action of the lesson's keys; ok is false if it means nothing
// there.
func (s *viewer) lessonKey(a keys.Action) (cmd tea.Cmd, ok bool) {
	t := s.lecture
	switch a {
	case keys.GoOn:
		return s.goOn(), true
	case keys.ScrollUp, keys.ScrollDown:
		by := 1
		if a == keys.ScrollUp {
			by = -1
		}
		if n := len(t.picked); n > 0 && t.session.Verdict() == nil && !s.away() {
			t.cursor = min(max(t.cursor+by, 0), n-1)
			s.reclass()
			return nil, true
		}
		return nil, false
	case keys.Toggle:
		if a, ok := s.asked(); ok && a.Several && t.session.Verdict() == nil {
			t.picked[t.cursor] = !t.picked[t.cursor]
			s.reclass()
		}
	case keys.Hint:
		section, _, _, more := t.session.Hint()
		if !more {
			s.say("%s", s.appearance.words.NoHint)
			return nil, true
		}
		t.hints = append(t.hints, section)
		s.reclass()
	case keys.Solve:
		task, ok := s.task()
		switch {
		case ok && t.session.Done() && t.solution == nil:
			s.say("%s", s.appearance.words.Reached)
			return nil, true
		case ok:
			t.solution = linesOf(task.Solution)
			return s.drive(t.session.Solve, nil), true
		}
		s.say("%s", s.appearance.words.NoTask)
	case keys.Retry:
		return s.stepBack(t.session.At()), true
	case keys.StepBack:
		return s.stepBack(t.session.Before()), true
	case keys.OtherView:
		t.notes = !t.notes
		s.reclass()
	default:
		return nil, false
	}
	return nil, true
}

// picks takes a letter for the answer that bears it, while a question is open,
// and reports whether it is one.
func (s *viewer) picks(key string) bool {
	if s.lecture == nil || s.focus != pane.Lesson || len(key) != 1 || s.away() || s.job != nil {
		return false
	}
	t := s.lecture
	i := int(key[0]) - 'a'
	a, ok := s.asked()
	if !ok || t.session.Verdict() != nil || t.locked || i < 0 || i >= len(a.Choices) {
		return false
	}
	t.cursor = i
	if a.Several {
		t.picked[i] = !t.picked[i]
	}
	s.reclass()
	return true
}

func (s *viewer) asked() (*lessons.Ask, bool) {
	st := s.lecture.session.Step()
	if st == nil {
		return nil, false
	}
	a, ok := st.Act.(*lessons.Ask)
	return a, ok
}

func (s *viewer) task() (*lessons.Try, bool) {
	st := s.lecture.session.Step()
	if st == nil {
		return nil, false
	}
	t, ok := st.Act.(*lessons.Try)
	return t, ok
}

// stepBack goes back to a step that was gone through, as it was then.
func (s *viewer) stepBack(to int) tea.Cmd {
	t := s.lecture
	for t.session.Been(to) && silent(t.session.Lesson().Steps[to]) {
		to = t.session.From(to) // it would only go on again
	}
	if !t.session.Been(to) {
		s.say("%s", s.appearance.words.AtStart)
		return nil
	}
	return s.drive(func(func(*event.Step) bool) error { return t.session.Back(to) }, func() { s.after = s.enterStep() })
}

// silent reports whether a step has nothing to show.
func silent(st *lessons.Step) bool {
	switch st.Act.(type) {
	case *lessons.Ask, *lessons.Try:
		return false
	}
	return st.Say == ""
}

// goOn does what enter does: it shows the rest of what is being played, comes
// back to the lesson, gives an answer, or goes on to the next step.
func (s *viewer) goOn() tea.Cmd {
	t := s.lecture
	switch {
	case s.job != nil:
		return nil
	case t.until > 0 && s.at == t.branch && s.pos < t.until:
		s.seek(t.until)
		s.watched()
		return nil
	case s.away():
		s.toLesson()
		s.reclass()
		return nil
	case t.session.Ended():
		s.left = true
		return nil
	}
	if a, ok := s.asked(); ok && !t.session.Done() {
		return s.give(a)
	}
	if _, ok := s.task(); ok && !t.session.Done() {
		s.say("%s", s.appearance.words.NotReached)
		return nil
	}
	if !t.session.Done() { // its claims did not hold: the lesson goes on all the same
		t.session.Skip()
	}
	summed := s.summed()
	t.session.Next()
	s.left = summed && t.session.Ended()
	return s.enterStep()
}

// summed reports whether the step is the lesson's summary, after which nothing
// is left to be told.
func (s *viewer) summed() bool {
	t := s.lecture
	st := t.session.Step()
	return st != nil && st.Say == lessons.Summary && t.session.At() == len(t.session.Lesson().Steps)-1
}

// give gives the answer that was chosen, or asks for the value.
func (s *viewer) give(a *lessons.Ask) tea.Cmd {
	t := s.lecture
	var given []string
	switch {
	case len(a.Choices) == 0 && t.value == "":
		s.startLine(answerLine)
		return nil
	case len(a.Choices) == 0:
		given = []string{t.value}
	case a.Several:
		for i, c := range a.Choices {
			if t.picked[i] {
				given = append(given, c)
			}
		}
		if len(given) == 0 {
			s.say("%s", s.appearance.words.TickFirst)
			return nil
		}
	default:
		t.picked = make([]bool, len(a.Choices))
		t.picked[t.cursor] = true
		given = []string{a.Choices[t.cursor]}
	}
	if t.present && !t.locked {
		t.locked = true
		s.reclass()
		return nil
	}
	t.locked = false
	return s.drive(func(each func(*event.Step) bool) error {
		_, err := t.session.Answer(given, each)
		return err
	}, func() {
		if v := t.session.Verdict(); v != nil && t.diary != nil {
			s.jot(false, func() error { return t.diary.Answered(t.session.Lesson(), a.Section, v) })
		}
	})
}

// answered takes the value that was typed.
func (s *viewer) answered(text string) (tea.Cmd, error) {
	a, ok := s.asked()
	if !ok {
		return nil, nil
	}
	s.lecture.value = strings.TrimSpace(text)
	if a.Value == "number" && !wholeNumber(s.lecture.value) {
		s.lecture.value = ""
		return nil, errors.New(s.appearance.words.WantNumber)
	}
	return s.give(a), nil
}

func wholeNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// goal looks whether a task's goal is reached, wherever the run has moved to.
func (s *viewer) goal() {
	t := s.lecture
	if t == nil || s.job != nil || s.at != t.branch || t.checked == s.rec().Len() {
		return
	}
	t.checked = s.rec().Len()
	if was := t.session.Done(); !was {
		if reached, err := t.session.Goal(); err == nil && reached {
			s.play.on = false
			s.say("%s", s.appearance.words.Reached)
			s.reclass()
		}
	}
}

// reclass makes anew what is shown of the lesson.
func (s *viewer) reclass() {
	t := s.lecture
	if t == nil {
		return
	}
	l, lang := t.session.Lesson(), s.appearance.lang
	c := &scene.LessonStep{Title: l.Title(lang), N: shownUpTo(l, t.session.At()), Of: shownUpTo(l, len(l.Steps)-1), Cursor: t.cursor, Away: s.away(), Busy: s.job != nil || t.until > 0}
	t.class, t.lang = c, lang
	section := ""
	st := t.session.Step()
	switch {
	case st == nil:
		section = lessons.Summary
		c.Read, c.Next = l.Read, scene.FinishIt
	default:
		section = st.Say
		s.classStep(c, st, &section)
		if s.summed() {
			c.Read, c.Next = l.Read, scene.FinishIt
		}
	}
	c.Body = l.Section(section, lang)
	for _, h := range t.hints {
		c.Hints = append(c.Hints, l.Section(h, lang))
	}
	if t.notes {
		c.Notes = l.Section(section+lessons.Notes, lang)
		if c.Notes == "" {
			c.Notes = s.appearance.words.NoNotes
		}
	}
	if c.Away {
		c.Next = scene.ComeBack
	}
}

// shownUpTo counts the steps up to one that have something to show.
func shownUpTo(l *lessons.Lesson, last int) (n int) {
	for _, st := range l.Steps[:min(last+1, len(l.Steps))] {
		if !silent(st) {
			n++
		}
	}
	return max(n, 1)
}

// linesOf returns the commands of a solution.
func linesOf(d *lessons.Do) (lines []string) {
	for _, c := range d.Commands {
		lines = append(lines, safe(c.String()))
	}
	return lines
}

// classStep fills in what a question or a task has.
func (s *viewer) classStep(c *scene.LessonStep, st *lessons.Step, section *string) {
	t, l, lang := s.lecture, s.lecture.session.Lesson(), s.appearance.lang
	switch a := st.Act.(type) {
	case *lessons.Ask:
		*section = a.Section
		c.Several, c.Wants, c.Value, c.Next = a.Several, a.Value, t.value, scene.GiveIt
		if a.Value != "" {
			c.Next = scene.TypeIt
		}
		v := t.session.Verdict()
		shown := v != nil && t.until == 0
		for i, id := range a.Choices {
			o := scene.Option{Text: l.Choice(a.Section, id, lang), Picked: i < len(t.picked) && t.picked[i]}
			if shown {
				o.Right = slices.Contains(v.Want, id)
				o.Wrong = slices.Contains(v.Given, id) && !o.Right
			}
			c.Choices = append(c.Choices, o)
		}
		if v == nil {
			if t.locked {
				c.Next = scene.LookAt
			}
			return
		}
		c.Next = scene.GoOn
		if !shown {
			return
		}
		c.Opinion = a.Then == nil
		c.Verdict, c.Reveal = scene.RightAnswer, l.Section(v.Section, lang)
		if !v.Right {
			c.Verdict = scene.WrongAnswer
			var want []string
			for _, id := range v.Want {
				want = append(want, l.Choice(a.Section, id, lang))
			}
			c.Want = strings.Join(want, " · ")
		}
	case *lessons.Try:
		*section = a.Section
		c.Next, c.More, c.Solution = scene.ReachIt, len(a.Hints)-len(t.hints), t.solution
		if t.session.Done() {
			c.Next, c.Reached = scene.GoOn, true
		}
	}
}
