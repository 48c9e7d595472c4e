package tui

import (
	"os"
	"testing"

	"raftviz/tui/view/golden"
)

// docs/keys.md is what the table of bindings says.
func TestKeysReference(t *testing.T) {
	const page = "../docs/keys.md"
	want := KeysMarkdown()
	if golden.Update() {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatalf("%v; write it with: go test ./tui -run TestKeysReference -update", err)
	}
	if string(got) != want {
		t.Errorf("%s differs from the table of bindings; write it again with: go test ./tui -run TestKeysReference -update", page)
	}
}
