package recording

import (
	"bytes"
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/recordings/recording/recordingtest"
)

// Digests are the same on every machine and stay the same as long as the
// format does. If this fails, files of before can no longer be verified: that
// is a new format.
func TestDigestIsSettled(t *testing.T) {
	for _, c := range []struct {
		seed  uint64
		steps int
		want  string
	}{
		{1, 0, "207d87737a634856"},
		{1, 300, "362aa04ad10ffa4a"},
		{2, 300, "9e20b5d483c973cb"},
	} {
		r, _ := recorded(t, newWorld(seeded(c.seed)), c.steps)
		if got := r.Digest(c.steps).String(); got != c.want {
			t.Errorf("seed %d, step %d: %s, want %s", c.seed, c.steps, got, c.want)
		}
	}
}

// The digest is about what happened: neither the program nor what people wrote
// into the header changes it, and the configuration does.
func TestDigestCovers(t *testing.T) {
	digest := func(h Header) Digest {
		w := newWorld(seeded(3))
		r := New(h, w.start())
		if err := r.Append(w.step()); err != nil {
			t.Fatal(err)
		}
		return r.Digest(1)
	}
	plain := digest(Header{Config: config.Default()})
	if digest(Header{Config: config.Default(), Version: "2", Name: "a", About: "b", Source: "c", Parent: &Parent{Name: "d"}}) != plain {
		t.Error("the digest covers words")
	}
	other := config.Default()
	other.Seed++
	if digest(Header{Config: other}) == plain {
		t.Error("the digest does not cover the configuration")
	}
}

// Frames that are equal give equal digests, whatever memory they share.
func TestDigestIgnoresSharing(t *testing.T) {
	const steps = 3 * blockSteps
	r, _ := recorded(t, newWorld(seeded(9)), steps)
	copies := make([]*event.Step, steps+1)
	for pos := range copies {
		// Each step from a recording of its own: nothing is shared.
		own, err := Read(bytes.NewReader(recordingtest.Text(t, r)), "f")
		if err != nil {
			t.Fatal(err)
		}
		if copies[pos], err = own.At(pos); err != nil {
			t.Fatal(err)
		}
		if pos%16 == 0 { // a few are enough to break every chain of sharing
			continue
		}
		if copies[pos], err = r.At(pos); err != nil {
			t.Fatal(err)
		}
	}
	again := New(Header{Config: config.Default()}, copies[0])
	for _, s := range copies[1:] {
		if err := again.Append(s); err != nil {
			t.Fatal(err)
		}
	}
	if again.Digest(steps) != r.Digest(steps) {
		t.Error("the digest tells what memory frames share")
	}
}
