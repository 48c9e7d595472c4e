package lessons_test

import (
	"errors"
	"testing"

	"raftviz/engine"
	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/faults"
	"raftviz/engine/query"
	"raftviz/lessons"
)

// A planted run is a cluster into which a test may have planted a fault.
type planted struct{ c *engine.Cluster }

// plant makes a cluster with a fault; nil is none.
func plant(t testing.TB, cfg config.Config, f *faults.Fault) *planted {
	t.Helper()
	c, err := engine.New(cfg, "")
	if err != nil {
		t.Fatal(err)
	}
	if f != nil {
		c.Plant(f.Make())
	}
	return &planted{c}
}

// broken returns the property that broke, "" if none did.
func (p *planted) broken() string {
	if vs := p.c.Frame().Violations; len(vs) > 0 {
		return vs[0].Property
	}
	return ""
}

// play gives a script's commands, whatever comes of them, and returns the property
// that broke, or "". A script that claims a violation is played up to there.
func (p *planted) play(s *lessons.Script) string {
	for _, st := range s.Steps {
		switch a := st.Act.(type) {
		case *lessons.Do:
			for _, cmd := range a.Commands {
				p.exec(cmd.Command)
				if b := p.broken(); b != "" {
					return b
				}
			}
		case *lessons.Breaks:
			return p.broken()
		}
	}
	return p.broken()
}

// exec obeys a command, as recordings.Run does for a run that is recorded.
func (p *planted) exec(cmd command.Command) {
	switch x := cmd.(type) {
	case command.StepN:
		for range x.N {
			if _, err := p.c.Step(); err != nil {
				return
			}
		}
	case command.RunFor:
		p.runTo(p.c.Frame().Time+x.For, nil)
	case command.RunUntil:
		cond, err := query.CompileBool(x.Expr)
		if err != nil {
			panic(err)
		}
		within := x.Within
		if within == 0 {
			within = 60_000
		}
		if holds, _ := cond.Bool(p.c.Frame()); !holds {
			p.runTo(p.c.Frame().Time+within, cond)
		}
	default:
		_, _ = p.c.Do(cmd) // it may be refused
	}
}

// runTo goes to a time, or until an expression is true.
func (p *planted) runTo(t int64, until *query.Expr) {
	for {
		due, ok := p.c.NextTime()
		if !ok || due > t {
			break
		}
		s, err := p.c.Step()
		if err != nil {
			return
		}
		if until != nil {
			if holds, err := until.Bool(s.Frame); holds || err != nil {
				return
			}
		}
	}
	if p.c.Frame().Time < t {
		_, _ = p.c.Wait(t)
	}
}

// step takes a step, or obeys a command that may be refused. It reports whether the
// run goes on.
func (p *planted) step(line string) bool {
	var err error
	if line == "" {
		_, err = p.c.Step()
	} else if cmd, bad := command.Parse(line); bad == nil {
		_, err = p.c.Do(cmd)
	}
	var stopped *engine.Stopped
	return !errors.As(err, &stopped) && p.broken() == ""
}

func (p *planted) close(t testing.TB) {
	if err := p.c.Close(); err != nil {
		t.Error(err)
	}
}
