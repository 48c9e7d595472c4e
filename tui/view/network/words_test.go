package network

import (
	"regexp"
	"slices"
	"testing"

	"raftviz/engine/lang"
	"raftviz/engine/lang/langtest"
)

// Every text exists in every language, and sentences have the same names to
// fill in.
func TestWords(t *testing.T) {
	names := regexp.MustCompile(`\{[a-z]+\}`)
	in := func(form string) []string {
		list := names.FindAllString(form, -1)
		slices.Sort(list)
		return slices.Compact(list)
	}
	for _, l := range lang.All {
		w := wordsFor(l)
		langtest.Complete(t, l.String(), w, &english)
		for k, form := range english.says {
			if got, want := in(w.says[k]), in(form); w.says[k] == "" || !slices.Equal(got, want) {
				t.Errorf("%s: %+v names %v, in English %v", l, k, got, want)
			}
		}
		if got, want := len(w.says), len(english.says); got != want {
			t.Errorf("%s: %d sentences, in English %d", l, got, want)
		}
	}
}
