package cluster

import (
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

// Keys choose from what is chosen; without that from the leader, n1, and from
// the message that comes next, #72; after it come #91, #92, #94, #80, #87, #93.
func TestChoosing(t *testing.T) {
	for _, c := range []struct {
		name string
		from scene.Selection
		key  keys.Action
		want scene.Selection
	}{
		{"down", scene.Selection{}, keys.ScrollDown, scene.Selection{Node: "n2"}},
		{"up goes round", scene.Selection{}, keys.ScrollUp, scene.Selection{Node: "n5"}},
		{"down goes round", scene.Selection{Node: "n5"}, keys.ScrollDown, scene.Selection{Node: "n1"}},
		{"up", scene.Selection{Node: "n3", Index: 4, Key: "x"}, keys.ScrollUp, scene.Selection{Node: "n2", Index: 4, Key: "x"}},
		{"a node instead of a message", scene.Selection{Node: "n3", Msg: 91}, keys.ScrollUp, scene.Selection{Node: "n2"}},
		{"the first message", scene.Selection{Node: "n3"}, keys.ScrollRight, scene.Selection{Node: "n3", Msg: 72}},
		{"the next message", scene.Selection{Msg: 72}, keys.ScrollRight, scene.Selection{Msg: 91}},
		{"the last message", scene.Selection{}, keys.ScrollLeft, scene.Selection{Msg: 93}},
		{"the message before", scene.Selection{Msg: 91}, keys.ScrollLeft, scene.Selection{Msg: 72}},
		{"one that has arrived", scene.Selection{Msg: 90}, keys.ScrollRight, scene.Selection{Msg: 72}},
	} {
		s := samples.InStory(lang.English)
		s.Selected = c.from
		got, ok := New().Act(c.key, s)
		if !ok || got.Select == nil || *got.Select != c.want {
			t.Errorf("%s: %+v, %v, want %+v", c.name, got, ok, c.want)
		}
	}
}

func TestAct(t *testing.T) {
	story := samples.InStory(lang.English).Step
	for _, c := range []struct {
		name   string
		step   *event.Step
		chosen scene.Selection
		key    keys.Action
		want   pane.Intent
	}{
		{"into the leader", story, scene.Selection{}, keys.Open, pane.Intent{Select: &scene.Selection{Node: "n1"}, Focus: pane.Node}},
		{"into a node", story, scene.Selection{Node: "n4", Msg: 90}, keys.Open, pane.Intent{Select: &scene.Selection{Node: "n4"}, Focus: pane.Node}},
		{"into a message", story, scene.Selection{Node: "n4", Msg: 91}, keys.Open, pane.Focus(pane.Network)},
		{"crash", story, scene.Selection{Node: "n2"}, keys.CrashRestart, pane.Intent{Run: "crash n2"}},
		{"restart", story, scene.Selection{Node: "n4"}, keys.CrashRestart, pane.Intent{Run: "restart n4"}},
		{"pause", story, scene.Selection{}, keys.PauseResume, pane.Intent{Run: "pause n1"}},
		{"resume", samples.Election(), scene.Selection{Node: "n3"}, keys.PauseResume, pane.Intent{Run: "resume n3"}},
		{"pause one that is down", story, scene.Selection{Node: "n4"}, keys.PauseResume, pane.Intent{Say: "n4 is down; restart it first"}},
		{"campaign", story, scene.Selection{Node: "n5"}, keys.Campaign, pane.Intent{Run: "campaign n5"}},
		{"the leader campaigns", story, scene.Selection{}, keys.Campaign, pane.Intent{Say: "n1 leads already"}},
		{"isolate", story, scene.Selection{Node: "n5"}, keys.Isolate, pane.Intent{Run: "cut n5"}},
		{"heal", samples.Wired().At("islander"), scene.Selection{Node: "n2"}, keys.Isolate, pane.Intent{Run: "heal"}},
		{"no message", samples.Cold(), scene.Selection{}, keys.ScrollRight, pane.Intent{Say: english.NoneUnderWay}},
	} {
		s := samples.Of(c.step, lang.English)
		s.Selected = c.chosen
		got, ok := New().Act(c.key, s)
		if got.Run != "" { // the node that was acted on stays chosen
			if got.Select == nil || got.Select.Node == "" || c.chosen.Node != "" && got.Select.Node != c.chosen.Node {
				t.Errorf("%s: chosen is %+v", c.name, got.Select)
			}
			got.Select = nil
		}
		same := (got.Select == nil) == (c.want.Select == nil) && (got.Select == nil || *got.Select == *c.want.Select)
		got.Select, c.want.Select = nil, nil
		if !ok || !same || got != c.want {
			t.Errorf("%s: %+v, %v, want %+v", c.name, got, ok, c.want)
		}
	}
	s := samples.InStory(lang.English)
	if _, ok := New().Act(keys.Escape, s); ok {
		t.Error("esc is taken: what is chosen stays so")
	}
	if _, ok := New().Act(keys.ScrollDown, samples.Of(&event.Step{Frame: &frame.Frame{}}, lang.English)); ok {
		t.Error("there is something to choose where there are no nodes")
	}
}

// A click chooses what is drawn there: on the ring, in its foot, in the table.
func TestClick(t *testing.T) {
	s := samples.InStory(lang.English)
	for _, c := range []struct {
		w, h, x, y int
		want       scene.Selection
	}{
		{55, 30, 36, 11, scene.Selection{Node: "n2"}},
		{55, 30, 4, 22, scene.Selection{Node: "n4"}},
		{55, 30, 3, 27, scene.Selection{Msg: 72}},
		{80, 7, 30, 3, scene.Selection{Node: "n4"}},
		{80, 7, 30, 6, scene.Selection{Msg: 91}},
	} {
		p := New()
		p.Draw(canvas.New(c.w, c.h).Area(), s)
		got := p.Click(c.x, c.y, s)
		if got.Select == nil || *got.Select != c.want {
			t.Errorf("%d, %d of %d×%d: %+v, want %+v\n%s", c.x, c.y, c.w, c.h, got.Select, c.want, drawn(c.w, c.h, s, false))
		}
	}
	p := New()
	p.Draw(canvas.New(55, 30).Area(), s)
	if got := p.Click(20, 18, s); got != (pane.Intent{}) {
		t.Errorf("a click beside everything: %+v", got)
	}
	found := false
	for x := range 55 {
		for y := range 22 {
			if w := p.Click(x, y, s); w.Select != nil && w.Select.Msg == 92 {
				found = true
			}
		}
	}
	if !found {
		t.Error("the label of #92 cannot be clicked")
	}
}

// A table that does not fit scrolls, and shows the node that is chosen.
func TestScroll(t *testing.T) {
	s := samples.Of(samples.Nine(30), lang.English)
	p, c := New(), canvas.New(80, 6)
	p.Draw(c.Area(), s)
	p.Wheel(0, 2, s)
	p.Draw(c.Area(), s)
	if p.top != 2 {
		t.Errorf("scrolled by 2 it begins with row %d", p.top)
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
}
