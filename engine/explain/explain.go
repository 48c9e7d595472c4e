// Package explain says in plain words what happened in a step and why: from the
// cluster before the step, the cluster after it and the step's events, in
// English and in Chinese. It computes nothing that the frames do not show, and
// nothing before it is asked.
//
// Sentences are templates, one file a language (messages_en.go,
// messages_zh.go); what they may mention is in facts, on which condition in
// conds, which of a step's events is told in table.go, what is added to it in
// asides.go. Where a frame lacks what a sentence wants to mention, a simpler
// one is used.
//
// It cites, where they say it, Ongaro and Ousterhout, "In Search of an
// Understandable Consensus Algorithm" in the extended version ("Raft §5.4.1"),
// Ongaro's dissertation "Consensus: Bridging Theory and Practice" of 2014
// ("Raft dissertation §10.2.1"), and files of etcd and its raft library where
// they go their own way.
package explain

import (
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
)

// An Explanation says what a step did and why.
type Explanation struct {
	Text  string // one sentence, or two
	Ref   string // what says so: "Raft §5.3, §5.4.2"; "" if nothing needs to
	Event int    // the index in the step's Events of the one told of; -1 if none is
}

// beforeRef stands between the sentences and what they cite.
const beforeRef = "  "

// String returns the text with what it cites.
func (x Explanation) String() string {
	if x.Ref == "" {
		return x.Text
	}
	return x.Text + beforeRef + x.Ref
}

// StepWidth is how many cells an Explanation's String takes at most: three
// lines of a screen of 80 columns, and what wrapping wastes.
const StepWidth = 230

// ShortWidth is how many cells a Short takes at most.
const ShortWidth = 24

// Step explains the step s, which led from the frame prev to s.Frame: the one
// or two sentences that matter most. Either frame may be missing, at the price
// of a poorer explanation.
func Step(prev *frame.Frame, s *event.Step, l lang.Lang) Explanation {
	c := newScene(prev, s, headline(prev, s, l), l)
	x := Explanation{Text: c.first(), Event: c.at}
	rs := c.citesOf()
	second, more := c.second(func(text string, more []ref) bool {
		return fits(x.Text + c.lang.afterSentence + text + beforeRef + c.lang.cite(append(rs[:len(rs):len(rs)], more...)))
	})
	if second != "" {
		x.Text += c.lang.afterSentence + second
		rs = append(rs[:len(rs):len(rs)], more...)
	}
	x.Ref = c.lang.cite(rs)
	x.Text = termtext.Clean(x.Text, StepWidth-termtext.Width(beforeRef+x.Ref))
	return x
}

func fits(s string) bool { return termtext.Width(s) <= StepWidth }

// Event explains one event of the step s in one sentence.
func Event(prev *frame.Frame, s *event.Step, e *event.Event, l lang.Lang) string {
	c := newScene(prev, s, -1, l)
	return termtext.Clean(c.turn(e, indexOf(c.step, e)).first(), StepWidth)
}

// indexOf returns where e stands among the step's events, -1 if it does not.
func indexOf(s *event.Step, e *event.Event) int {
	for i := range s.Events {
		if &s.Events[i] == e {
			return i
		}
	}
	return -1
}

// Short returns a label of at most ShortWidth cells for an event, for a row of
// a timeline: "commit 4", "votes for n1", "leader t2".
func Short(e *event.Event, l lang.Lang) string {
	c := newScene(nil, nil, -1, l)
	if e == nil {
		return ""
	}
	c = c.turn(e, -1)
	s := c.say(c.lang.shortWhy[because{e.Kind(), e.Reason()}])
	if s == "" {
		s = c.say(c.lang.short[e.Kind()])
	}
	return termtext.Clean(s, ShortWidth)
}

// first returns the sentence for the scene's event, or for its step where no
// event is told.
func (c *scene) first() string {
	var s string
	switch k := c.e.Kind(); {
	case k == event.KindNone:
		s = c.say(c.lang.causes[c.step.Cause.Type])
	case k == event.KindSent && c.msg != nil:
		s = c.say(c.lang.sent[c.msg.Type])
	case k == event.KindReceived && c.msg != nil:
		s = c.say(c.lang.received[c.msg.Type])
	default:
		s = c.say(c.lang.why[because{k, c.e.Reason()}])
	}
	if s == "" {
		s = c.say(c.lang.say[c.e.Kind()])
	}
	return s
}

// headline returns the index of the event that the step is told by, -1 if the
// step itself says more than any of its events.
func headline(prev *frame.Frame, s *event.Step, l lang.Lang) int {
	best, at := 0, -1
	if s == nil {
		return at
	}
	for i := range s.Events {
		if w := newScene(prev, s, i, l).weigh(); w > best {
			best, at = w, i
		}
	}
	return at
}

// weigh returns how much the scene's event is worth telling, 0 if not at all.
func (c *scene) weigh() int {
	k := c.e.Kind()
	rank := rankOf(k)
	quiet := c.step.Cause.Type == event.Tick && rank < rankUsual
	switch {
	case quiet:
		return 0 // that a leader sends heartbeats is what its tick means
	case k == event.KindCommitted && !c.leadsNow():
		return rankTold
	case k == event.KindBecameFollower && c.wasRole() == frame.Leader:
		return rankDecided + 7
	case k == event.KindBecameFollower && c.e.Reason() == event.HigherTerm:
		return rankUsual
	case k == event.KindVoted && c.e.Peer() == c.e.Node:
		return rankReceived
	case k == event.KindDropped && c.step.Cause.Type != event.Deliver && c.step.Cause.Type != event.Command:
		return rankReceived + 5
	case k == event.KindDropped:
		return rankTold
	case k == event.KindDuplicated && c.conds("proposal"):
		return rankTold + 5 // of all copies this one does something
	case k == event.KindReceived && c.msg != nil && c.msg.Type == "MsgAppResp" && c.conds("leads") && (c.conds("counts") || c.msg.Reject):
		return 58 // what it says is more than how the leader sends on
	}
	return rank
}

func (c *scene) conds(names ...string) bool {
	for _, n := range names {
		if !conds[n](c) {
			return false
		}
	}
	return true
}
