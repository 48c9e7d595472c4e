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

// A chance makes one command line from random numbers below the given bound.
type chance func(c *Cluster, n func(int) int) string

func anyNode(c *Cluster, n func(int) int) string { return c.order[n(len(c.order))].name }

func twoNodes(c *Cluster, n func(int) int) (a, b string) {
	i := n(len(c.order))
	j := n(len(c.order))
	if i == j {
		j = (j + 1) % len(c.order)
	}
	return c.order[i].name, c.order[j].name
}

func anyMessage(c *Cluster, n func(int) int) string {
	if len(c.flight) == 0 {
		return "#1"
	}
	return fmt.Sprintf("#%d", c.flight[n(len(c.flight))].view.ID)
}

func onNode(verb string) chance {
	return func(c *Cluster, n func(int) int) string { return verb + " " + anyNode(c, n) }
}

func onLink(format string) chance {
	return func(c *Cluster, n func(int) int) string {
		a, b := twoNodes(c, n)
		return fmt.Sprintf(format, a, b)
	}
}

func onMessage(format string) chance {
	return func(c *Cluster, n func(int) int) string { return fmt.Sprintf(format, anyMessage(c, n)) }
}

func onDisk(what string) chance {
	return func(c *Cluster, n func(int) int) string { return "disk " + anyNode(c, n) + " " + what }
}

// faults is everything that Raft must survive.
var faults = []chance{
	func(c *Cluster, n func(int) int) string { return fmt.Sprintf("put k%d v%d", n(5), n(100)) },
	func(c *Cluster, n func(int) int) string {
		return fmt.Sprintf("@%s put k%d v%d", anyNode(c, n), n(5), n(100))
	},
	func(c *Cluster, n func(int) int) string {
		return fmt.Sprintf("c%d@%s get k%d", 1+n(3), anyNode(c, n), n(5))
	},
	func(c *Cluster, n func(int) int) string { return fmt.Sprintf("@%s del k%d", anyNode(c, n), n(5)) },
	func(c *Cluster, n func(int) int) string {
		return fmt.Sprintf("@%s get k --prefix --consistency=s", anyNode(c, n))
	},
	func(c *Cluster, n func(int) int) string { return "put a b" },
	func(c *Cluster, n func(int) int) string { return "put c d" },
	onNode("campaign"), onNode("crash"), onNode("restart"), onNode("restart"), onNode("restart"),
	onNode("pause"), onNode("resume"), onNode("resume"), onNode("cut"), onNode("snapshot"),
	onLink("transfer %s %s"), onLink("cut %s>%s"), onLink("heal %s>%s"),
	func(*Cluster, func(int) int) string { return "heal" },
	func(*Cluster, func(int) int) string { return "heal" },
	onLink("link %s>%s loss=0.2 dup=0.2 jitter=40ms"), onLink("link %s>%s loss=0 dup=0 jitter=0ms latency=5ms"),
	onLink("hold %s>%s MsgApp"), onLink("hold %s>%s"), onLink("release %s>%s"), onLink("release %s>%s"),
	onMessage("deliver %s"), onMessage("drop %s"), onMessage("dup %s"), onMessage("delay %s 30ms"),
	onDisk("latency=150ms"), onDisk("latency=0ms"), onDisk("stall"), onDisk("ok"), onDisk("ok"),
	onDisk("fail"), onDisk("mode=async"), onDisk("mode=etcd"),
	func(c *Cluster, n func(int) int) string {
		return fmt.Sprintf("compactlog %s keep=%d", anyNode(c, n), n(4))
	},
	func(c *Cluster, n func(int) int) string {
		return fmt.Sprintf("clock %s rate=%d.%d", anyNode(c, n), n(2), 3+n(6))
	},
	func(c *Cluster, n func(int) int) string { return "clock " + anyNode(c, n) + " rate=1" },
	func(c *Cluster, n func(int) int) string { return fmt.Sprintf("member add n%d --learner", 4+n(8)) },
	func(c *Cluster, n func(int) int) string { return fmt.Sprintf("member add n%d", 4+n(8)) },
	onNode("member promote"), onNode("member remove"),
	func(c *Cluster, n func(int) int) string {
		a, b := twoNodes(c, n)
		return fmt.Sprintf("member change +n%d -%s ~%s", 4+n(8), a, b)
	},
	func(c *Cluster, n func(int) int) string {
		return fmt.Sprintf("member change +n%d -%s --leave=explicit", 4+n(8), anyNode(c, n))
	},
	func(*Cluster, func(int) int) string { return "member leave" },
	func(c *Cluster, n func(int) int) string {
		return fmt.Sprintf("client c%d timeout=%dms retries=%d", 1+n(3), 200+n(2000), n(3))
	},
}

// byzantine is what Raft does not promise to survive.
var byzantine = append([]chance{onDisk("lie"), onDisk("lie"), onNode("wipe"), onNode("crash")}, faults...)

// storm takes steps, and now and then, as the configuration's seed has it, gives
// a command that may be refused. It fails the test on a violation.
func storm(t testing.TB, c *Cluster, steps int, of []chance, each func(*event.Step)) {
	t.Helper()
	r := rand.New(rand.NewPCG(c.cfg.Seed, 99))
	var script []string
	for range steps {
		var s *event.Step
		var err error
		if r.IntN(40) == 0 {
			line := of[r.IntN(len(of))](c, r.IntN)
			script = append(script, fmt.Sprintf("# step %d", c.step), line)
			s, err = give(c, line)
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

func give(c *Cluster, line string) (*event.Step, error) {
	cmd, err := command.Parse(line)
	if err != nil {
		return nil, err
	}
	return c.Do(cmd)
}
