package keys

import (
	"slices"
	"strings"

	"raftviz/engine/lang"
)

// Bindings is a table of bindings, as it is or as a person has changed it.
type Bindings struct {
	list  []Binding
	byKey map[Scope]map[string]Action
}

// New returns bindings as a table has them.
func New(list []Binding) *Bindings {
	b := &Bindings{list: list, byKey: map[Scope]map[string]Action{}}
	for _, x := range list {
		if b.byKey[x.Scope] == nil {
			b.byKey[x.Scope] = map[string]Action{}
		}
		for _, k := range x.Keys {
			b.byKey[x.Scope][k] = x.Action
		}
	}
	return b
}

// List returns all bindings, in the order of their table. It is not to be modified.
func (b *Bindings) List() []Binding { return b.list }

// Find returns what a key does in a scope, None if nothing.
func (b *Bindings) Find(s Scope, key string) Action { return b.byKey[s][key] }

// Footer returns the bindings of a scope that belong in the footer, in order.
func (b *Bindings) Footer(s Scope) (list []Binding) {
	for place := 1; ; place++ {
		n := len(list)
		for _, x := range b.list {
			if x.Scope == s && x.Footer == place {
				list = append(list, x)
			}
		}
		if len(list) == n {
			return list
		}
	}
}

// A Change gives an action other keys; Of is its name, as Name has it.
type Change struct {
	Of   string
	Keys []string // as the terminal reports them: a, A, ctrl+a, left, space, f5
}

// A ConflictError says that a key would do two things in one place, or that a
// change cannot be made.
type ConflictError struct {
	Of  string
	Msg lang.Message
}

func (e *ConflictError) Error() string { return e.In(lang.English) }

// In says the error in a language.
func (e *ConflictError) In(l lang.Lang) string { return e.Of + ": " + e.Msg.In(l) }

// Rebind returns the bindings with changes. The error is a *ConflictError: for
// an action that there is not, for none or too strange keys, and for a key that
// would have two meanings in one scope. In a pane a key may hide a global one.
func (b *Bindings) Rebind(changes []Change) (*Bindings, error) {
	list := slices.Clone(b.list)
	for _, c := range changes {
		i := slices.IndexFunc(list, func(x Binding) bool { return x.Name() == c.Of })
		if i < 0 {
			return nil, &ConflictError{c.Of, texts.Sayf("there is no such action; %s", near(c.Of, list))}
		}
		if len(c.Keys) == 0 {
			return nil, &ConflictError{c.Of, texts.Sayf("it needs a key")}
		}
		for _, k := range c.Keys {
			if strings.TrimSpace(k) == "" || len(k) > 24 {
				return nil, &ConflictError{c.Of, texts.Sayf("%q is not a key; write a, A, ctrl+a, left, space, f5", k)}
			}
		}
		list[i].Keys, list[i].Label = c.Keys, label(c.Keys)
	}
	type place struct {
		scope Scope
		key   string
	}
	taken := map[place]string{}
	for _, x := range list {
		for _, k := range x.Keys {
			at := place{x.Scope, k}
			if other, ok := taken[at]; ok {
				return nil, &ConflictError{x.Name(), texts.Sayf("%q already does %s; give one of them another key", k, other)}
			}
			taken[at] = x.Name()
		}
	}
	return New(list), nil
}

// label writes keys as a person reads them.
func label(keys []string) string {
	shown := make([]string, 0, 2)
	for _, k := range keys[:min(len(keys), 2)] {
		if a, ok := arrows[k]; ok {
			k = a
		}
		shown = append(shown, k)
	}
	return strings.Join(shown, " ")
}

var arrows = map[string]string{"left": "←", "right": "→", "up": "↑", "down": "↓"}

// near proposes names that hold a part of a wrong one.
func near(name string, list []Binding) lang.Message {
	_, last, _ := strings.Cut(name, ".")
	if last == "" {
		last = name
	}
	for _, x := range list {
		if n := x.Name(); strings.Contains(n, last) || strings.HasPrefix(n, last[:min(len(last), 4)]) {
			return texts.Sayf("did you mean %s?", n)
		}
	}
	return texts.Sayf("docs/keys.md lists them")
}
