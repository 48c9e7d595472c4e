package timeline

import (
	"reflect"
	"slices"
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

// Every step of the story comes of what the engine says begot it, and what it
// leads to says the same of it.
func TestCausesAndEffects(t *testing.T) {
	run := samples.StoryRun()
	r := Reel(run.Reel())
	for pos, st := range run.Steps {
		want := run.Reel().Parent(pos)
		l, ok := r.cause(pos)
		if ok != (want >= 0) || ok && l.From != want {
			t.Errorf("step %d (%v) comes of %+v, %v; want %d", pos, st.Cause, l, ok, want)
		}
		if l, ok := r.cause(pos); ok && st.Has(event.KindDropped) == nil {
			if !slices.ContainsFunc(r.effects(l.From), func(e Link) bool { return e.To == pos }) {
				t.Errorf("step %d does not lead to %d", l.From, pos)
			}
		}
	}
	for _, c := range []struct{ moment, cause, effect string }{
		{"proposed", "asked", "synced"}, // the request arrives; the fsync comes first
		{"arrived", "proposed", "stored"},
		{"answered", "applied", ""},
		{"learned", "committed", ""},
		{"applied", "committed", "answered"},
		{"asked", "", "proposed"},
		{"crashed", "", ""},
	} {
		cause, effect := -1, -1
		if l, ok := r.cause(run.Pos(c.moment)); ok {
			cause = l.From
		}
		for _, l := range r.effects(run.Pos(c.moment)) {
			if effect < 0 || c.effect != "" && l.To == run.Pos(c.effect) {
				effect = l.To
			}
		}
		if c.cause == "" && cause != -1 || c.cause != "" && cause != run.Pos(c.cause) {
			t.Errorf("%s comes of step %d, want %q", c.moment, cause, c.cause)
		}
		if c.effect != "" && effect != run.Pos(c.effect) {
			t.Errorf("%s leads to step %d, want %q", c.moment, effect, c.effect)
		}
	}
}

// A message arrives late, is lost at once, waits for a process that is stopped,
// or is still under way.
func TestMessages(t *testing.T) {
	f := &frame.Frame{}
	m := func(id uint64) *frame.Message { return &frame.Message{ID: id, From: "n1", To: "n2"} }
	waits := m(4)
	under := &frame.Frame{Flight: []*frame.Message{m(3), waits}}
	sent := func(id uint64) event.Event { return event.Event{Node: "n1", Payload: &event.Sent{Msg: m(id)}} }
	steps := []*event.Step{
		{Frame: f},
		{Index: 1, Frame: under, Events: []event.Event{
			sent(1), sent(2), {Node: "n1", Payload: &event.Dropped{Msg: m(2), Reason: event.LinkCut}}, sent(3), sent(4),
		}},
		{Index: 2, Frame: under, Cause: event.Cause{Type: event.Tick, Node: "n1"}, Events: []event.Event{{Node: "n1", Payload: &event.TimedOut{}}}},
		{Index: 3, Frame: under, Cause: event.Cause{Type: event.Deliver, Msg: 1}, Parent: 1, Events: []event.Event{{Node: "n2", Payload: &event.Received{Msg: m(1)}}}},
		{Index: 4, Frame: under, Cause: event.Cause{Type: event.Deliver, Msg: 4}, Parent: 1},
	}
	type end struct {
		msg uint64
		to  int
	}
	var got []end
	for _, l := range Reel(reel(steps)).effects(1) {
		got = append(got, end{l.Msg.ID, l.To})
	}
	if want := []end{{2, 1}, {1, 3}, {3, -1}, {4, -1}}; !slices.Equal(got, want) {
		t.Errorf("messages end in %v, want %v", got, want)
	}
	if l, ok := Reel(reel(steps)).cause(4); !ok || l.From != 1 || l.Msg != waits {
		t.Errorf("the message that waits comes of %+v, %v", l, ok)
	}
}

// What a command does to a message comes of the message's being sent, whatever
// else is sent and lost in the same step. A client's timeout comes of what made
// it wait, on its line.
func TestByCommand(t *testing.T) {
	m := func(id uint64) *frame.Message { return &frame.Message{ID: id, From: "n1", To: "n2"} }
	sent := func(id uint64) event.Event { return event.Event{Node: "n1", Payload: &event.Sent{Msg: m(id)}} }
	lost := func(id uint64) event.Event {
		return event.Event{Node: "n1", Payload: &event.Dropped{Msg: m(id), Reason: event.LinkCut}}
	}
	f := &frame.Frame{Flight: []*frame.Message{m(1), m(2)}}
	steps := []*event.Step{
		{Frame: f},
		{Index: 1, Frame: f, Events: []event.Event{sent(1), sent(2)}},
		{Index: 2, Frame: f, Cause: event.Cause{Type: event.Command, Text: "deliver #1"}, Parent: 1, Events: []event.Event{
			sent(7), lost(7), {Node: "n2", Payload: &event.Received{Msg: m(1)}},
		}},
		{Index: 3, Frame: f, Cause: event.Cause{Type: event.Deliver, Msg: 2}, Parent: 1, Events: []event.Event{
			lost(8), {Node: "n2", Payload: &event.Received{Msg: m(2)}},
		}},
		{Index: 4, Frame: f, Cause: event.Cause{Type: event.Timeout}, Parent: 1, Events: []event.Event{{Payload: &event.TimedOut{Client: "c1"}}}},
		{Index: 5, Frame: f, Cause: event.Cause{Type: event.Timeout}, Parent: 1},
	}
	r := Reel(reel(steps))
	for pos, want := range map[int]uint64{2: 1, 3: 2} {
		if l, ok := r.cause(pos); !ok || l.From != 1 || l.Msg == nil || l.Msg.ID != want {
			t.Errorf("step %d comes of %+v, %v; want message %d of step 1", pos, l, ok, want)
		}
	}
	for pos, want := range map[int]string{4: "c1", 5: ""} {
		if l, ok := r.cause(pos); !ok || l.From != 1 || l.Msg != nil || l.Who != want {
			t.Errorf("the timeout of step %d comes of %+v, %v; want %q of step 1", pos, l, ok, want)
		}
	}
}

// A tick comes of the clock, unless the timer fires: that comes of what last set
// it back, be it the start.
func TestTimers(t *testing.T) {
	f := &frame.Frame{}
	tick := event.Cause{Type: event.Tick, Node: "n1"}
	fired := []event.Event{{Node: "n1", Payload: &event.TimerFired{}}}
	steps := []*event.Step{
		{Frame: f},
		{Index: 1, Frame: f, Cause: tick},
		{Index: 2, Frame: f, Cause: tick, Events: fired},
		{Index: 3, Frame: f, Cause: tick, Events: fired, Parent: 2},
	}
	r := Reel(reel(steps))
	if l, ok := r.cause(1); ok {
		t.Errorf("a tick comes of %+v", l)
	}
	for pos, from := range map[int]int{2: 0, 3: 2} {
		if l, ok := r.cause(pos); !ok || l.From != from || l.Who != "n1" {
			t.Errorf("the timer of step %d was set back in %+v, %v; want step %d", pos, l, ok, from)
		}
		if list := r.effects(from); len(list) != 1 || list[0].To != pos {
			t.Errorf("step %d leads to %+v, want %d", from, list, pos)
		}
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
	r := samples.StoryRun()
	steps, now := samples.Story()
	s := at(steps, now, lang.English)
	p := New()
	drawn(p, s, 80, 12)
	sought(t, "up", act(p, keys.ScrollUp, s), now-1)
	sought(t, "down", act(p, keys.ScrollDown, s), now+1)
	sought(t, "cause", act(p, keys.ScrollLeft, s), r.Reel().Parent(now))
	if got := act(p, keys.ScrollLeft, s); got.Select == nil || got.Select.Msg != steps[now].Cause.Msg {
		t.Errorf("the message that brought it is not chosen: %+v", got.Select)
	}
	sought(t, "effect", act(p, keys.ScrollRight, s), r.Pos("applied"))

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
	command := last - 1 // the one before the crash: the last clock is stopped
	for steps[command].Cause.Type != event.Command {
		command--
	}
	p, s := New(), at(steps, last, lang.English)
	drawn(p, s, 80, 24)
	sought(t, "up", act(p, keys.ScrollUp, s), command)
	drawn(p, s, 80, 1)
	sought(t, "up without rows", act(p, keys.ScrollUp, s), command)
	s = at(steps, command, lang.English)
	drawn(p, s, 80, 24)
	sought(t, "down", act(p, keys.ScrollDown, s), last)

	stopping := samples.Idle().Pos("stopping")
	s = at(steps, stopping, lang.English)
	drawn(p, s, 80, 24)
	up := act(p, keys.ScrollUp, s)
	if up.Seek == nil || *up.Seek > samples.Idle().Pos("quiet") {
		t.Fatalf("up over heartbeats: %+v", up)
	}
	for _, st := range steps[*up.Seek+1 : stopping] {
		for i := range st.Events {
			if m := st.Events[i].Msg(); m != nil && !strings.HasPrefix(m.Type, "MsgHeartbeat") {
				t.Errorf("step %d, a %s, was passed over", st.Index, m.Type)
			}
		}
	}
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
	pic := p.picture(s)
	if pic.Rows[pic.Now].Pos != now {
		t.Errorf("at %d the row of %d is marked", now, pic.Rows[pic.Now].Pos)
	}
	for _, r := range pic.Rows {
		if !slices.ContainsFunc(r.Step.Events, func(e event.Event) bool { return elections.Has(e.Kind()) }) {
			t.Errorf("step %d is shown: no leader, no commit", r.Pos)
		}
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
	s.Matches = func(_ int, st *event.Step) bool { return st.Has(event.KindAppended) != nil }
	p := New()
	lines := strings.Split(drawn(p, s, 80, 16).Plain(false), "\n")
	want := 0
	for _, r := range p.picture(s).Rows {
		if r.Step.Has(event.KindAppended) != nil {
			want++
		}
	}
	marked := 0
	for _, line := range lines {
		if strings.HasPrefix(line, " /") {
			marked++
			if !strings.Contains(line, "append") && !strings.Contains(line, "proposed") {
				t.Errorf("marked: %q", line)
			}
		}
	}
	if marked != want || want < 3 {
		t.Errorf("%d rows are marked, want %d", marked, want)
	}
}

// However long a recording is, a picture reads few of its steps.
func TestReads(t *testing.T) {
	steps := idle()
	quiet := steps[samples.Idle().Pos("quiet")]
	const n = 100_000
	for level := range numLevels {
		reads := 0
		r := Reel{
			Len:   n,
			Kinds: func(pos int) event.Set { return quiet.Kinds() },
			Time:  func(pos int) int64 { return int64(pos) },

			Parent: func(pos int) int { return pos - 1 },
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
