package timeline

import (
	"reflect"
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/engine/lang/langtest"
	"raftviz/engine/termtext"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

// Every text exists in every language, and formats take the same values.
func TestWords(t *testing.T) { langtest.All(t, &catalogue) }

// The causes and the first effects of the story, step by step: -1 is none.
func TestCausesAndEffects(t *testing.T) {
	steps, _ := samples.Story()
	r := Reel(reel(steps))
	for pos, want := range []struct{ cause, effect int }{
		{-1, -1}, // the start
		{-1, -1}, // crash n4
		{-1, 3},  // put x 1: the request arrives
		{2, 4},   // n1 proposes and sends: its own fsync comes first
		{3, -1},  // n1's fsync
		{3, 6},   // n2 appends: its fsync
		{5, 9},   // n2's fsync: its answer arrives
		{3, 8},   // n5 appends
		{7, 10},  // n5's fsync
		{6, -1},  // n2's answer
		{8, 11},  // n5's answer commits: the apply
		{10, 12}, // n1 applies: the answer to the client
		{11, -1}, // the client has it
		{10, -1}, // n2 learns
		{10, -1}, // lost
	} {
		cause, effect := -1, -1
		if l, ok := r.cause(pos); ok {
			cause = l.From
		}
		if list := r.effects(pos); len(list) > 0 {
			effect = list[0].To
		}
		if cause != want.cause || effect != want.effect {
			t.Errorf("step %d comes from %d and leads to %d; want %d and %d", pos, cause, effect, want.cause, want.effect)
		}
	}
}

// A message that was delayed, and one that is still under way.
func TestLateMessages(t *testing.T) {
	steps, _ := samples.Story()
	r := Reel(reel(steps))
	late := *steps[3].Events[len(steps[3].Events)-1].Msg // to n5
	if got := r.endOf(3, steps[3], &late); got != 7 {
		t.Errorf("it ended in %d, want 7", got)
	}
	late.Due = 5000
	if got := r.endOf(3, steps[3], &late); got != 7 {
		t.Errorf("it is due later and ended in %d, want 7", got)
	}
	to3 := steps[3].Events[len(steps[3].Events)-2].Msg
	if got := r.endOf(3, steps[3], to3); got != -1 {
		t.Errorf("it ended in %d, but it is under way", got)
	}
}

// What the timer that fired was last set back by.
func TestHeard(t *testing.T) {
	node := func(elapsed int) *frame.Frame {
		return &frame.Frame{Nodes: []*frame.Node{{Name: "n1", Timer: frame.Timer{Elapsed: elapsed, Timeout: 2}}}}
	}
	tick := event.Cause{Type: event.Tick, Node: "n1"}
	steps := []*event.Step{
		{Frame: node(1)},
		{Frame: node(0), Events: []event.Event{{Kind: event.Received, Node: "n1", Msg: &frame.Message{ID: 1}}}},
		{Frame: node(0), Cause: event.Cause{Type: event.Sync, Node: "n1"}, Events: []event.Event{{Kind: event.Synced, Node: "n1"}}},
		{Frame: node(1), Cause: tick},
		{Frame: node(0), Cause: tick, Events: []event.Event{{Kind: event.TimerFired, Node: "n1"}}},
	}
	l, ok := Reel(reel(steps)).cause(4)
	if !ok || l.From != 1 || l.Who != "n1" {
		t.Errorf("the timer was set back in %+v, %v; want step 1", l, ok)
	}
}

func act(p *Pane, a keys.Action, s *scene.Scene) pane.Intent {
	want, ok := p.Act(a, s)
	if !ok {
		panic("the key means nothing")
	}
	return want
}

func drawn(p *Pane, s *scene.Scene, w, h int) *canvas.Canvas {
	c := canvas.New(w, h)
	p.Draw(c.Area(), s)
	return c
}

func sought(t *testing.T, what string, got pane.Intent, pos int) {
	t.Helper()
	if got.Seek == nil || *got.Seek != pos {
		t.Errorf("%s: %+v, want to go to %d", what, got, pos)
	}
}

func TestKeys(t *testing.T) {
	steps, now := samples.Story()
	s := at(steps, now, lang.English)
	p := New()
	drawn(p, s, 80, 12)
	sought(t, "up", act(p, keys.ScrollUp, s), now-1)
	sought(t, "down", act(p, keys.ScrollDown, s), now+1)
	sought(t, "cause", act(p, keys.ScrollLeft, s), 8)
	if got := act(p, keys.ScrollLeft, s); got.Select == nil || got.Select.Msg != steps[now].Cause.Msg {
		t.Errorf("the message that brought it is not chosen: %+v", got.Select)
	}
	sought(t, "effect", act(p, keys.ScrollRight, s), 11)

	start, end := at(steps, 0, lang.English), at(steps, len(steps)-1, lang.English)
	for what, got := range map[string]pane.Intent{
		"up from the start":   act(New(), keys.ScrollUp, start),
		"down from the end":   act(New(), keys.ScrollDown, end),
		"cause of the start":  act(New(), keys.ScrollLeft, start),
		"effect of the end":   act(New(), keys.ScrollRight, end),
		"closer than closest": act(&Pane{level: Every}, keys.Closer, s),
		"wider than widest":   act(&Pane{level: Elections}, keys.Wider, s),
	} {
		if got.Seek != nil || got.Say == "" {
			t.Errorf("%s: %+v, want words", what, got)
		}
	}
}

// Heartbeats and gaps are passed over.
func TestRowToRow(t *testing.T) {
	steps := idle()
	last := len(steps) - 1
	p, s := New(), at(steps, last, lang.English)
	drawn(p, s, 80, 24)
	sought(t, "up", act(p, keys.ScrollUp, s), 14)
	drawn(p, s, 80, 1)
	sought(t, "up without rows", act(p, keys.ScrollUp, s), 14)
	s = at(steps, 14, lang.English)
	drawn(p, s, 80, 24)
	sought(t, "down", act(p, keys.ScrollDown, s), last)
}

func TestZoom(t *testing.T) {
	steps, now := samples.Story()
	s := at(steps, now, lang.English)
	p := New()
	for _, want := range []Level{Notable, Elections} {
		if got := act(p, keys.Wider, s); p.level != want || got.Say == "" {
			t.Errorf("level %d, %+v; want %d", p.level, got, want)
		}
	}
	drawn(p, s, 80, 12)
	if pic := p.picture(s); len(pic.Rows) > 4 || pic.Rows[pic.Now].Pos != now {
		t.Errorf("rows %+v", pic.Rows)
	}
}

func TestTracing(t *testing.T) {
	steps, now := samples.Story()
	s := at(steps, now, lang.English)
	p := New()
	if _, ok := p.Act(keys.Escape, s); ok {
		t.Error("there was nothing to end")
	}
	act(p, keys.Open, s)
	if got := drawn(p, s, 80, 16).Plain(false); !strings.Contains(got, "because") || !strings.Contains(got, "leads to") {
		t.Errorf("no causes:\n%s", got)
	}
	if _, ok := p.Act(keys.Escape, s); !ok || p.tracing {
		t.Error("escape does not end it")
	}
}

func TestClicks(t *testing.T) {
	steps, now := samples.Story()
	s := at(steps, now, lang.English)
	p := New()
	lines := strings.Split(drawn(p, s, 80, 12).Plain(false), "\n")
	row := 9
	before, _, _ := strings.Cut(lines[row], "App✓5")
	x := termtext.Width(before)
	got := p.Click(x+1, row, s)
	if got.Select == nil || got.Select.Msg != steps[now].Cause.Msg {
		t.Errorf("a click on %q chooses %+v", lines[row], got.Select)
	}
	s.Selected = *got.Select
	if got = p.Click(x+1, row, s); got.Select == nil || got.Select.Msg != 0 {
		t.Errorf("a second click leaves %+v", got.Select)
	}
	sought(t, "a click on a row", p.Click(70, row-2, s), now-2)
	if got = p.Click(3, 0, s); !reflect.DeepEqual(got, pane.Intent{}) {
		t.Errorf("a click on the head: %+v", got)
	}
	if got = p.Click(3, 40, s); !reflect.DeepEqual(got, pane.Intent{}) {
		t.Errorf("a click below: %+v", got)
	}
}

// Rows that the person looks for are marked.
func TestMatches(t *testing.T) {
	steps, now := samples.Story()
	s := at(steps, now, lang.English)
	s.Matches = func(_ int, st *event.Step) bool { return st.Has(event.Appended) != nil }
	marked := 0
	for _, line := range strings.Split(drawn(New(), s, 80, 16).Plain(false), "\n") {
		if strings.HasPrefix(line, " /") {
			marked++
			if !strings.Contains(line, "append") && !strings.Contains(line, "proposed") {
				t.Errorf("marked: %q", line)
			}
		}
	}
	if marked != 3 {
		t.Errorf("%d rows are marked, want 3", marked)
	}
}

// However long a recording is, a picture reads few of its steps.
func TestReads(t *testing.T) {
	steps := idle()
	quiet := steps[len(steps)-3]
	const n = 100_000
	for level := range numLevels {
		reads := 0
		r := Reel{
			Len:   n,
			Kinds: func(pos int) event.Set { return quiet.Kinds() },
			Time:  func(pos int) int64 { return int64(pos) },
			At: func(pos int) *event.Step {
				reads++
				s := *quiet
				s.Index, s.Time = uint64(pos), int64(pos)
				return &s
			},
		}
		r.Collect(Query{Pos: n / 2, Rows: 50, Level: level})
		if reads > 2*far+100 {
			t.Errorf("level %d reads %d steps", level, reads)
		}
		reads = 0
		r.Trace(n / 2)
		if reads > far+100 {
			t.Errorf("a trace reads %d steps", reads)
		}
	}
}
