package termtext

import "testing"

// A fold takes the cell its mark took, and is ASCII.
func TestFolds(t *testing.T) {
	for mark, f := range folds {
		if Width(mark) != 1 || len(f) != 1 || f[0] < 0x20 || f[0] > 0x7e {
			t.Errorf("%q is folded to %q", mark, f)
		}
	}
}
