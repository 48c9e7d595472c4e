package engine

import (
	"os"
	"runtime"
	"testing"

	"raftviz/engine/config"
)

// The folder of a run that was killed is removed later; that of one which lives is
// not.
func TestRemoveDead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("folders cannot be locked here")
	}
	t.Setenv("TMPDIR", t.TempDir())
	living, err := New(config.Default(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer living.Close()
	dead, alive, err := temporary()
	if err != nil {
		t.Fatal(err)
	}
	_ = alive.Close() // as the system does with a process that is killed
	RemoveDead()
	if _, err := os.Stat(dead); !os.IsNotExist(err) {
		t.Errorf("the dead run's folder: %v", err)
	}
	if _, err := os.Stat(living.Dir()); err != nil {
		t.Errorf("the living run's folder: %v", err)
	}
}
