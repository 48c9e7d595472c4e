package linear

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"raftviz/engine"
	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/storm"
	"raftviz/recordings"
	"raftviz/recordings/recording"
)

func start(t *testing.T, cfg config.Config) *recordings.Run {
	t.Helper()
	run, err := recordings.Start(recording.Header{Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := run.Close(); err != nil {
			t.Error(err)
		}
	})
	return run
}

func play(t *testing.T, run *recordings.Run, lines string) {
	t.Helper()
	all, err := command.ParseLines(lines)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range all {
		if err := run.Exec(l.Command, nil); err != nil {
			t.Fatalf("%s: %v", l.Text, err)
		}
	}
}

func verdict(t *testing.T, run *recordings.Run) Verdict {
	t.Helper()
	v, err := Check(run.Recording(), run.Recording().Len(), Limit{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func describe(v Verdict) string {
	s := fmt.Sprintf("%v %d %d %d", v.Result, v.Operations, v.Unknown, v.Ignored)
	for _, o := range v.Piece {
		s += "\n" + o.String()
	}
	return s
}

const led = `
	campaign n1
	run until leader == "n1" && node("n3").commit == 1 within 5s
	put x old
	run 100ms
`

// TestRuns plays what is known to go well and to go wrong.
func TestRuns(t *testing.T) {
	lease := config.Default()
	lease.Reads = config.ReadsLease
	full := config.Default()
	full.Quota = 36_000
	for _, c := range []struct {
		name, lines string
		cfg         config.Config
		want        string
	}{
		{"nobody asks anything", "campaign n1\nrun 1s", config.Default(), "yes 0 0 0"},
		{"a lost answer, a retry", led + `
			client c1 timeout=500ms retries=1
			c1@n2 put x 1
			run until revision == 3 within 1s
			cut n2
			run until c("c1").open[0].attempt == 2 within 1s
			heal
			run 300ms
			get x
			run 300ms`, config.Default(), "yes 3 0 0"},
		{"refused and in doubt", led + `
			crash n3
			c1@n3 put x 1
			c2@n2 put x 2
			run 2ms
			crash n2
			run 1s
			restart n2
			run 1s
			get x
			run 100ms`, config.Default(), "yes 3 1 0"},
		{"a put beyond the quota may be done all the same", led + `
			c1 put x ` + strings.Repeat("v", 10_000) + `
			run 100ms
			c1 get x --keys-only
			run 100ms
			c1 put x ""
			run 100ms`, full, "yes 4 1 0"},
		{"serializable reads are not judged", led + `
			cut n1
			run until leader != "n1" within 5s
			c1 put x new
			run 100ms
			c2@n1 get x --consistency=s
			run 100ms`, config.Default(), "yes 2 0 1"},
		{"a lease read under a slow clock", led + `
			clock n1 rate=0.2
			cut n1
			run until leader != "n1" within 5s
			c1 put x new
			run 100ms
			c2@n1 get x
			run 50ms`, lease, "no 3 0 0\n" +
			"c1 put x new [1200..1243 ms] OK, revision 3\n" +
			"c2 get x [1300..1302 ms] old, revision 2"},
		{"a proposal that the network doubles", led + `
			link n2>n1 dup=1
			c1@n2 put x 1
			run 200ms
			get x
			run 100ms`, config.Default(), "no 3 0 0\n" +
			"c1 get x [373..395 ms] 1, revision 4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			run := start(t, c.cfg)
			play(t, run, c.lines)
			if got := describe(verdict(t, run)); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestUpto: what has no answer yet has none, and going can end it.
func TestUpto(t *testing.T) {
	run := start(t, config.Default())
	play(t, run, led+"c1 put x new\nrun 100ms\nc2 get x\nrun 100ms")
	r := run.Recording()
	last := ""
	var seen []string
	for pos := range r.Len() + 2 {
		v, err := Check(r, pos, Limit{})
		if err != nil {
			t.Fatal(err)
		}
		if s := fmt.Sprintf("%v %v", v.Order, v.Standings); s != last {
			seen, last = append(seen, s), s
		}
	}
	want := "[] []; [] [doubtful]; [1] [judged]; [1] [judged doubtful]; [1 2] [judged judged]; " +
		"[1 2] [judged judged doubtful]; [1 2 3] [judged judged judged]"
	if got := strings.Join(seen, "; "); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if _, err := Check(r, r.Len(), Limit{Going: func() bool { return false }}); !errors.Is(err, recording.ErrCancelled) {
		t.Error(err)
	}
}

// work is what clients do in a storm beside what it has them do: reads of
// every kind, and transactions.
var work = []string{
	"c%d@n%d get k --prefix", "c%d@n%d get k%d", "c%d@n%d put k%d v%d --prev-kv", "c%d@n%d put k%d w%d",
	`c%d@n%d txn version("k%d") < "%d" then put k%[3]d t; get k --prefix else del k%[3]d`,
	"c%d@n%d del k%d --prev-kv", "c%d@n%d get k --prefix --rev=%d%d", "c%d@n%d get k%d --rev=%d",
	"c%d@n%d put k%d l --lease=%d", `c%d@n%d txn lease("k%d") = "%d" then put k%[3]d u --lease=2; get k1 --rev=%[4]d0`,
	"c%d@n%d lease grant %d",
}

// TestStorm: whatever goes wrong, clients see one store. Nothing is doubled:
// to Raft a proposal that comes twice is two, which TestRuns shows.
func TestStorm(t *testing.T) {
	undecided, judged := 0, 0
	for seed := range uint64(20) {
		cfg := config.Default()
		cfg.Seed = seed + 1
		cfg.Nodes = 3 + 2*int(seed%2)
		cfg.DiskMode = []string{config.DiskEtcd, config.DiskAsync}[seed/2%2]
		run := start(t, cfg)
		script := weather(t, run)
		v := verdict(t, run)
		judged += v.Operations
		inOrder(t, run, v)
		switch v.Result {
		case NotLinearizable:
			t.Errorf("seed %d:\n%s\n%s", cfg.Seed, describe(v), strings.Join(script, "\n"))
		case Undecided:
			undecided++
		}
	}
	if undecided > 1 || judged < 4500 {
		t.Errorf("%d of 20 runs are undecided, and %d operations were judged", undecided, judged)
	}
}

// inOrder checks that the order of a verdict has every operation of known
// outcome once, and none that had ended before another began after that.
func inOrder(t *testing.T, run *recordings.Run, v Verdict) {
	t.Helper()
	if v.Result != Linearizable {
		return
	}
	h, err := Read(run.Recording(), run.Recording().Len(), nil)
	if err != nil {
		t.Fatal(err)
	}
	ops, times := map[uint64]*op{}, map[uint64]int{}
	for _, o := range h.all {
		ops[o.ID] = o
	}
	latest := 0
	for _, id := range v.Order {
		o := ops[id]
		times[id]++
		if !o.unknown && o.ended < latest {
			t.Errorf("%v comes after what began later than its end", o)
		}
		latest = max(latest, o.began[0])
	}
	for i, o := range v.History {
		n, most := times[o.ID], len(ops[o.ID].began)
		if as := v.Standings[i]; n > most || as == Judged && n == 0 || (as == LeftOut || as == Ignored) && n > 0 {
			t.Errorf("%v, %v, happens %d times", o, as, n)
		}
	}
}

// weather takes steps amid faults and clients, and returns what it did.
func weather(t *testing.T, run *recordings.Run) (script []string) {
	t.Helper()
	r := rand.New(rand.NewPCG(run.Frame().Config.Seed, 7))
	for i := range 8000 {
		var err error
		switch n := r.IntN(60); {
		case i%2000 == 0:
			calm(run)
		case n > 3:
			_, err = run.Step()
		default:
			line := storm.Faults[r.IntN(len(storm.Faults))](run.Frame(), r.IntN)
			if n > 0 {
				w := work[r.IntN(len(work))]
				args := []any{1 + r.IntN(9), 1 + r.IntN(run.Frame().Config.Nodes), r.IntN(5), r.IntN(9)}
				line = fmt.Sprintf(w, args[:min(strings.Count(w, "%d"), len(args))]...)
			}
			if strings.Contains(line, "dup") {
				continue
			}
			script = append(script, line)
			err = give(run, line)
		}
		var refused *engine.Refused
		var misspelt *command.Error
		if err != nil && !errors.As(err, &refused) && !errors.As(err, &misspelt) && !errors.Is(err, engine.ErrIdle) {
			t.Fatalf("%v\n%s", err, strings.Join(script, "\n"))
		}
	}
	return script
}

// clear lets the sun come out: what can be mended is.
func calm(run *recordings.Run) {
	lines := []string{"heal"}
	for _, n := range run.Frame().Nodes {
		lines = append(lines, "restart "+n.Name, "resume "+n.Name, "disk "+n.Name+" ok latency=1ms", "clock "+n.Name+" rate=1")
		for _, o := range run.Frame().Nodes {
			lines = append(lines, "release "+n.Name+">"+o.Name)
		}
	}
	for _, line := range lines {
		_ = give(run, line) // what is whole refuses
	}
}

func give(run *recordings.Run, line string) error {
	cmd, err := command.Parse(line)
	if err == nil {
		_, err = run.Do(cmd)
	}
	return err
}

// What a run begins with is part of what was there: clients may see it, and
// revisions count it; what is not explained by it is still found.
func TestStartingLogs(t *testing.T) {
	logs := map[string][]uint64{"n1": {1, 1, 2}, "n2": {1, 1}, "n3": {1, 1, 1}}
	cfg := config.Default()
	cfg.Logs = logs
	run := start(t, cfg)
	play(t, run, "campaign n1\nrun 300ms\nput a 1\nrun 200ms\nget a\nget \"\" --prefix\nrun 200ms\ndel a\nrun 200ms")
	v := verdict(t, run)
	if v.Result != Linearizable || v.Operations != 4 || v.Unknown != 0 {
		t.Errorf("with starting logs: %s", describe(v))
	}
	for _, id := range v.Order {
		if id >= firstGiven {
			t.Errorf("the order names %d, which no client asked for", id)
		}
	}
	cfg.Logs = nil
	run = start(t, cfg)
	play(t, run, "campaign n1\nrun 300ms\nput a 1\nrun 200ms")
	h, err := Read(run.Recording(), run.Recording().Len(), nil)
	if err != nil {
		t.Fatal(err)
	}
	h.ops[0].Rev += 5
	if v, err := h.Check(Limit{}); err != nil || v.Result != NotLinearizable {
		t.Errorf("a revision that nothing explains: %v, %v", v.Result, err)
	}
}
