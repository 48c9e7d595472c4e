package scene

import (
	"slices"

	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/tui/view/words"
)

// A Standing is what a node is, as a mark and a word tell it: its role, or why
// it takes no part.
type Standing uint8

// The standings.
const (
	Follower Standing = iota
	PreCandidate
	Candidate
	Leader
	Learner
	Down
	Paused
	Removed
	NumStandings
)

var marks = [NumStandings]string{
	Follower: "●", PreCandidate: "◇", Candidate: "◆", Leader: "★",
	Learner: "○", Down: "✕", Paused: "‖", Removed: "∅",
}

// Mark returns the shape that stands for it.
func (s Standing) Mark() string { return marks[s] }

// Word names what the node is in the table's language.
func Word(n *frame.Node, t *words.Table) string {
	switch s := StandingOf(n); s {
	case Down, Paused, Removed:
		return explain.Status(t.Lang, n.Status)
	case Learner:
		return t.Learner
	}
	return explain.Role(t.Lang, n.Role)
}

// StandingOf returns what the node is.
func StandingOf(n *frame.Node) Standing {
	switch n.Status {
	case frame.Down:
		return Down
	case frame.Paused:
		return Paused
	case frame.Removed:
		return Removed
	}
	switch n.Role {
	case frame.PreCandidate:
		return PreCandidate
	case frame.Candidate:
		return Candidate
	case frame.Leader:
		return Leader
	}
	if n.Config != nil && slices.Contains(n.Config.Learners, n.Name) {
		return Learner
	}
	return Follower
}
