package engine

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"raftviz/engine/clients"
	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/frame"
	"raftviz/engine/storm"
)

// TestSafety gives random clusters random commands and lets the checks that
// ship with the product judge every step. A failure shrinks to a script.
//
// The number of runs is RAFTVIZ_SOAK, or what -rapid.checks says.
func TestSafety(t *testing.T) {
	if n, err := strconv.Atoi(os.Getenv("RAFTVIZ_SOAK")); err == nil {
		for i := range max(n/100, 1) {
			t.Run(fmt.Sprint(i), func(t *testing.T) { rapid.Check(t, func(t *rapid.T) { survive(t, storm.Faults, false) }) })
		}
		return
	}
	rapid.Check(t, func(t *rapid.T) { survive(t, storm.Faults, false) })
	rapid.Check(t, func(t *rapid.T) { survive(t, storm.Faults, false) })
	rapid.Check(t, func(t *rapid.T) { survive(t, storm.Faults, false) })
}

// TestByzantine adds disks that lie and files that vanish. Properties may
// break, and raft may panic, but the run then ends in order.
func TestByzantine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { survive(t, storm.Byzantine, true) })
}

// TestMoods gives each mood random clusters that suit it.
func TestMoods(t *testing.T) {
	for i := range storm.Moods {
		m := &storm.Moods[i]
		t.Run(m.Name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
				cfg := config.Default()
				cfg.Seed = rapid.Uint64Range(1, 1000).Draw(t, "seed")
				m.Set(&cfg, draw)
				weather(t, cfg, m.Of, 60, 2*m.Pace, false)
			})
		})
	}
}

func survive(t *rapid.T, of []storm.Maker, mayBreak bool) {
	cfg := config.Default()
	cfg.Nodes = rapid.IntRange(1, 5).Draw(t, "nodes")
	cfg.Seed = rapid.Uint64Range(1, 1000).Draw(t, "seed")
	cfg.PreVote = rapid.Bool().Draw(t, "prevote")
	cfg.CheckQuorum = rapid.Bool().Draw(t, "checkquorum")
	cfg.Jitter = int64(rapid.IntRange(0, 40).Draw(t, "jitter"))
	cfg.WatchBuffer = rapid.IntRange(1, 4).Draw(t, "watch buffer")
	cfg.WatchWindow = rapid.IntRange(1, 4).Draw(t, "watch window")
	cfg.Quota = rapid.SampledFrom([]int64{0, 28_000, 40_000}).Draw(t, "quota")
	cfg.Checkpoint = rapid.SampledFrom([]int64{0, 500, 1000}).Draw(t, "checkpoint")
	cfg.DiskMode = rapid.SampledFrom([]string{config.DiskEtcd, config.DiskAsync}).Draw(t, "disk")
	if rapid.Bool().Draw(t, "snapshots") {
		cfg.SnapshotEvery, cfg.SnapshotKeep = 6, 2
	}
	weather(t, cfg, of, 40, 60, mayBreak)
}

// weather gives a cluster random commands, so many at most, with so many steps at
// most after each.
func weather(t *rapid.T, cfg config.Config, of []storm.Maker, commands, pause int, mayBreak bool) {
	c, err := New(cfg, "")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var script []string
	draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
	for range rapid.IntRange(1, commands).Draw(t, "commands") {
		lines := storm.Lines(of[rapid.IntRange(0, len(of)-1).Draw(t, "which")](c.frame, draw))
		steps := rapid.IntRange(0, pause).Draw(t, "steps")
		script = append(append(script, lines...), fmt.Sprintf("step %d", steps))
		err := duringAll(c, lines, steps)
		var stopped *Stopped
		if !errors.As(err, &stopped) {
			if err != nil {
				t.Fatalf("%v\n%s", err, strings.Join(script, "\n"))
			}
			continue
		}
		if v := stopped.Violation; !mayBreak || strings.HasPrefix(v.Text.EN, "engine:") || strings.Contains(v.Text.EN, "runtime error") {
			t.Fatalf("%v\n%+v\n%s", err, cfg, strings.Join(script, "\n"))
		}
		if len(c.Frame().Violations) == 0 {
			t.Fatal("a run stopped without a violation in its frame")
		}
		return
	}
	if !mayBreak {
		quiet(t, c, script)
	}
}

// duringAll gives commands, which may be refused, and takes a few steps.
func duringAll(c *Cluster, lines []string, steps int) error {
	for _, line := range lines {
		if err := during(c, line, 0); err != nil {
			return err
		}
	}
	return pass(c, steps)
}

