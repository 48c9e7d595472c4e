package lessons

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/config"
)

func TestParseReadsEverything(t *testing.T) {
	s, err := Parse("x.yaml", []byte(`
name: everything
about: |
  One line.
  Another.
cluster:
  nodes: 2
  seed: 18446744073709551615
  prevote: false
  checkquorum: true
  tick: 50ms
  election: 20
  heartbeat: 2
  latency: 1s
  jitter: 3ms
  client: 0
  disk: {mode: async, latency: 7ms}
  reads: lease
  snapshot_every: 100
  snapshot_keep: 10
  compact_batch: 7
  max_learners: 2
  max_inflight: 4
  max_size: 0
  watch_buffer: 6
  watch_window: 3
  quota: 65536
  checkpoint: 5m
  logs: {n1: [1, 1, 2], n2: [1]}
  terms: {n1: 3}
  votes: {n1: n2}
  commits: {n1: 1}
steps:
  - say: Hello.
  - do: |
      # a comment
      campaign n1

      run 10ms
  - do: [step, step 2]
  - do: crash n1
  - say: with a text
    expect: term == 3
  - expect:
      - leader == ""
      - now > 0
  - refused: crash n1
    because: is down
  - expect_violation: panic
`))
	if err != nil {
		t.Fatal(err)
	}
	want := config.Config{
		Nodes: 2, Seed: 1<<64 - 1, CheckQuorum: true, Tick: 50, Election: 20, Heartbeat: 2,
		Latency: 1000, Jitter: 3, Client: 0, Disk: 7, DiskMode: "async", Reads: "lease",
		SnapshotEvery: 100, SnapshotKeep: 10, CompactBatch: 7, MaxLearners: 2, MaxInflight: 4, MaxSizePerMsg: 0,
		WatchBuffer: 6, WatchWindow: 3, Quota: 65536, Checkpoint: 300_000,
		Logs: map[string][]uint64{"n1": {1, 1, 2}, "n2": {1}}, Terms: map[string]uint64{"n1": 3},
		Votes: map[string]string{"n1": "n2"}, Commits: map[string]uint64{"n1": 1},
	}
	if !equalJSON(t, s.Config, want) {
		t.Errorf("config is %+v\nand should be %+v", s.Config, want)
	}
	if s.Name != "everything" || s.About != "One line.\nAnother." {
		t.Errorf("name %q, about %q", s.Name, s.About)
	}
	do := s.Steps[1].Act.(*Do)
	if len(do.Commands) != 2 || do.Commands[0].Line != 37 || do.Commands[1].Line != 39 ||
		do.Commands[0].Command.String() != "campaign n1" || do.Commands[1].Command != (command.RunFor{For: 10}) {
		t.Errorf("first do is %+v", do.Commands)
	}
	if list := s.Steps[2].Act.(*Do); len(list.Commands) != 2 || list.Commands[1].Command != (command.StepN{N: 2}) {
		t.Errorf("do from a list is %+v", list.Commands)
	}
	if e := s.Steps[4]; e.Say != "with a text" || e.Act.(*Expect).Exprs[0].String() != "term == 3" {
		t.Errorf("expect with say is %+v", e)
	}
	if e := s.Steps[5].Act.(*Expect); len(e.Exprs) != 2 || e.Exprs[1].Line != 46 {
		t.Errorf("list of expectations is %+v", e)
	}
	if r := s.Steps[6].Act.(*Refused); r.Because != "is down" || r.Command.Command.String() != "crash n1" {
		t.Errorf("refused is %+v", r)
	}
}

