package engine

import (
	"testing"

	"raftviz/engine/command"
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
