package engine

import (
	"fmt"
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/storm"
)

// parents takes a run's steps and finds for each what it says of its parent.
type parents struct {
	steps []*event.Step     // by index
	sent  map[uint64]uint64 // by message: the step that sent it, or copied it
}

func newParents(c *Cluster) *parents {
	return &parents{steps: []*event.Step{c.Start()}, sent: map[uint64]uint64{}}
}

func (p *parents) add(s *event.Step) {
	p.steps = append(p.steps, s)
	for _, e := range s.Events {
		if e.Kind() == event.KindSent || e.Kind() == event.KindDuplicated {
			p.sent[e.Msg().ID] = s.Index
		}
	}
}

// The parent of a delivery is the step that sent the message, also if that was
// held, delayed or waited for a paused process; a copy's is the step that made
// it. Commands have none. Ticks have none, unless the timer fires; an fsync from the step that
// wrote, an application from the step that committed.
func TestParents(t *testing.T) {
	c := open(t, config.Default())
	p := newParents(c)
	obey(t, c, p.add, "campaign n1", 60, "hold n1>n2 MsgApp", "put a 1", 40)
	held := messages(c.frame, "n1", "n2", "MsgApp")
	if len(held) == 0 {
		t.Fatal("nothing is held")
	}
	first := held[0].ID
	obey(t, c, p.add, fmt.Sprintf("dup #%d", first))
	copied := c.frame.Flight[len(c.frame.Flight)-1]
	if copied.Copy != first {
		t.Fatalf("%+v is no copy of #%d", *copied, first)
	}
	madeBy := c.frame.Step
	obey(t, c, p.add, fmt.Sprintf("delay #%d 30ms", first), "pause n2", 100, "release n1>n2", "resume n2", 300)
	seen, arrivals := map[event.CauseType]int{}, map[uint64]int{}
	for _, s := range p.steps[1:] {
		if s.Parent >= s.Index {
			t.Fatalf("step %d has the parent %d", s.Index, s.Parent)
		}
		parent := p.steps[s.Parent]
		seen[s.Cause.Type]++
		switch s.Cause.Type {
		case event.Command:
			if s.Parent != 0 {
				t.Errorf("step %d, %s, has the parent %d", s.Index, s.Cause.Text, s.Parent)
			}
		case event.Deliver:
			if want := p.sent[s.Cause.Msg]; s.Parent != want {
				t.Errorf("step %d delivers #%d and has the parent %d, want %d", s.Index, s.Cause.Msg, s.Parent, want)
			}
			if arrivals[s.Cause.Msg]++; s.Cause.Msg == copied.ID && s.Parent != madeBy {
				t.Errorf("the copy's parent is %d, want %d", s.Parent, madeBy)
			}
		case event.Tick:
			if s.Parent != 0 && (s.Has(event.KindTimerFired) == nil || parent.Frame.Node(s.Cause.Node).Timer.Elapsed != 0) {
				t.Errorf("step %d, a tick of %s, follows from %+v", s.Index, s.Cause.Node, parent.Cause)
			}
		case event.Sync:
			if parent.Frame.Node(s.Cause.Node).Disk.Queue == nil {
				t.Errorf("step %d, an fsync of %s, follows from step %d, which wrote nothing", s.Index, s.Cause.Node, s.Parent)
			}
		case event.Apply:
			if n := s.Frame.Node(s.Cause.Node); parent.Frame.Node(n.Name).Commit < n.Applied {
				t.Errorf("step %d applies on %s up to %d, but step %d committed up to %d", s.Index, n.Name, n.Applied, s.Parent, parent.Frame.Node(n.Name).Commit)
			}
		}
	}
	for _, typ := range []event.CauseType{event.Command, event.Deliver, event.Tick, event.Sync, event.Apply, event.Commit} {
		if seen[typ] == 0 {
			t.Errorf("no step was caused by %v", typ)
		}
	}
	if arrivals[first] != 2 || arrivals[copied.ID] != 1 {
		t.Errorf("the message arrived %d times, want at the paused process and after the pause; its copy %d times, want once", arrivals[first], arrivals[copied.ID])
	}
}

func messages(f *frame.Frame, from, to, typ string) (ms []*frame.Message) {
	for _, m := range f.Flight {
		if m.From == from && m.To == to && m.Type == typ {
			ms = append(ms, m)
		}
	}
	return ms
}

// Under random faults, too, whoever delivers knows who sent.
func TestParentsInStorms(t *testing.T) {
	delivered := 0
	for seed := range uint64(scale(4)) {
		c := open(t, extremes(seed+1))
		p := newParents(c)
		rage(t, c, 2000, storm.Faults, func(s *event.Step) {
			p.add(s)
			if s.Parent >= s.Index && s.Parent > 0 {
				t.Fatalf("step %d has the parent %d", s.Index, s.Parent)
			}
			if s.Cause.Type == event.Deliver {
				delivered++
				if want := p.sent[s.Cause.Msg]; s.Parent != want {
					t.Fatalf("seed %d, step %d delivers #%d and has the parent %d, want %d", seed, s.Index, s.Cause.Msg, s.Parent, want)
				}
			}
		})
	}
	if delivered < 1000 {
		t.Errorf("only %d messages arrived: the test has lost its force", delivered)
	}
}
