package tui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/event"
	"raftviz/engine/lang"
	"raftviz/lessons"
	"raftviz/recordings"
	"raftviz/tui/lessonview"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/screen"
)

// A Diary is told how far a learner has come.
type Diary interface {
	At(l *lessons.Lesson, step int) error
	Answered(l *lessons.Lesson, section string, v *lessons.Verdict) error
}

// A lessonDriver goes through a lesson on the screen. Its run is a branch;
// whoever acts elsewhere than in a task branches off, and comes back with enter.
type lessonDriver struct {
	passive
	lessonview.State
	v       *viewer
	session *lessons.Session
	diary   Diary
	branch  int
	step    *scene.LessonStep // what is shown; made again with every change
	lang    lang.Lang         // in which
	present bool
	pace    float64 // by how much faster than usual
	until   int     // the position up to which what the lesson did is still being played
	checked int     // the position at which the goal was looked at last
}

// teach begins a lesson on the run that is shown.
func (v *viewer) teach(o Opened, present bool) tea.Cmd {
	t := &lessonDriver{v: v, session: o.Session, diary: o.Diary, branch: v.branches.at, present: present}
	v.lesson = t
	v.screen.Focus = pane.Lesson
	if present {
		v.screen.Preset = screen.Teach
	}
	v.modes.under(t)
	t.refresh()
	return t.enterStep()
}

// holds reports whether the run that is shown is the lesson's, which only the
// lesson moves now.
func (t *lessonDriver) holds() bool {
	return t != nil && t.v.branches.at == t.branch && !t.free()
}

// free reports whether the learner is to act on the lesson's run.
func (t *lessonDriver) free() bool {
	st := t.session.Step()
	if st == nil {
		return true // the lesson is over: the run is the learner's
	}
	_, task := st.Act.(*lessons.Try)
	return task
}

// drive has the session do something beside the screen, and then plays what
// came of it from where it began.
func (t *lessonDriver) drive(work func(each func(*event.Step) bool) error, then func()) tea.Cmd {
	if t.v.jobs.job != nil {
		return nil
	}
	t.toLesson()
	j := &job{name: func() string { return safe(t.session.Lesson().Title(t.v.appearance.lang)) }}
	began := t.session.Run().Recording().Len()
	return t.v.jobs.start(j, func(j *job) error {
		return work(func(*event.Step) bool { return !j.stopped.Load() })
	}, func(err error) {
		b := t.v.branches.list[t.branch]
		b.run = t.session.Run()
		b.rec = b.run.Recording()
		began = min(began, b.rec.Len())
		t.checked = b.rec.Len()
		t.v.head.seek(began)
		t.playUpTo(b.rec.Len())
		if err != nil {
			t.failed(err)
		} else if then != nil {
			then()
		}
		t.refresh()
	})
}

// failed says what did not hold. That is the lesson's fault, not the
// learner's; they can go on, or back.
func (t *lessonDriver) failed(err error) {
	switch {
	case errors.Is(err, lessons.ErrEnough):
		t.v.say("%s", t.v.appearance.words.Stopped)
		return
	case recordings.OfMachine(err):
		t.v.complain(t.v.appearance.says(err))
		return
	}
	t.v.complain(t.v.appearance.words.LessonBroke + " " + safe(t.v.appearance.says(err)))
}

// enterStep does what the step does of itself.
func (t *lessonDriver) enterStep() tea.Cmd {
	t.Cursor, t.Picked, t.Value, t.Hints, t.Locked, t.Solution = 0, nil, "", nil, false, nil
	t.jot(t.diary == nil, func() error { return t.diary.At(t.session.Lesson(), t.session.At()) })
	st := t.session.Step()
	if st == nil {
		t.refresh()
		return nil
	}
	if a, ok := st.Act.(*lessons.Ask); ok {
		t.Picked = make([]bool, len(a.Choices))
	}
	if last := t.v.step(t.v.rec().Len()); last != nil {
		if sel, stage, ok := lessonview.Point(st.Point, last.Frame); ok {
			t.v.selected = sel // what an earlier step pointed at is over
			if stage != "" {
				t.v.screen.Stage = stage
			}
		}
	}
	if st.Act == nil {
		err := t.session.Enter(nil)
		if err != nil {
			t.failed(err)
		}
		t.refresh()
		if st.Say == "" {
			return t.goOn()
		}
		return nil
	}
	switch st.Act.(type) {
	case *lessons.Ask, *lessons.Try:
		t.refresh()
		return nil
	}
	return t.drive(t.session.Enter, func() {
		if st.Say == "" { // it only does or claims something
			t.v.after = t.goOn()
		}
	})
}

// jot writes into the diary, and says if that cannot be done.
func (t *lessonDriver) jot(skip bool, write func() error) {
	if skip {
		return
	}
	if err := write(); err != nil {
		t.v.complain(t.v.appearance.words.NoDiary + " " + safe(t.v.appearance.says(err)))
	}
}

// toLesson shows the lesson's run where it stands.
func (t *lessonDriver) toLesson() {
	if t.v.branches.at != t.branch {
		t.v.branches.show(t.branch)
	}
	t.v.play.on = false
	t.v.head.seek(t.v.rec().Len())
}

