package engine

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"testing"

	"raftviz/engine/config"
)

// An error of the machine's own disk ends the run as what it is: no step, no
// violation, no panic at Close, and the folder is removed.
func TestHostError(t *testing.T) {
	c, err := New(config.Default(), "")
	if err != nil {
		t.Fatal(err)
	}
	full := fmt.Errorf("engine: n1: %w", &fs.PathError{Op: "write", Path: "mvcc.db", Err: syscall.ENOSPC})
	before := c.Frame()
	if v := c.guarded(func() { panic(full) }); v != nil || c.failed == nil {
		t.Fatalf("it is %v, and %v", v, c.failed)
	}
	if _, err := c.Step(); err != c.failed {
		t.Errorf("a step gives %v", err)
	}
	if c.Frame() != before {
		t.Error("the cluster has moved")
	}
	if err := c.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
	if _, err := os.Stat(c.Dir()); !os.IsNotExist(err) {
		t.Errorf("the folder is still there: %v", err)
	}
}
