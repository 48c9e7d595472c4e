package scene

import (
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/words"
)

// Each key gives the command that fits the node's state, or says why none does.
func TestActs(t *testing.T) {
	conf := &frame.Membership{Voters: []string{"n1", "n2"}, Learners: []string{"n3"}}
	at := func(name string, st frame.Status, r frame.Role) *frame.Node {
		return &frame.Node{Name: name, Status: st, Role: r, Config: conf}
	}
	cut := func(pairs ...string) (n frame.Network) {
		for _, p := range pairs {
			a, b, _ := strings.Cut(p, " ")
			n.Links = append(n.Links, frame.Link{From: a, To: b, Cut: true}, frame.Link{From: b, To: a, Cut: true})
		}
		return n
	}
	oneWay := frame.Network{Links: []frame.Link{{From: "n2", To: "n1", Cut: true}, {From: "n2", To: "n3", Cut: true}}}
	for _, c := range []struct {
		name string
		key  keys.Action
		node *frame.Node
		net  frame.Network
		want string // Do; Ask with a ? before it; Say with a !
	}{
		{"crash", keys.CrashRestart, at("n2", frame.Running, frame.Follower), cut(), "crash n2"},
		{"crash a paused one", keys.CrashRestart, at("n2", frame.Paused, frame.Follower), cut(), "crash n2"},
		{"restart", keys.CrashRestart, at("n2", frame.Down, frame.Follower), cut(), "restart n2"},
		{"restart one that left", keys.CrashRestart, at("n2", frame.Removed, frame.Follower), cut(), "!n2 has left"},
		{"pause", keys.PauseResume, at("n2", frame.Running, frame.Leader), cut(), "pause n2"},
		{"resume", keys.PauseResume, at("n2", frame.Paused, frame.Leader), cut(), "resume n2"},
		{"pause one that is down", keys.PauseResume, at("n2", frame.Down, frame.Follower), cut(), "!n2 is down; restart"},
		{"pause one that left", keys.PauseResume, at("n2", frame.Removed, frame.Follower), cut(), "!n2 has left"},
		{"campaign", keys.Campaign, at("n2", frame.Running, frame.Follower), cut(), "campaign n2"},
		{"campaign again", keys.Campaign, at("n2", frame.Running, frame.Candidate), cut(), "campaign n2"},
		{"a leader campaigns", keys.Campaign, at("n2", frame.Running, frame.Leader), cut(), "!n2 leads already"},
		{"a learner campaigns", keys.Campaign, at("n3", frame.Running, frame.Follower), cut(), "!n3 is a learner"},
		{"a paused one campaigns", keys.Campaign, at("n2", frame.Paused, frame.Follower), cut(), "!n2 is paused; let"},
		{"isolate", keys.Isolate, at("n2", frame.Running, frame.Follower), cut(), "cut n2"},
		{"isolate one that is down", keys.Isolate, at("n2", frame.Down, frame.Follower), cut(), "cut n2"},
		{"isolate from the rest of its part", keys.Isolate, at("n2", frame.Running, frame.Follower), cut("n2 n3"), "cut n2"},
		{"isolate one that only hears", keys.Isolate, at("n2", frame.Running, frame.Follower), oneWay, "cut n2"},
		{"heal", keys.Isolate, at("n2", frame.Running, frame.Follower), cut("n1 n2", "n2 n3"), "heal"},
		{"heal where others are cut too", keys.Isolate, at("n2", frame.Running, frame.Follower), cut("n1 n2", "n2 n3", "n1 n3"), "?heal"},
		{"isolate one that left", keys.Isolate, at("n2", frame.Removed, frame.Follower), cut(), "!n2 has left"},
	} {
		f := &frame.Frame{Nodes: []*frame.Node{at("n1", frame.Running, frame.Follower), c.node}, Network: &c.net}
		f.Nodes = append(f.Nodes, at(map[bool]string{true: "n3", false: "n2"}[c.node.Name == "n2"], frame.Running, frame.Follower))
		s := &Scene{Step: &event.Step{Frame: f}, Words: words.For(lang.English)}
		act, ok := s.Act(c.key, c.node)
		got := act.Run
		switch {
		case act.Prompt != "":
			got = "?" + act.Prompt
		case act.Say != "":
			got = "!" + act.Say
		}
		if !ok || got != c.want && !(c.want[0] == '!' && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	alone := &frame.Frame{Nodes: []*frame.Node{at("n1", frame.Running, frame.Follower)}}
	s := &Scene{Step: &event.Step{Frame: alone}, Words: words.For(lang.English)}
	if act := s.IsolateOrHeal(alone.Nodes[0]); !strings.Contains(act.Say, "alone") {
		t.Errorf("the only node is isolated: %+v", act)
	}
	if _, ok := s.Act(keys.Open, alone.Nodes[0]); ok {
		t.Error("every key acts on a node")
	}
}
