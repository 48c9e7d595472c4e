package engine

import (
	"runtime"
	"testing"
	"time"

	"raftviz/engine/config"
)

// Frames outlive their cluster, and do not keep it in memory.
func TestFramesKeepNoCluster(t *testing.T) {
	c, err := New(config.Default(), "")
	if err != nil {
		t.Fatal(err)
	}
	for range 50 {
		if _, err := c.Step(); err != nil {
			t.Fatal(err)
		}
	}
	f, gone := c.Frame(), make(chan struct{})
	runtime.AddCleanup(c, func(gone chan struct{}) { close(gone) }, gone)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		runtime.GC()
		select {
		case <-gone:
			runtime.KeepAlive(f)
			return
		case <-time.After(time.Millisecond):
		}
	}
	runtime.KeepAlive(f)
	t.Error("the cluster is still there")
}
