package tui

import (
	"raftviz/engine/event"
	"raftviz/engine/explain"
	"raftviz/engine/frame"
	"raftviz/tui/canvas"
	"raftviz/tui/cluster"
	"raftviz/tui/logs"
	"raftviz/tui/scene"
	"raftviz/tui/timeline"
	"raftviz/tui/why"
	"raftviz/tui/words"
)

// A paneID names a pane; its number is the key that goes to it, less one.
type paneID uint8

const (
	paneCluster paneID = iota
	paneLog
	paneTimeline
	paneWhy
	numPanes
)

// panes is all there is to know about each pane.
var panes = [numPanes]struct {
	name   func(*words.Table) string
	draw   func(*show, canvas.Area, *scene.Scene)
	scroll func(s *show, dx, dy int)       // nil if it does not
	click  func(s *show, x, y int, r rect) // inside it; nil if it takes none
}{
	paneCluster: {
		name: func(w *words.Table) string { return w.Cluster },
		draw: func(_ *show, a canvas.Area, sc *scene.Scene) { cluster.Draw(a, sc) },
	},
	paneLog: {
		name:   func(w *words.Table) string { return w.Log },
		draw:   func(s *show, a canvas.Area, sc *scene.Scene) { logs.Draw(a, sc, s.log) },
		scroll: (*show).scrollLog,
	},
	paneTimeline: {
		name:   func(w *words.Table) string { return w.Timeline },
		draw:   (*show).drawTimeline,
		scroll: func(s *show, _, dy int) { s.nextRow(dy) },
		click:  (*show).clickTimeline,
	},
	paneWhy: {
		name: func(w *words.Table) string { return w.Why },
		draw: (*show).drawWhy,
	},
}

// scroll moves the focused pane's content.
func (s *show) scroll(dx, dy int) {
	if do := panes[s.focus].scroll; do != nil {
		do(s, dx, dy)
	}
}

func (s *show) scrollLog(dx, dy int) {
	st := s.step(s.pos)
	if st == nil {
		return
	}
	s.log = s.log.Move(dx, st.Frame).Scroll(dy, st.Frame)
}

// A picture is the timeline's rows, kept while nothing that they depend on
// changes: between steps only what is under way moves.
type picture struct {
	of struct{ branch, pos, len, rows int }
	timeline.Picture
}

func (s *show) timeline(rows int) timeline.Picture {
	of := s.picture.of
	of.branch, of.pos, of.len, of.rows = s.at+1, s.pos, s.rec().Len(), rows
	if s.picture.of != of {
		s.picture.of = of
		s.picture.Picture = s.reel().Collect(s.pos, rows)
	}
	p := s.picture.Picture
	p.Caption = func(st *event.Step) string { return s.captions.short(s, st) }
	return p
}

func (s *show) drawTimeline(a canvas.Area, sc *scene.Scene) {
	timeline.Draw(a, sc, s.timeline(a.H-1))
}

// drawWhy writes the explanation. Zoomed it also says all of what the banner
// says of a violation, however long.
func (s *show) drawWhy(a canvas.Area, sc *scene.Scene) {
	const gap = why.MaxRows + 1
	why.Draw(a, s.captions.why(sc))
	if broken := sc.Frame().Violations; s.zoom && s.focus == paneWhy && len(broken) > 0 {
		why.Draw(a.Sub(0, gap, a.W, a.H-gap), safe(broken[0].Text))
	}
}

// clickTimeline goes to the step of a row.
func (s *show) clickTimeline(_, y int, r rect) {
	p := s.timeline(r.h - 1)
	if i := y - 1; i >= 0 && i < len(p.Rows) {
		s.seek(p.Rows[i].Pos)
	}
}

// captions keeps what was said about steps, which takes long to compute.
type captions struct {
	lang  explain.Lang
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
func caption(st *event.Step, prev *frame.Frame, l explain.Lang) string {
	if st.Cause.Type == event.Command {
		return frame.Printable(st.Cause.Text)
	}
	at := explain.Step(prev, st, l).Event
	if at < 0 {
		return trim(st.Cause.Node + " " + l.Cause(st.Cause.Type))
	}
	e := &st.Events[at]
	switch {
	case e.Msg != nil && (e.Kind == event.Received || e.Kind == event.Sent):
		return e.Msg.From + "→" + e.Msg.To + " " + scene.Brief(e.Msg)
	case e.Node == "":
		return explain.Short(e, l)
	}
	return e.Node + " " + explain.Short(e, l)
}

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
