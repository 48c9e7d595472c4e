package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"raftviz/engine/frame"
	"raftviz/recordings"
)

func newVerify() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "verify FILE…",
		Short: "Run recordings again, and say where they diverge",
		Long: `Re-run recordings: start the same cluster, give it the same commands at the same
steps, and compare every step with the recorded one.

Exit status: 0 all are reproduced; 1 one diverges; 2 a file cannot be read.`,
		Example: "raftviz verify mine.jsonl.zst",
		Args:    wantSome("FILE", "the recordings to re-run"),
		RunE:    func(cmd *cobra.Command, args []string) error { return verify(cmd, args, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a recording")
	return cmd
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

// verify re-runs each recording. A file that cannot be read does not keep the
// others from being looked at.
func verify(cmd *cobra.Command, paths []string, asJSON bool) error {
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	out := cmd.OutOrStdout()
	var wrong []error
	diverged := false
	for _, path := range paths {
		line, err := verifyFile(path, func(int, int) bool { return ctx.Err() == nil })
		switch {
		case errors.Is(err, recordings.ErrCancelled):
			return &failure{statusInterrupted, fmt.Errorf("%s: interrupted", path)}
		case err != nil:
			wrong = append(wrong, err)
			continue
		}
		diverged = diverged || !line.OK
		if err := line.print(out, asJSON); err != nil {
			return err
		}
	}
	switch {
	case len(wrong) > 0:
		return errors.Join(wrong...)
	case diverged:
		return failed(nil)
	}
	return nil
}

func verifyFile(path string, going func(done, total int) bool) (*verifyLine, error) {
	r, err := recordings.Load(path)
	if err != nil {
		return nil, plainly(err)
	}
	d, err := recordings.Verify(r, going)
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

func (l *verifyLine) print(w io.Writer, asJSON bool) error {
	if asJSON {
		return writeJSON(w, l)
	}
	text := fmt.Sprintf("%s: ok, %s, digest %s", l.File, count(l.Steps, "step"), l.Digest)
	if !l.OK {
		text = fmt.Sprintf("%s: diverges at step %d: %s", l.File, *l.Step, l.What)
	}
	if l.Torn > 0 {
		text += fmt.Sprintf("; the file breaks off at line %d, as if its writer had been interrupted", l.Torn)
	}
	_, err := fmt.Fprintln(w, frame.Printable(text))
	return err
}
