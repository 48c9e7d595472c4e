package tui

import (
	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/tui/view/checks"
	"raftviz/tui/view/clients"
	"raftviz/tui/view/cluster"
	"raftviz/tui/view/lesson"
	"raftviz/tui/view/logs"
	"raftviz/tui/view/mvcc"
	"raftviz/tui/view/network"
	"raftviz/tui/view/node"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
	"raftviz/tui/view/timeline"
	"raftviz/tui/view/why"
)

// newPanes returns the rooms of a screen.
func newPanes() [pane.Count]pane.Pane {
	return [pane.Count]pane.Pane{
		pane.Cluster:  cluster.New(),
		pane.Log:      logs.New(),
		pane.Timeline: timeline.New(),
		pane.Why:      why.New(),
		pane.Node:     node.New(),
		pane.Network:  network.New(),
		pane.MVCC:     mvcc.New(),
		pane.Clients:  clients.New(),
		pane.Checks:   checks.New(),
		pane.Lesson:   lesson.New(),
	}
}

// scene returns what the panes draw from: the step at the position.
func (s *show) scene(st *event.Step) *scene.Scene {
	sc := &scene.Scene{
		Step: st, Before: s.frameBefore(s.pos), Now: int64(s.now), Words: s.look.words,
		Reel: s.reel(), Chosen: s.chosen, Verdict: s.verdict, Lesson: s.branch().lesson, Class: s.class(),
		Caption: func(st *event.Step) string { return s.captions.short(s, st) },
	}
	sc.Why = func() string { return s.captions.why(sc) }
	if s.search != nil {
		sc.Matches = s.search.finds(s.at)
	}
	return sc
}

// reel is the recording as panes read it.
func (s *show) reel() scene.Reel {
	rec := s.rec()
	return scene.Reel{ID: s.at, Len: rec.Len(), Kinds: rec.Kinds, Time: rec.Time, At: s.step, Parent: rec.Parent}
}

// captions keeps what was said about steps, which takes long to compute.
type captions struct {
	lang  lang.Lang
	label map[int]string
	pos   int // whose explanation text is, less one
	text  string
}

// forget empties it: another branch has other steps.
func (c *captions) forget() { *c = captions{} }

const mostCaptions = 4096

// short returns the label of a step, for a row of the timeline.
func (c *captions) short(s *show, st *event.Step) string {
	if c.lang != s.look.lang || len(c.label) > mostCaptions {
		c.forget()
	}
	pos := int(st.Index)
	if text, ok := c.label[pos]; ok {
		return text
	}
	if c.label == nil {
		c.label = map[int]string{}
	}
	c.lang = s.look.lang
	text := caption(st, s.frameBefore(pos), c.lang)
	c.label[pos] = text
	return text
}

// caption labels a step by the command that was given, or by the event that
// explains it.
func caption(st *event.Step, prev *frame.Frame, l lang.Lang) string {
	if st.Cause.Type == event.Command {
		return termtext.Printable(st.Cause.Text)
	}
	at := explain.Step(prev, st, l).Event
	if at < 0 {
		return trim(st.Cause.Node + " " + explain.Cause(l, st.Cause.Type))
	}
	e := &st.Events[at]
	switch {
	case e.Msg() != nil && (e.Kind() == event.KindReceived || e.Kind() == event.KindSent):
		return e.Msg().From + "→" + e.Msg().To + " " + scene.Brief(e.Msg())
	case e.Node == "":
		return explain.Short(e, l)
	}
	if clientsOwn.Has(e.Kind()) && e.Peer() != "" {
		return e.Peer() + " " + explain.Short(e, l)
	}
	return e.Node + " " + explain.Short(e, l)
}

// clientsOwn are the kinds that happen at a client, the peer, not at the node.
var clientsOwn = event.SetOf(event.KindInvoked, event.KindResponded, event.KindTimedOut, event.KindRetried, event.KindWatchReceived, event.KindWatchLost, event.KindWatchResumed)

// why returns the explanation of the scene's step.
func (c *captions) why(sc *scene.Scene) string {
	lang := sc.Words.Lang
	if c.lang != lang {
		c.forget()
	}
	if pos := int(sc.Step.Index) + 1; c.pos != pos {
		c.lang, c.pos = lang, pos
		c.text = explain.Step(sc.Before, sc.Step, lang).String()
	}
	return c.text
}

// frameBefore returns the frame before a step, nil at the start.
func (s *show) frameBefore(pos int) *frame.Frame {
	if pos == 0 {
		return nil
	}
	if st := s.step(pos - 1); st != nil {
		return st.Frame
	}
	return nil
}

// class is the step of the lesson that is gone through, nil if there is none.
func (s *show) class() *scene.Class {
	if s.lecture == nil {
		return nil
	}
	if away := s.away(); s.lecture.class == nil || s.lecture.class.Away != away || s.lecture.lang != s.look.lang {
		s.reclass()
	}
	return s.lecture.class
}
