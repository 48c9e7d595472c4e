package engine_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// reaches says what packages must not depend on, however indirectly. Packages
// ending in /... include those below.
var reaches = []struct{ of, not []string }{
	{
		of:  []string{"raftviz/recordings/recording", "raftviz/recordings/linear", "raftviz/engine/explain"},
		not: []string{"raftviz/engine", "go.etcd.io/raft/v3/...", "go.etcd.io/bbolt/...", "charm.land/..."},
	},
	{
		// What draws knows neither an engine nor a terminal.
		of: []string{"raftviz/tui/view/..."},
		not: []string{
			"raftviz/engine", "raftviz/mvccviz/mvcc", "raftviz/mvccviz/bolt", "go.etcd.io/raft/v3/...", "go.etcd.io/bbolt/...",
			"charm.land/...", "github.com/charmbracelet/bubbletea/...", "github.com/charmbracelet/lipgloss/...",
			"github.com/charmbracelet/bubbles/...", "github.com/charmbracelet/glamour/...",
			"github.com/charmbracelet/x/term/...", "golang.org/x/term/...",
		},
	},
	{
		of:  []string{"raftviz/mvccviz", "raftviz/mvccviz/layout", "raftviz/mvccviz/store"},
		not: []string{"raftviz/mvccviz/mvcc", "raftviz/mvccviz/bolt", "go.etcd.io/raft/v3/...", "go.etcd.io/bbolt/..."},
	},
}

// matches reports whether a package is the named one, or below it if the name
// ends in /...
func matches(pkg, name string) bool {
	root, below := strings.CutSuffix(name, "/...")
	return pkg == root || below && strings.HasPrefix(pkg, root+"/")
}

// TestReach asks go for all that each package depends on.
func TestReach(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Deps " "}}`, "raftviz/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		pkg, deps, _ := strings.Cut(line, " ")
		if pkg == "raftviz/tui/view/samples" {
			continue // it runs clusters, for tests only: imports_test.go keeps it out of the program
		}
		for _, r := range reaches {
			if !slices.ContainsFunc(r.of, func(name string) bool { return matches(pkg, name) }) {
				continue
			}
			seen[pkg] = true
			for _, dep := range strings.Fields(deps) {
				if slices.ContainsFunc(r.not, func(name string) bool { return matches(dep, name) }) {
					t.Errorf("%s reaches %s", pkg, dep)
				}
			}
		}
	}
	if !seen["raftviz/recordings/recording"] || !seen["raftviz/tui/view/screen"] || !seen["raftviz/mvccviz"] || len(seen) < 15 {
		t.Errorf("saw %d packages only", len(seen))
	}
}
