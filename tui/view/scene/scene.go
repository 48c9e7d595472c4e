// Package scene holds what every pane draws from: a recording at a position,
// with the language it is told in.
package scene

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/recordings/linear"
	"raftviz/tui/view/words"
)

// A Scene is a recording at a position. It is read only.
type Scene struct {
	Step   *event.Step  // the step at the position, with the frame after it
	Before *frame.Frame // the frame before the step; nil at the start
	Now    int64        // virtual ms shown: Step.Time, or more while time flows
	Words  *words.Table

	Reel       Reel                     // the whole recording
	Selected   Selection                // what the person points at
	Focused    bool                     // the pane that is drawn has the focus
	Caption    func(*event.Step) string // a step in a few words
	Why        func() string            // what the step did, and why
	Verdict    *Verdict                 // on the clients' history, if it was asked for
	Narration  *Narration               // what is being told, or nil
	LessonStep *LessonStep              // the step of a lesson that is being gone through, or nil

	Matches func(pos int, st *event.Step) bool // whether the person looks for the step; nil while nothing is looked for
}

// A Verdict says whether the clients' history up to a position is linearizable.
type Verdict struct {
	linear.Verdict
	Pos     int // up to which it was judged
	Running bool
}

// A Narration is what the author of a script or lesson says along a run.
type Narration struct {
	Title string
	About string
	Notes []Note // by position
}

// Until returns what is told up to a position, for a run that goes its own way
// from there. Of nil it is nil.
func (l *Narration) Until(pos int) *Narration {
	if l == nil {
		return nil
	}
	n := 0
	for n < len(l.Notes) && l.Notes[n].Pos <= pos {
		n++
	}
	return &Narration{Title: l.Title, About: l.About, Notes: l.Notes[:n:n]}
}

// A Note is said when the run has come to a position.
type Note struct {
	Pos  int
	Text string
	Kind NoteKind
}

// A NoteKind tells what a note is.
type NoteKind uint8

// The kinds of notes.
const (
	Said     NoteKind = iota // told
	Expected                 // a claim that held here
)

// Frame returns the cluster as it stands.
func (s *Scene) Frame() *frame.Frame { return s.Step.Frame }

// Was returns the named node as it was before the step, or nil.
func (s *Scene) Was(name string) *frame.Node {
	if s.Before == nil {
		return nil
	}
	return s.Before.Node(name)
}

// Fresh reports whether the message was sent in this step.
func (s *Scene) Fresh(m *frame.Message) bool {
	for i := range s.Step.Events {
		if e := &s.Step.Events[i]; e.Kind() == event.KindSent && e.Msg() != nil && e.Msg().ID == m.ID {
			return true
		}
	}
	return false
}

// Membership returns the configuration of the node that has applied most,
// leaders first: the one the cluster acts by.
func (s *Scene) Membership() *frame.Membership {
	var best *frame.Node
	for _, n := range s.Frame().Nodes {
		if n.Config == nil {
			continue
		}
		if best == nil || n.Applied > best.Applied {
			best = n
		}
	}
	if l := s.Frame().Leader(); l != nil && l.Config != nil {
		return l.Config
	}
	if best == nil {
		return &frame.Membership{}
	}
	return best.Config
}
