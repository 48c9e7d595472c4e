package words

import (
	"testing"

	"raftviz/engine/lang"
	"raftviz/engine/lang/langtest"
	"raftviz/tui/view/keys"
)

// Every word exists in every language, and formats take the same values.
func TestComplete(t *testing.T) {
	langtest.All(t, &catalogue)
	for _, l := range lang.All {
		table := For(l)
		for a := keys.None + 1; a < keys.NumActions; a++ {
			if table.Does[a] == "" {
				t.Errorf("%s: action %d has no description", l, a)
			}
		}
		for s := range keys.NumScopes {
			for _, b := range keys.Default().Footer(s) {
				if table.Short[b.Action] == "" {
					t.Errorf("%s: action %d (%s) has no word for the footer", l, b.Action, b.Label)
				}
			}
		}
	}
}