// whole puts the lines of a cluster and of steps into a script, whose cluster
// begins in line 3 and whose steps begin in line 5.
func whole(cluster, steps string) string {
	return "name: x\ncluster:\n  " + cluster + "\nsteps:\n" + steps + "\n"
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	const ok = "  - do: step"
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "f.yaml: the file is empty; a script has a name, a cluster and steps"},
		{"only a comment", "# nothing\n", "f.yaml: the file is empty; a script has a name, a cluster and steps"},
		{"a text", "hello", `f.yaml:1: a script wants fields (name: value), not the text "hello"`},
		{"recording", `{"raftviz":2,"version":"dev"}` + "\n{}\n", "f.yaml: this is a recording; raftviz play shows it, raftviz verify runs it again"},
		{"compressed recording", "\x28\xb5\x2f\xfd\x04\x00", "f.yaml: this is a recording; raftviz play shows it, raftviz verify runs it again"},
		{"not YAML", "name: x\nsteps: [", "f.yaml:2: not YAML: did not find expected node content"},
		{"two documents", whole("nodes: 3", ok) + "---\nname: y\n", "f.yaml:6: a second document; one file holds one script"},
		{"no name", "steps:\n  - do: step\n", `f.yaml:1: a script needs the field "name"`},
		{"no steps", "name: x\n", `f.yaml:1: a script needs the field "steps"`},
		{"unknown field", "name: x\nclutser: {nodes: 3}\nsteps: [{do: step}]\n", `f.yaml:2: a script has no field "clutser"; did you mean "cluster"?`},
		{"field twice", "name: x\nname: y\nsteps: [{do: step}]\n", `f.yaml:2: a script has "name" twice; the first is in line 1`},
		{"alias", "name: &a x\nabout: *a\nsteps: [{do: step}]\n", "f.yaml:1: anchors and aliases are not used here; write the value out"},
		{"too deep", "name: x\nsteps: [[[[[[[[[[]]]]]]]]]]\n", "f.yaml:2: nested more than 8 deep"},

		{"unknown setting", whole("chekquorum: true", ok), `f.yaml:3: cluster has no field "chekquorum"; did you mean "checkquorum"?`},
		{"number as text", whole(`nodes: "3"`, ok), `f.yaml:3: nodes wants a whole number from 0 to 2147483647, not the text "3"`},
		{"negative", whole("seed: -1", ok), `f.yaml:3: seed wants a whole number from 0 to 18446744073709551615, not the number "-1"`},
		{"not a boolean", whole("prevote: yes", ok), `f.yaml:3: prevote wants true or false, not the text "yes"`},
		{"no unit", whole("latency: 10", ok), "f.yaml:3: latency: 10 has no unit; write 10ms or 10s"},
		{"no duration", whole("latency: soon", ok), `f.yaml:3: latency wants a duration such as 10ms or 2s, not the text "soon"`},
		{"too fine", whole("latency: 10us", ok), "f.yaml:3: latency: time goes in whole milliseconds, not 10us"},
		{"too many nodes", whole("nodes: 10", ok), "f.yaml:3: nodes: 10 is not between 1 and 9"},
		{"disk", whole("disk: ssd", ok), `f.yaml:3: disk is a mode (etcd, async), the time an fsync takes (10ms), or {mode: …, latency: …}, not the text "ssd"`},
		{"disk mode", whole("disk: {mode: ssd}", ok), `f.yaml:3: disk mode is etcd or async, not the text "ssd"`},
		{"reads", whole("reads: fast", ok), `f.yaml:3: reads is safe or lease, not the text "fast"`},
		{"logs of no node", whole("logs: {x1: [1]}", ok), `f.yaml:3: logs: "x1" is not a node; they are n1, n2, …`},
		{"logs of a node too many", whole("logs:\n    n1: [1]\n    n4: [1]", ok), `f.yaml:5: "n4" is not a node of this cluster; they are n1 to n3`},
		{"logs not a list", whole("logs: {n1: 1}", ok), `f.yaml:3: logs of n1 wants a list of terms, as in [1, 1, 2], not the number "1"`},
		{"logs with a text", whole("logs: {n1: [1, a]}", ok), `f.yaml:3: logs of n1 at index 2 wants a whole number from 0 to 2147483647, not the text "a"`},
		{"logs that fall", whole("nodes: 3\n  logs: {n1: [2, 1]}", ok), "f.yaml:4: logs: n1: the term at index 2 is 1, after 2; terms start at 1 and never fall"},

		{"steps not a list", whole("nodes: 3", "  do: step"), "f.yaml:5: steps wants a list (- do: …), not a mapping"},
		{"no step", "name: x\nsteps: []\n", "f.yaml:2: steps is empty; a script does something and expects something"},
		{"step a text", whole("nodes: 3", "  - step"), `f.yaml:5: a step wants fields (name: value), not the text "step"`},
		{"unknown step", whole("nodes: 3", "  - expcet: term == 1"), `f.yaml:5: a step has no field "expcet"; did you mean "expect"?`},
		{"two things", whole("nodes: 3", "  - do: step\n    expect: term == 0"), "f.yaml:5: a step does one thing, not do and expect; give each an item of its own"},
		{"because of nothing", whole("nodes: 3", "  - do: step\n    because: no"), "f.yaml:5: because belongs to refused; here is none"},
		{"no property", whole("nodes: 3", "  - expect_violation: election-saftey"), `f.yaml:5: "election-saftey" is not a property that can break; did you mean "election-safety"?`},
		{"folded", whole("nodes: 3", "  - do: >\n      step\n      step"), "f.yaml:5: do: > would join the lines; write do: |"},
		{"no command", whole("nodes: 3", "  - do: |\n      # nothing"), "f.yaml:5: do gives no command"},
		{"bad command", whole("nodes: 3", "  - do: |\n      step\n\n      partition n1\n      step"), `f.yaml:8: unknown command "partition"; did you mean "cut"?`},
		{"bad command in a list", whole("nodes: 3", "  - do:\n      - step\n      - stpe"), `f.yaml:7: unknown command "stpe"; did you mean "step"?`},
		{"no such node", whole("nodes: 3", "  - do: |\n      step\n      crash n4"), "f.yaml:7: there is no node n4 here; the cluster has n1 to n3, and none such was added before"},
		{"no such node to ask", whole("nodes: 3", "  - do: \"@n4 put x 1\""), "f.yaml:5: there is no node n4 here; the cluster has n1 to n3, and none such was added before"},
		{"no such node expected", whole("nodes: 3", "  - expect:\n      - term == 0\n      - node(\"n4\").up"), `f.yaml:7: there is no node "n4" here; the cluster has n1 to n3, and none such was added before`},
		{"two refusals", whole("nodes: 3", "  - refused: |\n      crash n1\n      crash n2"), "f.yaml:5: refused claims one command, not 2; give each an item of its own"},
		{"nearly linearizability", whole("nodes: 3", "  - expect_violation: linearisability"), `f.yaml:5: "linearisability" is not a property that can break; did you mean "linearizability"?`},
		{"doing after the end", whole("nodes: 3", "  - expect_violation: panic\n  - do: step"), "f.yaml:6: nothing can be done here: the violation claimed in line 5 has stopped the run"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse("f.yaml", []byte(c.text))
			if err == nil || err.Error() != c.want {
				t.Errorf("%s\ngives %v\nwant  %s", c.text, err, c.want)
			}
		})
	}
}

