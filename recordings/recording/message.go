package recording

import (
	"slices"

	"raftviz/engine/frame"
)

// putMessage writes m as what differs from base, which has the same ID, or is
// the message that newMessage returns.
func (e *encoder) putMessage(base, m *frame.Message) {
	l := &e.line
	l.uint(`{"id":`, m.ID)
	l.dStr(`,"type":`, base.Type, m.Type)
	l.dStr(`,"from":`, base.From, m.From)
	l.dStr(`,"to":`, base.To, m.To)
	l.dUint(`,"term":`, base.Term, m.Term)
	l.dUint(`,"i":`, base.Index, m.Index)
	l.dUint(`,"it":`, base.LogTerm, m.LogTerm)
	l.dUint(`,"commit":`, base.Commit, m.Commit)
	if !sameEntries(base.Entries, m.Entries) {
		e.putRefs(`,"ent":`, m.Entries)
	}
	l.dBool(`,"rej":`, base.Reject, m.Reject)
	l.dUint(`,"hint":`, base.Hint, m.Hint)
	l.dSnapshot(base.Snap, m.Snap)
	l.dBool(`,"force":`, base.Force, m.Force)
	l.dUint(`,"op":`, base.Op, m.Op)
	l.dStr(`,"x":`, base.Text, m.Text)
	l.dInt(`,"sent":`, base.Sent, m.Sent)
	l.dInt(`,"due":`, base.Due, m.Due)
	l.dBool(`,"held":`, base.Held, m.Held)
	l.dUint(`,"copy":`, base.Copy, m.Copy)
	l.raw("}")
}

// newMessage is the base of a message that appears at time t.
func newMessage(t int64) frame.Message { return frame.Message{Sent: t} }

// message reads a message after its id, changing m.
func (d *decoder) message(m *frame.Message) {
	s := &d.s
	for n := 1; s.more('}', n); n++ {
		switch key := s.key(); string(key) {
		case "type":
			m.Type = s.name()
		case "from":
			m.From = s.name()
		case "to":
			m.To = s.name()
		case "term":
			m.Term = s.uint()
		case "i":
			m.Index = s.uint()
		case "it":
			m.LogTerm = s.uint()
		case "commit":
			m.Commit = s.uint()
		case "ent":
			m.Entries = d.entryRefs(nil)
		case "rej":
			m.Reject = s.bool()
		case "hint":
			m.Hint = s.uint()
		case "snap":
			m.Snap = s.snapshot()
		case "force":
			m.Force = s.bool()
		case "op":
			m.Op = s.uint()
		case "x":
			m.Text = s.str()
		case "sent":
			m.Sent = s.int64()
		case "due":
			m.Due = s.int64()
		case "held":
			m.Held = s.bool()
		case "copy":
			m.Copy = s.uint()
		default:
			s.unknown("a message", key)
		}
	}
}

// id reads the opening of a record that begins with its id.
func (s *scanner) id() uint64 {
	s.lit('{')
	if string(s.key()) != "id" {
		s.fail(`the record should begin with "id"`)
	}
	return s.uint()
}

// sameMessage reports whether nothing tells a from b.
func sameMessage(a, b *frame.Message) bool {
	return a == b || a.ID == b.ID && a.Type == b.Type && a.From == b.From && a.To == b.To &&
		a.Term == b.Term && a.Index == b.Index && a.LogTerm == b.LogTerm && a.Commit == b.Commit &&
		a.Reject == b.Reject && a.Hint == b.Hint && a.Snap == b.Snap && a.Force == b.Force &&
		a.Op == b.Op && a.Text == b.Text && a.Sent == b.Sent && a.Due == b.Due &&
		a.Held == b.Held && a.Copy == b.Copy && sameEntries(a.Entries, b.Entries)
}

// sameEntries reports whether two logs are equal. It is quick where they
// share their memory or their entries.
func sameEntries(a, b []*frame.Entry) bool {
	if len(a) != len(b) {
		return false
	}
	if len(a) == 0 || &a[0] == &b[0] {
		return true
	}
	return slices.EqualFunc(a, b, sameEntry)
}

func sameEntry(a, b *frame.Entry) bool { return a == b || *a == *b }

// dSnapshot writes a snapshot that changed, as [index, term].
func (l *line) dSnapshot(old, v frame.Snapshot) {
	if old != v {
		l.uint(`,"snap":[`, v.Index)
		l.uint(`,`, v.Term)
		l.raw("]")
	}
}

func (s *scanner) snapshot() (v frame.Snapshot) {
	s.lit('[')
	v.Index = s.uint()
	s.lit(',')
	v.Term = s.uint()
	s.lit(']')
	return v
}
