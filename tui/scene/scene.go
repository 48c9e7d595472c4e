// Package scene holds what every pane draws from: a recording at a position,
// with the language it is told in.
package scene

import (
	"strconv"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/tui/words"
)

// A Scene is a recording at a position. It is read only.
type Scene struct {
	Step   *event.Step  // the step at the position, with the frame after it
	Before *frame.Frame // the frame before the step; nil at the start
	Now    int64        // virtual ms shown: Step.Time, or more while time flows
	Words  *words.Table
}

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
		if e := &s.Step.Events[i]; e.Kind == event.Sent && e.Msg != nil && e.Msg.ID == m.ID {
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
