package engine

import (
	"slices"
	"strings"
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/storm"
	"raftviz/mvccviz/store"
)

// Writes under a long lease leave nothing behind in the schedule.
func TestLeaseLooksDoNotGather(t *testing.T) {
	c := open(t, config.Default())
	until := func(ms int64) {
		for {
			if next, ok := c.NextTime(); !ok || next > ms {
				return
			}
			if _, err := c.Step(); err != nil {
				t.Fatal(err)
			}
		}
	}
	until(5000)
	if _, err := give(c, "lease grant 3600 --id=1"); err != nil {
		t.Fatal(err)
	}
	until(6000)
	for i := range int64(200) {
		if _, err := give(c, "put k v --lease=1"); err != nil {
			t.Fatal(err)
		}
		until(6000 + 20*i)
	}
	until(20_000)
	if n := c.queue.Len(); n > 50 {
		t.Errorf("%d causes wait after 200 writes", n)
	}
}

// The step that renews a lease shows when it will end now.
func TestKeepAliveShows(t *testing.T) {
	c := open(t, config.Default())
	renewed := false
	obey(t, c, func(s *event.Step) {
		for _, e := range s.Events {
			if e.Kind() == event.KindSent && e.Msg().Type == "Response" && strings.HasPrefix(e.Msg().Text(), "lease 1 keepalived") {
				renewed = true
				if l := s.Frame.Node("n1").Store.Leases[0]; l.Expiry != s.Time+30_000 {
					t.Errorf("%d ms: the lease is shown to end at %d ms", s.Time, l.Expiry)
				}
			}
		}
	}, "campaign n1", 200, "@n1 lease grant 30 --id=1", 5000, "@n1 lease keep-alive 1", 50)
	if !renewed {
		t.Error("the lease was not renewed")
	}
}

// A lease lasts at least one and a half election timeouts, in whole seconds, and the
// leader lists leases by the time they have left.
func TestLeasesAreEtcds(t *testing.T) {
	c := open(t, config.Default())
	var answers []string
	obey(t, c, func(s *event.Step) {
		if e := s.Has(event.KindResponded); e != nil {
			answers = append(answers, e.Payload.(*event.Responded).Answer.Text())
		}
	}, "campaign n1", 200, "@n1 lease grant 60 --id=1", 50, "@n1 lease grant 20 --id=2", 50, "@n1 lease grant 1 --id=3", 50,
		"@n1 lease list", 50, "@n1 lease keep-alive 2", 50, "@n1 lease list", 50)
	want := []string{"lease 1 granted with TTL(60s)", "lease 2 granted with TTL(20s)", "lease 3 granted with TTL(2s)", "3 2 1", "lease 2 keepalived with TTL(20)", "3 2 1"}
	if len(answers) != len(want) {
		t.Fatalf("the answers are %q", answers)
	}
	for i := range want {
		if got := strings.Join(strings.Fields(answers[i]), " "); !strings.HasSuffix(got, want[i]) {
			t.Errorf("answer %d is %q, not %q", i+1, got, want[i])
		}
	}
}

// Whenever a node begins to count leases down, each lease that it knows has its
// whole time, or what the last checkpoint left of it, and an election timeout for
// clients to find the new leader.
func TestPromotionsExtendLeases(t *testing.T) {
	begun := 0
	for _, name := range []string{"leases", "transfers", "elections"} {
		m := *storm.FindMood(name)
		m.Of = slices.Concat(m.Of, storm.FindMood("leases").Of)
		for seed := range uint64(scale(3)) {
			c := inMood(t, &m, seed+1)
			prev := c.frame
			extend := int64(c.cfg.Election) * c.cfg.Tick
			rageAt(t, c, 2500, m.Pace, m.Of, func(s *event.Step) {
				for _, n := range s.Frame.Nodes {
					if old := prev.Node(n.Name); old != nil && old.Up() && n.Role == frame.Leader {
						begun += extended(t, s, n, old, extend)
					}
				}
				prev = s.Frame
			})
		}
	}
	if begun < 40 {
		t.Errorf("only %d leases were begun to be counted: the test has lost its force", begun)
	}
}

// extended returns how many leases a node began to count in the step, and checks
// each. Those that the step granted again or renewed are passed over.
func extended(t *testing.T, s *event.Step, n, old *frame.Node, extend int64) (begun int) {
	t.Helper()
	if slices.ContainsFunc(s.Events, func(e event.Event) bool {
		return e.Kind() == event.KindSent && strings.Contains(e.Msg().Text(), " keepalived ")
	}) {
		return 0
	}
	for _, l := range n.OpenStore().Leases {
		i := slices.IndexFunc(old.OpenStore().Leases, func(o *store.Lease) bool { return o.ID == l.ID })
		if l.Expiry == 0 || i < 0 {
			continue
		}
		was := old.OpenStore().Leases[i]
		if was.Expiry > 0 || was.TTL != l.TTL || was.Remaining != l.Remaining {
			continue
		}
		left := l.TTL
		if l.Remaining > 0 {
			left = l.Remaining
		}
		begun++
		if want := s.Time + 1000*left + extend; l.Expiry != want {
			t.Errorf("step %d, %d ms: %s takes lease %d to end at %d ms, want %d", s.Index, s.Time, n.Name, l.ID, l.Expiry, want)
		}
	}
	return begun
}
