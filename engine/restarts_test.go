package engine

import (
	"fmt"
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/storm"
)

// dyingOften is writes, compactions and processes that die and start again.
func dyingOften() []storm.Maker {
	node := func(f *frame.Frame, n func(int) int) string { return f.Nodes[n(len(f.Nodes))].Name }
	of := []storm.Maker{
		func(f *frame.Frame, n func(int) int) string { return "crash " + node(f, n) },
		func(f *frame.Frame, n func(int) int) string { return "crash " + node(f, n) },
		func(f *frame.Frame, n func(int) int) string { return "campaign " + node(f, n) },
		func(f *frame.Frame, n func(int) int) string { return "cut " + node(f, n) },
		func(*frame.Frame, func(int) int) string { return "heal" },
		func(f *frame.Frame, n func(int) int) string {
			return fmt.Sprintf("compaction %d", f.Revision()-int64(n(3)))
		},
	}
	for range 3 {
		of = append(of, func(f *frame.Frame, n func(int) int) string { return "restart " + node(f, n) })
	}
	for range 12 {
		of = append(of, func(_ *frame.Frame, n func(int) int) string { return fmt.Sprintf("put k%d v%d", n(5), n(100)) })
	}
	return of
}

// Processes that die at any time, in the middle of compactions and just after a
// snapshot has taken the place of their logs, start again from their files; and in
// the end all logs and stores agree, and all that was compacted is gone.
func TestRestarts(t *testing.T) {
	installed, interrupted := 0, 0
	for seed := range uint64(scale(24)) {
		cfg := config.Default()
		cfg.Seed, cfg.CompactBatch = seed+1, 1
		if seed%2 == 0 {
			cfg.SnapshotEvery, cfg.SnapshotKeep = 3, 0
		}
		c := open(t, cfg)
		prev := c.frame
		rageAt(t, c, 2500, 12, dyingOften(), func(s *event.Step) {
			for i := range s.Events {
				switch e := &s.Events[i]; e.Kind() {
				case event.KindSnapshotInstalled:
					installed++
				case event.KindCrashed:
					if st := prev.Node(e.Node).OpenStore(); st.FinishedCompactRev < st.ScheduledCompactRev {
						interrupted++
					}
				}
			}
			prev = s.Frame
		})
		calm := []string{"heal"}
		for _, m := range c.order {
			calm = append(calm, "restart "+m.Name())
		}
		for _, line := range calm {
			if err := during(c, line, 0); err != nil {
				t.Fatalf("seed %d: %s: %v", seed+1, line, err)
			}
		}
		for end := c.now + 30_000; c.now < end; {
			if _, err := c.Step(); err != nil {
				t.Fatalf("seed %d: %v", seed+1, err)
			}
		}
		if !agreed(c.frame) {
			t.Errorf("seed %d: half a minute without faults, and no agreement\n%s", seed+1, describe(c.frame))
		}
	}
	t.Logf("%d snapshots installed, %d compactions interrupted", installed, interrupted)
	if installed < 20 || interrupted < 20 {
		t.Errorf("only %d snapshots installed and %d compactions interrupted: the test has lost its force", installed, interrupted)
	}
}

// A node that has missed writes is asked to read: it must not answer from a store
// that is a single entry behind. fresh-reads judges.
func TestLaggingReads(t *testing.T) {
	answered := 0
	for seed := range uint64(scale(16)) {
		c := inMood(t, storm.FindMood("reads"), seed+1)
		rageAt(t, c, 2500, 8, storm.Lagging, func(s *event.Step) {
			if s.Has(event.KindReadConfirmed) != nil {
				answered++
			}
		})
	}
	if answered < 100 {
		t.Errorf("only %d reads were confirmed: the test has lost its force", answered)
	}
}
