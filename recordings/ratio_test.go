package recordings

import (
	"slices"
	"testing"
	"time"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/recordings/recording"
)

// loadConfig and put make the standard load: a cluster of five under its
// leader, a put every ten milliseconds.
func loadConfig() config.Config {
	cfg := config.Default()
	cfg.Nodes, cfg.Seed = 5, 7
	return cfg
}

// A pace is a run under the standard load.
type pace struct {
	run  *Run
	puts int
}

func newPace(t testing.TB) *pace {
	run, err := Start(recording.Header{Config: loadConfig(), Name: "load"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { run.Close() })
	p := &pace{run: run}
	if err := exec(run, "run 3s"); err != nil || run.Frame().Leader() == nil {
		t.Fatal("no leader within three seconds", err)
	}
	return p
}

// put gives a put and takes all steps until the next is due.
func (p *pace) put(t testing.TB) {
	if err := p.run.Exec(command.Put{Key: "key", Value: "value"}, nil); err != nil {
		t.Fatal(err)
	}
	if err := p.run.Exec(command.RunFor{For: 10}, nil); err != nil {
		t.Fatal(err)
	}
	p.puts++
}

// against runs the same load in turns, bare and whole, and returns the median
// over the turns of bare time by whole time: 1 would be free.
func against(b testing.TB, x *bare, p *pace, turns, puts int) float64 {
	ratios := make([]float64, turns)
	for i := range ratios {
		start := time.Now()
		for k := range puts {
			x.load(k)
		}
		bareTime := time.Since(start)
		start = time.Now()
		for range puts {
			p.put(b)
		}
		ratios[i] = float64(bareTime) / float64(time.Since(start))
	}
	slices.Sort(ratios)
	return ratios[turns/2]
}

// BenchmarkRatio measures the whole, with frames, events, checks and recording,
// against the bare loop in the same run: x-bare is to be 0.7 at least. The bare
// loop makes a transaction of each fsync; x-grouped is against one that gathers
// them as the engine's disks do.
func BenchmarkRatio(b *testing.B) {
	x, p := newBare(b, loadConfig()), newPace(b)
	against(b, x, p, 3, 50)
	b.ResetTimer()
	from, puts := p.run.Recording().Len(), p.puts
	b.ReportMetric(against(b, x, p, max(b.N, 3), 50), "x-bare")
	x.grouped = true
	b.ReportMetric(against(b, x, p, max(b.N, 3), 50), "x-grouped")
	b.ReportMetric(float64(p.run.Recording().Len()-from)/float64(p.puts-puts), "steps/put")
}

// BenchmarkFlat measures the same early in a run and after a million steps:
// late-by-early is to be 0.8 at least.
func BenchmarkFlat(b *testing.B) {
	x, p := newBare(b, loadConfig()), newPace(b)
	against(b, x, p, 11, 50)
	early := against(b, x, p, max(b.N, 41), 50)
	for p.run.Recording().Len() < 1_000_000 {
		p.put(b)
	}
	b.ResetTimer()
	late := against(b, x, p, max(b.N, 41), 50)
	b.ReportMetric(early, "x-bare-early")
	b.ReportMetric(late, "x-bare-late")
	b.ReportMetric(late/early, "late-by-early")
	b.ReportMetric(float64(p.run.Recording().Len()), "steps")
}
