package recordings

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"raftviz/engine"
	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/recordings/recording"
	"raftviz/recordings/recording/recordingtest"
)

// play starts a run of three nodes and obeys the lines of a script.
func play(t testing.TB, script string) *Run {
	t.Helper()
	run, err := Start(recording.Header{Config: config.Default(), Name: "played", Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { run.Close() })
	obey(t, run, script)
	return run
}

func obey(t testing.TB, run *Run, script string) {
	t.Helper()
	for _, line := range strings.Split(strings.TrimSpace(script), "\n") {
		if err := exec(run, line); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
}

func exec(run *Run, line string) error {
	cmd, err := command.Parse(strings.TrimSpace(line))
	if err != nil {
		return err
	}
	return run.Exec(cmd, nil)
}

// blockSteps is how many steps a block of a recording holds.
const blockSteps = 128

const drama = `
	run until leader != "" within 10s
	put a 1
	run 200ms
	crash n1
	run 3s
	put b 2
	run 37ms
	restart n1
	cut n2
	put c 3
	run 4s
	heal
	run 2s
	get a
	run 500ms
`

// What a cluster did comes back as it was, from memory and from a file.
func TestRunRoundTrip(t *testing.T) {
	run := play(t, "step")
	steps := []*event.Step{mustAt(t, run.Recording(), 0), mustAt(t, run.Recording(), 1)}
	for _, line := range strings.Split(strings.TrimSpace(drama), "\n") {
		cmd, err := command.Parse(strings.TrimSpace(line))
		if err != nil {
			t.Fatal(err)
		}
		if err := run.Exec(cmd, func(s *event.Step) bool { steps = append(steps, s); return true }); err != nil {
			t.Fatal(line, err)
		}
	}
	if len(steps) < 3*blockSteps {
		t.Fatal("there is too little drama:", len(steps))
	}
	read, err := recording.Read(bytes.NewReader(recordingtest.Text(t, run.Recording())), "f")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []*recording.Recording{run.Recording(), read} {
		for pos, want := range steps {
			got := mustAt(t, r, pos)
			if d := recordingtest.Difference(got, want); d != "" {
				t.Fatalf("step %d differs: %s", pos, d)
			}
		}
	}
}

func mustAt(t testing.TB, r *recording.Recording, pos int) *event.Step {
	t.Helper()
	s, err := r.At(pos)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A clock that jumps back is recorded, and the recording is the run taken again.
func TestSkewIsRecorded(t *testing.T) {
	run, err := Start(recording.Header{Config: config.Default(), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer run.Close()
	for line, want := range map[string]int64{"skew n1 50ms": 50, "skew n1 -30ms": -30} {
		cmd, err := command.Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := run.Do(cmd); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		rec := run.Recording()
		s, err := rec.At(rec.Len())
		if err != nil {
			t.Fatal(err)
		}
		e := s.Has(event.KindClockSkewed)
		if e == nil || e.Payload.(*event.ClockSkewed).By != want {
			t.Errorf("%s is read back as %v", line, e)
		}
	}
	if d, err := Verify(run.Recording(), nil); d != nil || err != nil {
		t.Errorf("it cannot be taken again: %v, %v", d, err)
	}
}

// A fork takes the same steps up to where it branches off, and then goes on by
// itself; what it branched off stays as it was.
func TestRerunForks(t *testing.T) {
	r := play(t, drama).Recording()
	end := r.Len()
	for _, at := range []int{0, 1, blockSteps, end / 2, end} {
		var calls []int
		fork, err := Rerun(r, at, func(done, total int) bool {
			if total != at {
				t.Errorf("progress says %d of %d, not of %d", done, total, at)
			}
			calls = append(calls, done)
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
		if fork.Recording().Len() != at || fork.Recording().Digest(at) != r.Digest(at) {
			t.Errorf("the fork at %d stands elsewhere", at)
		}
		var want []int // before the first step, then every so many, then at the end
		for done := 0; done < at; done += progressEvery {
			want = append(want, done)
		}
		if want = append(want, at); !slices.Equal(calls, want) {
			t.Errorf("progress came at %v, not at %v", calls, want)
		}
		if p := fork.Recording().Header().Parent; p == nil || p.Step != at || p.Name != "played" || p.Digest != r.Digest(at) {
			t.Errorf("the fork at %d names its parent %+v", at, p)
		}
		obey(t, fork, "put x y\nrun 1s")
		if d, err := Verify(fork.Recording(), nil); d != nil || err != nil {
			t.Errorf("the fork at %d cannot be verified: %v, %v", at, d, err)
		}
		if err := fork.Close(); err != nil {
			t.Error(err)
		}
	}
	if r.Len() != end {
		t.Error("a fork changed what it branched off")
	}
	for _, at := range []int{-1, end + 1} {
		if _, err := Rerun(r, at, nil); err == nil {
			t.Errorf("there is a position %d", at)
		}
	}
}

func TestRerunCancelled(t *testing.T) {
	r := play(t, drama).Recording()
	no := func(int, int) bool { return false }
	if _, err := Rerun(r, r.Len(), no); !errors.Is(err, recording.ErrCancelled) {
		t.Error(err)
	}
	if _, err := Verify(r, no); !errors.Is(err, recording.ErrCancelled) {
		t.Error(err)
	}
}

// A loaded recording is verified and gone on with as the live one is.
func TestVerifyLoaded(t *testing.T) {
	r := play(t, drama).Recording()
	read, err := recording.Read(bytes.NewReader(recordingtest.Text(t, r)), "f")
	if err != nil {
		t.Fatal(err)
	}
	if d, err := Verify(read, nil); d != nil || err != nil {
		t.Fatal(d, err)
	}
}

// A file that was altered, with all its digests computed again, is found out by
// running it again.
func TestVerifyFindsForgery(t *testing.T) {
	r := play(t, drama).Recording()
	lines := recordingtest.Lines(recordingtest.Text(t, r))
	find := func(has string) int {
		for i, l := range lines {
			if strings.Contains(l, has) {
				return i
			}
		}
		t.Fatal("no line has", has)
		return 0
	}
	leader, put := find(`"role":"leader"`), find(`"x":"put a 1"`)
	for _, c := range []struct {
		at       int
		old, new string
		step     int
		says     string
	}{
		{leader, `"role":"leader"`, `"role":"follower"`, leader, "role: recorded \"follower\", now \"leader\""},
		{put, `"x":"put a 1"`, `"x":"put a 9"`, put, `event 1 x: recorded "put a 1", now "put a 9"`},
		{put, `"x":"put a 1"`, `"x":"crash n1"`, put, "event"},
		{put, `"x":"put a 1"`, `"x":"restart n1"`, put, "cannot be taken again: restart n1: "},
		{put, `"x":"put a 1"`, `"x":"jump"`, put, "cannot be taken again: "},
		{put, `"t":`, `"t":1`, put, "time: recorded"},
		{0, `"n":"n1"`, `"n":"n1","inbox":7`, 0, "node n1 inbox: recorded 7, now nothing"},
	} {
		forged := append([]string{}, lines...)
		forged[c.at] = strings.Replace(forged[c.at], c.old, c.new, 1)
		if forged[c.at] == lines[c.at] {
			t.Fatal("nothing was forged:", c.old)
		}
		read, err := recording.Read(bytes.NewReader(recordingtest.Forge(forged[:c.at+1]...)), "f")
		if err != nil {
			t.Fatal(err)
		}
		d, err := Verify(read, nil)
		if err != nil || d == nil || d.Step != c.step || !strings.Contains(d.Error(), c.says) {
			t.Errorf("%s to %s in step %d: %v, %v; want %q", c.old, c.new, c.at, d, err, c.says)
		}
		var diverged *Divergence
		if _, err := Rerun(read, c.at, nil); !errors.As(err, &diverged) {
			t.Errorf("a forged step %d is run again: %v", c.at, err)
		}
	}
}

func TestExec(t *testing.T) {
	run := play(t, "step 5")
	if n := run.Recording().Len(); n != 5 {
		t.Errorf("step 5 took %d steps", n)
	}
	before := run.Frame().Time
	obey(t, run, "run 1234ms")
	if now := run.Frame().Time; now != before+1234 {
		t.Errorf("run 1234ms took %d ms", now-before)
	}
	if due, ok := run.NextTime(); ok && due <= run.Frame().Time {
		t.Error("something is still due")
	}
	obey(t, run, `run until leader != "" within 10s`)
	before = run.Frame().Time
	steps := run.Recording().Len()
	obey(t, run, `run until leader != ""`)
	if run.Recording().Len() != steps {
		t.Error("what holds already took steps")
	}
	var late *NotReached
	if err := exec(run, `run until term > 99 within 3s`); !errors.As(err, &late) || run.Frame().Time != before+3000 {
		t.Errorf("%v, after %d ms", err, run.Frame().Time-before)
	} else if want := "term > 99 did not come true within 3s"; err.Error() != want {
		t.Errorf("%q, want %q", err, want)
	}
	if err := exec(run, `run until term > 99`); !errors.As(err, &late) || late.Within != UntilWithin {
		t.Error(err)
	}
	if err := exec(run, `run until node("n7").term > 1`); err == nil || errors.As(err, &late) {
		t.Error("a node that does not exist has a term:", err)
	}
	if err := exec(run, `run until mood == 3`); err == nil {
		t.Error("an expression with an unknown name was waited for")
	}
	var refused *engine.Refused
	if err := exec(run, "restart n1"); !errors.As(err, &refused) {
		t.Error("a node that runs was restarted:", err)
	}
	if d, err := Verify(run.Recording(), nil); d != nil || err != nil {
		t.Error(d, err)
	}
}

// each may stop whatever goes on, and sees every step.
func TestExecStops(t *testing.T) {
	for _, line := range []string{"step 100", "run 10s", "run until term > 99 within 20s"} {
		run := play(t, "step")
		cmd, err := command.Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		err = run.Exec(cmd, func(s *event.Step) bool {
			seen++
			if s != mustAt(t, run.Recording(), seen+1) {
				t.Errorf("%s: each was not given step %d", line, seen+1)
			}
			return seen < 7
		})
		if err != nil || seen != 7 || run.Recording().Len() != 8 {
			t.Errorf("%s: %v after %d steps, %d recorded", line, err, seen, run.Recording().Len())
		}
	}
}

func TestIdle(t *testing.T) {
	run := play(t, "crash n1\ncrash n2\ncrash n3\nrun 60s")
	if err := exec(run, "step"); !errors.Is(err, engine.ErrIdle) {
		t.Error(err)
	}
	var late *NotReached
	if err := exec(run, `run until leader != "" within 1s`); !errors.As(err, &late) {
		t.Error(err)
	}
	if d, err := Verify(run.Recording(), nil); d != nil || err != nil {
		t.Error(d, err)
	}
}

func TestStartRefuses(t *testing.T) {
	var field *config.FieldError
	if _, err := Start(recording.Header{}); !errors.As(err, &field) {
		t.Error(err)
	}
}
