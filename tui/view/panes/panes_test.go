package panes

import (
	"testing"

	"raftviz/engine/lang"
	"raftviz/tui/view/keys"
	"raftviz/tui/view/words"
)

// Every row is whole, and no two panes share a name or a key.
func TestTable(t *testing.T) {
	names, taken := map[string]bool{}, map[string]bool{}
	for i, r := range Table {
		if r.ID == "" || r.Key == "" || r.Title.EN == "" || r.Title.ZH == "" || r.New == nil || r.New() == nil {
			t.Errorf("row %d is not whole: %+v", i, r)
		}
		if names[string(r.ID)] || taken[r.Key] {
			t.Errorf("row %d shares its name %q or its key %q", i, r.ID, r.Key)
		}
		names[string(r.ID)], taken[r.Key] = true, true
		if Index(r.ID) != i || Next(r.ID, 1) != Table[(i+1)%len(Table)].ID || Next(Next(r.ID, 1), -1) != r.ID {
			t.Errorf("%s is not found where it is", r.ID)
		}
		stages := map[Arrangement]int{}
		for _, p := range r.Places {
			if stages[p.In]++; stages[p.In] > 1 {
				t.Errorf("%s stands twice in arrangement %d", r.ID, p.In)
			}
		}
	}
	if len(New()) != len(Table) {
		t.Error("not every pane is made")
	}
	for in := Study; in <= ProbeLarge; in++ {
		n := 0
		for _, r := range Table {
			for _, p := range r.Places {
				if p.In == in && p.Stage {
					n++
				}
			}
		}
		if n != 1 {
			t.Errorf("arrangement %d has %d stages", in, n)
		}
	}
}

// No key may do two things in one scope, and every action has a binding.
func TestBindings(t *testing.T) {
	type at struct {
		scope keys.Scope
		key   string
	}
	seen := map[at]keys.Action{}
	bound := map[keys.Action]bool{}
	all := keys.New(Bindings())
	for _, b := range Bindings() {
		bound[b.Action] = true
		if b.Label == "" || len(b.Keys) == 0 {
			t.Errorf("%s has no key or no label", b.Name())
		}
		for _, k := range b.Keys {
			if other, ok := seen[at{b.Scope, k}]; ok {
				t.Errorf("%q does both %d and %d in %q", k, other, b.Action, b.Scope)
			}
			seen[at{b.Scope, k}] = b.Action
			if got := all.Find(b.Scope, k); got != b.Action {
				t.Errorf("Find(%q, %q) = %d, want %d", b.Scope, k, got, b.Action)
			}
		}
	}
	for a := keys.None + 1; a < keys.NumActions; a++ {
		if !bound[a] {
			t.Errorf("action %d has no binding", a)
		}
	}
}

// Every scope has a footer whose places follow each other, and every action its
// words in every language.
func TestFooterAndWords(t *testing.T) {
	all, scopes := keys.New(Bindings()), map[keys.Scope]bool{}
	for _, b := range Bindings() {
		scopes[b.Scope] = true
	}
	for s := range scopes {
		list := all.Footer(s)
		if len(list) == 0 {
			t.Errorf("scope %q has no footer", s)
		}
		for i, b := range list {
			if b.Footer != i+1 || b.Scope != s {
				t.Errorf("scope %q: %q is in place %d of the footer, not %d", s, b.Label, b.Footer, i+1)
			}
		}
	}
	for _, l := range lang.All {
		w := words.For(l)
		for _, b := range Bindings() {
			if Does(w, b.Action) == "" {
				t.Errorf("%s: %s has no description", l, b.Name())
			}
			if b.Footer > 0 && Short(w, b.Action) == "" {
				t.Errorf("%s: %s has no word for the footer", l, b.Name())
			}
		}
	}
}
