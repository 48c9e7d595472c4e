package lessons

import (
	"os"
	"strings"
	"testing"
)

// TestFieldsAreDocumented: docs/scripts.md has a row for each field.
func TestFieldsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../docs/scripts.md")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range scriptFields {
		names = append(names, f.name)
	}
	for _, f := range clusterFields {
		names = append(names, f.name)
	}
	for _, f := range stepFields {
		names = append(names, f.name)
	}
	for _, name := range append(names, propertyNames()...) {
		if !strings.Contains(string(text), "`"+name+"`") && !strings.Contains(string(text), "`"+name+":`") {
			t.Errorf("docs/scripts.md does not explain `%s`", name)
		}
	}
}
