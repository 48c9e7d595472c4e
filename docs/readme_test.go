package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/lessons"
	"raftviz/recordings"
	"raftviz/recordings/recording"
	"raftviz/scripts"
)

var readmes = []string{"README.md", "README.zh.md"}

func readme(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// story returns the commands of the readme's example, which are set apart from
// the words that go with them by two spaces.
func story(t *testing.T, name string) (lines []string) {
	t.Helper()
	_, rest, _ := strings.Cut(readme(t, name), "```\nrun until")
	block, _, ok := strings.Cut("run until"+rest, "```")
	if !ok {
		t.Fatalf("%s has no example", name)
	}
	for line := range strings.Lines(block) {
		line, _, _ = strings.Cut(line, "  ")
		lines = append(lines, strings.TrimSpace(line))
	}
	return lines
}

// TestReadmeStory types the readme's example into the sandbox that the home
// screen offers: what it says must come about.
func TestReadmeStory(t *testing.T) {
	for _, name := range readmes {
		cfg := config.Default()
		cfg.Nodes = 5
		run, err := recordings.Start(recording.Header{Config: cfg})
		if err != nil {
			t.Fatal(err)
		}
		var told []string // who became leader, resigned or lost an entry
		for _, line := range story(t, name) {
			cmd, err := command.Parse(line)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			err = run.Exec(cmd, func(s *event.Step) bool {
				for _, e := range s.Events {
					switch {
					case e.Kind() == event.KindBecameLeader, e.Kind() == event.KindTruncated, e.Reason() == event.NoQuorum:
						told = append(told, e.Node+" "+e.Kind().String())
					}
				}
				return true
			})
			if err != nil {
				t.Fatalf("%s: %s: %v", name, line, err)
			}
		}
		if err := run.Close(); err != nil {
			t.Fatal(err)
		}
		want := "n1 became_leader, n3 became_leader, n1 became_follower, n1 truncated, n2 truncated"
		if got := strings.Join(told, ", "); got != want {
			t.Errorf("%s: its example goes\n%s\nand should go\n%s", name, got, want)
		}
	}
}

func TestReadmesNameScriptsThatExist(t *testing.T) {
	named := regexp.MustCompile(`raftviz run ([a-z0-9-]+)`)
	for _, name := range readmes {
		found := named.FindAllStringSubmatch(readme(t, name), -1)
		if len(found) == 0 {
			t.Errorf("%s runs no script", name)
		}
		for _, m := range found {
			if _, err := lessons.Find(m[1]); err == nil {
				continue
			}
			if _, err := scripts.Open(m[1]); err != nil {
				t.Errorf("%s: there is no lesson %[2]s, and no script: %[3]v", name, m[1], err)
			}
		}
	}
}
