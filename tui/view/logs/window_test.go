package logs

import (
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/lang"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

// A window of ten cells over ten thousand entries goes where something changes,
// stays as long as it can be seen, and is held by a choice. The events are made
// by hand: each row needs one that the row before does not lead to.
func TestWindow(t *testing.T) {
	var w window
	step := *samples.Nine(10_000)
	s := samples.Of(&step, lang.English)
	for i, c := range []struct {
		name           string
		pos            uint64
		event          event.Event
		chosen         uint64
		lo, hi, cursor uint64
	}{
		{"the end", 1, event.Event{}, 0, 9992, 10001, 10000},
		{"far behind", 2, event.Event{Payload: &event.Appended{First: 191, Last: 200}}, 0, 196, 205, 200},
		{"nothing changes", 3, event.Event{}, 0, 196, 205, 10000},
		{"a little further", 4, event.Event{Payload: &event.Synced{First: 191, Last: 204}}, 0, 196, 205, 204},
		{"just outside", 5, event.Event{Payload: &event.Synced{First: 206}}, 0, 198, 207, 206},
		{"at the end again", 6, event.Event{Payload: &event.Proposed{Index: 10000}}, 0, 9992, 10001, 10000},
		{"a request says how often it was tried", 7, event.Event{Payload: &event.Invoked{Attempt: 1}}, 0, 9992, 10001, 10000},
		{"a timer says how many ticks", 8, event.Event{Payload: &event.TimerFired{Elapsed: 12}}, 0, 9992, 10001, 10000},
		{"a choice in sight", 8, event.Event{}, 9995, 9992, 10001, 9995},
		{"to the left", 8, event.Event{}, 9992, 9991, 10000, 9992},
		{"far away", 8, event.Event{}, 4711, 4707, 4716, 4711},
		{"it stays there", 9, event.Event{Payload: &event.Proposed{Index: 10000}}, 4711, 4707, 4716, 4711},
		{"to the right", 9, event.Event{}, 4717, 4709, 4718, 4717},
		{"the first", 9, event.Event{}, 1, 1, 10, 1},
		{"beyond the end", 9, event.Event{}, 20000, 9992, 10001, 10000},
		{"no choice any more", 9, event.Event{}, 0, 9992, 10001, 10000},
		{"behind again", 10, event.Event{Payload: &event.Committed{First: 300}}, 0, 296, 305, 300},
		{"a leap in time", 400, event.Event{}, 0, 9992, 10001, 10000},
	} {
		step.Index, step.Events = c.pos, []event.Event{c.event}
		s.Selected = scene.Selection{Index: c.chosen}
		for range 2 { // drawing again changes nothing
			if lo, hi, cursor := w.settle(s, 10); lo != c.lo || hi != c.hi || cursor != c.cursor {
				t.Errorf("%d, %s: %d to %d with %d, want %d to %d with %d", i, c.name, lo, hi, cursor, c.lo, c.hi, c.cursor)
			}
		}
	}
	if lo, hi, _ := w.settle(s, 20); lo != 9982 || hi != 10001 {
		t.Errorf("with more room it shows %d to %d", lo, hi)
	}
}
