package engine

import (
	"fmt"
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
)

// A genealogy holds the parents of a run's steps against what its events tell.
type genealogy struct {
	t     *testing.T
	c     *Cluster
	steps []*event.Step
	sent  map[uint64]uint64 // the step that sent or copied a message
	ticks map[string][]int  // by node, the steps of its ticks
	seen  map[event.CauseType]int
}

func newGenealogy(t *testing.T, cfg config.Config) *genealogy {
	c, err := New(cfg, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return &genealogy{
		t: t, c: c, steps: []*event.Step{c.Start()}, sent: map[uint64]uint64{}, ticks: map[string][]int{},
		seen: map[event.CauseType]int{},
	}
}

// do gives a command and lets so much time pass.
func (g *genealogy) do(line string, ms int64) {
	g.t.Helper()
	cmd, err := command.Parse(line)
	if err != nil {
		g.t.Fatal(err)
	}
	s, err := g.c.Do(cmd)
	for until := g.c.now + ms; ; s, err = g.c.Step() {
		if err != nil {
			g.t.Fatal(err)
		}
		g.check(s)
		if at, ok := g.c.NextTime(); !ok || at > until {
			return
		}
	}
}

func (g *genealogy) check(s *event.Step) {
	g.t.Helper()
	g.seen[s.Cause.Type]++
	want, fired := uint64(0), s.Has(event.KindTimerFired)
	switch s.Cause.Type {
	case event.Tick:
		ticks := append(g.ticks[s.Cause.Node], int(s.Index))
		g.ticks[s.Cause.Node] = ticks
		if fired != nil { // as many ticks ago as the timer counted
			want = s.Parent
			since := 0
			for _, at := range ticks {
				if at > int(s.Parent) {
					since++
				}
			}
			n := g.steps[s.Parent].Frame.Node(s.Cause.Node)
			if e := fired.Payload.(*event.TimerFired); since != e.Elapsed || n.Timer.Elapsed != 0 {
				g.t.Errorf("step %d: the timer counted %d ticks; since step %d there were %d", s.Index, e.Elapsed, s.Parent, since)
			}
		}
	case event.Deliver:
		want = g.sent[s.Cause.Msg]
	case event.Command:
		if cmd, err := command.Parse(s.Cause.Text); err == nil {
			switch x := cmd.(type) {
			case command.Deliver:
				want = g.sent[x.Msg]
			case command.Drop:
				want = g.sent[x.Msg]
			}
		}
	case event.Apply:
		want = g.before(s, event.SetOf(event.KindCommitted, event.KindSynced, event.KindApplied))
	case event.Timeout:
		want = g.before(s, event.SetOf(event.KindInvoked, event.KindRetried, event.KindTimedOut, event.KindDropped))
	case event.Commit:
		want = g.before(s, event.SetOf(event.KindApplied))
	default:
		if want = s.Parent; want == 0 || want >= s.Index {
			g.t.Errorf("step %d, a %s of %s, has the parent %d", s.Index, s.Cause.Type, s.Cause.Node, s.Parent)
		}
	}
	if s.Parent != want {
		g.t.Errorf("step %d, %s %q: the parent is %d, want %d", s.Index, s.Cause.Type, s.Cause.Text, s.Parent, want)
	}
	g.steps = append(g.steps, s)
	for i := range s.Events {
		switch p := s.Events[i].Payload.(type) {
		case *event.Sent:
			g.sent[p.Msg.ID] = s.Index
		case *event.Duplicated:
			g.sent[p.Msg.ID] = s.Index
		}
	}
}

// before returns the step's parent if it has one of the kinds, else 0.
func (g *genealogy) before(s *event.Step, kinds event.Set) uint64 {
	if s.Parent < s.Index && g.steps[s.Parent].Kinds().Meets(kinds) {
		return s.Parent
	}
	return 0
}

// Every step knows the step that begot it, also if a message was held, delayed,
// copied, waited for a process that was stopped, or was delivered by hand.
func TestParentsOfEveryCause(t *testing.T) {
	cfg := config.Default()
	cfg.Nodes = 3
	g := newGenealogy(t, cfg)
	g.do("client c1 timeout=300ms retries=1", 3000) // a timer fires
	g.do("put x 1", 500)
	g.do("link n1>n2 dup=0.5 loss=0.1 jitter=20ms", 0)
	g.do("hold n2>n3", 0)
	g.do("put x 2", 500)
	g.do("release n2>n3", 500)
	g.do("pause n3", 0)
	g.do("put x 3", 1000)
	g.do("resume n3", 1000)
	g.do("hold n1>n2", 0)
	g.do("put x 4", 5)
	for _, m := range g.c.Frame().Flight {
		if m.Held {
			g.do(fmt.Sprintf("delay #%d 30ms", m.ID), 0)
			g.do(fmt.Sprintf("deliver #%d", m.ID), 0)
			break
		}
	}
	g.do("release n1>n2", 0)
	g.do("heal", 2000)
	g.do("cut n1", 0)
	g.do("cut n2", 0)
	g.do("put y 1", 3000) // it times out, is tried again, and timers fire
	for _, c := range []event.CauseType{event.Command, event.Deliver, event.Tick, event.Sync, event.Apply, event.Commit, event.Timeout} {
		if g.seen[c] == 0 {
			t.Errorf("no step whose cause is a %s", c)
		}
	}
}
