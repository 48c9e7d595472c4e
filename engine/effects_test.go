package engine

import (
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
