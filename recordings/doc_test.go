package recordings

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"raftviz/engine/config"
)

// eventsDoc lists the members of events.
func eventsDoc(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../docs/events.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func formatDoc(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../docs/recording-format.md")
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "\r\n", "\n")
}

// The example in the document is what a cluster does now, and a recording.
func TestDocExample(t *testing.T) {
	cfg := config.Default()
	cfg.Nodes = 2
	run, err := Start(Header{Config: cfg, Name: "two nodes", Version: "1.0.0"})
	if err != nil {
		t.Fatal(err)
	}
	defer run.Close()
	obey(t, run, "campaign n1\nstep")
	want := string(text(t, run.Recording()))
	_, rest, _ := strings.Cut(formatDoc(t), "```jsonl\n")
	example, _, _ := strings.Cut(rest, "```")
	if example != want {
		t.Errorf("docs/recording-format.md should give this example:\n%s", want)
	}
	if r, err := Read(strings.NewReader(example), "example"); err != nil || r.Len() != 2 || r.Torn() != nil {
		t.Error("the example is no recording:", err)
	}
}

// Every member that a recording can hold is in the document.
func TestDocNamesMembers(t *testing.T) {
	doc := formatDoc(t) + eventsDoc(t)
	r, _ := recordWorld(t, newWorld(seeded(21)), 2000)
	r.header = Header{Version: "v", Name: "n", About: "a", Source: "s", Parent: &Parent{Name: "p"}, Config: config.Default()}
	r.header.settle()
	missing := map[string]bool{}
	for i, line := range strings.Split(strings.TrimSpace(string(text(t, r))), "\n") {
		var v map[string]any
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			delete(v, "config")
			v["config"] = nil
		}
		undocumented(doc, v, missing)
	}
	for name := range missing {
		t.Errorf("docs/recording-format.md does not name the member %q", name)
	}
}

func undocumented(doc string, v any, missing map[string]bool) {
	switch x := v.(type) {
	case map[string]any:
		for k, item := range x {
			if !strings.Contains(doc, "`"+k+"`") {
				missing[k] = true
			}
			undocumented(doc, item, missing)
		}
	case []any:
		for _, item := range x {
			undocumented(doc, item, missing)
		}
	}
}
