package engine_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"raftviz/engine"
	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/query"
)

// TestScenarios plays the scripts under testdata/scenarios. What a script
// prints is its assertion; write it again with -rewrite and read the diff.
//
//	new nodes=5 prevote=false …     a fresh cluster: Default, with these changed
//	do [show=(kind,…)]              commands; prints the events shown, all notable ones by default
//	logs [n1 …]                     index/term of each log: * committed, ~ not synced, ! kept by no disk
//	nodes [n1 …]                    role, term, vote, commit, applied, and the leader's progress
//	eval                            expressions, one a line
func TestScenarios(t *testing.T) {
	datadriven.Walk(t, "testdata/scenarios", func(t *testing.T, path string) {
		s := &scenario{t: t}
		defer s.close()
		datadriven.RunTest(t, path, s.run)
	})
}

type scenario struct {
	t *testing.T
	c *engine.Cluster
}

func (s *scenario) close() {
	if s.c != nil {
		if err := s.c.Close(); err != nil {
			s.t.Error(err)
		}
	}
}

func (s *scenario) run(t *testing.T, d *datadriven.TestData) string {
	switch d.Cmd {
	case "new":
		return s.open(t, d)
	case "do":
		return s.do(t, d)
	case "logs":
		return s.each(d, logLine)
	case "nodes":
		return s.each(d, nodeLine)
	case "eval":
		return s.eval(d)
	}
	d.Fatalf(t, "no such scenario command")
	return ""
}

func (s *scenario) open(t *testing.T, d *datadriven.TestData) string {
	s.close()
	cfg := config.Default()
	var logs []string
	d.MaybeScanArgs(t, "nodes", &cfg.Nodes)
	d.MaybeScanArgs(t, "seed", &cfg.Seed)
	d.MaybeScanArgs(t, "prevote", &cfg.PreVote)
	d.MaybeScanArgs(t, "checkquorum", &cfg.CheckQuorum)
	d.MaybeScanArgs(t, "disk", &cfg.Disk)
	d.MaybeScanArgs(t, "mode", &cfg.DiskMode)
	d.MaybeScanArgs(t, "reads", &cfg.Reads)
	d.MaybeScanArgs(t, "inflight", &cfg.MaxInflight)
	d.MaybeScanArgs(t, "compactbatch", &cfg.CompactBatch)
	d.MaybeScanArgs(t, "maxsize", &cfg.MaxSizePerMsg)
	d.MaybeScanArgs(t, "quota", &cfg.Quota)
	d.MaybeScanArgs(t, "checkpoint", &cfg.Checkpoint)
	d.MaybeScanArgs(t, "step_down_on_removal", &cfg.StepDownOnRemoval)
	d.MaybeScanArgs(t, "disable_proposal_forwarding", &cfg.DisableProposalForwarding)
	d.MaybeScanArgs(t, "disable_conf_change_validation", &cfg.DisableConfChangeValidation)
	if d.HasArg("logs") {
		arg, _ := d.Arg("logs")
		logs = arg.Vals
	}
	for _, l := range logs { // n1:1.1.2
		name, terms, _ := strings.Cut(l, ":")
		if cfg.Logs == nil {
			cfg.Logs = map[string][]uint64{}
		}
		cfg.Logs[name] = nil
		for term := range strings.SplitSeq(terms, ".") {
			var n uint64
			if _, err := fmt.Sscan(term, &n); err != nil {
				d.Fatalf(t, "%s: %v", l, err)
			}
			cfg.Logs[name] = append(cfg.Logs[name], n)
		}
	}
	var err error
	if s.c, err = engine.New(cfg, ""); err != nil {
		s.c = nil
		return err.Error()
	}
	return ""
}

func (s *scenario) do(t *testing.T, d *datadriven.TestData) string {
	show := event.Notables
	if arg, ok := d.Arg("show"); ok {
		show = event.Set{}
		for _, name := range arg.Vals {
			k, ok := event.ParseKind(name)
			if !ok {
				d.Fatalf(t, "no event kind %q", name)
			}
			show.Add(k)
		}
	}
	var out strings.Builder
	each := func(st *event.Step) {
		for i := range st.Events {
			if e := &st.Events[i]; show.Has(e.Kind()) {
				fmt.Fprintf(&out, "t=%d %v\n", st.Time, e)
			}
		}
	}
	lines, err := command.ParseLines(d.Input)
	if err != nil {
		return err.Error()
	}
	for _, l := range lines {
		if err := obey(s.c, l.Command, each); err != nil {
			fmt.Fprintf(&out, "%v\n", err)
		}
	}
	return out.String()
}

