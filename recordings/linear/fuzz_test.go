package linear

import (
	"bytes"
	"strings"
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/recordings"
	"raftviz/recordings/recording"
	"raftviz/recordings/recording/recordingtest"
)

// Recordings whose digests are right and whose events are not: entries that no
// log holds were applied, by a node that is not there.
var lies = []string{
	`,"t":0,"c":"wait","ev":[{"k":"applied","n":"n1","i":1,"l":4611686018427387904}]}`,
	`,"t":0,"c":"wait","ev":[{"k":"applied","n":"x","i":1,"l":1}]}`,
	`,"t":0,"c":"wait","ev":[{"k":"responded","op":1,"client":"c1"}]}`,
	`,"t":0,"c":"wait","ev":[{"k":"proposed","n":"x","i":4611686018427387904}]}`,
}

// forged returns recordings with two given lines, but for their numbers, after
// the lines of a run.
func forged(t testing.TB, lines []string, a, b string) (*recording.Recording, bool) {
	t.Helper()
	for _, l := range []string{a, b} {
		if len(l) < 2 || l[len(l)-1] != '}' || strings.Contains(l, "\n") {
			return nil, false
		}
	}
	r, err := recording.Read(bytes.NewReader(recordingtest.Forge(lines[0], `{"i":1`+a, `{"i":2`+b)), "f")
	return r, err == nil
}

// TestLies: what a file claims is held against what is there, so that the judge
// comes to an end and says something.
func TestLies(t *testing.T) {
	run := start(t, config.Default())
	lines := recordingtest.Lines(recordingtest.Text(t, run.Recording()))
	for _, lie := range lies {
		r, ok := forged(t, lines, lie, lies[0])
		if !ok {
			continue // such a recording is refused already
		}
		v, err := Check(r, r.Len(), Limit{})
		if err != nil || v.Result != Linearizable || v.Operations != 0 {
			t.Errorf("%s: %v, %v", lie, v.Result, err)
		}
	}
}

// FuzzCheck holds that the judge comes to an end on any recording.
func FuzzCheck(f *testing.F) {
	run, err := recordings.Start(recording.Header{Config: config.Default()})
	if err != nil {
		f.Fatal(err)
	}
	defer run.Close()
	all, err := command.ParseLines("campaign n1\nrun 300ms\nc1 put x 1\nc2 get x\nrun 100ms\nlease grant 60 --id=10\nrun 50ms")
	if err != nil {
		f.Fatal(err)
	}
	for _, l := range all {
		if err := run.Exec(l.Command, nil); err != nil {
			f.Fatal(err)
		}
	}
	lines := recordingtest.Lines(recordingtest.Text(f, run.Recording()))
	for k := range lines[2:] {
		f.Add(lines[k+1][strings.IndexByte(lines[k+1], ','):], lines[k+2][strings.IndexByte(lines[k+2], ','):])
	}
	for _, lie := range lies {
		f.Add(lie, lies[0])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if r, ok := forged(t, lines, a, b); ok {
			_, _ = Check(r, r.Len(), Limit{Operations: 100, Steps: 2000, Searches: 20})
		}
	})
}
