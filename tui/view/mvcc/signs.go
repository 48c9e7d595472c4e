package mvcc

import (
	"fmt"

	"raftviz/mvccviz/store"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/kit"
)

// A sign is something that a mark tells of revisions.
type sign uint8

const (
	putSign sign = iota
	deadSign
	tombSign // the same, as the key index writes it
	absent   // a last generation that is empty
	doomed
	lost
	bound // a compaction that is finished
	asked // one that is not
	numSigns
)

// signs is a set of them.
type signs uint16

func (s *signs) add(x sign) { *s |= 1 << x }

func (s signs) has(x sign) bool { return s&(1<<x) != 0 }

// of adds what is told of an entry.
func (s *signs) of(r *store.Rev, going bool) {
	switch {
	case going:
		s.add(doomed)
	case r.Tombstone:
		s.add(deadSign)
	default:
		s.add(putSign)
	}
}

// ofToken adds what is told of an entry where the generations stand.
func (s *signs) ofToken(r *store.Rev, going bool) {
	if going {
		s.add(doomed)
	}
	if r.Tombstone {
		s.add(tombSign)
	}
}

// legend explains the signs that occur, how far compaction has come first.
func (d *drawing) legend(s signs) (parts []kit.Span) {
	ink := canvas.Quiet
	c := d.Data
	if d.Was != nil && (phaseOf(d.Was) != phaseOf(c) || d.Was.ScheduledCompactRev != c.ScheduledCompactRev) {
		ink = changed
	}
	state := d.t.Compaction[phaseOf(c)]
	if c.ScheduledCompactRev != 0 {
		state = fmt.Sprintf(state, c.ScheduledCompactRev)
	}
	switch {
	case s.has(asked):
		state = "╎ " + state
	case s.has(bound):
		state = "┃ " + state
	}
	if c.ScheduledCompactRev != 0 {
		parts = append(parts, kit.Text(state, ink))
	}
	for _, m := range [...]struct {
		sign sign
		text string
	}{
		{doomed, "░ " + d.t.SaysDoomed}, {putSign, "v " + d.t.SaysVersion}, {deadSign, deadMark(s) + " " + d.t.SaysEnd}, {lost, "▒ " + d.t.SaysGone}, {absent, "{} " + d.t.SaysNoKey},
	} {
		if s.has(m.sign) || m.sign == deadSign && s.has(tombSign) {
			parts = append(parts, kit.Text(m.text, canvas.Quiet))
		}
	}
	if d.More {
		parts = append(parts, kit.Text("╌ "+d.t.Unread, canvas.Quiet))
	}
	if c.ScheduledCompactRev == 0 {
		parts = append(parts, kit.Text(state, ink))
	}
	return parts
}

// deadMark is what stands for a tombstone.
func deadMark(s signs) string {
	switch {
	case !s.has(tombSign):
		return "✕"
	case s.has(deadSign):
		return "✕ t"
	}
	return "t"
}
