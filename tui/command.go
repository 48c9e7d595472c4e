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
	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/query"
	"raftviz/tui/scene"
	"raftviz/tui/words"
)

// own are the words the prompt understands besides the vocabulary: they move
// the screen and touch no cluster.
var own = []struct {
	name, usage string
	help        func(*words.Table) string
	do          func(*show, string) error
}{
	{"goto", "goto STEP", func(w *words.Table) string { return w.GotoHelp }, (*show).gotoStep},
	{"branches", "branches [N]", func(w *words.Table) string { return w.BranchesHelp }, (*show).gotoBranch},
	{"save", "save FILE", func(w *words.Table) string { return w.SaveHelp }, (*show).save},
	{"help", "help", func(w *words.Table) string { return w.HelpHelp }, func(s *show, _ string) error { s.page, s.choice = helpPage, 0; return nil }},
	{"quit", "quit", func(w *words.Table) string { return w.QuitHelp }, func(s *show, _ string) error { s.left = true; return nil }},
}

// command obeys a line of the prompt. In the past it branches off first, unless
// the command only moves in time. While a job runs, commands wait for its end.
func (s *show) command(text string) (tea.Cmd, error) {
	if _, err := strconv.Atoi(text); err == nil {
		return nil, s.gotoStep(text)
	}
	name, rest, _ := strings.Cut(text, " ")
	for _, o := range own {
		if o.name == name {
			return nil, o.do(s, trim(rest))
		}
	}
	c, err := command.Parse(text)
	if err != nil {
		return nil, err
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
			return s.find(quest{name: frame.Printable(c.Expr), is: becomes(cond), dir: 1}), true
		}), nil
	}
	if !s.live() {
		return s.fork(func() error { return s.do(c) }), nil
	}
	return nil, s.do(c)
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
		return fmt.Errorf(s.look.words.NoStepF, frame.Printable(text), s.rec().Len())
	}
	s.seek(n)
	return nil
}

func (s *show) gotoBranch(text string) error {
	if text == "" {
		s.page, s.choice = branchesPage, s.at
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > len(s.branches) {
		return fmt.Errorf(s.look.words.NoBranchF, frame.Printable(text), len(s.branches))
	}
	s.show(n - 1)
	return nil
}

func (s *show) save(path string) error {
	if path == "" {
		return errors.New("save FILE")
	}
	if info, err := os.Stat(path); err == nil && info.Size() > 0 {
		return fmt.Errorf(s.look.words.ThereF, frame.Printable(path))
	}
	if err := s.rec().Save(path); err != nil {
		return err
	}
	s.say(s.look.words.SavedF, frame.Printable(path))
	return nil
}

// completions returns what the word before the cursor may become.
func (s *show) completions(kind lineKind, text string, cursor int) (list []command.Completion) {
	switch kind {
	case searchLine:
		return nil
	case breakLine:
		return s.breakCompletions(text, cursor)
	}
	if word := string([]rune(text)[:cursor]); !strings.Contains(word, " ") && word != "" {
		for _, o := range own {
			if strings.HasPrefix(o.name, word) {
				list = append(list, command.Completion{Text: o.name, To: cursor, Hint: o.help(s.look.words), Done: true})
			}
		}
	}
	return append(list, command.Complete(text, cursor, s.context())...)
}

// context is what of the cluster may stand in a command.
func (s *show) context() command.Context {
	c := command.Context{Chinese: s.look.lang == explain.Chinese}
	st := s.step(s.pos)
	if st == nil {
		return c
	}
	for _, n := range st.Frame.Nodes {
		c.Nodes = append(c.Nodes, n.Name)
	}
	for _, cl := range st.Frame.Clients {
		c.Clients = append(c.Clients, cl.Name)
	}
	for _, m := range st.Frame.Flight {
		c.Messages = append(c.Messages, command.Message{ID: m.ID, Text: scene.Brief(m) + " " + m.From + "→" + m.To})
	}
	c.Names = expressionNames(s.look.lang)
	return c
}

// expressionNames are what expressions can name.
func expressionNames(l explain.Lang) (list []command.Name) {
	for _, n := range query.Reference() {
		hint := n.Help
		if l == explain.Chinese {
			hint = n.HelpZH
		}
		if n.Of == "" {
			list = append(list, command.Name{Text: n.Name, Hint: hint})
		}
	}
	return list
}

// breakCompletions offers event kinds by their beginning.
func (s *show) breakCompletions(text string, cursor int) (list []command.Completion) {
	before := string([]rune(text)[:cursor])
	from := strings.LastIndexAny(before, " ,") + 1
	part := before[from:]
	at := len([]rune(before[:from]))
	for k := event.None + 1; k < event.NumKinds; k++ {
		if strings.HasPrefix(k.String(), part) && (part != "" || k.Notable()) {
			list = append(list, command.Completion{Text: k.String(), From: at, To: cursor, Hint: s.look.lang.Kind(k)})
		}
	}
	slices.SortStableFunc(list, func(a, b command.Completion) int { return strings.Compare(a.Text, b.Text) })
	return list
}

func trim(s string) string { return strings.TrimSpace(s) }

func sprint(format string, a ...any) string { return fmt.Sprintf(format, a...) }
