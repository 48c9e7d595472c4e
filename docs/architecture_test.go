package docs

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPackageMapIsComplete wants each package of the program to be in the table
// of architecture.md.
func TestPackageMapIsComplete(t *testing.T) {
	page, err := os.ReadFile("architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	missing := map[string]bool{}
	for _, top := range []string{"cmd", "engine", "lessons", "mvccviz", "recordings", "tui"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "testdata" || d.Name() == "internal"):
				return filepath.SkipDir
			case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
				return nil
			}
			pkg, err := filepath.Rel(root, filepath.Dir(name))
			if pkg = filepath.ToSlash(pkg); !strings.Contains(string(page), "`"+pkg+"`") {
				missing[pkg] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for pkg := range missing {
		t.Errorf("docs/architecture.md does not say what %s is for", pkg)
	}
}
