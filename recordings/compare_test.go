package recordings

import (
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/recordings/recording"
)

// Two runs of the same past part at the step in which one was given a command.
func TestParting(t *testing.T) {
	start := func() *Run {
		r, err := Start(recording.Header{Config: config.Default()})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		})
		return r
	}
	steps := func(r *Run, n int) {
		if err := r.Exec(command.StepN{N: n}, nil); err != nil {
			t.Fatal(err)
		}
	}
	a, b := start(), start()
	steps(a, 40)
	steps(b, 25)
	if pos, differ := recording.Parting(a.Recording(), a.Recording()); differ {
		t.Errorf("a recording differs from itself at %d", pos)
	}
	if pos, differ := recording.Parting(a.Recording(), b.Recording()); pos != 26 || !differ {
		t.Errorf("one that is longer differs at %d, %v; want 26", pos, differ)
	}
	if _, err := b.Do(command.Crash{Nodes: command.NodeNames{"n2"}}); err != nil {
		t.Fatal(err)
	}
	steps(b, 20)
	if pos, differ := recording.Parting(b.Recording(), a.Recording()); pos != 26 || !differ {
		t.Errorf("they part at %d, %v; want 26", pos, differ)
	}
}
