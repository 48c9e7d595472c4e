package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/lessons"
	"raftviz/recordings"
	"raftviz/recordings/recording"
	"raftviz/scripts"
)

type runFlags struct {
	json   bool
	all    bool
	seed   uint64
	record string
	save   string
	force  bool
}

func newRun() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run FILE",
		Short: "Run a script or a lesson without a screen",
		Long: `Run a script without a screen, step by step, and check what it expects.

FILE is the path of a script, or the name of one that is shipped. One line is
printed for each step that has something to say; docs/run-output.md explains
the columns, and the objects that --json prints. In the end it says whether what
clients were told is linearizable.

What its clients save (snapshot save) is written below the working directory, or
below the one that --save names. A script that is shipped writes nothing without
--save.

FILE may also be a lesson: its folder, or the name of one that is shipped. It is
played with right answers and solutions, and again with every wrong answer.

Exit status: 0 every expectation held; 1 one failed, or a safety property broke
that the script does not claim; 2 the file is wrong.`,
		Example: `raftviz run cold-election
raftviz run my.yaml --seed 7 --record my.jsonl.zst
raftviz run figure-7 --json | tail -1`,
		Args:              wantOne("FILE", texts.Sayf("a script: its path, or the name of a shipped one")),
		ValidArgsFunction: completeScripts,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := apart(cmd, "json", "all"); err != nil {
				return err
			}
			l, err := lessonNamed(args[0])
			if err != nil {
				return err
			}
			if l != nil {
				return rehearse(cmd, l, f)
			}
			return runScript(cmd, args[0], f)
		},
	}
	cmd.Flags().BoolVar(&f.json, "json", false, "print one JSON object an event, and one for the end")
	cmd.Flags().BoolVar(&f.all, "all", false, "print every step with all its events")
	cmd.Flags().Uint64Var(&f.seed, "seed", 0, "use this seed instead of the script's")
	cmd.Flags().StringVar(&f.record, "record", "", "write a recording to this file (compressed if it ends in .zst)")
	cmd.Flags().StringVar(&f.save, "save", "", "write what clients save (snapshot save) below this `DIR` (default: the working directory; a shipped script writes nothing)")
	cmd.Flags().BoolVar(&f.force, "force", false, "let --record replace any file")
	return cmd
}

func completeScripts(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	ids, _ := completeLessons(nil, nil, "")
	return append(ids, scripts.List()...), cobra.ShellCompDirectiveDefault
}

// A reporter prints a run as it goes.
type reporter interface {
	step(s *event.Step) error
	say(text string) error
	end(s *lessons.Script, run *recordings.Run, r lessons.Result) error
}

func runScript(cmd *cobra.Command, arg string, f runFlags) (err error) {
	script, err := loadScript(arg)
	if err != nil {
		return err
	}
	if cmd.Flags().Changed("seed") {
		script.Config.Seed = f.seed
	}
	save := newSaver(script, f.save)
	if err := save.check(); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	run, err := script.Start(version)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, run.Close()) }()
	run.OnSave(save.save)
	record, err := follow(f.record, run.Recording(), f.force)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(cmd.OutOrStdout())
	var rep reporter = &table{w: out, all: f.all, ink: inkFor(cmd.OutOrStdout()), in: saysIn(cmd)}
	if f.json {
		rep = &jsonLines{w: out}
	}
	w := &watch{ctx: ctx, rep: rep, record: record, save: save, path: f.record, out: out, in: saysIn(cmd), live: isTerminal(cmd.OutOrStdout())}
	result := script.Play(run, lessons.PlayOptions{Each: w.each, Say: w.say})
	return w.end(script, run, result)
}

// A watch sees a run through: it reports and records each step, and ends the
// run when it is interrupted or cannot be reported.
type watch struct {
	ctx    context.Context
	rep    reporter
	out    *bufio.Writer
	in     lang.Lang
	live   bool // somebody watches: show each step at once
	save   *saver
	record *recording.Writer // nil if nothing is recorded
	path   string            // where to
	err    error             // the first that reporting or recording met
}

func (w *watch) each(s *event.Step) bool {
	if w.err = w.rep.step(s); w.err == nil && w.record != nil {
		w.err = plainly(w.record.Follow())
	}
	if w.err == nil && w.save.err != nil {
		w.err = cmp.Or(w.out.Flush(), w.save.err)
	}
	if w.err == nil && w.live {
		w.err = w.out.Flush()
	}
	return w.err == nil && w.ctx.Err() == nil
}

func (w *watch) say(text string) {
	if w.err == nil {
		w.err = w.rep.say(text)
	}
}

// end reports the end of a run and returns what the program is to return.
func (w *watch) end(s *lessons.Script, run *recordings.Run, r lessons.Result) error {
	if w.record != nil {
		if err := plainly(w.record.Close()); w.err == nil { // Close says again what Follow said
			w.err = err
		}
	}
	if w.err == nil && r.Err != nil {
		w.err = errors.Join(w.out.Flush(), r.Err)
	}
	if note := w.save.note(); w.err == nil && !note.IsZero() {
		w.err = w.rep.say(note.In(w.in))
	}
	if w.err == nil {
		w.err = w.rep.end(s, run, r)
	}
	if w.err == nil {
		w.err = w.out.Flush()
	}
	switch {
	case w.err != nil:
		return w.err
	case r.Stopped:
		return &failure{statusInterrupted, w.interrupted(run.Frame())}
	case r.Failure != nil:
		return failed(lessons.Problems{r.Failure})
	}
	return nil
}

func (w *watch) interrupted(f *frame.Frame) error {
	var kept lang.Message
	if w.record != nil {
		kept = texts.Sayf("; the recording is kept: %s", w.path)
	}
	return texts.Errorf("interrupted at step %d, %d ms%s", f.Step, f.Time, kept)
}
