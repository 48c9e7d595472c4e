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
	langtest.All(t, &catalogue)
	names := regexp.MustCompile(`\{[a-z]+\}`)
	in := func(form string) []string {
		list := names.FindAllString(form, -1)
		slices.Sort(list)
		return slices.Compact(list)
	}
	for _, l := range lang.All {
		w := catalogue.In(l)
		for k, form := range english.says {
			if got, want := in(w.says[k]), in(form); !slices.Equal(got, want) {
				t.Errorf("%s: %+v names %v, in English %v", l, k, got, want)
			}
		}
	}
}
