package engine

import (
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/event"
)

// What leader and follower stand for is looked up when the command is given, and
// the step names the node.
func TestResolve(t *testing.T) {
	c := open(t, config.Default())
	if _, err := give(c, "crash leader"); err == nil || err.Error() != `crash leader: there is no leader; wait for one: run until leader != ""` {
		t.Errorf("without a leader: %v", err)
	}
	var given []string
	obey(t, c, func(s *event.Step) {
		if s.Cause.Type == event.Command {
			given = append(given, s.Cause.Text)
		}
	}, "campaign n1", 200, "cut leader>follower", "heal", "@follower put a 1", "crash leader", "forget-leader follower", "forget-leader n3", "campaign follower", 200, "transfer leader follower", 200, "poweroff leader")
	want := []string{"campaign n1", "cut n1>n2", "heal", "@n2 put a 1", "crash n1", "forget-leader n2", "forget-leader n3", "campaign n2", "transfer n2 n3", "poweroff n3"}
	for i, w := range want {
		if i >= len(given) || given[i] != w {
			t.Fatalf("the steps name %q, want %q", given, want)
		}
	}
	obey(t, c, func(*event.Step) {}, "restart n3", "pause n2", "campaign n3")
	if _, err := give(c, "crash follower"); err == nil || err.Error() != "crash follower: no follower runs" {
		t.Errorf("without a follower: %v", err)
	}
	if _, err := give(c, "transfer n3 leader"); err == nil {
		t.Error("a candidate is taken for a leader")
	}
}
