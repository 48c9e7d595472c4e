package samples

import (
	"strconv"
	"sync"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

func number(n uint64) string { return strconv.FormatUint(n, 10) }

// Joint is a cluster of five between two configurations, under n3 in term 12:
// n1 becomes a learner and n2 leaves, n4 and n5 come. n1 has compacted its log
// up to index 4, and the disk of n5 lies.
func Joint() *event.Step { return JointRun().At("joint") }

// JointRun is the run of Joint. Its moment entered is the step in which n3
// applied the joint configuration; in trimmed n3 discards entries.
var JointRun = sync.OnceValue(func() *Run {
	cfg := cluster(3, func(c *config.Config) {
		c.Logs = map[string][]uint64{"n1": {9, 9, 10, 11}, "n2": {9, 9, 10, 11}, "n3": {9, 9, 10, 11}}
		c.Terms = map[string]uint64{"n1": 11, "n2": 11, "n3": 11}
	})
	return play(cfg, func(p *player) {
		p.do("campaign n3")
		p.applied(5, "n1", "n2", "n3")
		p.do("compactlog n1 keep=1", "member change +n4 +n5 ~n1 -n2 --leave=explicit")
		p.until(func(f *frame.Frame) bool { return f.Node("n3").Config.Joint() })
		p.mark("entered")
		p.applied(6, "n1", "n2", "n3", "n4", "n5")
		p.do("disk n5 lie", "@n3 put x 1")
		p.applied(7, "n1", "n2", "n3", "n4", "n5")
		p.do("@n3 put y 2")
		p.until(func(f *frame.Frame) bool {
			for _, n := range f.Nodes {
				if n.Synced < 8 {
					return false
				}
			}
			return true
		})
		p.mark("joint")
		p.applied(8, "n3")
		p.do("compactlog n3 keep=4")
		p.mark("trimmed")
	})
})

// Nine is the moment at which n1 of nine nodes has won an election and asks all
// others for their logs, which are as long as entries says: n8 led a term and
// has four entries that no other has, others lack up to three, and n9 is down.
func Nine(entries int) *event.Step { return NineRun(entries).At("probing") }

// NineRun returns the run of Nine.
func NineRun(entries int) *Run {
	nineLock.Lock()
	defer nineLock.Unlock()
	if nineRuns[entries] == nil {
		nineRuns[entries] = nine(entries)
	}
	return nineRuns[entries]
}

var (
	nineLock sync.Mutex
	nineRuns = map[int]*Run{}
)

func nine(entries int) *Run {
	cfg := cluster(config.MaxNodes, func(c *config.Config) {
		shared := make([]uint64, entries-1)
		for i := range shared {
			shared[i] = uint64(1 + i/1500)
		}
		term := shared[len(shared)-1] + 1
		c.PreVote, c.CheckQuorum = false, false
		c.Logs, c.Terms, c.Commits = map[string][]uint64{}, map[string]uint64{}, map[string]uint64{}
		for i := range c.Nodes {
			name := config.NodeName(uint64(i + 1))
			c.Logs[name], c.Terms[name] = shared[:len(shared)-i%4], term
			c.Commits[name] = uint64(entries - 6 - i%2)
		}
		diverged := append([]uint64(nil), shared[:entries-2]...)
		for i := entries - 6; i < entries-2; i++ {
			diverged[i] = term
		}
		c.Logs["n8"] = diverged
	})
	return play(cfg, func(p *player) {
		p.do("crash n9", "campaign n1")
		p.until(func(f *frame.Frame) bool { return f.Node("n1").Role == frame.Leader })
		p.mark("probing")
	})
}

// Catching is a cluster of five with logs of 1 000 entries, of which n3 had 190
// when n1 was elected. In the moment 200 it has 200: n1 sends one at a time.
var Catching = sync.OnceValue(func() *Run {
	cfg := cluster(5, func(c *config.Config) {
		terms := make([]uint64, 999)
		for i := range terms {
			terms[i] = uint64(1 + i/400)
		}
		c.Logs, c.Terms = map[string][]uint64{"n3": terms[:190]}, map[string]uint64{"n3": 3}
		for _, name := range []string{"n1", "n2", "n4", "n5"} {
			c.Logs[name], c.Terms[name] = terms, 3
		}
		c.MaxSizePerMsg, c.MaxInflight = 0, 4
	})
	return play(cfg, func(p *player) {
		p.do("disk n3 latency=5ms", "campaign n1")
		p.until(func(f *frame.Frame) bool { return f.Node("n3").Last() == 200 })
		p.mark("200")
	})
})
