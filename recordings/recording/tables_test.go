package recording

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what is generated into docs/recording-format.md")

// described are the shapes whose members the document lists, in its order.
var described = []struct {
	title string
	of    *shape
	after string // what the table cannot say
}{
	{"What a step changes", frameShape, ""},
	{"A message: `msg`, `seen`", messageShape, "`ent` lists entries by number, `snap` is `[index, term]`. `sent` is left out of a new message that is sent in this step."},
	{"A link", linkShape, ""},
	{"A node: `node`", nodeShape, ""},
	{"A configuration: `conf`", membershipShape, ""},
	{"A peer: `peer`", progressShape, ""},
	{"A write in a disk's `queue`", writeShape, ""},
	{"A store: `store`", storeShape, ""},
	{"A lease: `lease`", leaseShape, ""},
	{"A stream of watchers: `stream`", streamShape, ""},
	{"A watcher: `w`", watcherShape, ""},
	{"A data file: `file`", fileShape, ""},
	{"A client: `cl`", clientShape, ""},
	{"An operation: `open`, `last`", opShape, ""},
	{"A watch: `watch`", watchShape, ""},
	{"A violation: `bad`", violationShape, ""},
}

const tablesBegin, tablesEnd = "<!-- Generated from the tags of the records: go test ./recordings/recording -run TestDocTables -update -->\n", "<!-- End of what is generated. -->\n"

// tables lists the members of all shapes.
func tables() string {
	var b strings.Builder
	for _, d := range described {
		fmt.Fprintf(&b, "\n### %s\n\n| member | what it is |\n| --- | --- |\n", d.title)
		for i := range d.of.members {
			m := &d.of.members[i]
			fmt.Fprintf(&b, "| `%s` | %s |\n", m.key, strings.ReplaceAll(m.field.Says, "|", "\\|"))
		}
		if d.after != "" {
			fmt.Fprintf(&b, "\n%s\n", d.after)
		}
	}
	return b.String() + "\n"
}

// The tables in the document are those of the tags.
func TestDocTables(t *testing.T) {
	doc := formatDoc(t)
	before, rest, ok := strings.Cut(doc, tablesBegin)
	got, after, ended := strings.Cut(rest, tablesEnd)
	if !ok || !ended {
		t.Fatal("docs/recording-format.md has no place for the tables")
	}
	want := tables()
	switch {
	case got == want:
	case *update:
		if err := os.WriteFile("../../docs/recording-format.md", []byte(before+tablesBegin+want+tablesEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Error("the tables in docs/recording-format.md are not those of the tags; regenerate them:\n\tgo test ./recordings/recording -run TestDocTables -update")
	}
}
