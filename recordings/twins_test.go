package recordings

import (
	"errors"
	"math/rand/v2"
	"runtime"
	"testing"

	"raftviz/engine"
	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/storm"
	"raftviz/recordings/recording"
)

// raging gives a fresh cluster a storm of commands, as the seed has it, and
// returns the run.
func raging(t testing.TB, seed uint64, steps int) *Run {
	t.Helper()
	cfg := config.Default()
	cfg.Nodes, cfg.Seed, cfg.Jitter = 3+int(seed%3), seed, 25
	cfg.PreVote, cfg.CheckQuorum = seed%2 == 0, seed%4 < 2
	if seed%3 == 0 {
		cfg.DiskMode = config.DiskAsync
	}
	cfg.SnapshotEvery, cfg.SnapshotKeep = 8, 3
	run, err := Start(recording.Header{Config: cfg, Name: "storm"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { run.Close() })
	r := rand.New(rand.NewPCG(seed, 5))
	for range steps {
		var err error
		if r.IntN(25) == 0 {
			err = exec(run, storm.Faults[r.IntN(len(storm.Faults))](run.Frame(), r.IntN))
		} else {
			_, err = run.Step()
		}
		var refused *engine.Refused
		var misspelt *command.Error
		if err != nil && !errors.As(err, &refused) && !errors.As(err, &misspelt) && !errors.Is(err, engine.ErrIdle) {
			t.Fatal(err)
		}
	}
	return run
}

// Equal inputs give equal digests, again and again, on one processor and on
// two.
func TestTwinsRepeat(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	want := raging(t, 4, 800).Recording()
	for i := range 100 {
		runtime.GOMAXPROCS(1 + i%2)
		got := raging(t, 4, 800).Recording()
		if got.Len() != want.Len() || got.Digest(got.Len()) != want.Digest(want.Len()) {
			t.Fatalf("repeat %d: %d steps, digest %v; before %d steps, %v", i, got.Len(), got.Digest(got.Len()), want.Len(), want.Digest(want.Len()))
		}
	}
}

// Digests are the same on every machine: these were settled once, and builds
// for 32 and 64 bits, on any system, must come to them. They change with the
// format, with raft, and with what the engine does; say which in the commit.
func TestTwinsSettled(t *testing.T) {
	for seed, want := range map[uint64]string{
		3: "6f35657cd4e88758", 4: "a366c7d483da160b", 5: "6a3910603c05e5a2",
	} {
		r := raging(t, seed, 3000).Recording()
		if got := r.Digest(r.Len()).String(); got != want {
			t.Errorf("seed %d: %d steps, digest %s, want %s", seed, r.Len(), got, want)
		}
	}
}

// A run repeated from its recording is the same run, at every step.
func TestTwinsReplay(t *testing.T) {
	for seed := range uint64(6) {
		r := raging(t, seed, 1500).Recording()
		if d, err := Verify(r, nil); err != nil || d != nil {
			t.Errorf("seed %d: %v %v", seed, d, err)
		}
	}
}

// Stepping one by one and running are the same.
func TestTwinsFastForward(t *testing.T) {
	slow, fast := play(t, "step"), play(t, "step")
	obey(t, fast, "run 5s\nput a 1\nrun 5s")
	for slow.Frame().Time < 5000 && slow.Recording().Len() < fast.Recording().Len() {
		if next, ok := slow.NextTime(); !ok || next > 5000 {
			break
		}
		if _, err := slow.Step(); err != nil {
			t.Fatal(err)
		}
	}
	at := slow.Recording().Len()
	if slow.Recording().Digest(at) != fast.Recording().Digest(at) || at < 100 {
		t.Errorf("after %d steps: %v one by one, %v run", at, slow.Recording().Digest(at), fast.Recording().Digest(at))
	}
}
