package recordings

import (
	"bytes"
	"errors"
	"fmt"

	"raftviz/engine/command"
	"raftviz/engine/event"
)

// ErrCancelled is returned by Rerun and Verify when progress asked them to
// stop.
var ErrCancelled = texts.Errorf("cancelled")

// progressEvery is how many steps pass between two calls of progress.
const progressEvery = 512

// Rerun takes the recorded run again, from its configuration and commands, up
// to the given position, and returns it live: to go on with it, or to branch
// off. The new recording's header names this one as its parent.
//
// It calls progress, if that is not nil, now and then, and returns ErrCancelled
// if progress returns false; a *Divergence if the steps are not those that were
// recorded.
func (r *Recording) Rerun(at int, progress func(done, total int) bool) (*Run, error) {
	if n := r.Len(); at < 0 || at > n {
		return nil, fmt.Errorf("recordings: there is no position %d; they are 0 to %d", at, n)
	}
	h := r.Header()
	h.Parent = &Parent{Name: h.Name, Step: at, Digest: r.Digest(at)}
	run, diverged, err := r.again(h, at, progress)
	if diverged != nil {
		err = errors.Join(diverged, run.Close())
	}
	if err != nil {
		return nil, err
	}
	return run, nil
}

// Verify takes the recorded run again from start to end and returns the first
// step that differs, or nil if none does. The error says why it could not be
// found out.
func Verify(r *Recording, progress func(done, total int) bool) (*Divergence, error) {
	run, diverged, err := r.again(r.Header(), r.Len(), progress)
	if err != nil {
		return nil, err
	}
	return diverged, run.Close()
}

// again starts a run and repeats the steps up to at. If the steps differ the
// run is open, but of no more use.
func (r *Recording) again(h Header, at int, progress func(done, total int) bool) (*Run, *Divergence, error) {
	run, err := Start(h)
	if err != nil {
		return nil, nil, err
	}
	if got := run.recording.Digest(0); got != r.Digest(0) {
		return run, &Divergence{Want: r.Digest(0), Got: got, What: firstDifference(r.line0, run.recording.line0)}, nil
	}
	from := walker{r: r}
	for pos := 1; pos <= at; pos++ {
		if progress != nil && pos%progressEvery == 1 && !progress(pos-1, at) {
			return nil, nil, errors.Join(ErrCancelled, run.Close())
		}
		line, err := from.line(pos)
		if err != nil {
			return nil, nil, errors.Join(err, run.Close())
		}
		if d := run.repeat(r, pos, line); d != nil {
			return run, d, nil
		}
	}
	if progress != nil {
		progress(at, at)
	}
	return run, nil, nil
}

// repeat takes the step that rec recorded at pos, with the given line.
func (r *Run) repeat(rec *Recording, pos int, line []byte) *Divergence {
	var err error
	switch rec.Cause(pos) {
	case event.Command:
		var cmd command.Command
		if cmd, err = command.Parse(commandOf(line)); err == nil {
			_, err = r.Do(cmd)
		}
	case event.Wait:
		_, err = r.Wait(rec.Time(pos))
	default:
		_, err = r.Step()
	}
	d := &Divergence{Step: pos, Want: rec.Digest(pos)}
	if err != nil {
		d.What = "the step cannot be taken again: " + err.Error()
		return d
	}
	if d.Got = r.recording.Digest(pos); d.Got == d.Want {
		return nil
	}
	d.What = firstDifference(line, r.recording.enc.latest())
	return d
}

// commandOf returns the command of a step's line.
func commandOf(line []byte) string {
	s := scanner{b: line}
	s.lit('{')
	for n := 0; s.more('}', n); n++ {
		switch string(s.key()) {
		case "i", "p", "m":
			s.uint()
		case "t":
			s.int64()
		case "c", "n":
			s.text()
		case "x":
			return s.str()
		default:
			return ""
		}
	}
	return ""
}

// A walker reads the lines of a recording one after another.
type walker struct {
	r     *Recording
	lines []byte // what is left of a block
}

// line returns the line at pos, which is the one after the last that was asked
// for, or the first of a block.
func (w *walker) line(pos int) ([]byte, error) {
	if len(w.lines) == 0 {
		lines, err := w.r.blockLines((pos - 1) / blockSteps)
		if err != nil {
			return nil, fmt.Errorf("recordings: step %d: %w", pos, err)
		}
		w.lines = lines
	}
	line, rest, _ := bytes.Cut(w.lines, []byte("\n"))
	w.lines = rest
	return line, nil
}

// blockLines returns the lines of the i-th block. They are the caller's.
func (r *Recording) blockLines(i int) ([]byte, error) {
	r.mu.Lock()
	b := r.blocks[i]
	if b.packed == nil {
		defer r.mu.Unlock()
		return bytes.Clone(r.open.lines), nil
	}
	r.mu.Unlock()
	return b.lines(nil)
}
