package screen

import (
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/recordings"
	"raftviz/recordings/recording"
	"raftviz/tui/view/canvas"
)

// begin returns a run of five nodes that has a leader.
func begin(t testing.TB) *recordings.Run {
	t.Helper()
	cfg := config.Default()
	cfg.Nodes, cfg.Seed = 5, 7
	run, err := recordings.Start(recording.Header{Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := run.Close(); err != nil {
			t.Error(err)
		}
	})
	give(t, run, `run until leader != ""`)
	return run
}

// give gives a run a command.
func give(t testing.TB, run *recordings.Run, line string) {
	t.Helper()
	c, err := command.Parse(line)
	if err == nil {
		err = run.Exec(c, nil)
	}
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
}

// What the columns show is what is in the recording, however it has grown.
func TestDensity(t *testing.T) {
	run := begin(t)
	rec := run.Recording()
	var grown, whole density
	for range 40 {
		give(t, run, "put x 1")
		give(t, run, "run 30ms")
		grown.grow(rec)
	}
	whole.grow(rec)
	last := rec.Len()
	notable := 0
	for pos := range last + 1 {
		if rec.Kinds(pos).Meets(event.Notables) {
			notable++
		}
	}
	for _, w := range []int{1, 7, 80, 300} {
		a, b := grown.columns(last, w, nil), whole.columns(last, w, nil)
		sum := 0
		for x := range w {
			if a[x] != b[x] {
				t.Fatalf("column %d of %d is %v, counted at once %v", x, w, a[x], b[x])
			}
			sum += int(a[x].notable)
		}
		if sum != notable {
			t.Errorf("%d columns hold %d notable steps of %d", w, sum, notable)
		}
	}
	for len(whole.counts) > 8 {
		whole.halve()
	}
	sum := 0
	for _, c := range whole.counts {
		sum += int(c.notable)
	}
	if sum != notable {
		t.Errorf("after halving %d notable steps are left of %d", sum, notable)
	}
}

// A recording of any length has a bounded number of stretches.
func TestDensityIsBounded(t *testing.T) {
	run := begin(t)
	for range 3 {
		give(t, run, "run 20s")
	}
	rec := run.Recording()
	if rec.Len() < mostStretches {
		t.Fatalf("%d steps are too few", rec.Len())
	}
	var c density
	c.grow(rec)
	if len(c.counts) > mostStretches || c.size < 2 || c.upTo != rec.Len()+1 {
		t.Errorf("%d stretches of %d steps, up to %d", len(c.counts), c.size, c.upTo)
	}
	sum := 0
	for _, s := range c.counts {
		sum += int(s.notable)
	}
	want := 0
	for pos := range rec.Len() + 1 {
		if rec.Kinds(pos).Meets(event.Notables) {
			want++
		}
	}
	if sum != want {
		t.Errorf("%d notable steps are counted of %d", sum, want)
	}
}

// Drawing costs the same however long the recording is, once it was counted.
func BenchmarkScrubberRow(b *testing.B) {
	run := begin(b)
	for range 3 {
		give(b, run, "run 20s")
	}
	s := Scrubber{Track: NewTrack(0, run.Recording()), Pos: run.Recording().Len(), Fork: -1}
	area := canvas.New(200, 1).Area()
	for b.Loop() {
		s.Track.scrubbed = scrubber{}
		s.Draw(area)
	}
}
