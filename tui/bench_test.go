package tui

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"raftviz/engine/config"
	"raftviz/recordings"
	"raftviz/recordings/recording"
	"raftviz/tui/view/panes"
	"raftviz/tui/view/screen"
)

// busy returns a live run of so many nodes that took so many steps at least: a
// put every 12 ms, and every so often the leader crashes and comes back.
func busy(t testing.TB, nodes, steps int) *recordings.Run {
	cfg := config.Default()
	cfg.Nodes = nodes
	run, err := recordings.Start(recording.Header{Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	do := func(line string) {
		if err := give(run, line); err != nil {
			t.Fatal(line, ": ", err)
		}
	}
	const led, faults = `run until leader != ""`, 200 // puts between two of them
	do(led)
	for i := 0; run.Recording().Len() < steps; i++ {
		if i%faults == faults-1 {
			leader := run.Frame().Leader().Name
			do("crash " + leader)
			do(led)
			do("restart " + leader)
			do("run 300ms")
		}
		do(fmt.Sprintf("put key%d value%d", i%70, i))
		do("run 12ms")
	}
	return run
}

// long is a recording of nine nodes and 100,000 steps, made once.
var long = sync.OnceValue(func() *recording.Recording {
	run := busy(fatal{}, 9, 100_000)
	rec := run.Recording()
	if err := run.Close(); err != nil {
		panic(err)
	}
	return rec
})

// A fatal is a testing.TB for what several benchmarks share.
type fatal struct{ testing.TB }

func (fatal) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

// A watch takes down how long each of many things took.
type watch []time.Duration

func (w *watch) time(do func()) {
	start := time.Now()
	do()
	*w = append(*w, time.Since(start))
}

func (w watch) report(b *testing.B) {
	slices.Sort(w)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(w[len(w)/2]), "p50-ms")
	b.ReportMetric(ms(w[len(w)*99/100]), "p99-ms")
}

// watching opens the long recording at 200×60.
func watching(b *testing.B, preset string) *app {
	a := newApp(Options{Preset: preset})
	a.open(Opened{Recording: long()})
	a.Update(tea.WindowSizeMsg{Width: 200, Height: 60})
	b.Cleanup(func() {
		if err := a.close(); err != nil {
			b.Error(err)
		}
	})
	return a
}

// BenchmarkView200x60 draws each time another step of nine nodes and 100,000
// steps. The budget is a p99 below 8 ms.
func BenchmarkView200x60(b *testing.B) {
	for _, preset := range screen.Presets {
		b.Run(preset, func(b *testing.B) {
			a := watching(b, preset)
			last := a.viewer.rec().Len()
			var took watch
			for i := 0; b.Loop(); i++ {
				a.viewer.head.seek(last/2 + i%(last/2))
				took.time(func() { _ = a.View() })
			}
			took.report(b)
		})
	}
}

// BenchmarkViewFlow draws the same step while time flows: what playing costs
// between steps.
func BenchmarkViewFlow(b *testing.B) {
	a := watching(b, "probe")
	a.viewer.head.seek(50_000)
	for b.Loop() {
		a.viewer.head.now += 0.01
		_ = a.View()
	}
}

// pressed are the keys whose time is taken, one after another.
var pressed = []struct {
	name string
	keys []string
}{
	{"step", []string{"right"}},
	{"back", []string{"left"}},
	{"notable", []string{"]"}},
	{"ends", []string{"g", "G"}},
	{"tick", []string{"t"}},
	{"focus", []string{"tab"}},
	{"panes", []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}},
	{"zoomed", []string{"1", "z", "z", "2", "z", "z", "3", "z", "z", "4", "z", "z", "5", "z", "z", "6", "z", "z", "7", "z", "z", "8", "z", "z", "9", "z", "z"}},
	{"scroll", []string{"up", "down", "up", "up"}},
}

// BenchmarkKey takes the time from a key to the frame that answers it, of nine
// nodes and 100,000 steps at 200×60. The budget is a p99 below 16 ms. Every 150
// keys it goes elsewhere.
func BenchmarkKey(b *testing.B) {
	for _, preset := range []string{"study", "probe"} {
		for _, p := range pressed {
			b.Run(preset+"/"+p.name, func(b *testing.B) {
				a := watching(b, preset)
				last := a.viewer.rec().Len()
				var took watch
				for i := 0; b.Loop(); i++ {
					if i%150 == 0 {
						a.viewer.head.seek(last/10 + i*7919%(last*8/10))
						_ = a.View()
					}
					k := keyPress(p.keys[i%len(p.keys)])
					took.time(func() {
						a.Update(k)
						_ = a.View()
					})
				}
				took.report(b)
			})
		}
	}
}

// BenchmarkScrub takes the time from a click on the scrubber, anywhere, to the
// frame that answers it: the farthest a recording can be gone in one step.
func BenchmarkScrub(b *testing.B) {
	for _, preset := range []string{"study", "probe"} {
		b.Run(preset, func(b *testing.B) {
			a := watching(b, preset)
			row := a.viewer.layout().Scrub
			var took watch
			for i := 0; b.Loop(); i++ {
				m := tea.MouseClickMsg{X: 1 + i*37%198, Y: row, Button: tea.MouseLeft}
				took.time(func() {
					a.Update(m)
					_ = a.View()
				})
			}
			took.report(b)
		})
	}
}

// BenchmarkPane takes the time of each pane alone, on the whole screen, each
// time at another step.
func BenchmarkPane(b *testing.B) {
	for _, row := range panes.Table[:len(panes.Table)-1] {
		b.Run(string(row.ID), func(b *testing.B) {
			a := watching(b, "study")
			a.viewer.screen.Focus, a.viewer.screen.Zoom = row.ID, true
			last := a.viewer.rec().Len()
			var took watch
			for i := 0; b.Loop(); i++ {
				a.viewer.head.seek(last/2 + i%(last/2))
				took.time(func() { _ = a.View() })
			}
			took.report(b)
		})
	}
}
