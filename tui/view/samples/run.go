// Package samples holds runs of the real engine for tests of what is drawn:
// named moments of small clusters, played once per process. Only tests import
// it; everything it returns is read only.
package samples

import (
	"fmt"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/lang"
	"raftviz/recordings"
	"raftviz/recordings/recording"
	"raftviz/tui/view/scene"
)

// A Run is a run of the real engine, from its start to its last step.
type Run struct {
	Steps   []*event.Step
	moments map[string]int
	rec     *recording.Recording
}

// Pos returns the position of a moment that the run's script marked.
func (r *Run) Pos(moment string) int {
	pos, ok := r.moments[moment]
	if !ok {
		panic("samples: no moment " + moment)
	}
	return pos
}

// Moments returns the names of the moments and their positions.
func (r *Run) Moments() map[string]int { return r.moments }

// At returns the step at a moment.
func (r *Run) At(moment string) *event.Step { return r.Steps[r.Pos(moment)] }

// Scene returns the scene at a moment, 2 ms after its step.
func (r *Run) Scene(moment string, l lang.Lang) *scene.Scene { return r.SceneAt(r.Pos(moment), l) }

// SceneAt returns the scene at a position, 2 ms after its step.
func (r *Run) SceneAt(pos int, l lang.Lang) *scene.Scene {
	s := Of(r.Steps[pos], l)
	s.Reel = r.Reel()
	if pos > 0 {
		s.Before = r.Steps[pos-1].Frame
	}
	return s
}

// Reel returns the run as panes read recordings.
func (r *Run) Reel() scene.Reel {
	return scene.Reel{
		ID: 1, Len: len(r.Steps) - 1,
		Kinds: r.rec.Kinds, Time: r.rec.Time, Parent: r.rec.Parent,
		At: func(pos int) *event.Step { return r.Steps[pos] },
	}
}

// A player plays a script. Mistakes in a script panic: they are the test's own.
type player struct {
	run *recordings.Run
	out *Run
}

// play plays a script on a new cluster.
func play(cfg config.Config, script func(p *player)) *Run {
	run, err := recordings.Start(recording.Header{Config: cfg, Version: "samples"})
	if err != nil {
		panic("samples: " + err.Error())
	}
	rec := run.Recording()
	start, err := rec.At(0)
	if err != nil {
		panic("samples: " + err.Error())
	}
	p := &player{run, &Run{Steps: []*event.Step{start}, moments: map[string]int{"start": 0}, rec: rec}}
	script(p)
	if err := run.Close(); err != nil {
		panic("samples: " + err.Error())
	}
	return p.out
}

// cluster returns the default configuration, changed.
func cluster(nodes int, change func(c *config.Config)) config.Config {
	cfg := config.Default()
	cfg.Nodes = nodes
	if change != nil {
		change(&cfg)
	}
	return cfg
}

// do gives commands, one after the other. A run that a violation stops is no
// mistake; what it shows is claimed by the tests.
func (p *player) do(lines ...string) {
	for _, line := range lines {
		cmd, err := command.Parse(line)
		if err == nil {
			err = p.run.Exec(cmd, p.keep)
		}
		if err != nil && len(p.frame().Violations) == 0 {
			panic(fmt.Sprintf("samples: %s: %v", line, err))
		}
	}
}

func (p *player) keep(s *event.Step) bool {
	p.out.Steps = append(p.out.Steps, s)
	return true
}

func (p *player) frame() *frame.Frame { return p.run.Frame() }

// until steps until the frame is as wanted, within a thousand steps.
func (p *player) until(want func(f *frame.Frame) bool) {
	for range 1000 {
		if want(p.frame()) {
			return
		}
		s, err := p.run.Step()
		if err != nil {
			panic("samples: " + err.Error())
		}
		p.keep(s)
	}
	panic("samples: what a script waits for does not come")
}

// applied steps until nodes have applied their logs up to an index.
func (p *player) applied(index uint64, nodes ...string) {
	p.until(func(f *frame.Frame) bool {
		for _, name := range nodes {
			if f.Node(name).Applied < index {
				return false
			}
		}
		return true
	})
}

// mark names the moment after the last step.
func (p *player) mark(moment string) { p.out.moments[moment] = len(p.out.Steps) - 1 }

// flying returns the number of the oldest message under way of that type
// between these ends.
func (p *player) flying(typ, from, to string) uint64 {
	for _, m := range p.frame().Flight {
		if m.Type == typ && m.From == from && m.To == to {
			return m.ID
		}
	}
	panic(fmt.Sprintf("samples: no %s from %s to %s is under way", typ, from, to))
}
