package tui

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/lang"
	"raftviz/engine/query"
	"raftviz/engine/termtext"
)

// A commander obeys the lines of the prompt.
type commander struct{ v *viewer }

// give obeys a line of the prompt. In the past it branches off first, unless
// the command only moves in time. While a job runs, commands wait for its end.
//
// An error says why it is not obeyed. Where that turns out only after branching
// off, the line is opened again with the reason above it.
func (m *commander) give(text string) (tea.Cmd, error) {
	return m.perform(text, func(err error) { m.reopen(text, err) })
}

// perform is give, but that it tells refused why a command is not obeyed if
// that turns out later.
func (m *commander) perform(text string, refused func(error)) (tea.Cmd, error) {
	if _, err := strconv.Atoi(text); err == nil {
		return nil, m.v.head.gotoStep(text)
	}
	name, rest, _ := strings.Cut(text, " ")
	if o, ok := screenCommandOf(name); ok {
		err := o.do(m.v, trim(rest))
		cmd := m.v.after
		m.v.after = nil
		return cmd, err
	}
	c, err := command.Parse(text)
	if err != nil {
		return nil, m.meant(name, err)
	}
	if m.v.jobs.job != nil {
		m.v.jobs.waiting = append(m.v.jobs.waiting, text)
		return nil, nil
	}
	switch c := c.(type) {
	case command.StepN:
		return m.execute(c, func() (tea.Cmd, bool) { return nil, m.v.head.leap(m.v.head.pos + c.N) }), nil
	case command.RunFor:
		return m.execute(c, func() (tea.Cmd, bool) { return nil, m.v.head.leapTime(int64(m.v.head.now) + c.For) }), nil
	case command.RunUntil:
		cond, err := query.CompileBool(c.Expr)
		if err != nil {
			return nil, err
		}
		return m.execute(c, func() (tea.Cmd, bool) {
			return m.v.finder.find(quest{name: termtext.Printable(c.Expr), is: becomes(cond), dir: 1}), true
		}), nil
	}
	if !m.v.head.live() || m.v.lesson.holds() {
		return m.v.branches.fork(func() error { return m.do(c) }, refused), nil
	}
	return nil, m.do(c)
}

// meant adds to the error of a line that begins with an unknown word which one
// may have been meant: the vocabulary knows its own words, not the screen's.
func (m *commander) meant(name string, err error) error {
	var bad *command.Error
	if !errors.As(err, &bad) || bad.Word != name || bad.Col != 1 {
		return err
	}
	near := nearestWord(name)
	if _, own := screenCommandOf(near); !own {
		return err // the vocabulary has proposed what it has
	}
	moved := *bad
	moved.Hint = lang.Verbatim(fmt.Sprintf(m.v.appearance.words.NearWordF, near))
	return &moved
}

// reopen puts a line back that was refused after it had been typed, with the
// reason above it; unless the person is typing another.
func (m *commander) reopen(text string, err error) {
	if m.v.typing() != nil {
		m.v.complain(m.v.appearance.says(err))
		return
	}
	p := m.v.startLine(commandLine)
	p.set(text, len([]rune(text)))
	p.offer()
	p.offers, p.err = nil, m.v.appearance.says(err)
}

// do gives a command to the live run, at the time that is shown.
func (m *commander) do(c command.Command) error {
	run := m.v.branch().run
	if err := m.catchUp(); err != nil {
		return err
	}
	if _, err := run.Do(c); err != nil {
		return err
	}
	m.v.head.seek(m.v.rec().Len())
	return nil
}

// catchUp lets the run's time pass to what is shown, if that is later.
func (m *commander) catchUp() error {
	run := m.v.branch().run
	t := int64(m.v.head.now)
	if t <= run.Frame().Time {
		return nil
	}
	_, err := run.Wait(t)
	return err
}

// execute obeys a command that moves in time. What is recorded already is gone
// through; only from its end on does the run go further.
func (m *commander) execute(c command.Command, recorded func() (tea.Cmd, bool)) tea.Cmd {
	if m.v.head.pos < m.v.rec().Len() || m.v.branch().run == nil {
		if cmd, ok := recorded(); ok {
			return cmd
		}
		m.v.head.seek(m.v.rec().Len())
		m.v.head.atEnd()
		return nil
	}
	if m.v.lesson.holds() {
		m.v.say("%s", m.v.appearance.words.LessonMoves)
		return nil
	}
	if err := m.catchUp(); err != nil {
		m.v.head.failed(err)
		return nil
	}
	run := m.v.branch().run
	j := &job{name: func() string { return c.String() }, follows: true}
	return m.v.jobs.start(j, func(j *job) error {
		return run.Exec(c, func(*event.Step) bool { return !j.stopped.Load() })
	}, func(err error) {
		m.v.head.seek(m.v.rec().Len())
		if err != nil || j.stopped.Load() {
			m.v.jobs.ended(j, err)
		}
	})
}

func (m *commander) gotoBranch(text string) error {
	if text == "" {
		m.v.openBranches()
		return nil
	}
	i, err := m.v.branches.numbered(text)
	switch {
	case err != nil:
		return err
	case i != m.v.branches.at && m.v.jobs.job != nil:
		return errors.New(m.v.appearance.words.Busy)
	case i != m.v.branches.at:
		m.v.branches.show(i)
	}
	return nil
}

func (m *commander) save(path string) error {
	if path == "" {
		return errors.New("save FILE")
	}
	if info, err := os.Stat(path); err == nil && info.Size() > 0 {
		return fmt.Errorf(m.v.appearance.words.ThereF, termtext.Printable(path))
	}
	saved := m.v.rec().Len()
	if err := m.v.rec().Save(path); err != nil {
		return err
	}
	m.v.branch().saved = saved
	m.v.say(m.v.appearance.words.SavedF, termtext.Printable(path))
	return nil
}

func trim(s string) string { return strings.TrimSpace(s) }
