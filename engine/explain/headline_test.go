package explain

import (
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

// What a step is told by. A node that begins an election votes for itself, which
// goes without saying; that it votes for another is what matters.
func TestHeadline(t *testing.T) {
	base := cluster(3)
	fired := event.Event{Node: "n2", Payload: &event.TimerFired{Term: 1, Elapsed: 13, Timeout: 13}}
	term := event.Event{Node: "n2", Payload: &event.TermChanged{Term: 2, Old: 1}}
	candidate := event.Event{Node: "n2", Payload: &event.BecameCandidate{Term: 2, Was: frame.Follower}}
	voted := func(node, candidate string, pre bool) event.Event {
		return event.Event{Node: node, Payload: &event.Voted{Candidate: candidate, Term: 2, Pre: pre}}
	}
	received := event.Event{Node: "n3", Payload: &event.Received{Msg: &frame.Message{ID: 1, Type: "MsgVote", From: "n2", To: "n3", Term: 2}}}
	for _, c := range []struct {
		name string
		step *event.Step
		want event.Kind
	}{
		{"an election begins", ticks("n2", base, fired, term, candidate, voted("n2", "n2", false)), event.KindBecameCandidate},
		{
			"a pre-vote begins",
			ticks("n2", base, fired, event.Event{Node: "n2", Payload: &event.BecamePreCandidate{Term: 1, Was: frame.Follower}}, voted("n2", "n2", true)),
			event.KindBecamePreCandidate,
		},
		{"its own vote is on its disk", syncs("n2", base, voted("n2", "n2", false), event.Event{Node: "n2", Payload: &event.VoteCounted{Voter: "n2", Term: 2, Granted: true}}), event.KindVoteCounted},
		{"a vote for another", delivers(received.Msg(), base, received, term, voted("n3", "n2", false)), event.KindVoted},
	} {
		for _, l := range lang.All {
			if i := Step(base, c.step, l).Event; i < 0 || c.step.Events[i].Kind() != c.want {
				t.Errorf("%s, %v: it is told by event %d, want %v", c.name, l, i, c.want)
			}
		}
	}
}
