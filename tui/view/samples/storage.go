package samples

import (
	"sync"

	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/engine/frame"
)

// Unsynced is n2 of three with a put in memory only: its disk takes 50 ms. In
// the moment crashed it has lost its power, and the entry is gone.
var Unsynced = sync.OnceValue(func() *Run {
	return play(cluster(3, nil), func(p *player) {
		p.do("campaign n1")
		p.applied(1, "n1", "n2", "n3")
		p.do("disk n2 latency=50ms", "put x 1")
		p.until(func(f *frame.Frame) bool { return f.Node("n2").Last() == 2 })
		p.mark("unsynced")
		p.do("poweroff n2")
		p.mark("crashed")
	})
})

// Queued is n2 of three with several writes waiting for a slow disk, in async
// mode: the loop goes on while the disk works.
var Queued = sync.OnceValue(func() *Run {
	return play(cluster(3, nil), func(p *player) {
		p.do("campaign n1")
		p.applied(1, "n1", "n2", "n3")
		p.do("disk n2 latency=200ms mode=async", "put x 1", "run 5ms", "put y 2", "run 5ms", "put z 3")
		p.until(func(f *frame.Frame) bool { return f.Node("n2").Last() == 4 })
		p.mark("queued")
	})
})

// Snapshotting is n1 of three sending its store to n3, which was down while n1
// discarded the entries that it lacks: the moments sent and installed.
var Snapshotting = sync.OnceValue(func() *Run {
	return play(cluster(3, func(c *config.Config) { c.SnapshotEvery = 0 }), func(p *player) {
		p.do("campaign n1")
		p.applied(1, "n1", "n2", "n3")
		p.do("crash n3", "put a 1", "put b 2", "put c 3", "put d 4", "run 300ms", "compactlog n1 keep=1", "restart n3")
		p.until(func(f *frame.Frame) bool {
			for _, m := range f.Flight {
				if m.Type == "MsgSnap" {
					return true
				}
			}
			return false
		})
		p.mark("sent")
		p.until(func(f *frame.Frame) bool { return f.Node("n3").Snapshot.Index > 0 })
		p.mark("installed")
	})
})

// Broken is the step in which a property broke: n2's disk lied, and a leader was
// elected that lacks a committed entry.
func Broken() *event.Step { return BrokenRun().Steps[len(BrokenRun().Steps)-1] }

// BrokenRun is the run that ends with Broken: scripts/lying-fsync.yaml.
var BrokenRun = sync.OnceValue(func() *Run {
	cfg := cluster(3, func(c *config.Config) { c.PreVote, c.CheckQuorum = false, false })
	return play(cfg, func(p *player) {
		p.do("campaign n1", `run until leader == "n1" && node("n3").commit == 1 within 5s`)
		p.do("disk n2 lie", "cut n3", "put x 1", `run until node("n1").commit == 2 within 1s`, "run 20ms")
		p.do("poweroff n2", "crash n1", "disk n2 ok", "restart n2", "heal", "campaign n3", "run 1s")
	})
})

// Panicked ends with a panic of raft: scripts/lying-fsync-panic.yaml.
var Panicked = sync.OnceValue(func() *Run {
	cfg := cluster(3, func(c *config.Config) { c.PreVote, c.CheckQuorum = false, false })
	return play(cfg, func(p *player) {
		p.do("campaign n1", `run until leader == "n1" && node("n3").commit == 1 within 5s`)
		p.do("disk n2 lie", "put x 1", `run until node("n2").commit == 2 within 1s`, "poweroff n2", "restart n2", "run 1s")
	})
})
