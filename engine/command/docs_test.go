package command

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write what is generated")

func TestReference(t *testing.T) {
	const path = "../../docs/commands.md"
	want := Markdown()
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("docs/commands.md is not what the table says (%v); regenerate it:\n\tgo test ./engine/command -run TestReference -update", err)
	}
}
