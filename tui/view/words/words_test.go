package words

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"raftviz/engine/lang"
	"raftviz/tui/view/keys"
)

// Every word exists in every language, and formats take the same values.
func TestComplete(t *testing.T) {
	verbs := regexp.MustCompile(`%[a-z]`)
	en := reflect.ValueOf(english)
	for _, l := range lang.All {
		v := reflect.ValueOf(*For(l))
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if v.Field(i).Kind() == reflect.Array && name != "Short" && name != "Does" {
				for k := range v.Field(i).Len() {
					if v.Field(i).Index(k).String() == "" {
						t.Errorf("%s: %s has no word %d", l, name, k)
					}
				}
			}
			if v.Field(i).Kind() != reflect.String {
				continue
			}
			s := v.Field(i).String()
			if s == "" {
				t.Errorf("%s: %s is missing", l, name)
			}
			if strings.HasSuffix(name, "F") {
				want := verbs.FindAllString(en.Field(i).String(), -1)
				if got := verbs.FindAllString(s, -1); !reflect.DeepEqual(got, want) {
					t.Errorf("%s: %s takes %v, in English %v", l, name, got, want)
				}
			}
		}
		table := For(l)
		for g, s := range table.Groups {
			if s == "" {
				t.Errorf("%s: key group %d has no heading", l, g)
			}
		}
		for a := keys.None + 1; a < keys.NumActions; a++ {
			if table.Does[a] == "" {
				t.Errorf("%s: action %d has no description", l, a)
			}
		}
		for s := range keys.NumScopes {
			for _, b := range keys.Default().Footer(s) {
				if table.Short[b.Action] == "" {
					t.Errorf("%s: action %d (%s) has no word for the footer", l, b.Action, b.Label)
				}
			}
		}
	}
}
