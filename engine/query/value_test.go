package query

import (
	"testing"

	state "raftviz/mvccviz/store"
)

// A node's own store is asked for a key, of which the last revision counts; what
// was deleted or never written has no value.
func TestValueOfKey(t *testing.T) {
	f := sample()
	n := *f.Nodes[0]
	n.Store = &state.State{Revs: []*state.Rev{
		{Main: 2, Key: "x", Value: "1"}, {Main: 3, Key: "y", Value: "2"}, {Main: 4, Key: "x", Value: "3"}, {Main: 5, Key: "y", Tombstone: true},
	}}
	f.Nodes[0] = &n
	for src, want := range map[string]string{
		`value("n1", "x")`: `"3"`, `value("n1", "y")`: `""`, `value("n1", "z")`: `""`, `value("n1", "x") == "3"`: "true",
	} {
		e, err := Compile(src)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := e.Value(f); err != nil || Format(v) != want {
			t.Errorf("%s is %s, %v; want %s", src, Format(v), err, want)
		}
	}
	e, _ := Compile(`value("n9", "x")`)
	if _, err := e.Value(f); err == nil {
		t.Error("a node that is not there has a value")
	}
	f.Flight[0].Hint = 7
	if e, err := Compile("messages[0].hint"); err != nil {
		t.Error(err)
	} else if v, err := e.Value(f); v != 7 {
		t.Errorf("the hint is %v, %v", v, err)
	}
}
