package tui

import (
	"fmt"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/recordings"
)

// busy returns a live run of so many nodes under a leader, with puts.
func busy(t testing.TB, nodes, puts int) *recordings.Run {
	cfg := config.Default()
	cfg.Nodes = nodes
	run, err := recordings.Start(recordings.Header{Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	do := func(line string) {
		c, err := command.Parse(line)
		if err == nil {
			err = run.Exec(c, nil)
		}
		if err != nil {
			t.Fatal(line, ": ", err)
		}
	}
	do(`run until leader != ""`)
	for i := range puts {
		do(fmt.Sprintf("put key%d value%d", i%7, i))
		do("run 12ms")
	}
	return run
}

// BenchmarkView200x60 draws a run of nine nodes, each time at another step.
// The budget is a p99 below 8 ms.
func BenchmarkView200x60(b *testing.B) {
	a := newApp(Options{})
	a.open(Opened{Run: busy(b, 9, 40)})
	defer func() { _ = a.close() }()
	a.Update(tea.WindowSizeMsg{Width: 200, Height: 60})
	last := a.show.rec().Len()
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		a.show.seek(last/2 + i%(last/2))
		_ = a.View()
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// BenchmarkViewFlow draws the same step while time flows: what playing costs
// between steps.
func BenchmarkViewFlow(b *testing.B) {
	a := newApp(Options{})
	a.open(Opened{Run: busy(b, 9, 40)})
	defer func() { _ = a.close() }()
	a.Update(tea.WindowSizeMsg{Width: 200, Height: 60})
	for b.Loop() {
		a.show.now += 0.01
		_ = a.View()
	}
}
