package explain

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// A situation is one step that someone will want explained.
type situation struct {
	name string
	prev *frame.Frame
	step *event.Step
}

// TestSituations holds what is said of the situations that matter against
// testdata/situations.golden, where it can be read.
func TestSituations(t *testing.T) {
	var b strings.Builder
	for _, s := range slices.Concat(elections(), replication(), storage(), surroundings(), reads()) {
		fmt.Fprintf(&b, "# %s\n", s.name)
		for _, l := range lang.All {
			x := Step(s.prev, s.step, l)
			fmt.Fprintf(&b, "%v  %s\n", l, x)
			sound(t, s.name, x.String(), StepWidth)
			if i := x.Event; i >= 0 {
				fmt.Fprintf(&b, "    %s\n", Short(&s.step.Events[i], l))
			}
		}
		b.WriteByte('\n')
	}
	const file = "testdata/situations.golden"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, wants := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(wants)) {
		if i >= len(got) || i >= len(wants) || got[i] != wants[i] {
			t.Fatalf("%s:%d differs (rewrite with -update):\ngot  %s\nwant %s", file, i+1, at(got, i), at(wants, i))
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}

// listing gathers situations.
type listing []situation

func (l *listing) add(name string, prev *frame.Frame, s *event.Step) {
	*l = append(*l, situation{name, prev, s})
}
