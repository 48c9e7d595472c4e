package screen

import "raftviz/engine/event"

// turns are the kinds of events after which a run is another: who leads, who is
// there, who hears whom.
var turns = event.SetOf(
	event.KindBecameLeader, event.KindCrashed, event.KindPoweredOff, event.KindRestarted, event.KindPaused, event.KindWiped, event.KindCut, event.KindHealed, event.KindDiskChanged,
	event.KindSnapshotInstalled, event.KindConfChanged, event.KindAlarmRaised, event.KindViolated, event.KindPanicked,
)

// A density counts the notable steps of a recording, and the turns among them,
// by stretches of equal length. It grows with the recording: where it would
// have more stretches than most, two become one, so that its size and the work
// of drawing it are bounded.
type density struct {
	rec    Recording
	counts []stretch
	size   int // steps in a stretch, a power of two
	upTo   int // steps that have been counted: those before this position
}

type stretch struct{ notable, turns int32 }

const mostStretches = 4096

// grow counts the steps that were recorded since it was last called; another
// recording is counted from its start.
func (d *density) grow(rec Recording) {
	if d.rec != rec {
		*d = density{rec: rec, counts: d.counts[:0], size: 1}
	}
	for last := rec.Len(); d.upTo <= last; d.upTo++ {
		i := d.upTo / d.size
		if i == mostStretches {
			d.halve()
			i = d.upTo / d.size
		}
		for len(d.counts) <= i {
			d.counts = append(d.counts, stretch{})
		}
		kinds := rec.Kinds(d.upTo)
		if kinds.Meets(event.Notables) {
			d.counts[i].notable++
		}
		if kinds.Meets(turns) {
			d.counts[i].turns++
		}
	}
}

// halve makes one stretch of two.
func (d *density) halve() {
	if len(d.counts)%2 > 0 {
		d.counts = append(d.counts, stretch{})
	}
	for i := range d.counts[:len(d.counts)/2] {
		a, b := d.counts[2*i], d.counts[2*i+1]
		d.counts[i] = stretch{a.notable + b.notable, a.turns + b.turns}
	}
	d.counts = d.counts[:len(d.counts)/2]
	d.size *= 2
}

// columns adds the stretches up for a scrubber of w columns over so many steps.
func (d *density) columns(last, w int, into []stretch) []stretch {
	into = append(into[:0], make([]stretch, w)...)
	for i, c := range d.counts {
		x := scrubColumn(min(i*d.size, last), last, w)
		into[x].notable += c.notable
		into[x].turns += c.turns
	}
	return into
}