// away reports whether the person looks at something else than the lesson's run
// as it stands.
func (t *lessonDriver) away() bool {
	return t.v.branches.at != t.branch || t.until == 0 && t.v.head.pos < t.v.rec().Len()
}

func (t *lessonDriver) asked() (*lessons.Ask, bool) {
	st := t.session.Step()
	if st == nil {
		return nil, false
	}
	a, ok := st.Act.(*lessons.Ask)
	return a, ok
}

func (t *lessonDriver) task() (*lessons.Try, bool) {
	st := t.session.Step()
	if st == nil {
		return nil, false
	}
	try, ok := st.Act.(*lessons.Try)
	return try, ok
}

// stepBack goes back to a step that was gone through, as it was then.
func (t *lessonDriver) stepBack(to int) tea.Cmd {
	for t.session.Been(to) && lessonview.Silent(t.session.Lesson().Steps[to]) {
		to = t.session.From(to) // it would only go on again
	}
	if !t.session.Been(to) {
		t.v.say("%s", t.v.appearance.words.AtStart)
		return nil
	}
	return t.drive(func(func(*event.Step) bool) error { return t.session.Back(to) }, func() { t.v.after = t.enterStep() })
}

// goOn does what enter does: it shows the rest of what is being played, comes
// back to the lesson, gives an answer, or goes on to the next step.
func (t *lessonDriver) goOn() tea.Cmd {
	switch {
	case t.v.jobs.job != nil:
		return nil
	case t.until > 0 && t.v.branches.at == t.branch && t.v.head.pos < t.until:
		t.v.head.seek(t.until)
		t.watched()
		return nil
	case t.away():
		t.toLesson()
		t.refresh()
		return nil
	case t.session.Ended():
		t.v.left = true
		return nil
	}
	if a, ok := t.asked(); ok && !t.session.Done() {
		return t.give(a)
	}
	if _, ok := t.task(); ok && !t.session.Done() {
		t.v.say("%s", t.v.appearance.words.NotReached)
		return nil
	}
	if !t.session.Done() { // its claims did not hold: the lesson goes on all the same
		t.session.Skip()
	}
	summed := lessonview.Summed(t.session)
	t.session.Next()
	t.v.left = summed && t.session.Ended()
	return t.enterStep()
}

// give gives the answer that was chosen, or asks for the value.
func (t *lessonDriver) give(a *lessons.Ask) tea.Cmd {
	var given []string
	switch {
	case len(a.Choices) == 0 && t.Value == "":
		t.v.startLine(answerLine)
		return nil
	case len(a.Choices) == 0:
		given = []string{t.Value}
	case a.Several:
		for i, c := range a.Choices {
			if t.Picked[i] {
				given = append(given, c)
			}
		}
		if len(given) == 0 {
			t.v.say("%s", t.v.appearance.words.TickFirst)
			return nil
		}
	default:
		t.Picked = make([]bool, len(a.Choices))
		t.Picked[t.Cursor] = true
		given = []string{a.Choices[t.Cursor]}
	}
	if t.present && !t.Locked {
		t.Locked = true
		t.refresh()
		return nil
	}
	t.Locked = false
	return t.drive(func(each func(*event.Step) bool) error {
		_, err := t.session.Answer(given, each)
		return err
	}, func() {
		if v := t.session.Verdict(); v != nil && t.diary != nil {
			t.jot(false, func() error { return t.diary.Answered(t.session.Lesson(), a.Section, v) })
		}
	})
}

// answered takes the value that was typed.
func (t *lessonDriver) answered(text string) (tea.Cmd, error) {
	a, ok := t.asked()
	if !ok {
		return nil, nil
	}
	t.Value = strings.TrimSpace(text)
	if a.Value == "number" && !wholeNumber(t.Value) {
		t.Value = ""
		return nil, errors.New(t.v.appearance.words.WantNumber)
	}
	return t.give(a), nil
}

// checkGoal looks whether a task's goal is reached, wherever the run has moved to.
func (t *lessonDriver) checkGoal() {
	if t == nil || t.v.jobs.job != nil || t.v.branches.at != t.branch || t.checked == t.v.rec().Len() {
		return
	}
	t.checked = t.v.rec().Len()
	if was := t.session.Done(); !was {
		if reached, err := t.session.Goal(); err == nil && reached {
			t.v.play.on = false
			t.v.say("%s", t.v.appearance.words.Reached)
			t.refresh()
		}
	}
}

// refresh makes again what is shown of the lesson.
func (t *lessonDriver) refresh() {
	if t == nil {
		return
	}
	t.Away, t.Playing, t.Busy = t.away(), t.until > 0, t.v.jobs.job != nil
	t.lang = t.v.appearance.lang
	t.step = lessonview.Of(t.session, &t.State, t.v.appearance.words)
}

// shown is the step that is shown, nil if there is no lesson.
func (t *lessonDriver) shown() *scene.LessonStep {
	if t == nil {
		return nil
	}
	if t.step == nil || t.step.Away != t.away() || t.lang != t.v.appearance.lang {
		t.refresh()
	}
	return t.step
}

func wholeNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// linesOf returns the commands of a solution.
func linesOf(d *lessons.Do) (lines []string) {
	for _, c := range d.Commands {
		lines = append(lines, safe(c.String()))
	}
	return lines
}
