package clients

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"raftviz/engine/lang"
)

// Every text exists in every language, and formats take the same values.
func TestWords(t *testing.T) {
	en := reflect.ValueOf(english)
	verbs := regexp.MustCompile(`%[a-z]`)
	for _, l := range lang.All {
		v := reflect.ValueOf(*wordsFor(l))
		for i := range v.NumField() {
			name, f := v.Type().Field(i).Name, v.Field(i)
			if f.Kind() == reflect.Array {
				for k := range f.Len() {
					if f.Index(k).String() == "" {
						t.Errorf("%s: %s has no word %d", l, name, k)
					}
				}
				continue
			}
			if f.String() == "" {
				t.Errorf("%s: %s is missing", l, name)
			}
			want := verbs.FindAllString(en.Field(i).String(), -1)
			if got := verbs.FindAllString(f.String(), -1); strings.HasSuffix(name, "F") && !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %s takes %v, in English %v", l, name, got, want)
			}
		}
	}
}
