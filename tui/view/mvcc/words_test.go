package mvcc

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"raftviz/engine/lang"
)

// Every text is there in every language, and formats take the same values.
func TestWords(t *testing.T) {
	verbs := regexp.MustCompile(`%[a-z]`)
	same := func(l lang.Lang, name, want, got string, format bool) {
		if got == "" {
			t.Errorf("%s: %s is missing", l, name)
		}
		if a, b := verbs.FindAllString(want, -1), verbs.FindAllString(got, -1); !reflect.DeepEqual(a, b) {
			t.Errorf("%s: %s takes %v, in English %v", l, name, b, a)
		}
		if format == (len(verbs.FindAllString(want, -1)) == 0) {
			t.Errorf("%s is called as if it were what it is not: %q", name, want)
		}
	}
	en := reflect.ValueOf(english)
	for _, l := range lang.All {
		v := reflect.ValueOf(*wordsFor(l))
		for i := range v.NumField() {
			name, f := v.Type().Field(i).Name, v.Field(i)
			if f.Kind() == reflect.String {
				same(l, name, en.Field(i).String(), f.String(), strings.HasSuffix(name, "F"))
				continue
			}
			for k := range f.Len() {
				text := en.Field(i).Index(k).String()
				same(l, name, text, f.Index(k).String(), strings.Contains(text, "%"))
			}
		}
	}
}
