//go:build unix

package tui

import (
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// build builds the program.
func build(b *testing.B) string {
	program := filepath.Join(b.TempDir(), "raftviz")
	if out, err := exec.Command("go", "build", "-o", program, "raftviz/cmd/raftviz").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return program
}

// BenchmarkStart takes the time from the start of the program to the last row
// of its first frame, on a pseudo-terminal. The budget is 150 ms. A recording
// is read whole before it is shown; this one has 100,000 steps of nine nodes.
func BenchmarkStart(b *testing.B) {
	program := build(b)
	recording := filepath.Join(b.TempDir(), "long.jsonl.zst")
	if err := long().Save(recording); err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name string
		args []string
	}{
		{"home", nil},
		{"sandbox", []string{"sandbox", "--nodes", "9"}},
		{"lesson", []string{"learn", "leader-election"}},
		{"recording", []string{"play", recording}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var took watch
			var cpu time.Duration
			for b.Loop() {
				var m *terminal
				took.time(func() {
					m = startTerminal(b, exec.Command(program, c.args...))
					if !m.until(func() bool { return strings.Contains(m.written(), "help") || strings.Contains(m.written(), "quit") }) {
						b.Fatalf("there is no frame:\n%s", strings.Join(m.rows(), "\n"))
					}
				})
				m.close()
				cpu += m.cmd.ProcessState.UserTime() + m.cmd.ProcessState.SystemTime()
			}
			took.report(b)
			b.ReportMetric(float64(cpu.Microseconds())/1000/float64(b.N), "cpu-ms/op")
		})
	}
}

// BenchmarkKeyOnATerminal takes the time from a key to the first byte that
// answers it, on a pseudo-terminal: what BenchmarkKey takes, and the ways there
// and back. The budget is a p99 below 16 ms.
func BenchmarkKeyOnATerminal(b *testing.B) {
	m := startTerminal(b, exec.Command(build(b), "sandbox", "--nodes", "9"))
	m.shows("1 cluster")
	r := rand.New(rand.NewPCG(1, 1))
	var took watch
	for b.Loop() {
		before := m.heard.Load()
		took.time(func() {
			m.keys("n")
			if !m.until(func() bool { return m.heard.Load() > before }) {
				b.Fatal("a key has no answer")
			}
		})
		time.Sleep(time.Duration(20+r.IntN(30)) * time.Millisecond) // nobody types in time with the screen
	}
	took.report(b)
}
