package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/storm"
)

// extremes are configurations at the edges of what is allowed, one after
// another as the seed goes.
func extremes(seed uint64) config.Config {
	cfg := config.Default()
	cfg.Nodes, cfg.Seed = 1+int(seed%config.MaxNodes), seed+1
	cfg.PreVote, cfg.CheckQuorum = seed%2 == 0, seed%4 < 2
	if seed%3 == 0 {
		cfg.DiskMode = config.DiskAsync
	}
	switch seed % 5 {
	case 1:
		cfg.Latency, cfg.Disk, cfg.Client = 0, 0, 0
	case 2:
		cfg.MaxInflight, cfg.MaxSizePerMsg = 1, 0
	case 3: // messages are older than elections
		cfg.Heartbeat, cfg.Election, cfg.Tick, cfg.Jitter = 1, 2, 1, 50
	case 4:
		cfg.Jitter, cfg.Latency = 300, 200
	}
	if seed%2 == 1 {
		cfg.SnapshotEvery, cfg.SnapshotKeep = 3, 1
	}
	return cfg
}

// TestFrames storms through extreme configurations. After each step the frame
// must say what the cluster is, and no frame may change once it has been given
// away.
func TestFrames(t *testing.T) {
	for seed := range uint64(scale(18)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			c := open(t, extremes(seed))
			w := newTwin(t, c)
			var kept keepsakes
			prev := c.frame
			rage(t, c, 2000, storm.Faults, func(s *event.Step) {
				w.check(s)
				current(t, c, s)
				survived(t, prev, s.Frame, lostPower(s.Events))
				kept.add(s)
				prev = s.Frame
			})
			kept.check(t)
		})
	}
}

// TestFramesByzantine is the same with lying disks and wiped files, up to the
// step that breaks a property or makes raft panic.
func TestFramesByzantine(t *testing.T) {
	for seed := range uint64(scale(18)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			c := open(t, extremes(seed))
			r := rand.New(rand.NewPCG(seed, 7))
			var kept keepsakes
			for range 2000 {
				prev := c.frame
				line := ""
				if r.IntN(25) == 0 {
					line = storm.Byzantine[r.IntN(len(storm.Byzantine))](c.frame, r.IntN)
				}
				steps := 1
				if line != "" {
					steps = 0
				}
				err := during(c, line, steps)
				var stopped *Stopped
				if errors.As(err, &stopped) {
					if v := stopped.Violation; strings.HasPrefix(v.Text.EN, "engine:") || strings.Contains(v.Text.EN, "runtime error") {
						t.Fatalf("%q: %v", line, err)
					}
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				if s := (&event.Step{Index: c.step, Frame: c.frame}); s.Frame != prev && c.stopped == nil {
					current(t, c, s)
					kept.add(s)
					if s.Index == prev.Step+1 {
						survived(t, prev, s.Frame, strings.HasPrefix(line, "poweroff"))
					}
				}
			}
			kept.check(t)
		})
	}
}

// current fails the test if the frame of s shows anything as it was before.
func current(t *testing.T, c *Cluster, s *event.Step) {
	t.Helper()
	for i, m := range c.order {
		shown, is := reflect.ValueOf(*s.Frame.Nodes[i]), reflect.ValueOf(*m.Show())
		for f := range shown.NumField() {
			if a, b := shown.Field(f).Interface(), is.Field(f).Interface(); !reflect.DeepEqual(a, b) {
				t.Fatalf("step %d %+v: %s shows %s %+v, but it is %+v", s.Index, s.Cause, m.Name(), shown.Type().Field(f).Name, a, b)
			}
		}
	}
	for _, v := range s.Frame.Flight {
		e := c.network.Find(v.ID)
		if e == nil || e.View() != v {
			t.Fatalf("step %d %+v: message shown as %+v, but it is %+v", s.Index, s.Cause, *v, e)
		}
		if m := c.machines[e.To.Node]; e.Waiting() && (m == nil || !m.Paused()) {
			t.Fatalf("step %d %+v: %+v waits for a process that is not paused", s.Index, s.Cause, *v)
		}
	}
	for i, cl := range c.clients.States() {
		shown := s.Frame.Clients[i]
		if len(shown.Open) != len(cl.Open) {
			t.Fatalf("step %d %+v: %s shows %d operations, but has %d", s.Index, s.Cause, cl.Name, len(shown.Open), len(cl.Open))
		}
		for k, o := range cl.Open {
			if v := shown.Open[k]; *v != o || v.State != frame.OpOpen {
				t.Fatalf("step %d %+v: operation shown as %+v, but it is %+v", s.Index, s.Cause, *v, o)
			}
		}
	}
}

// lostPower reports whether a node lost what was not on its disk.
func lostPower(es []event.Event) bool {
	return slices.ContainsFunc(es, func(e event.Event) bool {
		return e.Kind() == event.KindPoweredOff || e.Kind() == event.KindSyncFailed
	})
}

// survived fails the test if a node that died kept less than the frame before
// said was on its disk or, of a power failure, anything else.
func survived(t *testing.T, prev, now *frame.Frame, powerless bool) {
	t.Helper()
	for _, was := range prev.Nodes {
		is := now.Node(was.Name)
		switch {
		case was.Up() && !is.Up() && now.Step > 0:
			if !powerless {
				if is.Last() < was.Durable || is.Term < was.DurTerm || is.Term == was.DurTerm && was.DurVote != "" && is.Vote != was.DurVote {
					t.Fatalf("step %d: %s was killed and kept term %d, vote %q and entries up to %d, less than its disk: %d, %q, %d",
						now.Step, was.Name, is.Term, is.Vote, is.Last(), was.DurTerm, was.DurVote, was.Durable)
				}
				continue
			}
			if is.Last() != was.Durable || is.Term != was.DurTerm || is.Vote != was.DurVote {
				t.Fatalf("step %d: %s died and kept term %d, vote %q and entries up to %d; the frame before promised %d, %q, %d",
					now.Step, was.Name, is.Term, is.Vote, is.Last(), was.DurTerm, was.DurVote, was.Durable)
			}
		case !was.Up() && is.Up() && was.Last() > is.Last():
			t.Fatalf("step %d: %s came back with entries up to %d; its disk had kept %d", now.Step, was.Name, is.Last(), was.Last())
		}
	}
}

// keepsakes are steps with what they said when they were taken.
type keepsakes []struct {
	step *event.Step
	hash uint64
}

func (k *keepsakes) add(s *event.Step) {
	if s.Index%19 == 0 {
		*k = append(*k, struct {
			step *event.Step
			hash uint64
		}{s, hashOf(s)})
	}
}

func (k keepsakes) check(t *testing.T) {
	t.Helper()
	for _, kept := range k {
		if hashOf(kept.step) != kept.hash {
			t.Fatalf("step %d is not what it was when it was taken", kept.step.Index)
		}
	}
}

func hashOf(v any) uint64 {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	h := fnv.New64a()
	h.Write(b)
	return h.Sum64()
}
