package lessons_test

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/lessons"
	"raftviz/scripts"
)

var (
	update    = flag.Bool("update", false, "rewrite the golden file")
	histories = flag.String("histories", "", "write the history of each run below this folder")
)

// runsGolden holds a line for each run: what was played, the seed, how the run
// ended, and the SHA-256 of its history.
const runsGolden = "testdata/runs.golden"

// TestRunsStayTheSame compares how every shipped script and lesson runs with
// how it ran when runsGolden was written: the same configuration, seed and
// commands must give the same run. Lessons are played with the right answers
// and the solutions. Scripts are played with two other seeds, too, but not with
// -short.
//
// What is compared is the history of the run: a line of text for each change of
// a node (see nodeText). It tells what raft and the store hold, and when; it
// does not depend on how the program represents, words or records a run. So
// the golden file outlives a change of any of these. Where a change of
// behaviour is meant, rewrite it:
//
//	go test ./lessons -run 'TestRunsStayTheSame$' -update
//
// To see where a run parts, write its history before and after the change. A
// path after the test's name picks some of the runs; without one all are
// written:
//
//	go test ./lessons -run TestRunsStayTheSame/script/stale-read/seed=1000 -histories /tmp/before
//	go test ./lessons -run TestRunsStayTheSame/script/stale-read/seed=1000 -histories /tmp/after
//	diff -r /tmp/before /tmp/after
func TestRunsStayTheSame(t *testing.T) {
	runs := shippedRuns(t)
	lines := make([]string, len(runs)) // "" where -run leaves the run out
	t.Cleanup(func() {                 // after the runs, which are parallel
		if *update {
			updateRuns(t, lines)
		} else {
			compareRuns(t, lines)
		}
	})
	for i, r := range runs {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			lines[i] = r.line(t)
		})
	}
}

// A shippedRun is a script or a lesson, and the seed it runs with.
type shippedRun struct {
	name string // script/stale-read/seed=1000
	play func(*testing.T, *history)
}

// shippedRuns returns the runs to compare, in the order of the golden file.
func shippedRuns(t *testing.T) (runs []shippedRun) {
	for _, name := range scripts.List() {
		seeds := []uint64{parseScript(t, name).Config.Seed}
		if !testing.Short() {
			seeds = append(seeds, 1000, 1001)
		}
		for _, seed := range seeds {
			runs = append(runs, shippedRun{
				fmt.Sprintf("script/%s/seed=%d", name, seed),
				func(t *testing.T, h *history) { playScript(t, parseScript(t, name), seed, h) },
			})
		}
	}
	for _, l := range lessons.Shipped() {
		runs = append(runs, shippedRun{
			fmt.Sprintf("lesson/%s/seed=%d", l.ID, l.Config.Seed),
			func(t *testing.T, h *history) { playLesson(t, l, h) },
		})
	}
	return runs
}

