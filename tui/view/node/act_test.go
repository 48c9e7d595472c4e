package node

import (
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/tui/view/canvas"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/pane"
	"raftviz/tui/view/scene"
)

// wish writes an intent in one line: the command; ? and the beginning of one;
// ! and what is said; > and the node that is chosen.
func wish(i pane.Intent, ok bool) string {
	switch {
	case !ok:
		return "-"
	case i.Ask != "":
		return "?" + i.Ask
	case i.Say != "":
		return "!" + i.Say
	case i.Choose != nil:
		return ">" + i.Choose.Node
	}
	return i.Do
}

// Every key acts on the node that is shown, by the state it is in.
func TestAct(t *testing.T) {
	all := paused()
	for _, c := range []struct {
		name string
		w    *world
		node string
		key  keys.Action
		want string
	}{
		{"crash", all, "n2", keys.CrashRestart, "crash n2"},
		{"crash a paused one", all, "n3", keys.CrashRestart, "crash n3"},
		{"restart", all, "n5", keys.CrashRestart, "restart n5"},
		{"pause", all, "n1", keys.PauseResume, "pause n1"},
		{"resume", all, "n3", keys.PauseResume, "resume n3"},
		{"pause one that is down", all, "n5", keys.PauseResume, "!n5 is down"},
		{"campaign", all, "n2", keys.Campaign, "campaign n2"},
		{"the leader campaigns", all, "n1", keys.Campaign, "!n1 leads already"},
		{"a learner campaigns", all, "n4", keys.Campaign, "!n4 is a learner"},
		{"a paused one campaigns", all, "n3", keys.Campaign, "!n3 is paused"},
		{"isolate", all, "n2", keys.Isolate, "cut n2"},
		{"heal", lying(), "n2", keys.Isolate, "heal"},
		{"isolate another", lying(), "n1", keys.Isolate, "cut n1"},
		{"the leader, if none is chosen", all, "", keys.CrashRestart, "crash n1"},
		{"the next node", all, "n2", keys.ScrollRight, ">n3"},
		{"the node before", all, "n2", keys.ScrollLeft, ">n1"},
		{"before the first", all, "n1", keys.ScrollLeft, ""},
		{"after the last", all, "n5", keys.ScrollRight, ""},
		{"down", all, "n2", keys.ScrollDown, ""},
		{"another view", all, "n2", keys.OtherView, ""},
		{"deliver", all, "n2", keys.Deliver, "-"},
	} {
		s := c.w.scene(c.node, lang.English)
		s.Chosen.Msg = 41
		i, ok := New().Act(c.key, s)
		if i.Do != "" { // the node that was acted on stays chosen
			if i.Choose == nil || i.Choose.Node == "" || c.node != "" && i.Choose.Node != c.node {
				t.Errorf("%s: chosen is %+v", c.name, i.Choose)
			}
			i.Choose = nil
		}
		if got := wish(i, ok); got != c.want && !(strings.HasPrefix(c.want, "!") && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if i.Choose != nil && i.Choose.Msg != 41 {
			t.Errorf("%s: what else is chosen is forgotten", c.name)
		}
	}
	empty := &scene.Scene{Step: &event.Step{Frame: &frame.Frame{}}}
	if _, ok := New().Act(keys.CrashRestart, empty); ok {
		t.Error("a key acts where there is no node")
	}
}

// o goes through the views; another node is shown from its top.
func TestViewsAndScrolling(t *testing.T) {
	s := lying().scene("n2", lang.English)
	p := New()
	draw := func() { picture(p, 38, 10, s, false) }
	draw()
	first := p.below
	for range 5 {
		p.Act(keys.ScrollDown, s)
		draw()
	}
	if p.top != 5 || p.below != first-5 {
		t.Errorf("scrolled to %d with %d below, want 5 and %d", p.top, p.below, first-5)
	}
	for range 100 {
		p.Act(keys.ScrollDown, s)
		draw()
	}
	if p.below != 0 || p.top != first {
		t.Errorf("the end is at %d with %d below, want %d and 0", p.top, p.below, first)
	}
	s.Chosen.Node = "n1"
	if draw(); p.top != 0 {
		t.Error("another node is not shown from its top")
	}
	for _, want := range []view{progress, raftsWords, overview} {
		if p.Act(keys.OtherView, s); p.view != want {
			t.Errorf("view %d, want %d", p.view, want)
		}
	}
}

func TestClick(t *testing.T) {
	s := paused().scene("n2", lang.English)
	p, c := New(), canvas.New(60, 14)
	p.Draw(c.Area(), s)
	for x, want := range map[int]string{0: "", 17: ">n1", 18: ">n1", 20: "", 21: ">n2", 33: ">n5"} {
		if got := wish(p.Click(x, 0, s), true); got != want {
			t.Errorf("a click at %d gives %q, want %q\n%s", x, got, want, c.Plain(false))
		}
	}
	if p.Click(15, 1, s); p.view != progress {
		t.Errorf("a click on the second view shows view %d", p.view)
	}
}

// A line of raft's belongs to the node that logged it, whatever it begins with.
func TestSpeakers(t *testing.T) {
	step := &event.Step{Raft: []event.RaftLine{
		{Node: "n2", Text: "found conflict at index 3 [existing term: 1, conflicting term: 2]"},
		{Node: "n2", Text: "3 became candidate at term 4"},
		{Node: "n3", Text: "initiating automatic transition out of joint configuration x"},
	}}
	for name, want := range map[string]int{"n1": 0, "n2": 2, "n3": 1} {
		o := &subject{Scene: &scene.Scene{Step: step}, n: &frame.Node{Name: name}}
		if got := o.countSaid(); got != want {
			t.Errorf("%s logged %d lines, want %d", name, got, want)
		}
	}
}

// Sections stand in as few rows as they take, in order and whole.
func TestColumns(t *testing.T) {
	of := func(h ...int) (list []*sheet) {
		for _, n := range h {
			list = append(list, &sheet{h: n})
		}
		return list
	}
	for _, c := range []struct {
		rows   []int
		w, h   int
		height int
	}{
		{[]int{4, 4, 4}, 30, 20, 14},     // one column, an empty row between
		{[]int{4, 4, 4}, 30, 13, 12},     // no room for empty rows
		{[]int{4, 4, 4}, 60, 20, 9},      // two columns: 4 and 4, then 4
		{[]int{6, 2, 2, 2}, 60, 20, 8},   // 6, then 2 and 2 and 2
		{[]int{1, 1, 10}, 100, 20, 10},   // the highest decides
		{[]int{5, 5, 5, 5}, 200, 20, 5},  // four columns
		{[]int{4, 4, 4, 4}, 1000, 20, 4}, // and no more than four
	} {
		if got := columns(of(c.rows...), c.w, c.h).h; got != c.height {
			t.Errorf("%v in %d×%d takes %d rows, want %d", c.rows, c.w, c.h, got, c.height)
		}
	}
}
