package tui

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/query"
	"raftviz/engine/termtext"
	"raftviz/tui/view/scene"
)

// command obeys a line of the prompt. In the past it branches off first, unless
// the command only moves in time. While a job runs, commands wait for its end.
//
// An error says why it is not obeyed. Where that turns out only after branching
// off, the line is opened again with the reason above it.
func (s *show) command(text string) (tea.Cmd, error) {
	return s.perform(text, func(err error) { s.reopen(text, err) })
}

// perform is command, but that it tells refused why a command is not obeyed if
// that turns out later.
func (s *show) perform(text string, refused func(error)) (tea.Cmd, error) {
	if _, err := strconv.Atoi(text); err == nil {
		return nil, s.gotoStep(text)
	}
	name, rest, _ := strings.Cut(text, " ")
	if o, ok := ownWordOf(name); ok {
		err := o.do(s, trim(rest))
		cmd := s.after
		s.after = nil
		return cmd, err
	}
	c, err := command.Parse(text)
	if err != nil {
		return nil, s.meant(name, err)
	}
	if s.job != nil {
		s.waiting = append(s.waiting, text)
		return nil, nil
	}
	switch c := c.(type) {
	case command.StepN:
		return s.execute(c, func() (tea.Cmd, bool) { return nil, s.leap(s.pos + c.N) }), nil
	case command.RunFor:
		return s.execute(c, func() (tea.Cmd, bool) { return nil, s.leapTime(int64(s.now) + c.For) }), nil
	case command.RunUntil:
		cond, err := query.CompileBool(c.Expr)
		if err != nil {
			return nil, err
		}
		return s.execute(c, func() (tea.Cmd, bool) {
			return s.find(quest{name: termtext.Printable(c.Expr), is: becomes(cond), dir: 1}), true
		}), nil
	}
	if !s.live() || s.taught() {
		return s.fork(func() error { return s.do(c) }, refused), nil
	}
	return nil, s.do(c)
}

// meant adds to the error of a line that begins with an unknown word which one
// may have been meant: the vocabulary knows its own words, not the screen's.
func (s *show) meant(name string, err error) error {
	var bad *command.Error
	if !errors.As(err, &bad) || bad.Word != name || bad.Col != 1 {
		return err
	}
	near := nearestWord(name)
	if _, own := ownWordOf(near); !own {
		return err // the vocabulary has proposed what it has
	}
	moved := *bad
	moved.Hint = sprint(s.look.words.NearWordF, near)
	return &moved
}

// reopen puts a line back that was refused after it had been typed, with the
// reason above it; unless the person is typing another.
func (s *show) reopen(text string, err error) {
	if s.line != nil {
		s.complain(err.Error())
		return
	}
	s.startLine(commandLine)
	s.line.set(text, len([]rune(text)))
	s.offer()
	s.line.offers, s.line.err = nil, err.Error()
}

// do gives a command to the live run, at the time that is shown.
func (s *show) do(c command.Command) error {
	run := s.branch().run
	if err := s.catchUp(); err != nil {
		return err
	}
	if _, err := run.Do(c); err != nil {
		return err
	}
	s.seek(s.rec().Len())
	return nil
}

// catchUp lets the run's time pass to what is shown, if that is later.
func (s *show) catchUp() error {
	run := s.branch().run
	t := int64(s.now)
	if t <= run.Frame().Time {
		return nil
	}
	_, err := run.Wait(t)
	return err
}

// execute obeys a command that moves in time. What is recorded already is gone
// through; only from its end on does the run go further.
func (s *show) execute(c command.Command, recorded func() (tea.Cmd, bool)) tea.Cmd {
	if s.pos < s.rec().Len() || s.branch().run == nil {
		if cmd, ok := recorded(); ok {
			return cmd
		}
		s.seek(s.rec().Len())
		s.atEnd()
		return nil
	}
	if s.taught() {
		s.say("%s", s.look.words.LessonMoves)
		return nil
	}
	if err := s.catchUp(); err != nil {
		s.failed(err)
		return nil
	}
	run := s.branch().run
	j := &job{name: func() string { return c.String() }, follows: true}
	return s.start(j, func(j *job) error {
		return run.Exec(c, func(*event.Step) bool { return !j.stopped.Load() })
	}, func(err error) {
		s.seek(s.rec().Len())
		if err != nil || j.stopped.Load() {
			s.ended(j, err)
		}
	})
}

