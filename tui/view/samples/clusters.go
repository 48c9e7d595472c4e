package samples

import (
	"sync"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// Alone is a cluster of one before its first step.
func Alone() *event.Step { return alone().At("start") }

var alone = sync.OnceValue(func() *Run { return play(cluster(1, nil), func(*player) {}) })

// Fifteen is a cluster of as many nodes as there may be, of which six joined.
func Fifteen() *event.Step { return fifteen().At("joined") }

var fifteen = sync.OnceValue(func() *Run {
	return play(cluster(config.MaxNodes, nil), func(p *player) {
		p.do("campaign n1")
		p.applied(1, "n1")
		p.do("member change +n10 +n11 +n12 +n13 +n14 +n15", "run 300ms")
		p.mark("joined")
	})
})

// Odd is a cluster in which much is out of the ordinary: n1 hands over to n2,
// whose clock is fast; n3's clock stands and its disk stalls, n4's disk lies,
// n5's is slow, and n5 does not know that it was removed.
func Odd() *event.Step { return OddRun().At("odd") }

// OddRun is the run of Odd.
var OddRun = sync.OnceValue(func() *Run {
	return play(cluster(5, func(c *config.Config) { c.Seed = 7 }), func(p *player) {
		p.do("campaign n1")
		p.applied(1, "n1", "n2", "n3", "n4", "n5")
		p.do("cut n5", "member remove n5")
		p.applied(2, "n1", "n2", "n3", "n4")
		p.do("heal", "clock n2 rate=1.5", "disk n3 stall", "clock n3 rate=0", "disk n4 lie", "disk n5 latency=200ms")
		p.do("hold n1>n2", "put x 1", "run 1ms", "transfer n1 n2")
		p.mark("odd")
	})
})

// Wired is a run whose links are changed: the moments links, with one direction
// cut, a whole link cut and one that holds, and islander, with n2 cut off from
// all others.
var Wired = sync.OnceValue(func() *Run {
	return play(cluster(5, func(c *config.Config) { c.Seed = 7 }), func(p *player) {
		p.do("campaign n1")
		p.applied(1, "n1", "n2", "n3", "n4", "n5")
		p.do("cut n1>n3", "hold n2>n5", "cut n4|n5")
		p.mark("links")
		p.do("heal", "release n2>n5", "cut n2")
		p.mark("islander")
	})
})

// JointVotes is an election in a joint configuration, from {n1, n2, n3} to
// {n3, n4, n5}: n4 has its own vote, n5's and n2's, and n3 refuses, because its
// log is longer. The new half would elect n4; the old half waits for n1, which
// is cut off.
func JointVotes() *event.Step { return jointVotes().At("votes") }

var jointVotes = sync.OnceValue(func() *Run {
	cfg := cluster(3, func(c *config.Config) { c.PreVote, c.CheckQuorum = false, false })
	return play(cfg, func(p *player) {
		p.do("campaign n3")
		p.applied(1, "n1", "n2", "n3")
		p.do("member change +n4 +n5 ~n1 -n2 --leave=explicit")
		p.applied(2, "n1", "n2", "n3", "n4", "n5")
		p.do("cut n3", "@n3 put x 1", "run 5ms", "heal", "cut n1", "campaign n4")
		p.until(func(f *frame.Frame) bool {
			n := f.Node("n4")
			return len(n.Granted) == 3 && len(n.Refused) == 1
		})
		p.mark("votes")
	})
})
