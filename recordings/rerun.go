package recordings

import (
	"errors"

	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/recordings/recording"
)

// progressEvery is how many steps pass between two calls of progress.
const progressEvery = 512

// Rerun takes the recorded run again, from its configuration and commands, up
// to the given position, and returns it live: to go on with it, or to branch
// off. The new recording's header names rec as its parent.
//
// It calls progress, if that is not nil, now and then, and returns
// recording.ErrCancelled if progress returns false; a *Divergence if the steps
// are not those that were recorded.
func Rerun(rec *recording.Recording, at int, progress func(done, total int) bool) (*Run, error) {
	if n := rec.Len(); at < 0 || at > n {
		return nil, texts.Errorf("there is no position %d; they are 0 to %d", at, n)
	}
	h := rec.Header()
	h.Parent = &recording.Parent{Name: h.Name, Step: at, Digest: rec.Digest(at)}
	run, diverged, err := rerunTo(rec, h, at, progress)
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
func Verify(rec *recording.Recording, progress func(done, total int) bool) (*Divergence, error) {
	run, diverged, err := rerunTo(rec, rec.Header(), rec.Len(), progress)
	if err != nil {
		return nil, err
	}
	return diverged, run.Close()
}

// rerunTo starts a run and replays the steps up to at. If the steps differ the
// run is open, but of no more use.
func rerunTo(rec *recording.Recording, h recording.Header, at int, progress func(done, total int) bool) (*Run, *Divergence, error) {
	run, err := Start(h)
	if err != nil {
		return nil, nil, err
	}
	recorded := rec.Lines(0)
	for pos := 0; pos <= at; pos++ {
		if progress != nil && pos%progressEvery == 1 && !progress(pos-1, at) {
			return nil, nil, errors.Join(recording.ErrCancelled, run.Close())
		}
		line, err := recorded.Next()
		if err != nil {
			return nil, nil, errors.Join(err, run.Close())
		}
		d, err := run.replayStep(rec, pos, line)
		if err != nil {
			return nil, nil, errors.Join(err, run.Close())
		}
		if d != nil {
			return run, d, nil
		}
	}
	if progress != nil {
		progress(at, at)
	}
	return run, nil, nil
}

// replayStep takes the step that rec recorded at pos, with the given line, and
// compares the two. At 0 the run has taken it already. The error is one of this
// machine, which says nothing about the recording.
func (r *Run) replayStep(rec *recording.Recording, pos int, line []byte) (*Divergence, error) {
	var err error
	if pos > 0 {
		err = r.takeAgain(rec.Cause(pos), rec.Time(pos), line)
	}
	d := &Divergence{Step: pos, Want: rec.Digest(pos)}
	switch {
	case OfMachine(err):
		return nil, err
	case err != nil:
		d.What = "the step cannot be taken again: " + err.Error()
		return d, nil
	}
	if d.Got = r.recording.Digest(pos); d.Got == d.Want {
		return nil, nil
	}
	now, err := r.recording.Lines(pos).Next()
	if err != nil {
		return nil, err
	}
	d.What = recording.Difference(line, now)
	return d, nil
}

// takeAgain takes the step with the given cause, time and line.
func (r *Run) takeAgain(cause event.CauseType, time int64, line []byte) error {
	switch cause {
	case event.Command:
		cmd, err := command.Parse(recording.CommandOf(line))
		if err != nil {
			return err
		}
		_, err = r.Do(cmd)
		return err
	case event.Wait:
		_, err := r.Wait(time)
		return err
	}
	_, err := r.Step()
	return err
}
