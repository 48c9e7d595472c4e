package engine

import (
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/storm"
)

// dying has nodes crash and come back all the time, while they work on their
// files.
func dying() []storm.Maker {
	of := stores()
	for range 20 {
		of = append(of,
			func(f *frame.Frame, n func(int) int) string { return "crash " + f.Nodes[n(len(f.Nodes))].Name },
			func(f *frame.Frame, n func(int) int) string { return "poweroff " + f.Nodes[n(len(f.Nodes))].Name },
			func(f *frame.Frame, n func(int) int) string { return "restart " + f.Nodes[n(len(f.Nodes))].Name },
			func(f *frame.Frame, n func(int) int) string { return "restart " + f.Nodes[n(len(f.Nodes))].Name },
			func(f *frame.Frame, n func(int) int) string { return "disk " + f.Nodes[n(len(f.Nodes))].Name + " ok" },
		)
	}
	return of
}

// TestFilesAreSound: whatever a node was doing when its process died, bbolt's
// own check finds nothing wrong with its files.
func TestFilesAreSound(t *testing.T) {
	deaths, compacted, installed := 0, 0, 0
	for seed := range uint64(scale(6)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			cfg := extremes(seed + 2)
			cfg.CompactBatch = 1 + int(seed%3)*4
			cfg.SnapshotEvery, cfg.SnapshotKeep = 20, 2
			c := open(t, cfg)
			rage(t, c, 20_000, dying(), func(s *event.Step) {
				for i := range s.Events {
					switch e := &s.Events[i]; e.Kind() {
					case event.KindCompactionFinished:
						compacted++
					case event.KindSnapshotInstalled:
						installed++
					case event.KindCrashed, event.KindPoweredOff:
						deaths++
						for _, path := range c.named(e.Node).Replica(theGroup).Paths() {
							sound(t, s, path)
						}
					}
				}
			})
		})
	}
	if deaths < 200 || compacted == 0 || installed == 0 {
		t.Errorf("%d deaths, %d compactions, %d snapshots: the test has lost its force", deaths, compacted, installed)
	}
}

// sound has bbolt check a file, if it is there.
func sound(t *testing.T, s *event.Step, path string) {
	t.Helper()
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		t.Fatalf("step %d: %v", s.Index, err)
	}
	defer db.Close()
	if err := db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			t.Errorf("step %d: %s: %v", s.Index, path, err)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}
