package recording

import (
	"slices"
	"strings"
	"unsafe"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/store"
)

// A decoder reads lines in their order, each as what changes the frame before.
// Every reference is checked: a line that fits nothing is an error, never a
// panic.
type decoder struct {
	s     scanner
	dict  *dictionary
	known known        // what of dict appeared before
	later *frame.Frame // a later frame of the same run, if there is one; see ahead

	step       *event.Step // the step being read
	prev, next *frame.Frame
	flight     mentions
	settled    bool   // the events have begun, so next.Flight is what it should be
	node       uint64 // the number of the node that is read
	at         int    // the place of the next member of the frame
	bare       bareKeys

	events  []event.Event
	scratch []*frame.Entry
	revs    []*store.Rev           // scratch
	owned   [config.MaxID + 1]bool // by number: whose log may be appended to in place

	ownedRevs [config.MaxID + 1]bool // and whose revisions
}

// start makes the decoder go on after the given frame, which is shared, and in
// which so much of the dictionary has appeared.
func (d *decoder) start(known known, later *frame.Frame) {
	d.known, d.later = known, later
	clear(d.owned[:])
	clear(d.ownedRevs[:])
}

// decode reads the line of the step after prev. The step holds none of the
// line's memory.
func (d *decoder) decode(prev *frame.Frame, line []byte) (*event.Step, error) {
	d.s.reset(line)
	d.flight.reset()
	d.settled, d.at = false, 0
	both := new(struct {
		step event.Step
		next frame.Frame
	})
	step, next := &both.step, &both.next
	*next = *prev
	step.Frame = next
	d.step, d.prev, d.next = step, prev, next
	d.s.lit('{')
	for n := 0; d.s.more('}', n); n++ {
		d.member(d.s.key())
	}
	d.s.end()
	if d.s.err != nil {
		return nil, d.s.err
	}
	next.Step = step.Index
	return step, nil
}

func (d *decoder) member(key []byte) {
	s, step, next := &d.s, d.step, d.next
	switch string(key) {
	case "i":
		step.Index = s.uint()
	case "t":
		step.Time = s.int64()
		next.Time = step.Time
	case "c":
		step.Cause.Type = causes.get(s, &aCause)
	case "p":
		back := s.uint()
		if back == 0 || back >= step.Index {
			s.fail("step %d was scheduled %d steps before it", step.Index, back)
			return
		}
		step.Parent = step.Index - back
	case "n":
		step.Cause.Node = s.name()
	case "m":
		step.Cause.Msg = s.uint()
	case "x":
		step.Cause.Text = s.str()
	case "ent":
		d.newEntries()
	case "rev":
		d.newRevs()
	case "seen":
		d.readSeen()
	case "ev":
		d.readEvents()
	case "raft":
		step.Raft = s.raftLines()
	default:
		if d.settled && string(key) == flightMember.key {
			s.fail("%q comes after the events", string(key))
			return
		}
		d.at = frameShape.readOne(d, key, d.at, unsafe.Pointer(next))
	}
}

// settle notes that the messages in flight are what they should be.
func (d *decoder) settle() { d.settled = true }

// raftLines reads what raft logged.
func (s *scanner) raftLines() (v []event.RaftLine) {
	s.lit('[')
	for n := 0; s.more(']', n); n++ {
		if n == maxRaft {
			s.fail("more than %d lines of raft's", maxRaft)
			return nil
		}
		node, text, ok := strings.Cut(s.str(), raftMark)
		if !ok {
			s.fail("a line of raft's without its node")
			return nil
		}
		v = append(v, event.RaftLine{Node: node, Text: text})
	}
	return slices.Clip(v)
}
