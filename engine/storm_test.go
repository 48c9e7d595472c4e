package engine

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/storm"
)

// open makes a cluster that ends with the test.
func open(t testing.TB, cfg config.Config) *Cluster {
	t.Helper()
	c, err := New(cfg, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// scale multiplies the size of random tests when RAFTVIZ_SOAK asks for it:
// make soak.
func scale(n int) int {
	if soak, _ := strconv.Atoi(os.Getenv("RAFTVIZ_SOAK")); soak > 0 {
		return n * max(soak/200, 1)
	}
	return n
}

// rage takes steps, and now and then, as the configuration's seed has it, gives
// a command that may be refused. It fails the test on a violation.
func rage(t testing.TB, c *Cluster, steps int, of []storm.Maker, each func(*event.Step)) {
	t.Helper()
	rageAt(t, c, steps, 40, of, each)
}

// rageAt is rage with a command in so many steps.
func rageAt(t testing.TB, c *Cluster, steps, pace int, of []storm.Maker, each func(*event.Step)) {
	t.Helper()
	r := rand.New(rand.NewPCG(c.cfg.Seed, 99))
	var script, lines []string
	for range steps {
		var s *event.Step
		var err error
		if len(lines) == 0 && r.IntN(pace) == 0 {
			lines = storm.Lines(of[r.IntN(len(of))](c.frame, r.IntN))
		}
		if len(lines) > 0 {
			script = append(script, fmt.Sprintf("# step %d", c.step), lines[0])
			s, err = give(c, lines[0])
			lines = lines[1:]
		} else {
			s, err = c.Step()
		}
		var refused *Refused
		var stopped *Stopped
		var misspelt *command.Error // a line that contradicts itself
		switch {
		case errors.As(err, &refused), errors.Is(err, ErrIdle), errors.As(err, &misspelt):
			continue
		case errors.As(err, &stopped):
			t.Fatalf("%v\n%s", err, strings.Join(script, "\n"))
		case err != nil:
			t.Fatalf("%v\n%s", err, strings.Join(script, "\n"))
		}
		each(s)
	}
}

// inMood makes a cluster that suits a mood.
func inMood(t testing.TB, m *storm.Mood, seed uint64) *Cluster {
	t.Helper()
	cfg := config.Default()
	m.Set(&cfg, rand.New(rand.NewPCG(seed, 98)).IntN)
	cfg.Seed = seed
	return open(t, cfg)
}

func give(c *Cluster, line string) (*event.Step, error) {
	cmd, err := command.Parse(line)
	if err != nil {
		return nil, err
	}
	return c.Do(cmd)
}
