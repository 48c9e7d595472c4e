package node

import (
	"reflect"
	"testing"

	"raftviz/engine/lang"
	"raftviz/engine/lang/langtest"
	"raftviz/engine/termtext"
)

// Every text exists in every language, and every label fits into its room.
func TestWords(t *testing.T) {
	langtest.All(t, &catalogue)
	for _, l := range lang.All {
		w := catalogue.In(l)
		v := reflect.ValueOf(*w)
		for i := range v.NumField() {
			if text, ok := v.Field(i).Interface().(labelled); ok && termtext.Width(string(text)) >= labelWidth {
				t.Errorf("%s: the label %q is too wide", l, text)
			}
		}
	}
}
