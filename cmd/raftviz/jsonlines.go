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
	"raftviz/lessons"
	"raftviz/recordings"
)

// jsonLines prints a run as JSON Lines: an object for each event, and one for
// the end.
type jsonLines struct{ w io.Writer }

func (j *jsonLines) step(s *event.Step) error {
	for i := range s.Events {
		if err := writeJSON(j.w, newEventLine(s, &s.Events[i])); err != nil {
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

// eventLine is one event, as run --json prints it. What does not apply is left
// out; docs/run-output.md describes it.
type eventLine struct {
	Step   uint64 `json:"step"`
	Time   int64  `json:"time"`
	Kind   string `json:"kind"`
	Node   string `json:"node,omitempty"`
	Peer   string `json:"peer,omitempty"`
	Term   uint64 `json:"term,omitempty"`
	From   string `json:"from,omitempty"`
	To     string `json:"to,omitempty"`
	Msg    string `json:"msg,omitempty"`
	ID     uint64 `json:"id,omitempty"`
	Index  uint64 `json:"index,omitempty"`
	Last   uint64 `json:"last,omitempty"`
	Op     uint64 `json:"op,omitempty"`
	Reason string `json:"reason,omitempty"`
	Text   string `json:"text,omitempty"`
}

func newEventLine(s *event.Step, e *event.Event) eventLine {
	l := eventLine{
		Step: s.Index, Time: s.Time, Kind: e.Kind.String(), Node: e.Node, Peer: e.Peer, Term: e.Term,
		Index: e.Index, Last: e.Last, Op: e.Op, Reason: e.Reason.String(), Text: e.Text,
	}
	if m := e.Msg; m != nil {
		l.From, l.To, l.Msg, l.ID = m.From, m.To, m.Type, m.ID
		if l.Term == 0 {
			l.Term = m.Term
		}
		if l.Index == 0 && strings.HasPrefix(m.Type, "Msg") {
			l.Index = m.Index
		}
	}
	return l
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
			nl.Log = append(nl.Log, entryLine{e.Index, e.Term, e.Type.String(), e.Text})
		}
		l.Nodes = append(l.Nodes, nl)
	}
	return l
}

// writeJSON writes v as one line. Characters that a terminal could obey are
// escaped, which JSON permits everywhere in a text.
func writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
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
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xd800+(r>>10), 0xdc00+(r&0x3ff))
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}
