package network

import (
	"strings"
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/kit"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

// wish writes an intent in one line: the command; ? and the beginning of one;
// ! and what is said; and > with the message that is chosen.
func wish(i pane.Intent, ok bool) string {
	if !ok {
		return "-"
	}
	text := i.Run
	switch {
	case i.Prompt != "":
		text = "?" + i.Prompt
	case i.Say != "":
		text = "!" + i.Say
	}
	if i.Select != nil {
		text = strings.TrimSpace(text + " >" + kit.Number(i.Select.Msg))
	}
	return text
}

// Every key gives the command that fits the chosen message, or says why none
// does. The list is 74 and 77 (ended), 75, 72, 76, 73, 71 (waits), 70 (held).
func TestActOnMessages(t *testing.T) {
	for _, c := range []struct {
		name   string
		chosen uint64
		key    keys.Action
		want   string
	}{
		{"deliver", 72, keys.Deliver, "deliver #72 >76"},
		{"deliver the first if none is chosen", 0, keys.Deliver, "deliver #75 >72"},
		{"deliver a held one, the last", 70, keys.Deliver, "deliver #70 >71"},
		{"drop the last", 70, keys.DropMessage, "drop #70 >71"},
		{"drop", 76, keys.DropMessage, "drop #76 >73"},
		{"drop a waiting one", 71, keys.DropMessage, "drop #71 >70"},
		{"duplicate", 72, keys.Duplicate, "dup #72"},
		{"delay", 72, keys.Delay, "?delay #72 "},
		{"deliver what waits at a paused node", 71, keys.Deliver, "!#71 has come to n5"},
		{"delay what waits at a paused node", 71, keys.Delay, "!#71 has come to n5"},
		{"deliver what was lost", 77, keys.Deliver, "!#77 is not on its way"},
		{"drop what has arrived", 74, keys.DropMessage, "!#74 is not on its way"},
		{"hold", 76, keys.Hold, "hold n1>n2"},
		{"release", 70, keys.Hold, "release n1>n3"},
		{"hold a client's", 75, keys.Hold, "hold client-two>n1"},
		{"cut", 76, keys.Isolate, "cut n1>n2"},
		{"heal", 77, keys.Isolate, "heal n1>n4"},
		{"cut a client's", 75, keys.Isolate, "cut client-two>n1"},
		{"down", 72, keys.ScrollDown, ">76"},
		{"up", 72, keys.ScrollUp, ">75"},
		{"up at the top", 74, keys.ScrollUp, ">74"},
		{"down at the end", 70, keys.ScrollDown, ">70"},
		{"down from the first if none is chosen", 0, keys.ScrollDown, ">72"},
		{"crash", 72, keys.CrashRestart, "-"},
	} {
		s := held().scene(lang.English)
		s.Selected.Msg, s.Selected.Node = c.chosen, "n2"
		i, ok := New().Act(c.key, s)
		got := wish(i, ok)
		if got != c.want && !(strings.HasPrefix(c.want, "!") && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if i.Select != nil && i.Select.Node != "n2" {
			t.Errorf("%s: what else is chosen is forgotten", c.name)
		}
		valid(t, i)
	}
	i, ok := New().Act(keys.DropMessage, of(samples.Cold(), lang.English))
	if got := wish(i, ok); got != "!nothing is on its way" {
		t.Errorf("dropping where nothing is: %q", got)
	}
}

// What takes a message out of the list chooses the next one under way, over
// those that have ended; the one before, if none follows; or none.
func TestLeaving(t *testing.T) {
	for _, c := range []struct {
		ends string // of each row: . is under way, x has ended
		at   int
		want uint64
	}{
		{"...", 0, 2}, {"...", 1, 3}, {"...", 2, 2},
		{".x.", 0, 3}, {".xx.", 0, 4}, {"..x", 1, 1}, {"x..", 1, 3}, {"x.", 1, 0}, {"x.x", 1, 0}, {".", 0, 0}, {".x", 0, 0},
	} {
		var rows []row
		for i, end := range c.ends {
			r := row{msg: &frame.Message{ID: uint64(i + 1)}}
			if end == 'x' {
				r.end = lost
			}
			rows = append(rows, r)
		}
		s := held().scene(lang.English)
		if got := leaving(s, rows, c.at, "drop"); got.Run != "drop" || got.Select == nil || got.Select.Msg != c.want {
			t.Errorf("after row %d of %s %+v is chosen, want %d", c.at+1, c.ends, got.Select, c.want)
		}
	}
}

// valid parses the command that an intent gives, or begins.
func valid(t *testing.T, i pane.Intent) {
	t.Helper()
	line := i.Run
	if i.Prompt != "" {
		line = i.Prompt + "50ms"
	}
	if line == "" {
		return
	}
	if _, err := command.Parse(line); err != nil {
		t.Error(err)
	}
}

func TestActOnLinks(t *testing.T) {
	for _, c := range []struct {
		name string
		at   link
		key  keys.Action
		want string
	}{
		{"cut", link{"n1", "n2"}, keys.Isolate, "cut n1>n2"},
		{"heal", link{"n1", "n4"}, keys.Isolate, "heal n1>n4"},
		{"hold", link{"n1", "n2"}, keys.Hold, "hold n1>n2"},
		{"release", link{"n1", "n3"}, keys.Hold, "release n1>n3"},
		{"the first that is not as configured", link{}, keys.Hold, "release n1>n3"},
		{"deliver", link{"n1", "n2"}, keys.Deliver, "!pick a message first"},
		{"go to its messages", link{"n2", "n1"}, keys.Open, ">72"},
		{"go to none", link{"n3", "n1"}, keys.Open, "!nothing is on its way from n3 to n1"},
	} {
		s := held().scene(lang.English)
		i, ok := (&Pane{view: links, link: c.at}).Act(c.key, s)
		if got := wish(i, ok); got != c.want && !(strings.HasPrefix(c.want, "!") && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		valid(t, i)
	}
	i, ok := (&Pane{view: links}).Act(keys.Isolate, of(samples.Alone(), lang.English))
	if got := wish(i, ok); got != "!one node has no links" {
		t.Errorf("cutting where there are no links: %q", got)
	}
}

// The choice goes from cell to cell, over the diagonal and not beyond the edge.
func TestMoveLink(t *testing.T) {
	s := of(samples.Cold(), lang.English)
	p := &Pane{view: links, link: link{"n1", "n2"}}
	for _, c := range []struct {
		key  keys.Action
		want string
	}{
		{keys.ScrollRight, "n1>n3"}, {keys.ScrollRight, "n1>n3"}, {keys.ScrollDown, "n2>n3"}, {keys.ScrollDown, "n2>n3"},
		{keys.ScrollLeft, "n2>n1"}, {keys.ScrollUp, "n2>n1"}, {keys.ScrollDown, "n3>n1"}, {keys.ScrollRight, "n3>n2"},
		{keys.ScrollUp, "n1>n2"},
	} {
		if p.Act(c.key, s); p.link.String() != c.want {
			t.Fatalf("went to %s, want %s", p.link, c.want)
		}
	}
}

// The link that is looked at is that of the chosen message, as long as the
// person has gone to none.
func TestChosenLink(t *testing.T) {
	s := held().scene(lang.English)
	s.Selected.Msg = 76
	if l, _ := New().chosenLink(s); l.String() != "n1>n2" {
		t.Errorf("the link of #76 is %s", l)
	}
	s = of(samples.Nine(10), lang.English)
	if l, _ := New().chosenLink(s); l.String() != "n1>n2" {
		t.Errorf("the leader's first link is %s", l)
	}
}

// A click chooses the message or the link that was drawn there.
func TestClick(t *testing.T) {
	s := held().scene(lang.English)
	p := New()
	c := canvas.New(60, 14)
	p.Draw(c.Area(), s)
	if got := wish(p.Click(10, 5, s), true); got != ">72" {
		t.Errorf("a click on the fourth row chose %q", got)
	}
	for _, y := range []int{0, 1, 13, 99, -1} {
		if got := wish(p.Click(10, y, s), true); got != "" {
			t.Errorf("a click on row %d chose %q", y, got)
		}
	}
	if p.Click(16, 0, s); p.view != links {
		t.Errorf("a click on the second view shows view %d", p.view)
	}
	p.Draw(c.Area(), s)
	if p.Click(21, 3, s); p.link != (link{}) {
		t.Errorf("a click on the diagonal chose %s", p.link)
	}
	if p.Click(31, 3, s); p.link.String() != "n2>n3" {
		t.Errorf("a click chose %s, want n2>n3", p.link)
	}
}

// enter shows and hides what the chosen message says.
func TestDetail(t *testing.T) {
	s := held().scene(lang.English)
	p := New()
	for _, size := range [][2]int{{38, 10}, {60, 14}, {120, 30}} {
		draw := func() bool { picture(p, size[0], size[1], s, false); return p.open }
		p.detail = auto
		was := draw()
		p.Act(keys.Open, s)
		if draw() == was {
			t.Errorf("%v: enter changes nothing", size)
		}
		p.Act(keys.Open, s)
		if draw() != was {
			t.Errorf("%v: a second enter does not bring it back", size)
		}
	}
}

// What was sent in this step is new, and gone from the list of the new when the
// next step comes.
func TestCollect(t *testing.T) {
	s := held().scene(lang.English)
	got := ""
	for _, r := range collect(s) {
		got += " " + kit.Number(r.msg.ID) + [...]string{"", "✓", "✗"}[r.end]
		if r.fresh {
			got += "!"
		}
	}
	if want := " 74✓ 77✗ 75 72 76! 73 71 70"; got != want {
		t.Errorf("the list is%s, want%s", got, want)
	}
	f := *s.Frame()
	f.Step++
	next := &scene.Scene{Step: stepOf(&f), Words: s.Words}
	if rows := collect(next); len(rows) != len(f.Flight) {
		t.Errorf("%d rows in the next step, want %d", len(rows), len(f.Flight))
	}
}

// Messages that an engine might bear one day are told as well.
func TestUnknownType(t *testing.T) {
	m := &frame.Message{Type: "MsgNew", From: "n1", To: "n\x1b2"}
	if got, want := sentence(&english, m), `n1 sends n\x1b2 a MsgNew.`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
