package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/recordings"
	"raftviz/recordings/recording"
)

func newVerify() *cobra.Command {
	var asJSON, history bool
	cmd := &cobra.Command{
		Use:   "verify FILE…",
		Short: "Run recordings again, and say where they diverge",
		Long: `Re-run recordings: start the same cluster, give it the same commands at the same
steps, and compare every step with the recorded one.

With --linearizable nothing is run: what the clients of each recording were told
is judged, and if no order of their operations explains it, the fewest that
contradict each other are shown.

Exit status: 0 all are reproduced, or linearizable; 1 one diverges, or is not
linearizable, or that cannot be decided; 2 a file cannot be read.`,
		Example: `raftviz verify mine.jsonl.zst
raftviz verify --linearizable mine.jsonl.zst`,
		Args: wantSome("FILE", texts.Sayf("the recordings to re-run")),
		RunE: func(cmd *cobra.Command, args []string) error {
			if history {
				return verify(cmd, args, asJSON, judgeFile)
			}
			return verify(cmd, args, asJSON, verifyFile)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a recording")
	cmd.Flags().BoolVar(&history, "linearizable", false, "judge what the clients were told instead")
	return cmd
}

// A finding is what was found out about a recording.
type finding interface {
	fine() bool
	print(w io.Writer, asJSON bool, in lang.Lang) error
}

// verifyLine is one recording, as verify --json prints it.
type verifyLine struct {
	File   string `json:"file"`
	OK     bool   `json:"ok"`
	Steps  int    `json:"steps"`
	Digest string `json:"digest"`
	Torn   int    `json:"torn,omitempty"`     // the line at which the file breaks off
	Step   *int   `json:"diverges,omitempty"` // the first step that differs
	What   string `json:"what,omitempty"`     // how it differs
}

// verify has each recording looked at. A file that cannot be read does not keep
// the others from it.
func verify(cmd *cobra.Command, paths []string, asJSON bool, look func(path string, going func() bool) (finding, error)) error {
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	out := cmd.OutOrStdout()
	var wrong []error
	fine := true
	for _, path := range paths {
		line, err := look(path, func() bool { return ctx.Err() == nil })
		switch {
		case errors.Is(err, recording.ErrCancelled):
			return &failure{statusInterrupted, texts.Errorf("%s: interrupted", path)}
		case err != nil:
			wrong = append(wrong, err)
			continue
		}
		fine = fine && line.fine()
		if err := line.print(out, asJSON, saysIn(cmd)); err != nil {
			return err
		}
	}
	switch {
	case len(wrong) > 0:
		return errors.Join(wrong...)
	case !fine:
		return failed(nil)
	}
	return nil
}

// loadWhile loads a recording as long as going returns true; then the error is
// recording.ErrCancelled.
func loadWhile(path string, going func() bool) (*recording.Recording, error) {
	f, err := recording.Open(path)
	if err != nil {
		return nil, plainly(err)
	}
	defer f.Close()
	r, err := recording.Read(whileGoing{f, going}, path)
	return r, plainly(err)
}

// whileGoing reads until going returns false, also while nothing comes from a pipe.
type whileGoing struct {
	f     *os.File
	going func() bool
}

// patience is how long a read of a pipe lasts before it is asked whether to go on.
const patience = 100 * time.Millisecond

func (r whileGoing) Read(p []byte) (int, error) {
	for r.going() {
		_ = r.f.SetReadDeadline(time.Now().Add(patience)) // files have none
		n, err := r.f.Read(p)
		if n == 0 && errors.Is(err, os.ErrDeadlineExceeded) {
			continue
		}
		return n, err
	}
	return 0, recording.ErrCancelled
}

func verifyFile(path string, going func() bool) (finding, error) {
	r, err := loadWhile(path, going)
	if err != nil {
		return nil, err
	}
	d, err := recordings.Verify(r, func(int, int) bool { return going() })
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	l := &verifyLine{File: path, OK: d == nil, Steps: r.Len(), Digest: r.Digest(r.Len()).String()}
	if t := r.Torn(); t != nil {
		l.Torn = t.Line
	}
	if d != nil {
		l.Step, l.What = &d.Step, d.What
	}
	return l, nil
}

func (l *verifyLine) fine() bool { return l.OK }

func (l *verifyLine) print(w io.Writer, asJSON bool, in lang.Lang) error {
	if asJSON {
		return writeJSON(w, l)
	}
	text := texts.Sayf("%s: ok, %s, digest %s%s", l.File, steps(l.Steps), l.Digest, tornText(l.Torn))
	if !l.OK {
		text = texts.Sayf("%s: diverges at step %d: %s%s", l.File, *l.Step, l.What, tornText(l.Torn))
	}
	_, err := fmt.Fprintln(w, termtext.Printable(text.In(in)))
	return err
}

// tornText says at which line a file breaks off; 0 is nowhere.
func tornText(line int) lang.Message {
	if line == 0 {
		return lang.Message{}
	}
	return texts.Sayf("; the file breaks off at line %d, as if its writer had been interrupted", line)
}
