package cluster

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/tui/view/samples"
)

var uncounted = regexp.MustCompile(`\+(\d+) more`)

// moments are the real moments whose pictures are goldens.
func moments() map[string]*event.Step {
	list := map[string]*event.Step{
		"cold": samples.Cold(), "election": samples.Election(), "split": samples.Split(), "joint": samples.Joint(), "nine": samples.Nine(30),
		"odd": samples.Odd(), "links": samples.Wired().At("links"), "islander": samples.Wired().At("islander"), "votes": samples.JointVotes(),
		"alone": samples.Alone(), "fifteen": samples.Fifteen(), "tied": samples.Tied().At("tied"), "held": samples.Held().At("sent"),
	}
	steps, _ := samples.Story()
	for pos, st := range steps {
		list[fmt.Sprintf("story at %d", pos)] = st
	}
	return list
}

// In a table with room for everything each node has a line with its term, and
// with its log and commit index while it is up and has no more to say; the foot
// names or counts every message between nodes.
func TestTableIsTheFrame(t *testing.T) {
	for name, st := range moments() {
		f := st.Frame
		pic := drawn(160, len(f.Nodes)+6, samples.Of(st, lang.English), false)
		lines := strings.Split(pic, "\n")
		for _, n := range f.Nodes {
			i := slices.IndexFunc(lines, func(l string) bool {
				fields := strings.Fields(l) // mark, name with the half of a joint configuration
				return len(fields) > 1 && strings.TrimRight(fields[1], "+−±") == n.Name
			})
			if i < 0 {
				t.Errorf("%s: %s has no line\n%s", name, n.Name, pic)
				continue
			}
			line := lines[i]
			if !strings.Contains(line, fmt.Sprintf("term %d ", n.Term)) && n.Status != frame.Removed {
				t.Errorf("%s: %q, want term %d", name, line, n.Term)
			}
			if strings.Contains(line, "commit ") && !strings.Contains(line, fmt.Sprintf("log %d · commit %d", n.Last(), n.Commit)) {
				t.Errorf("%s: %q, want log %d and commit %d", name, line, n.Last(), n.Commit)
			}
			if strings.Contains(line, "leader") != (n.Role == frame.Leader && n.Up()) {
				t.Errorf("%s: %q, but %s is %v", name, line, n.Name, n.Role)
			}
		}
		want := 0
		for _, m := range f.Flight {
			if f.Node(m.From) != nil && f.Node(m.To) != nil {
				want++
			}
		}
		got := 0
		for _, line := range lines {
			if strings.Contains(line, " #") || uncounted.MatchString(line) {
				got += strings.Count(line, "#")
				if m := uncounted.FindStringSubmatch(line); m != nil {
					k, _ := strconv.Atoi(m[1])
					got += k
				}
			}
		}
		if got != want {
			t.Errorf("%s: the foot tells of %d messages, the frame has %d\n%s", name, got, want, pic)
		}
	}
}

// The mark of where a step happened stands at the receiver of a message, at the
// node whose clock or disk did it, and nowhere after a command.
func TestWhere(t *testing.T) {
	for moment, want := range map[string]string{
		"committed": "n1", "arrived": "n2", "stored": "n2", "applied": "n1", "learned": "n2", "asked": "", "crashed": "", "answered": "c1",
	} {
		st := samples.StoryRun().At(moment)
		got := where(st)
		if got != want && (want != "c1" || st.Frame.Node(got) != nil && !st.Frame.Node(got).Up()) {
			t.Errorf("%s happened at %q, want %q", moment, got, want)
		}
		pic := drawn(92, 38, samples.Of(st, lang.English), false)
		if marked := strings.Count(pic, "◂"); (marked == 1) != (st.Frame.Node(got) != nil) {
			t.Errorf("%s: %d marks of where it happened, which is %q", moment, marked, got)
		}
	}
}
