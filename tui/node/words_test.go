package node

import (
	"reflect"
	"testing"

	"raftviz/engine/explain"
	"raftviz/tui/canvas"
	"raftviz/tui/internal/complete"
)

// Every text exists in every language, and every label fits into its room.
func TestWords(t *testing.T) {
	for _, l := range explain.Langs {
		w := wordsFor(l)
		complete.Check(t, l.String(), w, &english)
		v := reflect.ValueOf(*w)
		for i := range v.NumField() {
			if text, ok := v.Field(i).Interface().(labelled); ok && canvas.Width(string(text)) >= labelWidth {
				t.Errorf("%s: the label %q is too wide", l, text)
			}
		}
	}
}
