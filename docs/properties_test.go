package docs

import (
	"fmt"
	"strings"
	"testing"

	"raftviz/engine/check"
)

const propertiesHead = `# Safety properties

<!-- Made from the table in engine/check by "make docs"; edit that. -->

These are judged after every step of every run, from frames and events alone. The first that breaks ends the run, and the
checks pane tells which. Scripts name them in ` + "`expect_violation:`" + `.

| name | what must hold | where Raft says so |
| --- | --- | --- |
`

const propertiesTail = `
## What is not judged

Raft holds as long as disks keep what they said they would. Where one was told to lie, or files were wiped, the properties that
are about disks believe it, so that a run goes on to show what the loss does to the others.

| name | |
| --- | --- |
`

// properties makes the page of the safety properties.
func properties() string {
	var b strings.Builder
	b.WriteString(propertiesHead)
	for i := range check.Properties {
		p := &check.Properties[i]
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", p.Name, p.Says.EN, p.Ref)
	}
	b.WriteString(propertiesTail)
	for i := range check.Properties {
		if p := &check.Properties[i]; p.But.EN != "" {
			fmt.Fprintf(&b, "| `%s` | %s |\n", p.Name, p.But.EN)
		}
	}
	return b.String()
}

// numerals are numbers as the readmes write them.
var numerals = map[string][]string{
	"README.md":    {10: "Ten", 11: "Eleven", 12: "Twelve", 13: "Thirteen", 14: "Fourteen", 15: "Fifteen"},
	"README.zh.md": {10: "十条", 11: "十一条", 12: "十二条", 13: "十三条", 14: "十四条", 15: "十五条"},
}

// The readmes say how many properties there are.
func TestReadmesCountProperties(t *testing.T) {
	n := len(check.Properties)
	for name, words := range map[string]string{"README.md": "%s [safety properties]", "README.zh.md": "%s[安全性质]"} {
		want := fmt.Sprintf(words, numerals[name][n])
		if text := strings.Join(strings.Fields(readme(t, name)), " "); !strings.Contains(text, want) {
			t.Errorf("%s does not say %q", name, want)
		}
	}
}
