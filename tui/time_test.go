package tui

import (
	"testing"

	"raftviz/engine/event"
	"raftviz/recordings/recording"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/timeline"
)

// Played, a step is shown for the time there is something to see: all of its
// share if something changed, half of it if messages merely moved, a tenth if
// nothing shows.
func TestPlayedShares(t *testing.T) {
	set := event.SetOf
	for _, c := range []struct {
		kinds event.Set
		want  float64
	}{
		{set(), 0.1},
		{set(event.KindProgressChanged), 0.1},
		{set(event.KindSent), 0.5}, {set(event.KindReceived), 0.5}, {set(event.KindSent, event.KindReceived), 0.5},
		{set(event.KindDropped), 1}, {set(event.KindSent, event.KindCommitted), 1}, {set(event.KindCrashed), 1}, {set(event.KindBecameLeader), 1},
	} {
		if got := weight(c.kinds); got != c.want {
			t.Errorf("%v is shown for %v of a step's time, want %v", c.kinds, got, c.want)
		}
	}
}

// Playing takes each step after its share, no sooner and no later.
func TestPlayingTakesItsTime(t *testing.T) {
	d := drive(t, Options{}, elected)
	s := d.a.viewer
	d.press("g", "space", "-", "-") // one step a second
	d.shows("▶ 1×")
	for pos := range 40 {
		share := 1.0
		switch kinds := s.rec().Kinds(pos); {
		case !timeline.Shows(kinds):
			share = 0.1
		case kinds == event.SetOf(event.KindSent), kinds == event.SetOf(event.KindReceived), kinds == event.SetOf(event.KindSent, event.KindReceived):
			share = 0.5
		}
		d.at(pos)
		s.play.advance(share - 0.01)
		d.at(pos)
		s.play.advance(0.01 + 1e-9)
	}
	d.at(40)
}

// sharing returns a step that happens at the same time as the one after it, but
// later than the one before.
func sharing(t *testing.T, rec *recording.Recording) int {
	t.Helper()
	for pos := 2; pos < rec.Len(); pos++ {
		if rec.Time(pos) == rec.Time(pos+1) && rec.Time(pos-1) < rec.Time(pos) {
			return pos
		}
	}
	t.Fatal("no two steps share a time")
	return 0
}

// To go to a time is to go past all that happens at it, and not further. The end
// of the recording is still in it.
func TestToATime(t *testing.T) {
	d := drive(t, Options{}, elected)
	s := d.a.viewer
	end, pos := s.rec().Len(), sharing(t, s.rec())
	at := s.rec().Time(pos)
	last := pos
	for last < end && s.rec().Time(last+1) == at {
		last++
	}
	d.press("g")
	d.command("run " + kit.Number(at) + "ms")
	d.at(last)
	if s.head.now != float64(at) {
		t.Errorf("it is %v ms, want %d", s.head.now, at)
	}
	d.press("g")
	d.command("run " + kit.Number(at-1) + "ms")
	if s.head.pos >= pos {
		t.Errorf("a millisecond before, step %d is shown; at %d ms step %d happens", s.head.pos, at, pos)
	}
	for _, c := range []struct {
		ms   int64
		want bool
	}{{s.rec().Time(end), true}, {s.rec().Time(end) + 1, false}} {
		d.press("g")
		if got := s.head.leapTime(c.ms); got != c.want || got != (s.head.pos == end) {
			t.Errorf("%d ms lie within the recording, which ends at %d: %v; step %d is shown", c.ms, s.rec().Time(end), got, s.head.pos)
		}
	}

	// Time that flows comes to the same.
	d.press("g")
	s.head.flow(at)
	d.at(last)
	s.head.flowBack(0)
	d.at(last)
	s.head.flowBack(1)
	if s.head.pos >= pos || s.head.now != float64(at-1) {
		t.Errorf("a millisecond back it is %v ms, at step %d", s.head.now, s.head.pos)
	}
}

// To leave a run that would be lost takes the same key twice. Any other key
// between does what it does, and the next time one is asked again.
func TestLeavingAsks(t *testing.T) {
	for _, between := range []string{"g", "tab", "L", "j", "?", "esc", ":"} {
		d := drive(t, Options{}, elected)
		s := d.a.viewer
		asks := s.appearance.words.LeaveAsk
		d.press("n", "q")
		d.shows(asks)
		if s.left {
			t.Fatal("it leaves without asking")
		}
		d.press(between, "esc")
		d.press("q")
		if s.left {
			t.Errorf("q, %s, q leaves without asking again", between)
		}
		d.shows(s.appearance.words.LeaveAsk)
		d.press("q")
		if !s.left {
			t.Errorf("q twice does not leave after %s", between)
		}
	}
}
