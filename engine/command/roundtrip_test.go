package command

import (
	"reflect"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestRoundTrip(t *testing.T) {
	for i := range Table {
		t.Run(Table[i].Name, rapid.MakeCheck(func(t *rapid.T) { checkRoundTrip(t, draw(t, &Table[i])) }))
	}
}

func checkRoundTrip(t rapid.TB, c Command) {
	line := c.String()
	for _, r := range line {
		if !unicode.IsPrint(r) {
			t.Fatalf("%q: %q is not printable", line, r)
		}
	}
	again, err := Parse(line)
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	if !reflect.DeepEqual(again, c) {
		t.Fatalf("%q: %#v, want %#v", line, again, c)
	}
	if again.String() != line {
		t.Fatalf("%q: then %q", line, again)
	}
}

// FuzzParse: no line makes Parse or Complete panic; what parses round-trips;
// no error holds a control character.
func FuzzParse(f *testing.F) {
	for _, g := range good {
		f.Add(g.line)
	}
	for _, b := range bad {
		f.Add(b.line)
	}
	ctx := Context{Nodes: []string{"n1", "n2"}, Clients: []string{"c1"}, Names: []Name{{"leader", ""}}}
	f.Fuzz(func(t *testing.T, line string) {
		c, err := Parse(line)
		if err == nil {
			checkRoundTrip(t, c)
		} else {
			for _, r := range err.Error() {
				if unicode.IsControl(r) {
					t.Fatalf("%q: the error %q holds a control character", line, err)
				}
			}
		}
		n := len([]rune(line))
		for _, cp := range Complete(line, n, ctx) {
			if cp.From < 0 || cp.From > cp.To || cp.To != n {
				t.Fatalf("%q: completion %+v", line, cp)
			}
		}
	})
}
