package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/lessons"
)

type explainFlags struct {
	json bool
	all  bool
	seed uint64
}

func newExplain() *cobra.Command {
	var f explainFlags
	cmd := &cobra.Command{
		Use:   "explain FILE",
		Short: "Print what each step of a run did, and why",
		Long: `Print the explanations of a run, as the why pane shows them, without a screen: a
line for each command and each step with a notable event.

FILE is a recording, or the path of a script, or the name of one that is shipped.
A recording is read and not run again; a script is run, and ends where one of its
expectations fails.

Exit status: 0 all was explained; 1 an expectation of the script failed; 2 the
file is wrong.`,
		Example: `raftviz explain cold-election
raftviz explain mine.jsonl.zst --all --lang zh`,
		Args:              wantOne("FILE", texts.Sayf("a recording, or a script: its path, or the name of a shipped one")),
		ValidArgsFunction: completeScripts,
		RunE: func(cmd *cobra.Command, args []string) error {
			return explainFile(cmd, args[0], f)
		},
	}
	cmd.Flags().BoolVar(&f.json, "json", false, "print one JSON object a step")
	cmd.Flags().BoolVar(&f.all, "all", false, "explain every step")
	cmd.Flags().Uint64Var(&f.seed, "seed", 0, "use this seed instead of the script's")
	return cmd
}

func explainFile(cmd *cobra.Command, arg string, f explainFlags) error {
	settled, err := new(screenFlags).settled()
	if err != nil {
		return err
	}
	l := languageFor(cmd, os.Getenv, settled.Lang)
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	out := bufio.NewWriter(cmd.OutOrStdout())
	x := &explainer{w: out, lang: l, flags: f, ink: inkFor(cmd.OutOrStdout())}
	switch is := isRecording(arg); {
	case is && cmd.Flags().Changed("seed"):
		return texts.Errorf("--seed is for scripts; a recording has the seed that it was run with")
	case is:
		err = x.recording(ctx, arg, cmd.ErrOrStderr())
	default:
		err = x.script(ctx, arg, cmd.Flags().Changed("seed"))
	}
	if ctx.Err() != nil {
		err = &failure{statusInterrupted, texts.Errorf("%s: interrupted", arg)}
	}
	return errors.Join(err, out.Flush())
}

// An explainer prints what steps did and why, one after the other.
type explainer struct {
	w     io.Writer
	lang  lang.Lang
	flags explainFlags
	ink   ink
	prev  *frame.Frame
}

// explainLine is a step as explain --json prints it.
type explainLine struct {
	Step uint64 `json:"step"`
	Time int64  `json:"time"`
	Kind string `json:"kind,omitempty"` // of the event that is explained; left out if the step itself is
	Text string `json:"text"`
	Ref  string `json:"ref,omitempty"`
}

// recording explains a recording; where its file breaks off is told to a person.
func (x *explainer) recording(ctx context.Context, path string, person io.Writer) error {
	r, err := loadWhile(path, func() bool { return ctx.Err() == nil })
	if err != nil {
		return err
	}
	if torn := r.Torn(); torn != nil {
		defer fmt.Fprintln(person, "raftviz: "+torn.In(x.lang))
	}
	for pos := 0; pos <= r.Len() && ctx.Err() == nil; pos++ {
		s, err := r.At(pos)
		if err == nil {
			err = x.step(s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (x *explainer) script(ctx context.Context, arg string, reseed bool) (err error) {
	script, err := loadScript(arg)
	if err != nil {
		return err
	}
	if reseed {
		script.Config.Seed = x.flags.seed
	}
	run, err := script.Start(version)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, run.Close()) }()
	var wrong error
	result := script.Play(run, lessons.PlayOptions{
		Each: func(s *event.Step) bool {
			wrong = x.step(s)
			return wrong == nil && ctx.Err() == nil
		},
		Say: func(string) {},
	})
	switch {
	case wrong != nil:
		return wrong
	case result.Failure != nil:
		return failed(lessons.Problems{result.Failure})
	}
	return result.Err
}

// step prints a step if it is to be explained.
func (x *explainer) step(s *event.Step) error {
	prev := x.prev
	x.prev = s.Frame
	if !x.flags.all && s.Cause.Type != event.Command && !s.Kinds().Meets(event.Notables) {
		return nil
	}
	e := explain.Step(prev, s, x.lang)
	if x.flags.json {
		l := explainLine{Step: s.Index, Time: s.Time, Text: e.Text, Ref: e.Ref}
		if e.Event >= 0 {
			l.Kind = s.Events[e.Event].Kind().String()
		}
		return writeJSON(x.w, l)
	}
	text := e.String()
	if s.Cause.Type == event.Command {
		text = x.ink.bold("> "+termtext.Printable(s.Cause.Text)) + "  " + text
	}
	_, err := fmt.Fprintf(x.w, "%7d  %9d  %s\n", s.Index, s.Time, text)
	return err
}
