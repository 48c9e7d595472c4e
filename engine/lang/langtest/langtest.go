// Package langtest checks, in tests, that a catalogue has a text for every
// field in every language.
package langtest

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"raftviz/engine/lang"
)

var verbs = regexp.MustCompile(`%[\[\]0-9]*[a-z]`)

// All checks every language of a catalogue as Complete does.
func All[T any](t *testing.T, c *lang.Catalogue[T]) {
	t.Helper()
	for _, l := range lang.All {
		Complete(t, l.String(), c.In(l), c.In(lang.English))
	}
}

// Complete compares a language's table of words, a struct of strings, of arrays
// and maps of them and of such structs, with the English one: no word is missing
// that English has, and those whose names end in F take the same values. A field
// with the tag lang:"optional" may be empty.
func Complete[T any](t *testing.T, language string, words, english *T) {
	t.Helper()
	walk(t, language, "", reflect.ValueOf(words).Elem(), reflect.ValueOf(english).Elem())
}

func walk(t *testing.T, language, name string, v, en reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.Tag.Get("lang") != "optional" {
				walk(t, language, f.Name, v.Field(i), en.Field(i))
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			walk(t, language, name, v.Index(i), en.Index(i))
		}
	case reflect.Map:
		if v.Len() != en.Len() {
			t.Errorf("%s: %s has %d words, in English %d", language, name, v.Len(), en.Len())
		}
		for _, k := range en.MapKeys() {
			if got := v.MapIndex(k); got.IsValid() {
				walk(t, language, fmt.Sprintf("%s[%v]", name, k), got, en.MapIndex(k))
			} else {
				t.Errorf("%s: %s[%v] is missing", language, name, k)
			}
		}
	case reflect.String:
		s := v.String()
		if s == "" {
			t.Errorf("%s: %s is missing", language, name)
		}
		want := verbs.FindAllString(en.String(), -1)
		if got := verbs.FindAllString(s, -1); strings.HasSuffix(name, "F") && !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %s takes %v, in English %v", language, name, got, want)
		}
	}
}