// leap goes to a position; false means that the recording ends before.
func (s *show) leap(pos int) bool {
	if pos > s.rec().Len() {
		return false
	}
	s.seek(pos)
	return true
}

// leapTime goes to a time; false means that the recording ends before.
func (s *show) leapTime(ms int64) bool {
	rec := s.rec()
	if ms > rec.Time(rec.Len()) {
		return false
	}
	pos := s.pos
	for pos < rec.Len() && rec.Time(pos+1) <= ms {
		pos++
	}
	s.seek(pos)
	s.now = max(s.now, float64(ms))
	return true
}

func (s *show) gotoStep(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > s.rec().Len() {
		return fmt.Errorf(s.look.words.NoStepF, termtext.Printable(text), s.rec().Len())
	}
	s.seek(n)
	return nil
}

func (s *show) gotoBranch(text string) error {
	if text == "" {
		s.openBranches()
		return nil
	}
	i, err := s.numbered(text)
	switch {
	case err != nil:
		return err
	case i != s.at && s.job != nil:
		return errors.New(s.look.words.Busy)
	case i != s.at:
		s.show(i)
	}
	return nil
}

func (s *show) save(path string) error {
	if path == "" {
		return errors.New("save FILE")
	}
	if info, err := os.Stat(path); err == nil && info.Size() > 0 {
		return fmt.Errorf(s.look.words.ThereF, termtext.Printable(path))
	}
	if err := s.rec().Save(path); err != nil {
		return err
	}
	s.branch().kept = true
	s.say(s.look.words.SavedF, termtext.Printable(path))
	return nil
}

// completions returns what the word before the cursor may become.
func (s *show) completions(kind lineKind, text string, cursor int) (list []command.Completion) {
	switch kind {
	case commandLine:
	case breakLine:
		return s.breakCompletions(text, cursor)
	default:
		return nil
	}
	list = s.ownCompletions(text, cursor)
	return append(list, command.Complete(text, cursor, s.context())...)
}

// context is what of the cluster may stand in a command.
func (s *show) context() command.Context {
	c := command.Context{Chinese: s.look.lang == lang.Chinese}
	st := s.step(s.pos)
	if st == nil {
		return c
	}
	for _, n := range st.Frame.Nodes {
		c.Nodes = append(c.Nodes, n.Name)
	}
	for _, cl := range st.Frame.Clients {
		c.Clients = append(c.Clients, cl.Name)
		for _, w := range cl.Watches {
			if w.State != frame.WatchCanceled {
				c.Watches = append(c.Watches, command.Message{ID: w.ID, Text: cl.Name + " " + w.Text})
			}
		}
	}
	for _, m := range st.Frame.Flight {
		c.Messages = append(c.Messages, command.Message{ID: m.ID, Text: scene.Brief(m) + " " + m.From + "→" + m.To})
	}
	c.Leases = leases(st.Frame)
	c.Names = expressionNames(s.look.lang)
	return c
}

// leases lists the leases that any node's store holds, as commands spell them.
func leases(f *frame.Frame) (list []string) {
	var ids []int64
	for _, n := range f.Nodes {
		if n.Store == nil {
			continue
		}
		for _, l := range n.Store.Leases {
			ids = append(ids, l.ID)
		}
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		list = append(list, strconv.FormatInt(id, 16))
	}
	return list
}

// expressionNames are what expressions can name.
func expressionNames(l lang.Lang) (list []command.Name) {
	for _, n := range query.Reference() {
		hint := n.Help
		if l == lang.Chinese {
			hint = n.HelpZH
		}
		if n.Of == "" {
			list = append(list, command.Name{Text: n.Name, Hint: hint})
		}
	}
	return list
}

func trim(s string) string { return strings.TrimSpace(s) }

func sprint(format string, a ...any) string { return fmt.Sprintf(format, a...) }
