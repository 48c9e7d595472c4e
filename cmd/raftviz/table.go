package main

import (
	"fmt"
	"io"
	"strings"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/record"
	"raftviz/engine/termtext"
	"raftviz/lessons"
	"raftviz/recordings"
)

// A table prints one line a step, in columns that docs/run-output.md
// describes.
type table struct {
	w   io.Writer
	all bool // every step, with every event; else only what is notable
	ink ink
	in  lang.Lang // of the last lines
}

const tableFormat = "%7s  %9s  %-4s  %-12s  %4s  %6s  %5s  %s\n"

// step prints the step, or nothing if it has nothing to say.
func (t *table) step(s *event.Step) error {
	if s.Cause.Type == event.Start {
		head := fmt.Sprintf(tableFormat, "step", "time", "node", "role", "term", "commit", "last", "what")
		if _, err := io.WriteString(t.w, t.ink.dim(head)); err != nil {
			return err
		}
	}
	what := t.what(s)
	if what == "" {
		return nil
	}
	cols := [...]string{fmt.Sprint(s.Index), fmt.Sprint(s.Time), "-", "-", "-", "-", "-"}
	if n := s.Frame.Node(nodeOf(s)); n != nil {
		cols[2], cols[3] = n.Name, roleText(n)
		cols[4], cols[5], cols[6] = fmt.Sprint(n.Term), fmt.Sprint(n.Commit), fmt.Sprint(n.Last())
	}
	line := fmt.Sprintf(tableFormat, cols[0], cols[1], cols[2], cols[3], cols[4], cols[5], cols[6], termtext.Printable(what))
	switch {
	case s.Kinds().Meets(event.SetOf(event.KindViolated, event.KindPanicked)):
		line = t.ink.red(line)
	case s.Cause.Type == event.Command:
		line = t.ink.bold(line)
	}
	_, err := io.WriteString(t.w, line)
	return err
}

// say prints what a script says between its steps.
func (t *table) say(text string) error {
	for line := range strings.Lines(strings.TrimSpace(text)) {
		if _, err := fmt.Fprintf(t.w, "# %s\n", termtext.Printable(strings.TrimSpace(line))); err != nil {
			return err
		}
	}
	return nil
}

// end prints how the run ended.
func (t *table) end(s *lessons.Script, run *recordings.Run, r lessons.Result) error {
	v, err := judge(run, r)
	if err == nil && v != nil {
		err = sayLinearizable(t.w, t.ink, v, t.in)
	}
	if err != nil {
		return err
	}
	f := run.Frame()
	how := texts.Sayf("ok")
	switch {
	case r.Stopped:
		how = texts.Sayf("interrupted")
	case r.Failure != nil:
		how = texts.Sayf("FAILED")
	}
	line := texts.Sayf("%s  %s: %s held, %s, %d ms, digest %s", how, termtext.Printable(s.Name),
		claims(r.Held), steps(int(f.Step)), f.Time, run.Recording().Digest(run.Recording().Len())).In(t.in) + "\n"
	if r.Failure != nil {
		line = t.ink.red(line)
	}
	_, err = io.WriteString(t.w, line)
	return err
}

func roleText(n *frame.Node) string {
	if n.Running() {
		return n.Role.String()
	}
	return n.Status.String()
}

// nodeOf returns the node a step is about: its cause's, or else the node of
// its first event that has one.
func nodeOf(s *event.Step) string {
	if s.Cause.Node != "" {
		return s.Cause.Node
	}
	for i := range s.Events {
		if _, ok := config.NodeID(s.Events[i].Node); ok {
			return s.Events[i].Node
		}
	}
	return ""
}

// what says what a step did.
func (t *table) what(s *event.Step) string {
	var parts []string
	node := nodeOf(s)
	switch {
	case s.Cause.Type == event.Command:
		parts = append(parts, "> "+s.Cause.Text)
	case t.all:
		parts = append(parts, "("+s.Cause.Type.String()+")")
	}
	for i := range s.Events {
		e := &s.Events[i]
		if !t.all && !e.Notable() && e.Kind() != event.KindResponded {
			continue
		}
		text := eventText(e, s.Cause.Text)
		if e.Node != "" && e.Node != node {
			text = e.Node + " " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

// eventText is one event in a few words: its kind, the message or the peer, the
// log indexes, the reason, the payload's other fields by name, and its text,
// unless that is what the command says.
func eventText(e *event.Event, command string) string {
	var b strings.Builder
	b.WriteString(e.Kind().String())
	switch m := e.Msg(); {
	case m != nil:
		fmt.Fprintf(&b, " %s #%d %s>%s", m.Type, m.ID, m.From, m.To)
	case e.Peer() != "":
		b.WriteString(" " + e.Peer())
	}
	switch first, last := e.Span(); {
	case last > first:
		fmt.Fprintf(&b, " %d-%d", first, last)
	case first != 0:
		fmt.Fprintf(&b, " %d", first)
	}
	if e.Reason() != event.NoReason {
		fmt.Fprintf(&b, " (%s)", e.Reason())
	}
	text := ""
	for i := range e.Kind().Schema().Fields {
		f := &e.Kind().Schema().Fields[i]
		switch p := e.Fields(); {
		case !event.Tells(f, p) || told(f):
		case f.Kind == record.String && f.Key == "x":
			text = f.String(p)
		case f.Kind == record.Message && f.Key == "x":
			text = event.Text(f, p)
		case f.Kind == record.Bool:
			b.WriteString(" " + f.Name)
		default:
			b.WriteString(" " + f.Name + "=" + event.Text(f, p))
		}
	}
	if text != "" && text != command {
		b.WriteString(": " + text)
	}
	return b.String()
}

// told reports whether a field needs no name: it has its place in every event
// that has it, or a column.
func told(f *record.Field) bool {
	switch f.Name {
	case "term", "op", "index", "last", "reason", "msg":
		return true
	}
	return f.Key == "p"
}
