package theme

import (
	"strings"
	"testing"

	"raftviz/tui/canvas"
)

// NO_COLOR counts whatever it holds, as long as it holds something.
func TestNoColour(t *testing.T) {
	for value, want := range map[string]bool{"": false, "1": true, "0": true, "yes": true, "false": true} {
		if got := NoColour(func(string) string { return value }); got != want {
			t.Errorf("NO_COLOR=%q: %v, want %v", value, got, want)
		}
	}
}

// What must be told apart looks different in every theme, and without colours
// nothing has one.
func TestPaints(t *testing.T) {
	apart := []canvas.Ink{canvas.Text, canvas.Accent, canvas.Alarm, canvas.Focus, canvas.Danger, canvas.Faint, canvas.TermFill}
	for _, dark := range []bool{true, false} {
		for depth := Full; depth <= None; depth++ {
			roles := Paint(dark, depth, false).Roles
			seen := map[string]canvas.Ink{}
			for _, ink := range apart {
				if other, ok := seen[roles[ink]]; ok {
					t.Errorf("dark %v, depth %d: inks %d and %d look the same", dark, depth, ink, other)
				}
				seen[roles[ink]] = ink
			}
			for ink, sgr := range roles {
				if depth == None && (strings.Contains(sgr, "38") || strings.Contains(sgr, "48") || strings.Contains(sgr, "3")) {
					t.Errorf("without colours ink %d is %q", ink, sgr)
				}
			}
		}
	}
}

// Neighbouring terms have different colours, and after eight they come again.
func TestTerms(t *testing.T) {
	roles := Paint(true, Full, false).Roles
	for term := uint64(1); term < 20; term++ {
		if roles[canvas.TermBlock(term)] == roles[canvas.TermBlock(term+1)] {
			t.Errorf("terms %d and %d look the same", term, term+1)
		}
		if canvas.TermBlock(term) != canvas.TermBlock(term+canvas.TermColours) {
			t.Errorf("term %d does not look like term %d", term+canvas.TermColours, term)
		}
	}
}
