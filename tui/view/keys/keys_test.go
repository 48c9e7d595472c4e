package keys

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// A key means what its scope says, and nothing in another.
func TestFind(t *testing.T) {
	b := New(Table)
	for _, c := range []struct {
		scope Scope
		key   string
		want  Action
	}{
		{Show, "space", PlayPause}, {Show, "n", Forward}, {Show, "N", Back}, {Show, "】", NextNotable},
		{Home, "space", Choose}, {Page, "space", Down}, {Line, "n", None}, {Show, "", None}, {Show, "ctrl+x", None}, {"none", "n", None},
	} {
		if got := b.Find(c.scope, c.key); got != c.want {
			t.Errorf("%q in %q does %d, want %d", c.key, c.scope, got, c.want)
		}
	}
}

// The footer has the keys with a place in it, in order, each once.
func TestFooter(t *testing.T) {
	var got []Action
	for _, x := range New(Table).Footer(List) {
		got = append(got, x.Action)
	}
	if want := []Action{Down, Choose, Compare, Rename, CloseBranch, Language, Leave}; !reflect.DeepEqual(got, want) {
		t.Errorf("it has %v, want %v", got, want)
	}
	if got := New(Table).Footer("none"); len(got) != 0 {
		t.Errorf("a scope without keys has the footer %v", got)
	}
}

func TestNames(t *testing.T) {
	for a := None + 1; a < NumActions; a++ {
		if a.name() == "" {
			t.Errorf("action %d has no name", a)
		}
	}
	if got := ToPane(0).name() + " " + ToPane(9).name(); got != "pane-1 pane-10" {
		t.Errorf("the panes' actions are %s", got)
	}
	if i, ok := ToPane(3).Pane(); i != 3 || !ok {
		t.Errorf("the fourth pane's action is for pane %d, %v", i, ok)
	}
	if _, ok := Abandon.Pane(); ok {
		t.Error("the last action is a pane's")
	}
}

// Changed bindings take the place of the old ones, which stay as they were.
func TestRebind(t *testing.T) {
	long := strings.Repeat("x", 24)
	old := New(Table)
	b, err := old.Rebind([]Change{{"step", []string{"right", "w", long}}, {"page.leave", []string{"f10"}}})
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]Action{"w": Forward, "right": Forward, long: Forward, "n": None, "N": Back} {
		if got := b.Find(Show, key); got != want {
			t.Errorf("%q does %d, want %d", key, got, want)
		}
	}
	if b.Find(Page, "f10") != Leave || b.Find(Page, "q") != None || b.Find(Show, "q") != Quit {
		t.Error("a change in one scope is one in another")
	}
	for _, x := range b.List() {
		if x.Action == Forward && x.Label != "→ w" {
			t.Errorf("its keys are shown as %q, want the first two", x.Label)
		}
	}
	if old.Find(Show, "n") != Forward || old.Find(Show, "w") != None {
		t.Error("the old bindings have changed")
	}
}

func TestRebindErrors(t *testing.T) {
	long := strings.Repeat("x", 25)
	for _, c := range []struct {
		change Change
		want   string
	}{
		{Change{"step", nil}, "step: it needs a key"},
		{Change{"step", []string{"w", " "}}, `step: " " is not a key; write a, A, ctrl+a, left, space, f5`},
		{Change{"step", []string{""}}, `step: "" is not a key; write a, A, ctrl+a, left, space, f5`},
		{Change{"step", []string{long}}, `step: "` + long + `" is not a key; write a, A, ctrl+a, left, space, f5`},
		{Change{"home.leav", []string{"w"}}, "home.leav: there is no such action; did you mean page.leave?"},
		{Change{"zzz", []string{"w"}}, "zzz: there is no such action; docs/keys.md lists them"},
		{Change{"back", []string{"t"}}, `tick: "t" already does back; give one of them another key`},
		{Change{"back", []string{"w", "w"}}, `back: "w" already does back; give one of them another key`},
	} {
		b, err := New(Table).Rebind([]Change{c.change})
		var conflict *ConflictError
		if !errors.As(err, &conflict) || err.Error() != c.want || b != nil {
			t.Errorf("%v: %v, want %s", c.change, err, c.want)
		}
	}
}
