package scene

import (
	"fmt"
	"slices"

	"raftviz/engine/frame"
	"raftviz/tui/view/keys"
)

// An Act is what a key does to a node as it stands: a command to give, the
// beginning of one for the person to complete, or why it does nothing now. One
// of them is set.
type Act struct{ Run, Prompt, Say string }

// Act returns what an action does to a node; ok is false for one that is not
// about nodes.
func (s *Scene) Act(a keys.Action, n *frame.Node) (act Act, ok bool) {
	switch a {
	case keys.CrashRestart:
		return s.CrashOrRestart(n), true
	case keys.PauseResume:
		return s.PauseOrResume(n), true
	case keys.Campaign:
		return s.Campaign(n), true
	case keys.Isolate:
		return s.IsolateOrHeal(n), true
	}
	return Act{}, false
}

// CrashOrRestart crashes a node that is up and restarts one that is down.
func (s *Scene) CrashOrRestart(n *frame.Node) Act {
	switch {
	case n.Status == frame.Removed:
		return s.no(s.Words.HasLeftF, n)
	case n.Status == frame.Down:
		return Act{Run: "restart " + n.Name}
	}
	return Act{Run: "crash " + n.Name}
}

// PauseOrResume pauses a node that runs and lets a paused one go on.
func (s *Scene) PauseOrResume(n *frame.Node) Act {
	switch n.Status {
	case frame.Removed:
		return s.no(s.Words.HasLeftF, n)
	case frame.Down:
		return s.no(s.Words.IsDownF, n)
	case frame.Paused:
		return Act{Run: "resume " + n.Name}
	}
	return Act{Run: "pause " + n.Name}
}

// Campaign has a node ask for votes, unless it leads or may not be elected.
func (s *Scene) Campaign(n *frame.Node) Act {
	switch w := s.Words; StandingOf(n) {
	case Removed:
		return s.no(w.HasLeftF, n)
	case Down:
		return s.no(w.IsDownF, n)
	case Paused:
		return s.no(w.IsPausedF, n)
	case Leader:
		return s.no(w.LeadsF, n)
	case Learner:
		return s.no(w.LearnsF, n)
	}
	return Act{Run: "campaign " + n.Name}
}

// IsolateOrHeal cuts a node off from all others or, if it is, heals its links.
// The one command that does so heals all links there are: where others are cut
// too, it is the person who decides.
func (s *Scene) IsolateOrHeal(n *frame.Node) Act {
	switch f := s.Frame(); {
	case n.Status == frame.Removed:
		return s.no(s.Words.HasLeftF, n)
	case len(f.Nodes) < 2:
		return s.no(s.Words.AloneF, n)
	case !Isolated(f, n.Name):
		return Act{Run: "cut " + n.Name}
	case slices.ContainsFunc(f.Network.Links, func(l frame.Link) bool { return l.Cut && l.From != n.Name && l.To != n.Name }):
		return Act{Prompt: "heal"}
	}
	return Act{Run: "heal"}
}

// Isolated reports whether nothing passes between the named node and any other.
func Isolated(f *frame.Frame, name string) bool {
	if f.Network == nil || len(f.Nodes) < 2 {
		return false
	}
	return !slices.ContainsFunc(f.Nodes, func(o *frame.Node) bool {
		return o.Name != name && !(f.Network.Cut(name, o.Name) && f.Network.Cut(o.Name, name))
	})
}

func (s *Scene) no(format string, n *frame.Node) Act {
	return Act{Say: fmt.Sprintf(format, n.Name)}
}
