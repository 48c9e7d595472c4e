package langtest

import (
	"slices"
	"strings"
	"testing"
)

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		english, text string
		want          []string
	}{
		{"there is no %s %q", "没有%s %q", nil},
		{"line %d of %s", "%[2]s 的第 %[1]d 行", nil},
		{"%d%% of %s", "%[2]s 的 %[1]d%%", nil},
		{"line %d of %s", "%s 的第 %d 行", []string{"takes"}},
		{"there is no %s", "没有", []string{"takes"}},
		{"watcher", "观察者", []string{"监听者"}},
		{"a, b", "「甲」，乙", []string{"“", "”"}},
		{"a, b", "甲,乙", []string{"mark of English"}},
	} {
		got := faults(c.english, c.text)
		slices.Sort(got)
		if len(got) != len(c.want) {
			t.Errorf("%q: %q", c.text, got)
			continue
		}
		for i, w := range c.want {
			if !strings.Contains(got[i], w) {
				t.Errorf("%q: %q, want %q", c.text, got, c.want)
			}
		}
	}
}

// TestFormats reads what this folder's testdata says: through a function that
// passes a format on, joined from two texts, and not through fmt.
func TestFormats(t *testing.T) {
	said := formats(t, "testdata/said")
	want := map[string]bool{"no node %q": true, "line %d: " + "torn": true, "only a word": true}
	if len(said) != len(want) {
		t.Errorf("%q", said)
	}
	for f, place := range said {
		if !want[f] || !strings.Contains(place, "said.go:") {
			t.Errorf("%q at %s", f, place)
		}
	}
}
