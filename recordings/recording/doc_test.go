package recording

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"raftviz/engine/config"
	"raftviz/recordings/recording/recordingtest"
)

func formatDoc(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../docs/recording-format.md")
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "\r\n", "\n")
}

// Every member that a recording can hold is in the document.
func TestDocNamesMembers(t *testing.T) {
	events, err := os.ReadFile("../../docs/events.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := formatDoc(t) + string(events)
	r, _ := recorded(t, newWorld(seeded(21)), 2000)
	r.header = Header{Version: "v", Name: "n", About: "a", Source: "s", Parent: &Parent{Name: "p"}, Config: config.Default()}
	r.header.settle()
	missing := map[string]bool{}
	for i, line := range strings.Split(strings.TrimSpace(string(recordingtest.Text(t, r))), "\n") {
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
