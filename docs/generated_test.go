package docs

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/record"
)

var update = flag.Bool("update", false, "write the generated pages again")

// generated lists the pages that are made from tables of the program.
var generated = []struct {
	file string
	make func() string
}{
	{"events.md", events},
	{"properties.md", properties},
}

func TestGeneratedPagesAreCurrent(t *testing.T) {
	for _, page := range generated {
		want := page.make()
		if *update {
			if err := os.WriteFile(page.file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(page.file)
		if err != nil {
			t.Errorf("%v; write it with: make docs", err)
			continue
		}
		if string(got) != want {
			t.Errorf("docs/%s differs from the table it is made from; write it again with: make docs", page.file)
		}
	}
}

const eventsHead = `# Events

<!-- Made from the tables in engine/event by "make docs"; edit those. -->

What a step did is told by its events: facts in the past tense. Their names are part of the format of
recordings and of what ` + "`run --json`" + ` prints. The notable ones, marked with ●, are those at which ` + "`]`" + ` and
` + "`[`" + ` stop on the screen.

| event | what it reports |
| --- | --- |
`

const fieldsHead = `
## Fields

What each event tells, beside the node where it happened. The name is that in ` + "`run --json`" + `, the key that in
[recordings](recording-format.md). Of a message (` + "`msg`" + `) ` + "`run --json`" + ` prints more, see
[there](run-output.md#for-programs).

| event | name | key | |
| --- | --- | --- | --- |
`

const reasonsHead = `
## Reasons

Some events say why. These are the reasons that each may give.

| event | reasons |
| --- | --- |
`

func events() string {
	var b strings.Builder
	b.WriteString(eventsHead)
	for k := event.KindNone + 1; k < event.NumKinds; k++ {
		mark := "◦"
		if k.Notable() {
			mark = "●"
		}
		fmt.Fprintf(&b, "| %s `%s` | %s |\n", mark, k, k.Says())
	}
	b.WriteString(fieldsHead)
	for k := event.KindNone + 1; k < event.NumKinds; k++ {
		of := fmt.Sprintf("`%s`", k)
		for i := range k.Schema().Fields {
			f := &k.Schema().Fields[i]
			fmt.Fprintf(&b, "| %s | `%s` | `%s` | %s%s |\n", of, f.Name, f.Key, f.Says, values(f))
			of = ""
		}
	}
	b.WriteString(reasonsHead)
	for k := event.KindNone + 1; k < event.NumKinds; k++ {
		var reasons []string
		for _, r := range k.Reasons() {
			reasons = append(reasons, fmt.Sprintf("`%s`", r))
		}
		if len(reasons) > 0 {
			fmt.Fprintf(&b, "| `%s` | %s |\n", k, strings.Join(reasons, " "))
		}
	}
	return b.String()
}

// values lists what a field with names for its values may be; reasons have a
// table of their own.
func values(f *record.Field) string {
	if f.Kind != record.Enum || f.Tag.Get("of") != "" {
		return ""
	}
	var names []string
	for _, n := range f.Names {
		if n != "" {
			names = append(names, "`"+n+"`")
		}
	}
	return ": " + strings.Join(names, ", ")
}