func parseScript(t *testing.T, name string) *lessons.Script {
	t.Helper()
	data, err := scripts.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := lessons.Parse(name+".yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func playScript(t *testing.T, s *lessons.Script, seed uint64, h *history) {
	s.Config.Seed = seed
	run, err := s.Start("test")
	if err != nil {
		t.Fatal(err)
	}
	h.add(run.Frame())
	r := s.Play(run, lessons.PlayOptions{Each: func(*event.Step) bool { h.add(run.Frame()); return true }})
	if r.Failure != nil {
		t.Error(r.Failure)
	}
	h.add(run.Frame()) // the step that broke a property may end the run unseen
	if err := run.Close(); err != nil {
		t.Error(err)
	}
}

// playLesson plays a lesson once. Rehearse would go on with the wrong answers.
func playLesson(t *testing.T, l *lessons.Lesson, h *history) {
	var s *lessons.Session
	plays := 0
	r, err := l.Rehearse(lessons.RehearseOptions{
		Begin: func(began *lessons.Session, _ lang.Message) {
			if plays++; plays == 1 {
				s = began
				h.add(s.Run().Frame())
			}
		},
		Each: func(*event.Step) bool {
			if plays == 1 {
				h.add(s.Run().Frame())
			}
			return plays == 1
		},
		Step: func(s *lessons.Session, _ *lessons.Step) {
			if plays == 1 {
				h.add(s.Run().Frame())
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if r.Failure != nil {
		t.Error(r.Failure)
	}
}

// line plays the run and returns its line of the golden file.
func (r shippedRun) line(t *testing.T) string {
	var h history
	r.play(t, &h)
	if *histories != "" {
		file := filepath.Join(*histories, filepath.FromSlash(r.name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, h.text.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f := h.last
	leader := "-"
	if n := f.Leader(); n != nil {
		leader = n.Name
	}
	return fmt.Sprintf("%s steps=%d time=%d leader=%s term=%d rev=%d %x\n",
		r.name, f.Step, f.Time, leader, f.Term(), f.Revision(), sha256.Sum256(h.text.Bytes()))
}

func updateRuns(t *testing.T, lines []string) {
	if t.Failed() || testing.Short() || slices.Contains(lines, "") {
		t.Error("-update wants every run, and all claims to hold: without -short, and with nothing after the test's name in -run")
		return
	}
	if err := os.WriteFile(runsGolden, []byte(strings.Join(lines, "")), 0o644); err != nil {
		t.Error(err)
	}
}

// compareRuns compares those runs that were played.
func compareRuns(t *testing.T, lines []string) {
	golden, err := os.ReadFile(runsGolden)
	if err != nil {
		t.Error(err)
		return
	}
	wants := map[string]string{}
	for want := range strings.Lines(string(golden)) {
		name, _, _ := strings.Cut(want, " ")
		wants[name] = want
	}
	first, differ, played := "", 0, 0
	for _, got := range lines {
		if got == "" {
			continue
		}
		played++
		name, _, _ := strings.Cut(got, " ")
		if got == wants[name] {
			continue
		}
		if differ++; differ == 1 {
			first = fmt.Sprintf("%s differs\ngot  %swant %s", name, got, wants[name])
		}
	}
	if differ > 0 {
		t.Errorf("%d of %d runs differ from %s (the comment on this test says how to compare); the first:\n%s", differ, played, runsGolden, first)
	}
	if !testing.Short() && !slices.Contains(lines, "") && len(wants) != len(lines) {
		t.Errorf("%s has %d runs; %d are shipped: rewrite it with -update", runsGolden, len(wants), len(lines))
	}
}

// A history is the text of a run: a line for each change of a node, and one for
// each safety property that broke.
type history struct {
	text  bytes.Buffer
	last  *frame.Frame
	nodes map[string]string // the text of each node's last line
}

// add writes what changed with the step that led to f.
func (h *history) add(f *frame.Frame) {
	if h.last == f {
		return
	}
	if h.nodes == nil {
		h.nodes = map[string]string{}
	}
	for i, n := range f.Nodes {
		if h.last != nil && i < len(h.last.Nodes) && h.last.Nodes[i] == n {
			continue // frames share the nodes that stay as they are
		}
		if text := nodeText(n); text != h.nodes[n.Name] {
			h.nodes[n.Name] = text
			fmt.Fprintf(&h.text, "t=%d step=%d %s %s\n", f.Time, f.Step, n.Name, text)
		}
	}
	for _, v := range f.Violations {
		if v.Step == f.Step {
			fmt.Fprintf(&h.text, "t=%d step=%d %s broke\n", f.Time, f.Step, v.Property)
		}
	}
	h.last = f
}

// nodeText is what raft and the store hold on a node, in one line. durable is
// what a crash would leave: the last log entry, and the store's consistent
// index.
func nodeText(n *frame.Node) string {
	s := n.OpenStore()
	return fmt.Sprintf("%v %v term=%d vote=%s lead=%s commit=%d applied=%d first=%d last=%d/%d log=%s"+
		" rev=%d keys=%d compact=%d store=%016x index=%d durable=%d/%d",
		n.Status, n.Role, n.Term, orDash(n.Vote), orDash(n.Lead), n.Commit, n.Applied, n.First, n.Last(), n.LastTerm(), logText(n.Log),
		s.Rev, s.Keys, s.ScheduledCompactRev, s.Hash, s.Index, n.Durable, n.StoreDurable)
}

// logText is a log without the texts of its entries. 1-4/1,5/1c,6-9/2 are
// entries 1 to 4 of term 1, a change of the configuration, and entries 6 to 9
// of term 2.
func logText(log []*frame.Entry) string {
	if len(log) == 0 {
		return "-"
	}
	var b strings.Builder
	for i := 0; i < len(log); {
		e, j := log[i], i+1
		for j < len(log) && log[j].Term == e.Term && log[j].Type == e.Type {
			j++
		}
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprint(&b, e.Index)
		if j > i+1 {
			fmt.Fprintf(&b, "-%d", log[j-1].Index)
		}
		fmt.Fprintf(&b, "/%d%s", e.Term, map[frame.EntryType]string{frame.ConfChange: "c", frame.ConfChangeV2: "c2"}[e.Type])
		i = j
	}
	return b.String()
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
