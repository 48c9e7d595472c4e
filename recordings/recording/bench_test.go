package recording

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"raftviz/engine"
	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
)

// standardLoad takes the given number of steps of five nodes that send
// heartbeats while a client puts a key every 20 ms.
func standardLoad(t testing.TB, steps int, each func(*event.Step)) {
	cfg := config.Default()
	cfg.Nodes = 5
	c, err := engine.New(cfg, "")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	each(c.Start())
	put, next := 0, int64(3000)
	for taken := 0; taken < steps; taken++ {
		due, ok := c.NextTime()
		var s *event.Step
		var err error
		switch {
		case ok && due <= next:
			s, err = c.Step()
		case c.Frame().Time < next:
			s, err = c.Wait(next)
		default:
			put++
			next += 20
			s, err = c.Do(command.Put{Key: fmt.Sprintf("key%d", put%100), Value: fmt.Sprintf("value%d", put)})
		}
		if err != nil {
			t.Fatal(err)
		}
		each(s)
	}
}

// loaded returns a recording of the standard load.
func loaded(t testing.TB, steps int) *Recording {
	var r *Recording
	standardLoad(t, steps, func(s *event.Step) {
		if r == nil {
			r = New(Header{Version: "bench", Config: *s.Frame.Config}, s)
		} else if err := r.Append(s); err != nil {
			t.Fatal(err)
		}
	})
	return r
}

func BenchmarkAppend(b *testing.B) {
	var steps []*event.Step
	standardLoad(b, 4_000, func(s *event.Step) { steps = append(steps, s) })
	var raw int
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		r := New(Header{}, steps[0])
		b.StartTimer()
		for _, s := range steps[1:] {
			if err := r.Append(s); err != nil {
				b.Fatal(err)
			}
			raw += len(r.enc.line.b)
		}
	}
	n := float64(b.N * (len(steps) - 1))
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/n, "ns/step")
	b.ReportMetric(float64(raw)/n, "line-bytes/step")
}

func BenchmarkRead(b *testing.B) {
	const steps = 20_000
	r := loaded(b, steps)
	path := filepath.Join(b.TempDir(), "a.jsonl")
	if err := r.Save(path); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Load(path); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*steps), "ns/step")
}

// BenchmarkSeek goes to random steps of a recording of 100,000.
func BenchmarkSeek(b *testing.B) {
	r := loaded(b, 100_000)
	rnd := rand.New(rand.NewPCG(1, 2))
	report(b, func() int { return rnd.IntN(r.Len() + 1) }, r)
}

// BenchmarkStepBack steps back over the borders of blocks, which is where it
// costs most, in a recording of 100,000.
func BenchmarkStepBack(b *testing.B) {
	r := loaded(b, 100_000)
	pos := r.Len() - r.Len()%blockSteps
	report(b, func() int {
		if pos -= blockSteps; pos <= 0 {
			pos = r.Len() - r.Len()%blockSteps
		}
		return pos
	}, r)
}

func report(b *testing.B, next func() int, r *Recording) {
	var took []time.Duration
	for b.Loop() {
		pos, began := next(), time.Now()
		if _, err := r.At(pos); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

// What a step costs in memory and on disk, for the standard load.
func TestBudgets(t *testing.T) {
	const steps = 100_000
	before := heap()
	r := loaded(t, steps)
	memory := float64(heap()-before) / steps
	path := filepath.Join(t.TempDir(), "a.jsonl.zst")
	if err := r.Save(path); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	disk := float64(info.Size()) / steps
	t.Logf("%.0f bytes a step in memory, %.0f on disk", memory, disk)
	if memory > 400 || disk > 120 {
		t.Errorf("%.0f bytes a step in memory and %.0f on disk; at most 400 and 120 are allowed", memory, disk)
	}
	runtime.KeepAlive(r)
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
