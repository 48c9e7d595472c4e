package screen

import (
	"strings"

	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/termtext"
	"raftviz/tui/view/scene"
)

// captions keeps what was said about steps, which takes long to compute.
type captions struct {
	lang  lang.Lang
	label map[int]string
	pos   int // whose explanation text is, less one
	text  string
}

// forget empties it: another language has other words.
func (c *captions) forget() { *c = captions{} }

const mostCaptions = 4096

// short returns the label of a step, for a row of the timeline.
func (c *captions) short(t *Track, st *event.Step, l lang.Lang) string {
	if c.lang != l || len(c.label) > mostCaptions {
		c.forget()
	}
	pos := int(st.Index)
	if text, ok := c.label[pos]; ok {
		return text
	}
	if c.label == nil {
		c.label = map[int]string{}
	}
	c.lang = l
	text := caption(st, t.Before(pos), c.lang)
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
		return strings.TrimSpace(st.Cause.Node + " " + explain.Cause(l, st.Cause.Type))
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