func TestNodesThatAreAddedMayBeNamed(t *testing.T) {
	_, err := Parse("f.yaml", []byte(whole("nodes: 3", `  - do: |
      member add n4
      member change +n5 -n1
      crash n4
      crash n5
  - expect: node("n4").up`)))
	if err != nil {
		t.Error(err)
	}
}

func TestExpressionsAreCompiled(t *testing.T) {
	for _, steps := range []string{
		"  - expect: leadr == \"\"",
		"  - do: run until leadr == \"\"",
		"  - expect: term",
		"  - expect: node(\"n1\").comit == 1",
	} {
		_, err := Parse("f.yaml", []byte(whole("nodes: 3", steps)))
		if err == nil || !strings.HasPrefix(err.Error(), "f.yaml:5: ") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s\ngives %v", steps, err)
		}
	}
}

func TestParseReportsEverythingInOrder(t *testing.T) {
	_, err := Parse("f.yaml", []byte("name: x\nsteps:\n  - do: |\n      stpe\n      step\n      crsh n1\n  - expect: [\"\"]\ncluster: {nodes: x}\nfoo: 1\n"))
	var ps Problems
	if !errors.As(err, &ps) {
		t.Fatal(err)
	}
	var lines []int
	for _, p := range ps {
		lines = append(lines, p.Line)
	}
	if !equalJSON(t, lines, []int{4, 6, 7, 8, 9}) {
		t.Errorf("problems in lines %v:\n%v", lines, err)
	}
}

func TestParseBoundsHostileFiles(t *testing.T) {
	bomb := "name: x\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nsteps: [*b]\n"
	for name, text := range map[string]string{
		"large":   "name: " + strings.Repeat("x", maxBytes),
		"bomb":    bomb,
		"deep":    "name: x\nsteps: " + strings.Repeat("[", 9000),
		"many":    "name: x\nsteps: [" + strings.Repeat("{do: step},", maxItems+1) + "]",
		"binary":  "\x00\x01\x02",
		"control": "name: \x1b[31m\n",
	} {
		if _, err := Parse("f.yaml", []byte(text)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestLintLooksIntoFolders(t *testing.T) {
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "good.yaml"), filepath.Join(dir, "sub", "bad.yml")
	if err := os.Mkdir(filepath.Dir(bad), 0o777); err != nil {
		t.Fatal(err)
	}
	for path, text := range map[string]string{
		good: whole("nodes: 3", "  - do: step"), bad: "name: x\n", filepath.Join(dir, "README.md"): "no script",
	} {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	files, err := Lint(dir)
	if files != 2 || err == nil || err.Error() != bad+`:1: a script needs the field "steps"` {
		t.Errorf("%d files, %v", files, err)
	}
	if files, err := Lint(good); files != 1 || err != nil {
		t.Errorf("%d files, %v", files, err)
	}
	if _, err := Lint(filepath.Join(dir, "none.yaml")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file gives %v", err)
	}
}

// FuzzParse: whatever the file, Parse returns a script or Problems with lines
// of the file, and a script has commands that can be read back.
func FuzzParse(f *testing.F) {
	paths, _ := filepath.Glob("../scripts/*.yaml")
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(whole("logs: {n1: [1, 2]}", "  - refused: crash n1\n    because: x")))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("f.yaml", data)
		if err == nil {
			if err := s.Config.Validate(); err != nil {
				t.Fatalf("accepted, but no cluster starts so: %v", err)
			}
			checkCommands(t, s)
			return
		}
		var ps Problems
		if !errors.As(err, &ps) || len(ps) == 0 {
			t.Fatalf("not Problems: %v", err)
		}
		for _, p := range ps {
			if p.Line < 0 || p.Line > strings.Count(string(data), "\n")+strings.Count(string(data), "\r")+2 || strings.Contains(p.Msg.String(), "\n") {
				t.Fatalf("%q in line %d", p.Msg, p.Line)
			}
		}
	})
}

func checkCommands(t *testing.T, s *Script) {
	for _, st := range s.Steps {
		do, ok := st.Act.(*Do)
		if !ok {
			continue
		}
		for _, c := range do.Commands {
			again, err := command.Parse(c.String())
			if err != nil || !equalJSON(t, again, c.Command) {
				t.Fatalf("%s reads back as %v, %v", c, again, err)
			}
		}
	}
}
