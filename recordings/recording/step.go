package recording

import (
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"

	"raftviz/engine/event"
	"raftviz/engine/frame"
)

var errVanished = texts.Errorf("nodes and clients stay where they are in a frame; they never vanish")

// An encoder writes steps as lines, each as what differs from the frame
// before. What it writes depends on what the frames hold alone, not on what
// memory they share: sharing only makes it fast.
type encoder struct {
	line   line
	ents   line
	fresh  line // revisions
	drop   []uint64
	dict   *dictionary
	flight mentions

	message frame.Message // what a message that is new is written against
}

// encode returns the line of s, without its digest and the newline. It holds
// until the next call.
func (e *encoder) encode(prev *frame.Frame, s *event.Step) ([]byte, error) {
	switch {
	case len(s.Events) > maxEvents:
		return nil, errTooMany(texts.Sayf("events"), len(s.Events), maxEvents)
	case len(s.Raft) > maxRaft:
		return nil, errTooMany(texts.Sayf("lines of raft's"), len(s.Raft), maxRaft)
	}
	l, next := &e.line, s.Frame
	l.b, e.ents.b, e.fresh.b = append(l.b[:0], room...), e.ents.b[:0], e.fresh.b[:0]
	l.wild, e.ents.wild, e.fresh.wild = false, false, false
	e.flight.reset()
	e.flight.mention(s.Events, prev, next)
	e.message.Sent = s.Time
	if err := l.putHead(s); err != nil {
		return nil, err
	}
	head := len(l.b)
	was, now := unsafe.Pointer(prev), unsafe.Pointer(next)
	if err := flightMember.codec.diff(e, flightMember, was, now); err != nil {
		return nil, err
	}
	if err := e.putSeen(e.flight.seen); err != nil {
		return nil, err
	}
	e.putEvents(s.Events, e.flight.refs)
	if len(s.Raft) > 0 {
		if err := l.putRaft(s.Raft); err != nil {
			return nil, err
		}
	}
	if err := frameShape.diff(e, 1, was, now); err != nil {
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
		return nil, errTooMany(texts.Sayf("bytes in a step's line"), len(l.b), maxLine)
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

// raftMark lies between the node that a line of raft's is about and the line.
const raftMark = ": "

// putRaft writes what raft logged: "n1: became leader at term 2".
func (l *line) putRaft(lines []event.RaftLine) error {
	sep := `,"raft":[`
	for _, r := range lines {
		if strings.Contains(r.Node, raftMark) {
			return texts.Errorf("the node %s cannot be told from its line", quote(r.Node))
		}
		l.raw(sep)
		l.raw(`"`)
		for _, part := range [...]string{r.Node, raftMark, r.Text} {
			l.b = appendText(l.b, part)
		}
		l.raw(`"`)
		sep = ","
	}
	l.raw("]")
	return nil
}

// putHead writes the step's number, time and cause.
func (l *line) putHead(s *event.Step) error {
	if !utf8.ValidString(s.Cause.Text) {
		return texts.Errorf("the command %s is not UTF-8", quote(s.Cause.Text))
	}
	if s.Parent > 0 && s.Parent >= s.Index {
		return texts.Errorf("step %d was scheduled by step %d, which is not before it", s.Index, s.Parent)
	}
	l.uint(`{"i":`, s.Index)
	l.int(`,"t":`, s.Time)
	l.raw(`,"c":"`)
	l.raw(s.Cause.Type.String())
	l.raw(`"`)
	if s.Parent > 0 {
		l.uint(`,"p":`, s.Index-s.Parent)
	}
	l.dStr(`,"n":`, "", s.Cause.Node)
	l.dUint(`,"m":`, 0, s.Cause.Msg)
	l.dStr(`,"x":`, "", s.Cause.Text)
	return nil
}

func (l *line) dStrs(key string, old, v []string) {
	if !slices.Equal(old, v) {
		l.strs(key, v)
	}
}
