package recording

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"raftviz/engine/event"
	"raftviz/engine/frame"
)

var errVanished = errors.New("nodes and clients stay where they are in a frame; they never vanish")

// An encoder writes steps as lines, each as what differs from the frame
// before. What it writes depends on what the frames hold alone, not on what
// memory they share: sharing only makes it fast.
type encoder struct {
	line   line
	ents   line
	fresh  line // revisions
	drop   []uint64
	dict   *dictionary
	flight flightDiff
}

// encode returns the line of s, without its digest and the newline. It holds
// until the next call.
func (e *encoder) encode(prev *frame.Frame, s *event.Step) ([]byte, error) {
	l, next := &e.line, s.Frame
	l.b, e.ents.b, e.fresh.b = append(l.b[:0], room...), e.ents.b[:0], e.fresh.b[:0]
	l.wild, e.ents.wild, e.fresh.wild = false, false, false
	e.flight.reset()
	if err := e.flight.compare(prev.Flight, next.Flight); err != nil {
		return nil, err
	}
	e.flight.mention(s.Events, prev, next)
	if err := l.putHead(s); err != nil {
		return nil, err
	}
	head := len(l.b)
	e.putFlight(&e.flight, s.Time)
	e.putEvents(s.Events, e.flight.refs)
	if len(s.Raft) > 0 {
		l.strs(`,"raft":`, s.Raft)
	}
	if err := l.dNetwork(prev.Network, next.Network); err != nil {
		return nil, err
	}
	if err := e.dNodes(prev.Nodes, next.Nodes); err != nil {
		return nil, err
	}
	if err := l.dClients(prev.Clients, next.Clients); err != nil {
		return nil, err
	}
	if err := l.dViolations(prev.Violations, next.Violations); err != nil {
		return nil, err
	}
	l.raw("}")
	if len(e.fresh.b) > 0 {
		e.fresh.raw("]")
		l.b = slices.Insert(l.b, head, e.fresh.b...)
	}
	if len(e.ents.b) > 0 {
		e.ents.raw("]")
		l.b = slices.Insert(l.b, head, e.ents.b...)
	}
	if l.wild || e.ents.wild || e.fresh.wild {
		return nil, errWild
	}
	if len(l.b) > maxLine {
		return nil, errTooMany("bytes in a step's line", len(l.b), maxLine)
	}
	return e.latest(), nil
}

// latest returns the line that was encoded last.
func (e *encoder) latest() []byte { return e.line.b[len(room):] }

// room is what an encoder leaves before a line, for the digest before it.
const room = "01234567"

// after returns the latest line with the digest before it: what the line's
// digest is made of.
func (e *encoder) after(d Digest) []byte {
	copy(e.line.b, d[:])
	return e.line.b
}

// putRefs writes a list of entries by number. Those that are new to the
// recording go into the line's member "ent".
func (e *encoder) putRefs(key string, entries []*frame.Entry) {
	l := &e.line
	l.raw(key)
	sep := "["
	for _, v := range entries {
		n, fresh := e.dict.number(v)
		l.uint(sep, n)
		sep = ","
		if !fresh {
			continue
		}
		if len(e.ents.b) == 0 {
			e.ents.raw(`,"ent":[`)
		} else {
			e.ents.raw(",")
		}
		e.ents.putEntry(v)
	}
	if sep == "[" {
		l.raw(sep)
	}
	l.raw("]")
}

// putHead writes the step's number, time and cause.
func (l *line) putHead(s *event.Step) error {
	if !utf8.ValidString(s.Cause.Text) {
		return fmt.Errorf("the command %s is not UTF-8", quote(s.Cause.Text))
	}
	l.uint(`{"i":`, s.Index)
	l.int(`,"t":`, s.Time)
	l.raw(`,"c":"`)
	l.raw(s.Cause.Type.String())
	l.raw(`"`)
	l.dStr(`,"n":`, "", s.Cause.Node)
	l.dUint(`,"m":`, 0, s.Cause.Msg)
	l.dStr(`,"x":`, "", s.Cause.Text)
	return nil
}

// dViolations writes the violations that are new.
func (l *line) dViolations(old, v []*frame.Violation) error {
	if len(v) > maxBroken {
		return errTooMany("violations", len(v), maxBroken)
	}
	if len(v) < len(old) {
		return errVanished
	}
	sep := `,"bad":[`
	for _, b := range v[len(old):] {
		l.raw(sep)
		l.str(`{"p":`, b.Property)
		l.dStr(`,"x":`, "", b.Text)
		l.dStrs(`,"n":`, nil, b.Nodes)
		l.dUint(`,"i":`, 0, b.Index)
		l.dUint(`,"s":`, 0, b.Step)
		l.raw("}")
		sep = ","
	}
	if sep == "," {
		l.raw("]")
	}
	return nil
}

func (l *line) dStrs(key string, old, v []string) {
	if !slices.Equal(old, v) {
		l.strs(key, v)
	}
}

func (s *scanner) violations(old []*frame.Violation) []*frame.Violation {
	v := slices.Clone(old)
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		if len(v) == maxBroken {
			s.fail("more than %d violations", maxBroken)
			return nil
		}
		v = append(v, s.violation())
	}
	return v
}

func (s *scanner) violation() *frame.Violation {
	b := new(frame.Violation)
	s.lit('{')
	for n := 0; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "p":
			b.Property = s.name()
		case "x":
			b.Text = s.str()
		case "n":
			b.Nodes = s.strs(maxStrings)
		case "i":
			b.Index = s.uint()
		case "s":
			b.Step = s.uint()
		default:
			s.unknown("a violation", key)
		}
	}
	return b
}
