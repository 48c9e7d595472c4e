package recording

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"raftviz/recordings/recording/recordingtest"
)

// FuzzRead holds that no file does harm: it is refused, or what is read of it
// can be shown and written, and then reads the same.
func FuzzRead(f *testing.F) {
	r := small(f, 12)
	whole := recordingtest.Text(f, r)
	f.Add(whole)
	f.Add(whole[:len(whole)-7])
	f.Add([]byte(`{"raftviz":3}`))
	packed := filepath.Join(f.TempDir(), "a.zst")
	if err := r.Save(packed); err != nil {
		f.Fatal(err)
	}
	if b, err := os.ReadFile(packed); err == nil {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		if r, err := Read(bytes.NewReader(file), "f"); err == nil {
			harmless(t, r)
		}
	})
}

// FuzzLine puts any two lines, but for their numbers, into a file whose digests
// are right.
func FuzzLine(f *testing.F) {
	var lines []string
	for _, l := range bytes.Split(recordingtest.Text(f, small(f, 60)), []byte("\n"))[1:] {
		if body, _, ok := unseal(l); ok {
			lines = append(lines, string(body))
		}
	}
	for k := range lines[2:] {
		f.Add(unnumbered(lines[k+1]), unnumbered(lines[k+2]))
	}
	f.Add(`,"t":1,"c":"tick","node":[{"n":"n1","log":{"cut":1,"first":1,"add":[0]}}]}`, `,"t":1,"c":"sync"}`)
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, l := range []string{a, b} {
			if len(l) < 2 || l[len(l)-1] != '}' || strings.Contains(l, "\n") {
				return
			}
		}
		if r, err := Read(bytes.NewReader(recordingtest.Forge(lines[0], `{"i":1`+a, `{"i":2`+b)), "f"); err == nil {
			harmless(t, r)
		}
	})
}

// unnumbered is a line without its first member.
func unnumbered(line string) string { return line[strings.IndexByte(line, ','):] }

// harmless reads every step, and writes and reads the recording.
func harmless(t *testing.T, r *Recording) {
	for pos := range r.Len() + 1 {
		s, err := r.At(pos)
		if err != nil {
			t.Fatal(err)
		}
		if s.Index != uint64(pos) || s.Frame.Step != s.Index || s.Frame.Time != s.Time {
			t.Fatalf("step %d is %d, its frame of step %d at %d ms", pos, s.Index, s.Frame.Step, s.Frame.Time)
		}
		s.Frame.Leader()
		for _, n := range s.Frame.Nodes {
			n.LastTerm()
		}
	}
	var file bytes.Buffer
	if _, err := r.WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	again, err := Read(&file, "again")
	if err != nil {
		t.Fatal(err)
	}
	if n := r.Len(); again.Len() != n || again.Digest(n) != r.Digest(n) {
		t.Fatal("it does not read the same again")
	}
}
