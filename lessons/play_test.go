package lessons

import (
	"slices"
	"strings"
	"testing"

	"raftviz/engine/event"
	"raftviz/engine/lang"
	"raftviz/recordings"
)

// start parses a script of three nodes whose steps begin in line 5, and starts
// it.
func start(t *testing.T, cluster, steps string) (*Script, *recordings.Run) {
	t.Helper()
	s, err := Parse("f.yaml", []byte(whole(cluster, steps)))
	if err != nil {
		t.Fatal(err)
	}
	run, err := s.Start("test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := run.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, run
}

// lie makes n3 the leader of a term whose predecessor committed an entry that
// n3 lacks, in lines 5 to 17.
const lie = `  - do: |
      campaign n1
      run until leader == "n1" && node("n3").commit == 1
      disk n2 lie
      cut n3
      put x 1
      run until node("n1").commit == 2
      poweroff n2
      crash n1
      restart n2
      heal
      campaign n3
      run 1s`

// doubled has the network deliver a proposal twice, in lines 5 to 10.
const doubled = `  - do: |
      campaign n1
      run until leader == "n1" && node("n3").commit == 1
      link n2>n1 dup=1
      c1@n2 put x 1
      run 200ms
      get x
      run 100ms`

func TestPlayStopsAtWhatDoesNotHold(t *testing.T) {
	const plain = "prevote: false\n  checkquorum: false" // a line more
	for _, c := range []struct {
		name, steps string
		want        string // "" if all holds
		held        int
	}{
		{"all holds", "  - do: campaign n1\n  - expect: [term == 1, leader == \"\"]\n  - say: Well.", "", 2},
		{"an expectation", "  - do: campaign n1\n  - expect:\n      - term == 1\n      - node(\"n1\").role == \"leader\"\n  - expect: term == 1",
			`f.yaml:9: expected node("n1").role == "leader"; node("n1").role is "candidate"`, 1},
		{"an expectation without a value", "  - expect: node(leader).term == 1",
			`f.yaml:6: node(leader).term == 1: there is no node ""; leader is "" while nobody leads`, 0},
		{"run until", "  - do: |\n      step\n      run until leader == \"n2\" within 200ms\n      step",
			`f.yaml:8: leader == "n2" did not come true within 200ms; leader is ""`, 0},
		{"a refusal", "  - do: |\n      step\n      restart n1\n      step",
			"f.yaml:8: restart n1: n1 is up; crash it first: crash n1", 0},
		{"a refusal that is claimed", "  - refused: restart n1\n    because: is up", "", 1},
		{"a refusal for another reason", "  - refused: restart n1\n    because: is paused",
			`f.yaml:6: expected the refusal to say "is paused"; it says: restart n1: n1 is up; crash it first: crash n1`, 0},
		{"no refusal", "  - refused: crash n1", "f.yaml:6: expected crash n1 to be refused; it was obeyed", 0},
		{"a violation that is claimed", lie + "\n  - say: It broke.\n  - expect_violation: leader-completeness\n  - expect: leader == \"n3\"", "", 2},
		{"a violation that is not claimed", lie,
			`f.yaml:18: leader-completeness broke at step 42, and the script does not claim it (expect_violation: leader-completeness): n3 became leader of term 2 without entry 2`, 0},
		{"another violation", lie + "\n  - expect_violation: log-matching",
			`f.yaml:19: expected log-matching to break, not: leader-completeness broke at step 42: n3 became leader of term 2 without entry 2`, 0},
		{"no violation", "  - do: step\n  - expect_violation: log-matching", "f.yaml:7: expected log-matching to break; every property held", 0},
		{"what clients were told is claimed to contradict itself, and goes on", doubled + "\n  - expect_violation: linearizability\n  - do: step", "", 1},
		{"nothing contradicts itself", "  - do: step\n  - expect_violation: linearizability",
			"f.yaml:7: expected linearizability to break; one order explains what clients were told (operations judged: 0)", 0},
		{"a violation with a contradiction", lie + "\n  - expect_violation: linearizability\n  - expect_violation: leader-completeness",
			"f.yaml:19: expected linearizability to break; one order explains what clients were told (operations judged: 1)", 0},
		{"a violation, claimed to be a contradiction", lie + "\n  - expect_violation: linearizability",
			`f.yaml:18: leader-completeness broke at step 42, and the script does not claim it (expect_violation: leader-completeness): n3 became leader of term 2 without entry 2`, 0},
		{"commands after the end", lie + "\n      crash n3\n  - expect_violation: leader-completeness",
			`f.yaml:18: the run ended here, with commands left to give: leader-completeness broke at step 42: n3 became leader of term 2 without entry 2`, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, run := start(t, plain, c.steps)
			r := s.Play(run, PlayOptions{})
			got := ""
			if r.Failure != nil {
				got = r.Failure.Error()
			}
			got, _, _ = strings.Cut(got, `, "put x 1"`) // the rest is for package check to word
			if got != c.want || r.Held != c.held || r.Stopped {
				t.Errorf("the play ends with %q, %d held, stopped %v\nwant             %q, %d held", got, r.Held, r.Stopped, c.want, c.held)
			}
		})
	}
}

func TestPlayIsWatched(t *testing.T) {
	s, run := start(t, "nodes: 3", "  - say: one\n  - do: run 300ms\n  - say: two\n    expect: now == 300\n  - refused: restart n1")
	var steps []uint64
	var said, held []string
	r := s.Play(run, PlayOptions{
		Each: func(st *event.Step) bool { steps = append(steps, st.Index); return true },
		Say:  func(text string) { said = append(said, text) },
		Held: func(claim lang.Message) { held = append(held, claim.String()) },
	})
	if r.Failure != nil || r.Held != 2 || !slices.Equal(said, []string{"one", "two"}) {
		t.Errorf("%+v, said %q", r, said)
	}
	if len(held) != r.Held || held[0] != "now == 300" || !strings.HasPrefix(held[1], "refused: restart n1: ") {
		t.Errorf("what held is %q", held)
	}
	if len(steps) != run.Recording().Len()+1 || steps[0] != 0 || steps[len(steps)-1] != run.Frame().Step {
		t.Errorf("saw steps %v of %d", steps, run.Recording().Len())
	}
}

func TestPlayStopsWhenTold(t *testing.T) {
	for at := range uint64(4) {
		s, run := start(t, "nodes: 3", "  - do: |\n      campaign n1\n      run 300ms\n  - expect: now == 300")
		r := s.Play(run, PlayOptions{Each: func(st *event.Step) bool { return st.Index < at }})
		if !r.Stopped || r.Failure != nil || run.Frame().Step != at {
			t.Errorf("stopped at step %d: %+v at step %d", at, r, run.Frame().Step)
		}
	}
}

func TestARunCarriesItsScript(t *testing.T) {
	s, run := start(t, "nodes: 3\n  seed: 9", "  - do: step")
	h := run.Recording().Header()
	if h.Name != "x" || h.Source != s.Source || h.Version != "test" || h.Config.Seed != 9 {
		t.Errorf("the header is %+v", h)
	}
}
