package recordings

import (
	"os"
	"strings"
	"testing"

	"raftviz/engine/config"
	"raftviz/recordings/recording"
	"raftviz/recordings/recording/recordingtest"
)

// The example in the document is what a cluster does now, and a recording.
func TestDocExample(t *testing.T) {
	doc, err := os.ReadFile("../docs/recording-format.md")
	if err != nil {
		t.Fatal(err)
	}
	cfg := config.Default()
	cfg.Nodes = 2
	run, err := Start(recording.Header{Config: cfg, Name: "two nodes", Version: "1.0.0"})
	if err != nil {
		t.Fatal(err)
	}
	defer run.Close()
	obey(t, run, "campaign n1\nstep")
	want := string(recordingtest.Text(t, run.Recording()))
	_, rest, _ := strings.Cut(strings.ReplaceAll(string(doc), "\r\n", "\n"), "```jsonl\n")
	example, _, _ := strings.Cut(rest, "```")
	if example != want {
		t.Errorf("docs/recording-format.md should give this example:\n%s", want)
	}
	if r, err := recording.Read(strings.NewReader(example), "example"); err != nil || r.Len() != 2 || r.Torn() != nil {
		t.Error("the example is no recording:", err)
	}
}
