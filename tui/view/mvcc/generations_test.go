package mvcc

import (
	"strings"
	"testing"

	"raftviz/engine/lang"
	"raftviz/mvccviz/store"
)

// generationsOf writes what is drawn of a key in so many columns.
func generationsOf(c *store.State, key string, w int) string {
	p := New()
	p.index.follow(c)
	l := p.index.life(key)
	if l == nil {
		return "no such key"
	}
	d := &drawing{Store: &Store{Data: c, Lang: lang.English}, t: &english, x: &p.index}
	d.cursor = p.index.look(d.Store)
	var b strings.Builder
	for _, t := range d.generations(l, w, new(signs)) {
		b.WriteString(t.Text)
	}
	return b.String()
}

// The table in package mvcc's documentation.
func TestGenerations(t *testing.T) {
	for _, w := range []struct {
		main int64
		at   phase
		a, b string
	}{
		{0, never, "{2.0 4.0 5.0t}{6.0 7.0}", "{3.0 5.1t}{}"},
		{4, finished, "{4.0 5.0t}{6.0 7.0}", "{3.0 5.1t}{}"},
		{5, finished, "{5.0t}{6.0 7.0}", "{5.1t}{}"},
		{6, finished, "{6.0 7.0}", "no such key"},
		{5, scheduled, "{░2.0 ░4.0 5.0t}{6.0 7.0}", "{░3.0 5.1t}{}"},
		{5, sweeping, "░2.0 ░4.0 {5.0t}{6.0 7.0}", "░3.0 {5.1t}{}"},
		{6, sweeping, "░2.0 ░4.0 ░5.0t {6.0 7.0}", "░3.0 ░5.1t"},
	} {
		c := compacted(w.main, w.at)
		if a, b := generationsOf(c, "a", 80), generationsOf(c, "b", 80); a != w.a || b != w.b {
			t.Errorf("compaction at %d: a %s, b %s; want %s, %s", w.main, a, b, w.a, w.b)
		}
	}
}

// Where there is no room the newest are shown.
func TestGenerationsCut(t *testing.T) {
	c := compacted(0, never)
	for w, want := range map[int]string{
		23: "{2.0 4.0 5.0t}{6.0 7.0}",
		22: "… 4.0 5.0t}{6.0 7.0}",
		20: "… 4.0 5.0t}{6.0 7.0}",
		19: "… 5.0t}{6.0 7.0}",
		10: "… 7.0}",
		2:  "… ",
	} {
		if got := generationsOf(c, "a", w); got != want {
			t.Errorf("in %d columns: %s, want %s", w, got, want)
		}
	}
}
