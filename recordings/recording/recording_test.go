package recording

import (
	"bytes"
	"fmt"
	"io"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/recordings/recording/recordingtest"
)

// recorded makes a recording of a random run, and the steps it was made of.
func recorded(t interface{ Fatal(...any) }, w *world, steps int) (*Recording, []*event.Step) {
	start := w.start()
	r := New(Header{Version: "test", Config: *w.f.Config, Name: "random"}, start)
	all := []*event.Step{start}
	for range steps {
		s := w.step()
		all = append(all, s)
		if err := r.Append(s); err != nil {
			t.Fatal(err)
		}
	}
	return r, all
}

// sameSteps fails the test unless the recording holds just these steps.
func sameSteps(t interface{ Fatal(...any) }, r *Recording, want []*event.Step, order func(i int) int) {
	if r.Len() != len(want)-1 {
		t.Fatal("the recording has", r.Len(), "steps and should have", len(want)-1)
	}
	for i := range want {
		pos := order(i)
		got, err := r.At(pos)
		if err != nil {
			t.Fatal(err)
		}
		if d := recordingtest.Difference(got, want[pos]); d != "" {
			t.Fatal(fmt.Sprintf("step %d differs: %s", pos, d))
		}
		if r.Kinds(pos) != want[pos].Kinds() || r.Time(pos) != want[pos].Time || r.Cause(pos) != want[pos].Cause.Type {
			t.Fatal("step", pos, "has another summary")
		}
	}
}

func forwards(i int) int { return i }

// Whatever is recorded comes back as it was: from memory, from a file, and
// from a file that was written by what read a file.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.IntRange(0, 1<<20)
		n := func(n int) int { return draw.Draw(t, "n") % n }
		checkRoundTrip(t, newWorld(n), 1+n(12))
	})
}

func TestRoundTripLong(t *testing.T) {
	for seed := range uint64(20) {
		checkRoundTrip(t, newWorld(seeded(seed)), 3*blockSteps+int(seed))
	}
}

func checkRoundTrip(t interface{ Fatal(...any) }, w *world, steps int) {
	r, want := recorded(t, w, steps)
	sameSteps(t, r, want, forwards)
	var file bytes.Buffer
	if _, err := r.WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	text := file.String()
	read, err := Read(&file, "file")
	if err != nil {
		t.Fatal(err)
	}
	if read.Torn() != nil || read.Digest(steps) != r.Digest(steps) {
		t.Fatal("the file is not what was recorded")
	}
	sameSteps(t, read, want, func(i int) int { return steps - i })
	var again bytes.Buffer
	if _, err := read.WriteTo(&again); err != nil || again.String() != text {
		t.Fatal("the file written again differs", err)
	}
}

// Seeking gives what stepping gives, in any order.
func TestSeek(t *testing.T) {
	n := seeded(3)
	r, want := recorded(t, newWorld(n), 12*blockSteps+5)
	sameSteps(t, r, want, func(int) int { return n(len(want)) })
	for _, pos := range []int{-1, len(want)} {
		if _, err := r.At(pos); err == nil {
			t.Error("there is a position", pos)
		}
	}
}

func TestFind(t *testing.T) {
	r, steps := recorded(t, newWorld(seeded(4)), 2*blockSteps)
	for from := range steps {
		for _, dir := range []int{1, -1} {
			want, found := 0, false
			for pos := from + dir; 0 <= pos && pos < len(steps) && !found; pos += dir {
				if set := steps[pos].Kinds(); set.Has(event.KindBecameLeader) {
					want, found = pos, true
				}
			}
			pos, ok := r.Find(from, dir, func(_ int, s event.Set) bool { return s.Has(event.KindBecameLeader) })
			if pos != want || ok != found {
				t.Fatalf("Find(%d, %d) = %d, %v; want %d, %v", from, dir, pos, ok, want, found)
			}
		}
	}
}

// Appending after loading goes on where the recording stopped.
func TestAppendAfterRead(t *testing.T) {
	w := newWorld(seeded(5))
	r, want := recorded(t, w, blockSteps+9)
	var file bytes.Buffer
	if _, err := r.WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	read, err := Read(&file, "file")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 * blockSteps {
		s := w.step()
		want = append(want, s)
		if err := r.Append(s); err != nil {
			t.Fatal(err)
		}
		if err := read.Append(s); err != nil {
			t.Fatal(err)
		}
	}
	if last := r.Len(); r.Digest(last) != read.Digest(last) {
		t.Error("the digests differ")
	}
	sameSteps(t, read, want, forwards)
}

func TestAppendRefuses(t *testing.T) {
	w := newWorld(seeded(6))
	r, _ := recorded(t, w, 3)
	s := w.step()
	late := *s
	late.Index++
	if err := r.Append(&late); err == nil {
		t.Error("a step was left out")
	}
	if err := r.Append(s); err == nil {
		t.Error("a recording that failed goes on")
	}
}

// While one goroutine appends, others read what is there.
func TestReadWhileAppending(t *testing.T) {
	w := newWorld(seeded(8))
	r := New(Header{Config: config.Default()}, w.start())
	var readers sync.WaitGroup
	done := make(chan struct{})
	for k := range uint64(3) {
		readers.Go(func() {
			n := seeded(k)
			for {
				select {
				case <-done:
					return
				default:
				}
				pos := n(r.Len() + 1)
				s, err := r.At(pos)
				if err != nil || s.Index != uint64(pos) || s.Kinds() != r.Kinds(pos) || r.Digest(pos) == (Digest{}) {
					t.Errorf("step %d is read as %v, %v", pos, s, err)
					return
				}
				if _, err := r.WriteTo(io.Discard); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 6 * blockSteps {
		if err := r.Append(w.step()); err != nil {
			t.Error(err)
			break
		}
	}
	close(done)
	readers.Wait()
}
