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
		if s.Help.EN == "" || s.Usage == "" || strings.HasSuffix(s.Help.EN, ".") {
			t.Errorf("%s: the row is not whole", s.Name)
		}
		if !strings.ContainsFunc(s.Help.ZH, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s: no help in Chinese", s.Name)
		}
		if (s.Note.EN == "") != (s.Note.ZH == "") {
			t.Errorf("%s: a note in one language", s.Name)
		}
		for _, o := range s.options {
			if o.help.EN == "" || o.help.ZH == "" || (o.kind == kinds["choice"]) != (o.choices != nil) {
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
	}
}

func TestSynonyms(t *testing.T) {
	for _, s := range Table {
		for word := range strings.FieldsSeq(s.Synonyms) {
			if synonyms[word] != s.Name {
				t.Errorf("%s is a synonym of %s and of %s", word, s.Name, synonyms[word])
			}
		}
	}
	for word, name := range synonyms {
		if byName[name] == nil {
			t.Errorf("%s leads to %s, which is no command", word, name)
		}
		if byName[word] != nil || slices.Contains(firsts, word) {
			t.Errorf("%s is a command itself", word)
		}
	}
}

// TestResolve checks where a role's word may stand and what it becomes.
func TestResolve(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"crash leader", "crash n2"},
		{"transfer leader follower", "transfer n2 n1"},
		{"transfer leader n2", "error: n2 cannot hand over to itself"},
		{"cut leader,n3|follower", "cut n2,n3|n1"},
		{"cut leader>n2", "error: n2 is on both sides"},
		{"hold follower>leader app", "hold n1>n2 MsgApp"},
		{"member remove leader", "member remove n2"},
		{"member change +n4 -leader", "member change +n4 -n2"},
		{"c2@leader put leader follower", "c2@n2 put leader follower"},
		{"heal", "heal"},
	} {
		cmd, err := Parse(c.line)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Resolve(cmd, func(role string) (string, error) {
			return map[string]string{"leader": "n2", "follower": "n1"}[role], nil
		})
		var text string
		if err != nil {
			text = "error: " + err.Error()
		} else {
			text = got.String()
		}
		if again, _ := Parse(c.line); text != c.want || !reflect.DeepEqual(cmd, again) {
			t.Errorf("%s: %s, want %s; the command is %s now", c.line, text, c.want, cmd)
		}
	}
}

// TestMentions checks which nodes a command names, and as what.
func TestMentions(t *testing.T) {
	for _, c := range []struct {
		line string
		want []Mention
	}{
		{"step 3", nil},
		{"campaign n1", []Mention{{"n1", Existing}}},
		{"transfer n2 n1", []Mention{{"n2", Existing}, {"n1", Existing}}},
		{"cut n3,n1|n2", []Mention{{"n3", Existing}, {"n1", Existing}, {"n2", Existing}}},
		{"heal", nil},
		{"cut c1,n1", []Mention{{"n1", Existing}}},
		{"hold n2>n1 MsgApp", []Mention{{"n2", Existing}, {"n1", Existing}}},
		{"drop #1", nil},
		{"member add n4", []Mention{{"n4", Added}}},
		{"member promote n4", []Mention{{"n4", Existing}}},
		{"member remove n4", []Mention{{"n4", Removed}}},
		{"member change +n4 -n1 ~n5", []Mention{{"n4", Added}, {"n1", Removed}, {"n5", Added}}},
		{"c2@n3 txn then put n1 n2", []Mention{{"n3", Existing}}},
		{"put n1 n2", nil},
		{"crash leader", []Mention{{"leader", Existing}}},
		{"@follower get x", []Mention{{"follower", Existing}}},
		{"client c2 retries=1", nil},
	} {
		cmd, err := Parse(c.line)
		if err != nil {
			t.Fatal(err)
		}
		if got := Mentions(cmd); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.line, got, c.want)
		}
	}
}
