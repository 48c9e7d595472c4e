package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/record"
	"raftviz/lessons"
	"raftviz/recordings"
)

// jsonLines prints a run as JSON Lines: an object for each event, and one for
// the end.
type jsonLines struct{ w io.Writer }

func (j *jsonLines) step(s *event.Step) error {
	for i := range s.Events {
		if err := writeJSON(j.w, eventLine{s, &s.Events[i]}); err != nil {
			return err
		}
	}
	return nil
}

func (j *jsonLines) say(string) error { return nil }

func (j *jsonLines) end(_ *lessons.Script, run *recordings.Run, r lessons.Result) error {
	f := run.Frame()
	l := endLine{
		Kind: "end", Step: f.Step, Time: f.Time, Digest: run.Recording().Digest(run.Recording().Len()).String(),
		OK: r.Failure == nil && !r.Stopped, Held: r.Held, Failures: []*lessons.Problem{}, Frame: newFrameLine(f),
	}
	if r.Failure != nil {
		l.Failures = append(l.Failures, r.Failure)
	}
	v, err := judge(run, r)
	if err != nil {
		return err
	}
	l.judged(v)
	return writeJSON(j.w, l)
}

// eventLine is one event as run --json prints it: what every event has, then the
// message it is about, then the fields of its payload. What does not apply is
// left out; docs/run-output.md describes it.
type eventLine struct {
	step  *event.Step
	event *event.Event
}

// MarshalJSON writes the members in that order.
func (l eventLine) MarshalJSON() ([]byte, error) {
	s, e := l.step, l.event
	o := object{}
	o.add("step", s.Index)
	o.add("time", s.Time)
	if s.Parent > 0 {
		o.add("parent", s.Parent)
	}
	o.add("kind", e.Kind().String())
	if e.Node != "" {
		o.add("node", e.Node)
	}
	o.message(e)
	p := e.Fields()
	for i := range e.Kind().Schema().Fields {
		if f := &e.Kind().Schema().Fields[i]; f.Kind != record.Pointer && event.Tells(f, p) {
			o.add(f.Name, event.Value(f, p))
		}
	}
	return o.end()
}

// An object is a JSON object being written.
type object struct {
	b   []byte
	err error
}

func (o *object) add(name string, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		o.err = err
		return
	}
	o.b = append(o.b, ',', '"')
	o.b = append(append(o.b, name...), '"', ':')
	o.b = append(o.b, b...)
}

// message adds what an event's message tells, and what the payload therefore
// does not.
func (o *object) message(e *event.Event) {
	m := e.Msg()
	if m == nil {
		return
	}
	o.add("msg", m.Type)
	o.add("id", m.ID)
	o.add("from", m.From)
	o.add("to", m.To)
	schema := e.Kind().Schema()
	for _, n := range []struct {
		name string
		v    uint64
		has  bool
	}{
		{"term", m.Term, true}, {"index", m.Index, strings.HasPrefix(m.Type, "Msg")}, {"op", m.Op, true},
	} {
		if n.has && n.v > 0 && schema.Named(n.name) == nil {
			o.add(n.name, n.v)
		}
	}
}

func (o *object) end() ([]byte, error) {
	o.b[0] = '{'
	return append(o.b, '}'), o.err
}

// endLine is the last line of run --json.
type endLine struct {
	Kind         string             `json:"kind"` // end
	Step         uint64             `json:"step"`
	Time         int64              `json:"time"`
	Digest       string             `json:"digest"`
	OK           bool               `json:"ok"`
	Held         int                `json:"held"`
	Failures     []*lessons.Problem `json:"failures"`
	Linearizable string             `json:"linearizable,omitempty"`
	Offending    []operationLine    `json:"offending,omitempty"`
	Frame        frameLine          `json:"frame"`
}

type frameLine struct {
	Leader     string          `json:"leader"`
	Term       uint64          `json:"term"`
	Revision   int64           `json:"revision"`
	Violations []violationLine `json:"violations"`
	Nodes      []nodeLine      `json:"nodes"`
}

type violationLine struct {
	Property string   `json:"property"`
	Text     string   `json:"text"`
	Nodes    []string `json:"nodes,omitempty"`
	Index    uint64   `json:"index,omitempty"`
	Step     uint64   `json:"step"`
}

type nodeLine struct {
	ID      string      `json:"id"`
	Up      bool        `json:"up"`
	Role    string      `json:"role"`
	Term    uint64      `json:"term"`
	Vote    string      `json:"vote"`
	Lead    string      `json:"lead"`
	Commit  uint64      `json:"commit"`
	Applied uint64      `json:"applied"`
	First   uint64      `json:"first"`
	Last    uint64      `json:"last"`
	Log     []entryLine `json:"log"`
}

type entryLine struct {
	Index uint64 `json:"index"`
	Term  uint64 `json:"term"`
	Type  string `json:"type"`
	Text  string `json:"text"`
}

func newFrameLine(f *frame.Frame) frameLine {
	l := frameLine{Term: f.Term(), Revision: f.Revision(), Violations: []violationLine{}, Nodes: []nodeLine{}}
	if leader := f.Leader(); leader != nil {
		l.Leader = leader.Name
	}
	for _, v := range f.Violations {
		l.Violations = append(l.Violations, violationLine{v.Property, v.Text.EN, v.Nodes, v.Index, v.Step})
	}
	for _, n := range f.Nodes {
		nl := nodeLine{
			ID: n.Name, Up: n.Up(), Role: n.Role.String(), Term: n.Term, Vote: n.Vote, Lead: n.Lead,
			Commit: n.Commit, Applied: n.Applied, First: n.First, Last: n.Last(), Log: []entryLine{},
		}
		for _, e := range n.Log {
			nl.Log = append(nl.Log, entryLine{e.Index, e.Term, e.Type.String(), e.Text()})
		}
		l.Nodes = append(l.Nodes, nl)
	}
	return l
}

// writeJSON writes v as one line. Characters that a terminal could obey are
// escaped, which JSON permits everywhere in a text.
func writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	if err := encodeJSON(&b, v); err != nil {
		return err
	}
	return writeLine(w, &b)
}

// writeKind writes v, which must be an object with a member at least, as one
// line that says what kind of thing it is.
func writeKind(w io.Writer, kind string, v any) error {
	var b bytes.Buffer
	b.WriteString(`{"kind":"` + kind + `",`)
	head := b.Len()
	if err := encodeJSON(&b, v); err != nil {
		return err
	}
	line := b.Bytes()
	copy(line[1:head+1], line[:head]) // over the brace with which v begins
	b.Next(1)
	return writeLine(w, &b)
}

// encodeJSON writes v and a newline. What writes its own JSON is taken at its
// word: an Encoder would read it through twice, and a file can have millions of
// revisions.
func encodeJSON(b *bytes.Buffer, v any) error {
	if m, ok := v.(json.Marshaler); ok {
		text, err := m.MarshalJSON()
		b.Write(text)
		b.WriteByte('\n')
		return err
	}
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// writeLine writes a line of JSON, and escapes what a terminal could obey.
func writeLine(w io.Writer, b *bytes.Buffer) error {
	if !bytes.ContainsFunc(b.Bytes(), func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }) {
		_, err := w.Write(b.Bytes())
		return err
	}
	line := b.String()
	b.Reset()
	for _, r := range line {
		switch {
		case r == '\n' || unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			r -= 0x10000
			fmt.Fprintf(b, `\u%04x\u%04x`, 0xd800+(r>>10), 0xdc00+(r&0x3ff))
		default:
			fmt.Fprintf(b, `\u%04x`, r)
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}
