package samples

import (
	"sync"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// Story is a run of five nodes under n1: n4 is down, a put of x is replicated to
// index 5 and committed, and news of it is on its way. Now is the step in which
// it is committed; a few steps follow it.
func Story() (steps []*event.Step, now int) {
	r := StoryRun()
	return r.Steps, r.Pos("committed")
}

// StoryRun is the run of Story. Its moments, in order: settled, crashed (n4),
// asked, proposed (n1 has the entry in memory), synced (n1 has it on disk),
// arrived (at n2, in memory), stored (on n2's disk), committed, applied (on n1),
// answered (c1 knows), learned (n2 knows) and lost (n3 will not hear of it).
var StoryRun = sync.OnceValue(func() *Run {
	return play(cluster(5, func(c *config.Config) { c.Seed = 7 }), tell)
})

// Idle is the story, after which its links are as fast as they were, n3 catches
// up, and from the moment quiet on nothing but heartbeats is sent, until the moment stopping. In still all
// clocks stand, and four seconds later n1 crashes.
var Idle = sync.OnceValue(func() *Run {
	return play(cluster(5, func(c *config.Config) { c.Seed = 7 }), func(p *player) {
		tell(p)
		p.do("link n1>n3 latency=10ms", "link n5>n1 latency=10ms")
		p.applied(5, "n1", "n2", "n3", "n5")
		p.do("run 90ms")
		p.mark("quiet")
		p.do("run 1200ms", "clock n1 rate=0")
		p.mark("stopping")
		p.do("clock n2 rate=0", "clock n3 rate=0", "clock n5 rate=0", "run 200ms")
		p.mark("still")
		p.do("run 4s", "crash n1")
	})
})

// tell plays the story.
func tell(p *player) {
	p.do("campaign n1")
	p.applied(1, "n1", "n2", "n3", "n4", "n5")
	p.do("put lamp on")
	p.applied(2, "n1", "n2", "n3", "n4", "n5")
	p.mark("settled")
	p.do("crash n4")
	p.mark("crashed")
	p.do("put lamp off")
	p.applied(3, "n1", "n2", "n3", "n5")
	p.do("link n1>n3 latency=90ms", "link n5>n1 latency=30ms", "txn then put door open; put window open")
	p.applied(4, "n1", "n2", "n5")

	p.do("put x 1")
	p.mark("asked")
	p.until(func(f *frame.Frame) bool { return f.Node("n1").Last() == 5 })
	p.mark("proposed")
	p.until(func(f *frame.Frame) bool { return f.Node("n1").Synced == 5 })
	p.mark("synced")
	p.until(func(f *frame.Frame) bool { return f.Node("n2").Last() == 5 })
	p.mark("arrived")
	p.until(func(f *frame.Frame) bool { return f.Node("n2").Synced == 5 })
	p.mark("stored")
	p.until(func(f *frame.Frame) bool { return f.Node("n1").Commit == 5 })
	p.mark("committed")
	p.until(func(f *frame.Frame) bool { return f.Node("n1").Applied == 5 })
	p.mark("applied")
	p.until(func(f *frame.Frame) bool { return len(f.Clients[0].Open) == 0 })
	p.mark("answered")
	p.until(func(f *frame.Frame) bool { return f.Node("n2").Commit == 5 })
	p.mark("learned")
	p.do("drop #" + number(p.flying("MsgApp", "n1", "n3")))
	p.mark("lost")
}