// during gives a command, which may be refused, and takes a few steps.
func during(c *Cluster, line string, steps int) error {
	var refused *Refused
	var misspelt *command.Error
	if _, err := give(c, line); err != nil && !errors.As(err, &refused) && !errors.As(err, &misspelt) {
		return err
	}
	return pass(c, steps)
}

// pass takes a few steps, if there are so many.
func pass(c *Cluster, steps int) error {
	for range steps {
		if _, err := c.Step(); errors.Is(err, ErrIdle) {
			return nil
		} else if err != nil {
			return err
		}
	}
	return nil
}

// quiet ends all faults and asks for what Raft promises then: a leader, and
// logs and stores that come to agree.
func quiet(t *rapid.T, c *Cluster, script []string) {
	calm := []string{"heal"}
	for _, n := range c.order {
		calm = append(calm, "disk "+n.Name()+" ok latency=1ms", "clock "+n.Name()+" rate=1", "resume "+n.Name(), "restart "+n.Name())
		for _, m := range c.order {
			if m != n {
				calm = append(calm, "release "+n.Name()+">"+m.Name(), "link "+n.Name()+">"+m.Name()+" loss=0 dup=0 latency=5ms jitter=0ms")
			}
		}
	}
	for _, line := range calm {
		if err := during(c, line, 0); err != nil {
			t.Fatalf("%s: %v\n%s", line, err, strings.Join(script, "\n"))
		}
	}
	until := c.now + 60_000
	for c.now < until {
		if c.leader() != nil && c.now%1000 < 100 && agreed(c.Frame()) {
			return
		}
		if _, err := c.Step(); err != nil {
			t.Fatalf("%v\n%s", err, strings.Join(script, "\n"))
		}
		if c.now > until-20_000 && c.leader() != nil && len(openOf(c, "c9").Open) == 0 {
			// A leader that a change made a learner does not look at what is
			// committed by the new configuration until it has another entry, and
			// serves no client.
			if _, err := give(c, "c9"+c.atVoter()+" put settle down"); err != nil {
				t.Fatal(err)
			}
		}
	}
	if !agreed(c.Frame()) && c.electable() {
		t.Fatalf("a minute without faults, and no agreement\n%+v\n%s\n%s", c.cfg, strings.Join(script, "\n"), describe(c.Frame()))
	}
}

// atVoter names a running voter as a command's target, "" if there is none.
func (c *Cluster) atVoter() string {
	for _, m := range c.order {
		if m.Running() && m.Replica(theGroup).IsVoter() && m.Replica(theGroup).HasVoter(m.ID()) {
			return "@" + m.Name()
		}
	}
	return ""
}

// electable reports whether a quorum of some running node's configuration runs,
// that is, whether Raft promises anything.
func (c *Cluster) electable() bool {
	for _, m := range c.order {
		r := m.Replica(theGroup)
		if !m.Up() || !r.IsVoter() {
			continue
		}
		conf := r.Members()
		if !c.quorumUp(conf.GetVoters()) || len(conf.GetVotersOutgoing()) > 0 && !c.quorumUp(conf.GetVotersOutgoing()) {
			return false
		}
	}
	return true
}

func (c *Cluster) quorumUp(ids []uint64) bool {
	up := 0
	for _, id := range ids {
		if m := c.machines[id]; m != nil && m.Up() {
			up++
		}
	}
	return up > len(ids)/2
}

// openOf returns what the named client is doing.
func openOf(c *Cluster, name string) clients.State {
	for _, s := range c.clients.States() {
		if s.Name == name {
			return s
		}
	}
	return clients.State{}
}

// agreed reports whether the leader's configuration has one log and one store, from
// which all that was compacted is gone.
func agreed(f *frame.Frame) bool {
	l := f.Leader()
	if l == nil {
		return false
	}
	for _, name := range append(append([]string{}, l.Config.Voters...), l.Config.Learners...) {
		n := f.Node(name)
		if n == nil || !n.Running() || n.Last() != l.Last() || n.Commit != l.Last() || n.Store.Hash != l.Store.Hash ||
			n.Store.FinishedCompactRev != n.Store.ScheduledCompactRev {
			return false
		}
	}
	return true
}

func describe(f *frame.Frame) string {
	var b strings.Builder
	for _, n := range f.Nodes {
		fmt.Fprintf(&b, "%s %v %v term %d vote %q lead %q log %d..%d commit %d applied %d %+v timer %+v disk %+v\n  %+v\n",
			n.Name, n.Status, n.Role, n.Term, n.Vote, n.Lead, n.First, n.Last(), n.Commit, n.Applied, *n.Config, n.Timer, n.Disk, n.Progress)
	}
	return b.String()
}
