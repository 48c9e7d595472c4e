package recordings

import (
	"fmt"
	"testing"

	"raftviz/engine/config"
	"raftviz/recordings/recording"
)

// Frames that are read back share their revisions with the frames that a
// recording keeps, and five stores hold each revision once.
func TestRevisionsAreShared(t *testing.T) {
	cfg := config.Default()
	cfg.Nodes = 5
	run, err := Start(recording.Header{Config: cfg, Name: "shared"})
	if err != nil {
		t.Fatal(err)
	}
	defer run.Close()
	obey(t, run, "run 3s")
	for i := range 200 {
		obey(t, run, fmt.Sprintf("put k%d v%d\nrun 20ms", i%9, i))
	}
	r := run.Recording()
	last := run.Frame().Nodes[0].Store.Revs
	copied := 0
	for pos := 0; pos < r.Len(); pos += 64 {
		s, err := r.At(pos)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range s.Frame.Nodes {
			for i, rev := range n.Store.Revs {
				if rev != last[i] {
					t.Fatalf("step %d: %s: revision %d.%d is not the same", pos, n.Name, rev.Main, rev.Sub)
				}
			}
			if len(n.Store.Revs) > 0 && pos > 0 {
				before, err := r.At(pos - 1)
				if err != nil {
					t.Fatal(err)
				}
				if old := before.Frame.Node(n.Name).Store.Revs; len(old) > 0 && &old[0] != &n.Store.Revs[0] {
					copied++
				}
			}
		}
	}
	if copied > 20 { // where a list had to grow
		t.Errorf("revisions were copied in %d steps", copied)
	}
}
