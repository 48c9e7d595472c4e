// Package scene holds what every pane draws from: a recording at a position,
// with the language it is told in.
package scene

import (
	"strconv"

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

	Reel    Reel                     // the whole recording
	Chosen  Choice                   // what the person points at
	Focused bool                     // the pane that is drawn has the focus
	Caption func(*event.Step) string // a step in a few words
	Why     func() string            // what the step did, and why
	Verdict *Verdict                 // on the clients' history, if it was asked for
	Lesson  *Lesson                  // what is being told, or nil
	Class   *Class                   // the step of a lesson that is being gone through, or nil

	Matches func(pos int, st *event.Step) bool // whether the person looks for the step; nil while nothing is looked for
}

// A Verdict says whether the clients' history up to a position is linearizable.
type Verdict struct {
	linear.Verdict
	Pos     int // up to which it was judged
	Running bool
}

// A Lesson is what the one who prepared the run says of it.
type Lesson struct {
	Title string
	About string
	Notes []Note // by position
}

// Until returns what is told up to a position, for a run that goes its own way
// from there. Of nil it is nil.
func (l *Lesson) Until(pos int) *Lesson {
	if l == nil {
		return nil
	}
	n := 0
	for n < len(l.Notes) && l.Notes[n].Pos <= pos {
		n++
	}
	return &Lesson{Title: l.Title, About: l.About, Notes: l.Notes[:n:n]}
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

// Millis writes milliseconds with thousands apart: 1 240.
func Millis(ms int64) string {
	if ms < 0 {
		return "-" + Millis(-ms)
	}
	s := strconv.FormatInt(ms, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	return s
}
