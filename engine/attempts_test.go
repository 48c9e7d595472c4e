package engine

import (
	"strings"
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// obey gives commands, and takes steps up to the times between them.
func obey(t *testing.T, c *Cluster, each func(*event.Step), script ...any) {
	t.Helper()
	for _, x := range script {
		switch x := x.(type) {
		case string:
			s, err := give(c, x)
			if err != nil {
				t.Fatalf("%s: %v", x, err)
			}
			each(s)
		case int: // ms
			for until := c.now + int64(x); ; {
				if next, ok := c.NextTime(); !ok || next > until {
					break
				}
				s, err := c.Step()
				if err != nil {
					t.Fatal(err)
				}
				each(s)
			}
		}
	}
}

// The answer to an attempt that a client has given up on is not taken for the
// answer to the next one, which the node goes on with.
func TestLateAnswer(t *testing.T) {
	c := open(t, config.Default())
	late := 0
	obey(t, c, func(s *event.Step) {
		for _, e := range s.Events {
			switch {
			case e.Kind() == event.KindResponded:
				t.Errorf("%d ms: the client has an answer: %v", s.Time, e)
			case e.Kind() == event.KindDropped && e.Reason() == event.ClientGone:
				late++
			}
		}
	}, "campaign n1", 200, "client c1 timeout=300ms retries=1", "link n2>n1 latency=400ms", "c1@n2 put a 1", 500)
	if o := openOf(c, "c1"); late != 1 || len(o.Open) != 1 || o.Open[0].Attempt != 2 || o.Server[0] != "n2" {
		t.Errorf("%d late answers; open: %+v", late, o)
	}
}

// What a client no longer waits for, and a node will never hear of, is
// forgotten in time.
func TestForgotten(t *testing.T) {
	c := open(t, config.Default())
	none := func(*event.Step) {}
	obey(t, c, none, "campaign n1", 200, "cut n2>n1", "client c1 timeout=100ms")
	for range 20 {
		obey(t, c, none, "c1@n2 put a 1", "c1@n2 get a", 120)
	}
	waiting := func() int { return insideOf(c.named("n2")).Waiting }
	if waiting() < 20 {
		t.Fatalf("%d requests wait: the test has lost its force", waiting())
	}
	obey(t, c, none, 8000, "heal", 3000, "c1@n2 put a 1", 200)
	if waiting() > 1 {
		t.Errorf("%d requests are kept that no client waits for", waiting())
	}
	if cl := c.frame.Clients[0]; cl.Last.State != frame.OpOK {
		t.Errorf("%+v", *cl.Last)
	}
}

// A leader that cannot commit takes only so much; and what it refuses, it says.
func TestTooMuch(t *testing.T) {
	cfg := config.Default()
	cfg.CheckQuorum, cfg.Client = false, 0
	c := open(t, cfg)
	obey(t, c, func(*event.Step) {}, "campaign n1", 200, "cut n1")
	var refused *event.Event
	for n := 0; refused == nil && n < 80; n++ {
		put := command.Put{Target: command.Target{Node: "n1"}, Key: "k", Value: strings.Repeat("x", 1<<20)}
		if _, err := c.Do(put); err != nil {
			t.Fatal(err)
		}
		for len(openOf(c, "c1").Open) > 0 && refused == nil {
			s, err := c.Step()
			if err != nil {
				t.Fatal(err)
			}
			if refused = s.Has(event.KindProposalDropped); s.Cause.Type == event.Deliver && s.Has(event.KindProposed) != nil {
				break
			}
		}
	}
	if refused == nil || refused.Reason() != event.TooMuch {
		t.Errorf("%v", refused)
	}
}
