package engine

import (
	"testing"

	"raftviz/engine/config"
)

// Writes under a long lease leave nothing behind in the schedule.
func TestLeaseLooksDoNotGather(t *testing.T) {
	c := open(t, config.Default())
	until := func(ms int64) {
		for {
			if next, ok := c.NextTime(); !ok || next > ms {
				return
			}
			if _, err := c.Step(); err != nil {
				t.Fatal(err)
			}
		}
	}
	until(5000)
	if _, err := give(c, "lease grant 3600 --id=1"); err != nil {
		t.Fatal(err)
	}
	until(6000)
	for i := range int64(200) {
		if _, err := give(c, "put k v --lease=1"); err != nil {
			t.Fatal(err)
		}
		until(6000 + 20*i)
	}
	until(20_000)
	if n := c.queue.Len(); n > 50 {
		t.Errorf("%d causes wait after 200 writes", n)
	}
}
