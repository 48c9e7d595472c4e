package main

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestRunOutputIsDocumented: docs/run-output.md names every column and every
// field of what run prints.
func TestRunOutputIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/run-output.md")
	if err != nil {
		t.Fatal(err)
	}
	names := strings.Fields("step time node role term commit last what")
	for _, v := range []any{eventLine{}, endLine{}, frameLine{}, violationLine{}, nodeLine{}, entryLine{}, explainLine{}} {
		for typ, i := reflect.TypeOf(v), 0; i < typ.NumField(); i++ {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			names = append(names, name)
		}
	}
	plain := strings.NewReplacer("`{", "`", "}`", "`", ", ", "`, `").Replace(string(text))
	for _, name := range names {
		if !strings.Contains(plain, "`"+name+"`") {
			t.Errorf("docs/run-output.md does not explain `%s`", name)
		}
	}
}
