package samples

import (
	"sync"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// Cold is a cluster of three before its first step.
func Cold() *event.Step { return cold().At("start") }

var cold = sync.OnceValue(func() *Run { return play(cluster(3, nil), func(*player) {}) })

// Election is the moment a candidate of five, n4, counts its votes: granted by
// n1, refused by n2, whose log is longer; n3 is paused, n5 is a pre-candidate,
// and n4's request to it is held.
func Election() *event.Step { return ElectionRun().At("counting") }

// ElectionRun is the run of Election, with the moments asked, when n4 became a
// candidate and its vote was not on its disk, and counting.
var ElectionRun = sync.OnceValue(func() *Run {
	cfg := cluster(5, func(c *config.Config) {
		c.Logs = map[string][]uint64{"n1": {1, 1}, "n2": {1, 1, 1}, "n3": {1, 1}, "n4": {1, 1}, "n5": {1, 1}}
		c.Terms = map[string]uint64{"n1": 3, "n2": 3, "n3": 3, "n4": 3, "n5": 3}
	})
	return play(cfg, func(p *player) {
		p.do("pause n3", "hold n4>n5 MsgVote", "link n4>n2 latency=8ms", "campaign n4")
		p.until(func(f *frame.Frame) bool { return f.Node("n4").Role == frame.Candidate })
		p.mark("asked")
		p.until(func(f *frame.Frame) bool { return len(f.Node("n4").Refused) == 1 })
		p.do("campaign n5")
		p.until(func(f *frame.Frame) bool { return len(f.Node("n4").Granted) == 2 })
		p.mark("counting")
	})
})

// Tied is an election of four that no node can win: n1 and n2 asked at once, and
// each has two votes of the three it needs.
var Tied = sync.OnceValue(func() *Run {
	cfg := cluster(4, func(c *config.Config) { c.PreVote, c.CheckQuorum = false, false })
	return play(cfg, func(p *player) {
		p.do("link n1>n4 latency=30ms", "link n2>n3 latency=30ms", "campaign n1", "campaign n2")
		p.until(func(f *frame.Frame) bool {
			return len(f.Node("n1").Granted) == 2 && len(f.Node("n2").Granted) == 2
		})
		p.mark("tied")
	})
})

// Split is a cluster cut in two, with a leader on each side: n1 of term 2 with
// n2, which has two entries that it cannot commit, and n3 of term 3 with the
// others.
func Split() *event.Step { return SplitRun().At("two leaders") }

// SplitRun is the run of Split. It goes on to the moments healed, when the cut
// is over, and replaced, when n1 gave its entries up for n3's.
var SplitRun = sync.OnceValue(func() *Run {
	cfg := cluster(5, func(c *config.Config) {
		c.CheckQuorum, c.PreVote = false, false
		c.Logs = map[string][]uint64{"n1": {1}, "n2": {1}, "n3": {1}, "n4": {1}, "n5": {1}}
		c.Terms = map[string]uint64{"n1": 1, "n2": 1, "n3": 1, "n4": 1, "n5": 1}
	})
	return play(cfg, func(p *player) {
		p.do("campaign n1")
		p.applied(2, "n1", "n2", "n3", "n4", "n5")
		p.do("cut n1,n2|n3,n4,n5", "c1@n1 put lamp on", "c1@n1 put door open", "run 30ms", "campaign n3")
		p.applied(3, "n3", "n4", "n5")
		p.until(func(f *frame.Frame) bool { return beats(f, "n3", "n5") })
		p.mark("two leaders")
		p.do("heal")
		p.mark("healed")
		p.until(func(f *frame.Frame) bool { n := f.Node("n1"); return n.Last() == 3 && n.Log[2].Term == 3 })
		p.mark("replaced")
	})
})

// beats reports whether a heartbeat is under way between two nodes.
func beats(f *frame.Frame, from, to string) bool {
	for _, m := range f.Flight {
		if m.Type == "MsgHeartbeat" && m.From == from && m.To == to {
			return true
		}
	}
	return false
}

// Stranded is a leader that CheckQuorum is about to depose: n1 of five is cut
// off with n2 and has heard from no other node since its last check.
var Stranded = sync.OnceValue(func() *Run {
	return play(cluster(5, func(c *config.Config) { c.Seed = 7 }), func(p *player) {
		p.do("campaign n1")
		p.applied(1, "n1", "n2", "n3", "n4", "n5")
		p.do("cut n1,n2|n3,n4,n5")
		p.until(func(f *frame.Frame) bool {
			active := 0
			for _, x := range f.Node("n1").Progress {
				if x.Active {
					active++
				}
			}
			return active == 1
		})
		p.mark("one heard")
	})
})