// obey carries out one command, those that move in time included.
func obey(c *engine.Cluster, cmd command.Command, each func(*event.Step)) error {
	switch x := cmd.(type) {
	case command.StepN:
		for range x.N {
			s, err := c.Step()
			if err != nil {
				return err
			}
			each(s)
		}
		return nil
	case command.RunFor:
		return runTo(c, c.Frame().Time+x.For, nil, each)
	case command.RunUntil:
		e, err := query.CompileBool(x.Expr)
		if err != nil {
			return err
		}
		within := x.Within
		if within == 0 {
			within = 60_000
		}
		return runTo(c, c.Frame().Time+within, e, each)
	}
	s, err := c.Do(cmd)
	if err == nil {
		each(s)
	}
	return err
}

// runTo runs to a time, or until an expression holds, which it must by then.
func runTo(c *engine.Cluster, t int64, until *query.Expr, each func(*event.Step)) error {
	for {
		if until != nil {
			if ok, err := until.Bool(c.Frame()); ok || err != nil {
				return err
			}
		}
		next, ok := c.NextTime()
		if !ok || next > t {
			if until != nil {
				return fmt.Errorf("not within %d ms: %v", t, until)
			}
			if s, err := c.Wait(t); err == nil {
				each(s)
			}
			return nil
		}
		s, err := c.Step()
		if err != nil {
			var stopped *engine.Stopped
			if errors.As(err, &stopped) {
				return nil // shown when it happened
			}
			return err
		}
		each(s)
	}
}

func (s *scenario) each(d *datadriven.TestData, line func(*frame.Node) string) string {
	var out strings.Builder
	for _, n := range s.c.Frame().Nodes {
		named := slices.ContainsFunc(d.CmdArgs, func(a datadriven.CmdArg) bool { return a.Key == n.Name })
		if named || len(d.CmdArgs) == 0 {
			fmt.Fprintf(&out, "%-3s %s\n", n.Name, line(n))
		}
	}
	return out.String()
}

func logLine(n *frame.Node) string {
	var b strings.Builder
	if n.Snapshot.Index > 0 {
		fmt.Fprintf(&b, " [%d/%d]", n.Snapshot.Index, n.Snapshot.Term)
	}
	for _, e := range n.Log {
		mark := ""
		switch {
		case e.Index > n.Synced:
			mark = "~"
		case e.Index > n.Durable:
			mark = "!"
		}
		if e.Index <= n.Commit {
			mark += "*"
		}
		fmt.Fprintf(&b, " %d/%d%s", e.Index, e.Term, mark)
	}
	return strings.TrimSpace(b.String())
}

func nodeLine(n *frame.Node) string {
	if !n.Up() {
		return n.Status.String()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%v term=%d vote=%s lead=%s commit=%d applied=%d rev=%d", n.Role, n.Term, n.Vote, n.Lead, n.Commit, n.Applied, n.Store.Rev)
	if n.Status == frame.Paused {
		fmt.Fprintf(&b, " paused inbox=%d", n.Inbox)
	}
	if n.Config.Joint() || len(n.Config.Learners) > 0 {
		fmt.Fprintf(&b, " voters=%v outgoing=%v learners=%v", n.Config.Voters, n.Config.Outgoing, n.Config.Learners)
	}
	for _, p := range n.Progress {
		fmt.Fprintf(&b, "\n      %s %v match=%d next=%d inflight=%d", p.Node, p.State, p.Match, p.Next, p.Inflight)
		if p.Pending > 0 {
			fmt.Fprintf(&b, " pending=%d", p.Pending)
		}
		if p.Paused {
			b.WriteString(" paused")
		}
	}
	return b.String()
}

func (s *scenario) eval(d *datadriven.TestData) string {
	var out strings.Builder
	for line := range strings.SplitSeq(strings.TrimSpace(d.Input), "\n") {
		e, err := query.Compile(line)
		if err != nil {
			fmt.Fprintf(&out, "%v\n", err)
			continue
		}
		v, err := e.Value(s.c.Frame())
		if err != nil {
			fmt.Fprintf(&out, "%v\n", err)
			continue
		}
		fmt.Fprintln(&out, query.Format(v))
	}
	return out.String()
}
