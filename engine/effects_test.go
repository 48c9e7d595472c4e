package engine

import (
	"slices"
	"strings"
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
)

// TestEffects checks that every command has its row, and that one that goes to
// a node is served there.
func TestEffects(t *testing.T) {
	for _, s := range command.Table {
		cmd, err := command.Parse(s.Example)
		if err != nil {
			t.Fatal(err)
		}
		e := effectOf(cmd)
		_, asked := command.TargetOf(cmd)
		if serves := e.serve != nil; serves != (asked || e.requires == leads) {
			t.Errorf("%s: served by a node: %v", s.Name, serves)
		}
	}
	if len(effects) != len(command.Table) {
		t.Errorf("%d effects for %d commands", len(effects), len(command.Table))
	}
}

// TestSeveralNodes: a command to several nodes is one step for all of them or,
// if one refuses, none; one to several links is one for each.
func TestSeveralNodes(t *testing.T) {
	c := open(t, config.Default())
	var last *event.Step
	keep := func(s *event.Step) { last = s }
	told := func() (kinds []string) {
		for _, e := range last.Events {
			kinds = append(kinds, e.Node+" "+e.Kind().String())
		}
		return kinds
	}
	obey(t, c, keep, "campaign n1", 100, "crash n2")
	if _, err := give(c, "crash n1,n2"); err == nil || err.Error() != "crash n1,n2: n2 is down; start it first: restart n2" {
		t.Errorf("one of two is down: %v", err)
	}
	if !c.named("n1").Up() {
		t.Error("the other crashed")
	}
	obey(t, c, keep, "crash n1,n3")
	if c.named("n1").Up() || c.named("n3").Up() {
		t.Errorf("crash n1,n3: %q", told())
	}
	obey(t, c, keep, "restart n1,n2,n3", "link n1,n2>n3 latency=50ms")
	if got := told(); !slices.Equal(got, []string{"n1 link_changed", "n2 link_changed"}) {
		t.Errorf("two links: %q", got)
	}
	obey(t, c, keep, "hold n1")
	if l := c.frame.Network.Links; len(l) != 5 || !l[0].Hold || !l[1].Hold || !l[2].Hold || l[3].Hold || !l[4].Hold {
		t.Errorf("hold n1: %+v", l)
	}
	obey(t, c, keep, "release n1|n2,n3", "cut n3", "heal n1|n3")
	if _, cut := c.frame.Network.Link("n1", "n3"); !cut || c.frame.Network.Cut("n1", "n3") || !c.frame.Network.Cut("n2", "n3") {
		t.Errorf("heal n1|n3: %+v", c.frame.Network.Links)
	}
	if _, err := give(c, "link n1,n2,n3 loss=1"); err == nil || !strings.Contains(err.Error(), "no node is left on the other side") {
		t.Errorf("links to no one: %v", err)
	}
}

// TestMessagesThatAreNotThere: a message that is gone and one that never was are
// refused in different words.
func TestMessagesThatAreNotThere(t *testing.T) {
	c := open(t, config.Default())
	obey(t, c, func(*event.Step) {}, "campaign n1", 100)
	for line, want := range map[string]string{
		"drop #1":   "message #1 is not under way any more",
		"drop #999": "there is no message #999 yet",
	} {
		if _, err := give(c, line); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, not %q", line, err, want)
		}
	}
}
