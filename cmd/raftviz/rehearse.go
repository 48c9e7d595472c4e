package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"raftviz/engine/event"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/lessons"
)

// lessonNamed returns the lesson that an argument of run means, nil if it means
// a script: a folder with a lesson, the YAML of one, or the name of a shipped
// one that is no script's.
func lessonNamed(arg string) (*lessons.Lesson, error) {
	if filepath.Base(arg) == lessons.LessonFile {
		arg = filepath.Dir(arg)
	}
	if info, err := os.Stat(arg); err == nil {
		if !info.IsDir() {
			return nil, nil
		}
		return lessons.LoadLesson(arg)
	}
	if l, err := lessons.Find(arg); err == nil {
		return l, nil
	}
	return nil, nil
}

// rehearse plays a lesson without a learner: with right answers, which it
// prints as run prints a script, and with each wrong one.
func rehearse(cmd *cobra.Command, l *lessons.Lesson, f runFlags) (err error) {
	switch {
	case f.record != "":
		return texts.Errorf("--record keeps the run of a script; for a lesson use raftviz learn, and :save")
	case f.save != "":
		return texts.Errorf("--save keeps what a script saves; a lesson saves nothing")
	case cmd.Flags().Changed("seed"):
		return texts.Errorf("--seed is for scripts; a lesson's answers were written for its own seed")
	}
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	out := bufio.NewWriter(cmd.OutOrStdout())
	var rep reporter = &table{w: out, all: f.all, ink: inkFor(cmd.OutOrStdout()), in: saysIn(cmd)}
	if f.json {
		rep = &jsonLines{w: out}
	}
	played := 0
	var failed error
	r, err := l.Rehearse(lessons.RehearseOptions{
		Version: version,
		Begin:   func(*lessons.Session, lang.Message) { played++ },
		Each: func(s *event.Step) bool {
			if played == 1 && failed == nil {
				failed = rep.step(s)
			}
			return failed == nil && ctx.Err() == nil
		},
		Step: func(s *lessons.Session, st *lessons.Step) {
			if played == 1 && failed == nil && !f.json && (st.Say != "" || asks(st)) {
				failed = rep.say(lessonLine(s, st))
			}
		},
	})
	if err = errors.Join(err, failed, out.Flush()); err != nil {
		return err
	}
	return rehearsed(cmd, l, r, f.json)
}

// asks reports whether a step asks something, or sets a task.
func asks(st *lessons.Step) bool {
	switch st.Act.(type) {
	case *lessons.Ask, *lessons.Try:
		return true
	}
	return false
}

// lessonLine says in one line what a step of the lesson was.
func lessonLine(s *lessons.Session, st *lessons.Step) string {
	switch a := st.Act.(type) {
	case *lessons.Ask:
		return fmt.Sprintf("[%s] %s", a.Section, termtext.Printable(fmt.Sprint(s.Verdict().Want)))
	case *lessons.Try:
		return fmt.Sprintf("[%s] %s", a.Section, termtext.Printable(a.Goal.String()))
	}
	return "[" + st.Say + "]"
}

// rehearsedLine is the last line of run --json of a lesson.
type rehearsedLine struct {
	Kind   string `json:"kind"` // rehearsed
	Lesson string `json:"lesson"`
	Plays  int    `json:"plays"`
	Held   int    `json:"held"`
	Error  string `json:"error,omitempty"`
}

func rehearsed(cmd *cobra.Command, l *lessons.Lesson, r lessons.Rehearsal, asJSON bool) error {
	out := cmd.OutOrStdout()
	var err error
	if asJSON {
		line := rehearsedLine{Kind: "rehearsed", Lesson: l.ID, Plays: r.Plays, Held: r.Held}
		if r.Failure != nil {
			line.Error = r.Failure.Error()
		}
		err = writeJSON(out, line)
	} else if r.Failure == nil && !r.Stopped {
		_, err = fmt.Fprintln(out, texts.Sayf("%s: %s, one for each wrong answer and one with the right ones; %s held",
			l.ID, plays(r.Plays), claims(r.Held)).In(saysIn(cmd)))
	}
	switch {
	case err != nil:
		return err
	case r.Stopped:
		return &failure{statusInterrupted, texts.Errorf("interrupted")}
	case r.Failure != nil:
		return failed(lessons.Problems{r.Failure})
	}
	return nil
}
