package command

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// TestTable checks that every row is whole, and that each command type has
// one.
func TestTable(t *testing.T) {
	seen := map[reflect.Type]string{}
	group := Time
	for _, s := range Table {
		if s.Help == "" || s.Usage == "" || s.parse == nil || strings.HasSuffix(s.Help, ".") {
			t.Errorf("%s: the row is not whole", s.Name)
		}
		if !strings.ContainsFunc(s.HelpZH, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s: no help in Chinese", s.Name)
		}
		if (s.Note == "") != (s.NoteZH == "") {
			t.Errorf("%s: a note in one language", s.Name)
		}
		for _, o := range s.options {
			if o.help == "" || o.zh == "" || (o.kind == choiceKind) != (o.values != nil) {
				t.Errorf("%s: option %s is not whole", s.Name, o.name)
			}
			if !strings.Contains(s.Usage, o.name) {
				t.Errorf("%s: the usage leaves out %s", s.Name, o.name)
			}
		}
		if s.Group < group {
			t.Errorf("%s: out of its group", s.Name)
		}
		group = s.Group
		for usage := range strings.SplitSeq(s.Usage, " or ") {
			if !strings.HasPrefix(usage, s.Name) {
				t.Errorf("%s: usage %q", s.Name, usage)
			}
		}
		c, err := Parse(s.Example)
		if err != nil {
			t.Errorf("%s: example: %v", s.Name, err)
			continue
		}
		if c.String() != s.Example {
			t.Errorf("%s: the example's canonical form is %q", s.Name, c)
		}
		if other := seen[reflect.TypeOf(c)]; other != "" {
			t.Errorf("%s and %s are both %T", s.Name, other, c)
		}
		seen[reflect.TypeOf(c)] = s.Name
		if l, ok := Lookup(s.Name); !ok || l.Usage != s.Usage {
			t.Errorf("Lookup(%q) = %v, %v", s.Name, l.Name, ok)
		}
	}
	if _, ok := Lookup("partition"); ok {
		t.Error("a synonym is a command")
	}
}

func TestSynonyms(t *testing.T) {
	for word, name := range synonyms {
		if byName[name] == nil {
			t.Errorf("%s leads to %s, which is no command", word, name)
		}
		if byName[word] != nil || slices.Contains(firsts, word) {
			t.Errorf("%s is a command itself", word)
		}
	}
}
