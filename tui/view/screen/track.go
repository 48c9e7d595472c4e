package screen

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/words"
)

// A Recording is what is drawn: steps by position, the first at 0. It may grow.
type Recording interface {
	Len() int // the last position
	Kinds(pos int) event.Set
	Time(pos int) int64
	Parent(pos int) int // the position of the step that begot it, -1 if it has none
	At(pos int) (*event.Step, error)
}

// A Track is a recording as the screen reads it. It keeps what takes long to
// compute: labels of steps, and where notable things happened.
type Track struct {
	id       int
	rec      Recording
	captions captions
	density  density
	scrubbed scrubber
}

// NewTrack returns a track of a recording. The id tells it apart from others that
// the same panes draw.
func NewTrack(id int, rec Recording) *Track { return &Track{id: id, rec: rec} }

// Step returns the step at a position, nil if it cannot be had.
func (t *Track) Step(pos int) *event.Step {
	st, err := t.rec.At(pos)
	if err != nil {
		return nil
	}
	return st
}

// Before returns the frame before a step, nil at the start.
func (t *Track) Before(pos int) *frame.Frame {
	if pos == 0 {
		return nil
	}
	if st := t.Step(pos - 1); st != nil {
		return st.Frame
	}
	return nil
}

// Reel is the recording as panes read it.
func (t *Track) Reel() scene.Reel {
	return scene.Reel{ID: t.id, Len: t.rec.Len(), Kinds: t.rec.Kinds, Time: t.rec.Time, At: t.Step, Parent: t.rec.Parent}
}

// Scene returns what panes draw: a position, at a virtual time in ms that is the
// step's or later, in a language. It is nil if there is no such step.
func (t *Track) Scene(pos int, now int64, w *words.Table) *scene.Scene {
	st := t.Step(pos)
	if st == nil {
		return nil
	}
	sc := &scene.Scene{Step: st, Before: t.Before(pos), Now: now, Words: w, Reel: t.Reel()}
	sc.Caption = func(st *event.Step) string { return t.captions.short(t, st, w.Lang) }
	sc.Why = func() string { return t.captions.why(sc) }
	return sc
}

// Of reports whether the track is of a recording.
func (t *Track) Of(rec Recording) bool { return t.rec == rec }

// Forget drops the labels that it keeps; they are made again when they are
// needed.
func (t *Track) Forget() { t.captions.forget() }
