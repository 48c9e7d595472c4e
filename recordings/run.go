// Package recordings is a recording and an engine together: a live cluster whose
// every step is recorded, and recordings that are run again, to verify them, to go
// on with them or to branch off. The recording itself is package
// recordings/recording.
package recordings

import (
	"errors"

	"raftviz/engine"
	"raftviz/engine/command"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/recordings/recording"
)

// A Run is a live cluster and its growing recording. Every step the cluster
// takes is recorded. It is not safe for concurrent use, but its recording may
// be read meanwhile.
type Run struct {
	cluster   *engine.Cluster
	recording *recording.Recording
}

// Start makes a cluster as the header's configuration says, and a recording
// that holds its start. It returns a *config.FieldError if the configuration
// is not valid.
func Start(h recording.Header) (*Run, error) {
	c, err := engine.New(h.Config, "")
	if err != nil {
		return nil, err
	}
	return &Run{c, recording.New(h, c.Start())}, nil
}

// Recording returns the recording, which grows with each step.
func (r *Run) Recording() *recording.Recording { return r.recording }

// Frame returns the cluster as it stands.
func (r *Run) Frame() *frame.Frame { return r.cluster.Frame() }

// Dir returns the folder with the nodes' files, which Close removes.
func (r *Run) Dir() string { return r.cluster.Dir() }

// OnSave sets who is given what a client saves of a store; see
// engine.Cluster.OnSave. A run that is taken again begins without.
func (r *Run) OnSave(f func(name string, data []byte)) { r.cluster.OnSave(f) }

// NextTime returns when the next cause is due; ok is false if none is.
func (r *Run) NextTime() (ms int64, ok bool) { return r.cluster.NextTime() }

// Close ends the cluster. The recording stays.
func (r *Run) Close() error { return r.cluster.Close() }

// Do gives the cluster a command: a step of its own. It returns an
// *engine.Refused, and nothing has changed, if the command makes no sense now.
func (r *Run) Do(cmd command.Command) (*event.Step, error) {
	return r.record(r.cluster.Do(cmd))
}

// Step processes the next due cause. It returns engine.ErrIdle if nothing is
// due, and an *engine.Stopped after a violation.
func (r *Run) Step() (*event.Step, error) { return r.record(r.cluster.Step()) }

// Wait lets time pass to t, ms. Nothing may be due before or at t.
func (r *Run) Wait(t int64) (*event.Step, error) { return r.record(r.cluster.Wait(t)) }

// OfMachine reports whether an error says that this machine could not go on with a
// run: its disk failed, or the run takes more memory than it may. It then says
// nothing about the cluster.
func OfMachine(err error) bool {
	var host *engine.HostError
	var full *recording.FullError
	return errors.As(err, &host) || errors.As(err, &full)
}

func (r *Run) record(s *event.Step, err error) (*event.Step, error) {
	if err != nil {
		return nil, err
	}
	return s, r.recording.Append(s)
}
