// Package golden compares what tests draw with files in testdata.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the goldens again")

// A Sheet is one golden file: named pictures, one beneath the other.
type Sheet struct{ b strings.Builder }

// Add puts a picture on the sheet.
func (s *Sheet) Add(name, picture string) {
	s.b.WriteString("=== " + name + "\n" + picture)
	if !strings.HasSuffix(picture, "\n") {
		s.b.WriteByte('\n')
	}
}

// Check compares the sheet with testdata/NAME.golden, or writes that file if
// the test runs with -update.
func (s *Sheet) Check(t *testing.T, name string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	got := s.b.String()
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; write it with -update", err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(g), len(w)) {
		if line(g, i) != line(w, i) {
			t.Fatalf("%s:%d differs (rewrite with -update):\n got %q\nwant %q", file, i+1, line(g, i), line(w, i))
		}
	}
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// Update reports whether the test runs with -update.
func Update() bool { return *update }
