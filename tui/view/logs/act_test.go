package logs

import (
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/samples"
	"raftviz/tui/view/scene"
)

// Keys along the log of five entries, the newest change at the last of them,
// and among the nodes.
func TestChoosing(t *testing.T) {
	for _, c := range []struct {
		name string
		from scene.Selection
		key  keys.Action
		want scene.Selection
	}{
		{"left of what changed", scene.Selection{}, keys.ScrollLeft, scene.Selection{Index: 4}},
		{"right of it follows on", scene.Selection{}, keys.ScrollRight, scene.Selection{}},
		{"left", scene.Selection{Node: "n2", Index: 3, Msg: 7}, keys.ScrollLeft, scene.Selection{Node: "n2", Index: 2, Msg: 7}},
		{"left of the first", scene.Selection{Index: 1}, keys.ScrollLeft, scene.Selection{Index: 1}},
		{"to the last", scene.Selection{Index: 4}, keys.ScrollRight, scene.Selection{Index: 5}},
		{"beyond it follows again", scene.Selection{Index: 5}, keys.ScrollRight, scene.Selection{}},
		{"a page left", scene.Selection{}, keys.PageLeft, scene.Selection{Index: 1}},
		{"a page right", scene.Selection{Index: 2}, keys.PageRight, scene.Selection{Index: 5}},
		{"down from the leader", scene.Selection{}, keys.ScrollDown, scene.Selection{Node: "n2"}},
		{"up", scene.Selection{Node: "n3", Index: 2}, keys.ScrollUp, scene.Selection{Node: "n2", Index: 2}},
		{"up at the top", scene.Selection{Node: "n1"}, keys.ScrollUp, scene.Selection{Node: "n1"}},
		{"down at the end", scene.Selection{Node: "n5"}, keys.ScrollDown, scene.Selection{Node: "n5"}},
		{"the leader's commit", scene.Selection{}, keys.ToCommit, scene.Selection{Index: 5}},
		{"a follower's commit", scene.Selection{Node: "n3"}, keys.ToCommit, scene.Selection{Node: "n3", Index: 3}},
		{"esc", scene.Selection{Index: 3}, keys.Escape, scene.Selection{}},
	} {
		s := samples.InStory(lang.English)
		s.Selected = c.from
		got, ok := New().Act(c.key, s)
		if !ok || got.Select == nil || *got.Select != c.want {
			t.Errorf("%s: %+v, %v, want %+v", c.name, got.Select, ok, c.want)
		}
	}
}

func TestPages(t *testing.T) {
	s := at(samples.Nine(10_000), scene.Selection{Index: 5000})
	p := New()
	p.Draw(canvas.New(63, 14).Area(), s)
	shown := int(p.drawn.hi - p.drawn.lo + 1)
	got, _ := p.Act(keys.PageLeft, s)
	if want := uint64(5000 - shown + 1); got.Select.Index != want {
		t.Errorf("a page of %d goes to %d, want %d", shown, got.Select.Index, want)
	}
}

// Jumps that find nothing say so.
func TestJumps(t *testing.T) {
	for _, c := range []struct {
		name   string
		step   *event.Step
		chosen scene.Selection
		key    keys.Action
		index  uint64
		says   string
	}{
		{"nothing committed", samples.Cold(), scene.Selection{}, keys.ToCommit, 0, "n1 knows of nothing that is committed"},
		{"a snapshot", samples.Joint(), scene.Selection{Node: "n1"}, keys.ToSnapshot, 5, ""},
		{"none", samples.Joint(), scene.Selection{}, keys.ToSnapshot, 0, "n3 has no snapshot"},
		{"different entries", samples.Split(), scene.Selection{}, keys.ToDifference, 3, ""},
		{"of nine nodes", samples.Nine(10_000), scene.Selection{}, keys.ToDifference, 9995, ""},
		{"the only one, again", samples.Nine(10_000), scene.Selection{Index: 9995}, keys.ToDifference, 9995, ""},
		{"shorter logs", samples.InStory(lang.English).Step, scene.Selection{}, keys.ToDifference, 3, "no entry differs; n4 lacks"},
		{"equal logs", samples.Joint(), scene.Selection{}, keys.ToDifference, 0, "all logs are the same"},
		{"empty logs", samples.Cold(), scene.Selection{}, keys.ToDifference, 0, "all logs are the same"},
	} {
		got, ok := New().Act(c.key, at(c.step, c.chosen))
		index := uint64(0)
		if got.Select != nil {
			index = got.Select.Index
		}
		if !ok || index != c.index || !strings.HasPrefix(got.Say, c.says) || (got.Say == "") != (c.says == "") {
			t.Errorf("%s: goes to %d and says %q, want %d and %q", c.name, index, got.Say, c.index, c.says)
		}
	}
}

