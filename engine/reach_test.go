package engine_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// reaches says what packages must not depend on, however indirectly. Packages
// ending in /... include those below. A package listed in except still reaches what
// it should not: take it off the list once it does not.
var reaches = []struct {
	of     []string
	not    []string
	except map[string][]string
}{
	{
		of:  []string{"raftviz/recordings/recording", "raftviz/recordings/linear", "raftviz/engine/explain"},
		not: []string{"raftviz/engine", "go.etcd.io/raft/v3/...", "go.etcd.io/bbolt/...", "charm.land/..."},
	},
	{
		of:  []string{"raftviz/tui/view/..."},
		not: []string{"raftviz/engine", "go.etcd.io/raft/v3/...", "go.etcd.io/bbolt/...", "charm.land/bubbletea/...", "charm.land/bubbletea/v2/..."},
		except: map[string][]string{
			// Through mvccviz, which opens files with mvcc.
			"raftviz/tui/view/mvcc":   {"go.etcd.io/raft/v3/raftpb", "go.etcd.io/bbolt"},
			"raftviz/tui/view/panes":  {"go.etcd.io/raft/v3/raftpb", "go.etcd.io/bbolt"},
			"raftviz/tui/view/screen": {"go.etcd.io/raft/v3/raftpb", "go.etcd.io/bbolt"},
		},
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
	if testing.Short() {
		t.Skip("it loads all packages")
	}
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
			left := slices.Clone(r.except[pkg])
			for _, dep := range strings.Fields(deps) {
				switch i := slices.IndexFunc(left, func(name string) bool { return matches(dep, name+"/...") }); {
				case !slices.ContainsFunc(r.not, func(name string) bool { return matches(dep, name) }):
				case i < 0 && !slices.ContainsFunc(r.except[pkg], func(name string) bool { return matches(dep, name+"/...") }):
					t.Errorf("%s reaches %s", pkg, dep)
				case i >= 0:
					left = slices.Delete(left, i, i+1)
				}
			}
			for _, name := range left {
				t.Errorf("%s no longer reaches %s: take it off the exceptions", pkg, name)
			}
		}
	}
	if !seen["raftviz/recordings/recording"] || len(seen) < 15 {
		t.Errorf("saw %d packages only", len(seen))
	}
}
