package keys

import "testing"

// No key may do two things in one scope, and every action has a binding.
func TestTable(t *testing.T) {
	type at struct {
		scope Scope
		key   string
	}
	seen := map[at]Action{}
	bound := map[Action]bool{}
	for _, b := range Table {
		bound[b.Action] = true
		if b.Label == "" || len(b.Keys) == 0 {
			t.Errorf("action %d has no key or no label", b.Action)
		}
		for _, k := range b.Keys {
			if other, ok := seen[at{b.Scope, k}]; ok {
				t.Errorf("%q does both %d and %d", k, other, b.Action)
			}
			seen[at{b.Scope, k}] = b.Action
			if got := Default().Find(b.Scope, k); got != b.Action {
				t.Errorf("Find(%d, %q) = %d, want %d", b.Scope, k, got, b.Action)
			}
		}
	}
	for a := None + 1; a < NumActions; a++ {
		if !bound[a] {
			t.Errorf("action %d has no binding", a)
		}
	}
}

func TestFooter(t *testing.T) {
	for s := range NumScopes {
		list := Default().Footer(s)
		if len(list) == 0 && Used(s) {
			t.Errorf("scope %d has no footer", s)
		}
		for i, b := range list {
			if b.Footer != i+1 || b.Scope != s {
				t.Errorf("scope %d: %q is in place %d of the footer, not %d", s, b.Label, b.Footer, i+1)
			}
		}
	}
}
