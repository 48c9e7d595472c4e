package engine

import (
	"testing"

	"raftviz/engine/config"
)

// load is the standard load: a cluster of five under its leader, a put every
// ten milliseconds.
func loadConfig() config.Config {
	cfg := config.Default()
	cfg.Nodes, cfg.Seed = 5, 7
	return cfg
}

// drive steps a cluster under the standard load until it has taken the given
// number of steps in all; next is when the next put is due.
func drive(b testing.TB, c *Cluster, steps uint64, next *int64) {
	for c.step < steps {
		if t, ok := c.NextTime(); ok && t >= *next && c.leader() != nil {
			if c.now < *next && t > *next {
				if _, err := c.Wait(*next); err != nil {
					b.Fatal(err)
				}
			}
			if _, err := give(c, "put key value"); err != nil {
				b.Fatal(err)
			}
			*next = c.now + 10
			continue
		}
		if _, err := c.Step(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStep(b *testing.B) {
	c := open(b, loadConfig())
	next := int64(2000)
	drive(b, c, 2000, &next)
	b.ReportAllocs()
	b.ResetTimer()
	drive(b, c, c.step+uint64(b.N), &next)
}