// Logs that part twice have two differences, and after the last comes the
// first. No run makes them: log matching forbids equal entries after unequal
// ones, so the entries are put in by hand.
func TestNextDifference(t *testing.T) {
	f := altered(samples.Nine(100), func(n []*frame.Node) {
		for _, i := range []int{9, 10} {
			n[3].Log[i] = &frame.Entry{Index: uint64(i + 1), Term: 99}
		}
	}).Frame
	for after, want := range map[uint64]uint64{0: 10, 9: 10, 10: 95, 11: 95, 94: 95, 95: 10, 99: 10} {
		if got := nextDifference(f, after); got != want {
			t.Errorf("after %d the next difference is %d, want %d", after, got, want)
		}
	}
}

// Enter goes to the revision that an entry wrote, by the store of the chosen
// node or else of one that has it.
func TestOpen(t *testing.T) {
	for _, c := range []struct {
		name   string
		chosen scene.Selection
		want   scene.Selection
		says   string
	}{
		{"a put", scene.Selection{Index: 2}, scene.Selection{Index: 2, Main: 2, Key: "lamp"}, ""},
		{"a txn: its first write", scene.Selection{Index: 4}, scene.Selection{Index: 4, Main: 4, Key: "door"}, ""},
		{"of a node that has not applied it", scene.Selection{Node: "n3", Index: 4}, scene.Selection{Node: "n3", Index: 4, Main: 4, Key: "door"}, ""},
		{"of a node that is down", scene.Selection{Node: "n4", Index: 2}, scene.Selection{Node: "n4", Index: 2, Main: 2, Key: "lamp"}, ""},
		{"a no-op", scene.Selection{Index: 1}, scene.Selection{}, "index 1 wrote no revision"},
		{"not applied yet", scene.Selection{}, scene.Selection{}, "index 5 is not applied"},
	} {
		s := samples.InStory(lang.English)
		s.Selected = c.chosen
		got, ok := New().Act(keys.Open, s)
		switch {
		case !ok:
			t.Errorf("%s: nothing happens", c.name)
		case c.says != "":
			if !strings.HasPrefix(got.Say, c.says) || got.Select != nil || got.Focus != "" {
				t.Errorf("%s: %+v, want that it says %q", c.name, got, c.says)
			}
		case got.Select == nil || *got.Select != c.want || got.Focus != pane.MVCC:
			t.Errorf("%s: %+v of %+v, want %+v", c.name, got, got.Select, c.want)
		}
	}
	if got, _ := New().Act(keys.Open, at(samples.Cold(), scene.Selection{})); got.Say == "" {
		t.Errorf("no entries: %+v", got)
	}
	if got, ok := New().Act(keys.Open, samples.Of(&event.Step{Frame: &frame.Frame{}}, lang.English)); ok {
		t.Errorf("no nodes: %+v", got)
	}
}

func TestClick(t *testing.T) {
	s := samples.InStory(lang.English)
	for _, c := range []struct {
		w, h, x, y int
		want       scene.Selection
	}{
		{80, 7, 16, 2, scene.Selection{Node: "n2", Index: 3}},
		{63, 14, 16, 3, scene.Selection{Node: "n2", Index: 3}},
		{63, 14, 23, 4, scene.Selection{Node: "n2", Index: 5}},
		{63, 14, 3, 9, scene.Selection{Node: "n5"}},
		{63, 14, 54, 9, scene.Selection{Node: "n5"}},
		{63, 14, 42, 5, scene.Selection{Node: "n3"}},
		{63, 14, 11, 0, scene.Selection{Index: 2}},
		{63, 14, 11, 13, scene.Selection{}},
	} {
		p := New()
		p.Draw(canvas.New(c.w, c.h).Area(), s)
		if got := p.Click(c.x, c.y, s); got.Select == nil || *got.Select != c.want {
			t.Errorf("%d, %d of %d×%d: %+v, want %+v", c.x, c.y, c.w, c.h, got.Select, c.want)
		}
	}
}

// More nodes than rows scroll, and the one that is chosen is shown.
func TestScroll(t *testing.T) {
	s := at(samples.Nine(30), scene.Selection{})
	p, c := New(), canvas.New(63, 7)
	p.Draw(c.Area(), s)
	p.Wheel(0, 3, s)
	p.Draw(c.Area(), s)
	if p.top != 3 {
		t.Errorf("scrolled by 3 it begins with row %d", p.top)
	}
	p.Wheel(0, 100, s)
	p.Draw(c.Area(), s)
	if p.top != 4 {
		t.Errorf("scrolled to the end it begins with row %d, want 4 of 9 with 5 shown", p.top)
	}
	s.Selected.Node = "n2"
	p.Draw(c.Area(), s)
	if p.top != 1 {
		t.Errorf("with n2 chosen it begins with row %d", p.top)
	}
	if got := p.Wheel(-1, 0, s); got.Select == nil || got.Select.Index != 29 {
		t.Errorf("the wheel to the left: %+v", got.Select)
	}
}
