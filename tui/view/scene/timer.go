package scene

import "raftviz/engine/frame"

// A Timer is an election timer, or a leader's count to its next quorum check,
// in virtual ms.
type Timer struct{ Left, Whole int64 }

// Late reports whether the timer is in its last third.
func (t Timer) Late() bool { return t.Left*3 <= t.Whole }

// Fill returns how many of n marks a bar shows: all when the timer was just
// reset, at least one until it fires.
func (t Timer) Fill(n int) int {
	if t.Whole <= 0 || t.Left <= 0 {
		return 0
	}
	return min(int((t.Left*int64(n)+t.Whole-1)/t.Whole), n)
}

// TimerOf returns the node's timer as it stands at the given time; ok is false
// for a node that has none: it is down, learns, leads without checking its
// quorum, or its clock stands.
func TimerOf(n *frame.Node, f *frame.Frame, now int64) (t Timer, ok bool) {
	if n.Timer.Timeout == 0 || n.Timer.Next == 0 || n.Clock.Rate == 0 || f.Config == nil {
		return t, false
	}
	switch s := StandingOf(n); {
	case s == Down, s == Removed, s == Learner:
		return t, false
	case s == Paused:
		now = f.Time
	case s == Leader && !f.Config.CheckQuorum:
		return t, false
	}
	tick := f.Config.Tick * 1000 / int64(n.Clock.Rate)
	left := n.Timer.Next - now + int64(n.Timer.Timeout-n.Timer.Elapsed-1)*tick
	whole := int64(n.Timer.Timeout) * tick
	return Timer{Left: min(max(left, 0), whole), Whole: whole}, true
}
