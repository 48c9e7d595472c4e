package store

import (
	"fmt"
	"testing"
)

func TestWrote(t *testing.T) {
	c := &State{}
	for i, index := range []uint64{0, 4, 5, 5, 0, 0, 8, 9, 9, 9, 0} {
		c.Revs = append(c.Revs, &Rev{Main: int64(i + 2), Index: index})
	}
	for index, want := range []string{"", "", "", "", "3", "4 5", "", "", "8", "9 10 11", ""} {
		got := ""
		for _, r := range c.Wrote(uint64(index)) {
			got += fmt.Sprint(" ", r.Main)
		}
		if len(got) > 0 {
			got = got[1:]
		}
		if got != want {
			t.Errorf("%d: %q, want %q", index, got, want)
		}
	}
}

func TestAt(t *testing.T) {
	c := &State{Revs: []*Rev{{Main: 2}, {Main: 4}, {Main: 4, Sub: 1}}}
	for _, w := range []struct {
		main, sub int64
		want      *Rev
	}{{2, 0, c.Revs[0]}, {4, 1, c.Revs[2]}, {3, 0, nil}, {4, 2, nil}, {1, 0, nil}} {
		if got := c.At(w.main, w.sub); got != w.want {
			t.Errorf("%d.%d: %v", w.main, w.sub, got)
		}
	}
}

func TestGroups(t *testing.T) {
	for i, name := range groups {
		if g, ok := ParseGroup(name); !ok || g != Group(i) || g.String() != name {
			t.Errorf("%q is %v, %v", name, g, ok)
		}
	}
	if _, ok := ParseGroup("lost"); ok {
		t.Error("lost is a group")
	}
}
