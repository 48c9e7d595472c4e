// Package langtest checks, in tests, that a catalogue has a text for every
// field in every language.
package langtest

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
)

var verbs = regexp.MustCompile(`%[\[\]0-9]*[a-z]`)

// Complete compares a language's table of words, a struct of strings, of arrays of
// them and of such structs, with the English one: no word is missing, and those
// whose names end in F take the same values.
func Complete[T any](t *testing.T, language string, words, english *T) {
	t.Helper()
	walk(t, language, "", reflect.ValueOf(words).Elem(), reflect.ValueOf(english).Elem())
}

func walk(t *testing.T, language, name string, v, en reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			walk(t, language, v.Type().Field(i).Name, v.Field(i), en.Field(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			walk(t, language, name, v.Index(i), en.Index(i))
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
