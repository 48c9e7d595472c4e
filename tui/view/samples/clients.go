package samples

import (
	"sync"

	"raftviz/engine/config"
	"raftviz/engine/frame"
)

// Shop is a run of three clients of five nodes in which everything happens to
// operations: answers, a failure, an outcome that stays unknown, one that is
// open at the moment open, and one that comes later.
var Shop = sync.OnceValue(func() *Run {
	cfg := cluster(5, func(c *config.Config) { c.Seed = 7 })
	return play(cfg, func(p *player) {
		p.do("campaign n1")
		p.applied(1, "n1", "n2", "n3", "n4", "n5")
		p.do("c1@n1 put x 1", "run 2ms", "c2@n3 get x", "run 60ms")
		p.do(`c1@n1 put door open --prev-kv`, "run 60ms")
		p.do("cut n4", "client c3 timeout=500ms retries=0", "c3@n4 del x", "run 100ms")
		p.do("c2@n2 get x --rev=9", "run 60ms", "c1@n2 get x --consistency=s", "run 60ms")
		p.do("run 500ms", "c2@n3 put y 7")
		p.do("run 1ms")
		p.mark("open")
		p.do("run 60ms", "c2@n3 get y", "run 60ms")
		p.mark("later")
	})
})

// Watching is a node whose client c1 does not read: the moments unsynced, when a
// watch from an old revision has yet to catch up, and victim, when the events
// for c1's watch no longer fit into its buffer.
var Watching = sync.OnceValue(func() *Run {
	cfg := cluster(1, func(c *config.Config) { c.WatchWindow, c.WatchBuffer = 2, 2 })
	return play(cfg, func(p *player) {
		p.do("campaign n1", `run until leader == "n1" within 5s`, "put foo 0", "run 20ms", "watch foo", "c2 watch foo --rev=1", "run 2ms")
		p.until(func(f *frame.Frame) bool { return watcherIn(f, "unsynced") })
		p.mark("unsynced")
		p.do("run 150ms", "client c1 reading=off")
		for _, v := range []string{"1", "2", "3", "4", "5"} {
			p.do("put foo "+v, "run 50ms")
		}
		p.until(func(f *frame.Frame) bool { return watcherIn(f, "victim") })
		p.mark("victim")
	})
})

// watcherIn reports whether a watcher of n1 is in that group.
func watcherIn(f *frame.Frame, group string) bool {
	for _, s := range f.Nodes[0].Store.Streams {
		for _, w := range s.Watchers {
			if w.Group.String() == group {
				return true
			}
		}
	}
	return false
}

// Leased is a node with two leases: one that keeps a key and one without.
var Leased = sync.OnceValue(func() *Run {
	return play(cluster(1, nil), func(p *player) {
		p.do("campaign n1", `run until leader == "n1" within 5s`)
		p.do("lease grant 60 --id=10", "run 50ms", "put a 1 --lease=10", "run 50ms", "lease grant 10 --id=5d2a", "run 50ms")
		p.mark("granted")
	})
})

// Compacted is the worked example of package mvcc: put a 1, put b x, put a 2,
// delete both, put a 3, put a 4, at revision 7. In the moment scheduled a
// compaction at 5 is applied and has removed nothing; in finished it is over.
var Compacted = sync.OnceValue(func() *Run {
	return play(cluster(1, func(c *config.Config) { c.CompactBatch = 2 }), func(p *player) {
		p.do("campaign n1", `run until leader == "n1" within 5s`)
		for _, line := range []string{"put a 1", "put b x", "put a 2", "del a c", "put a 3", "put a 4"} {
			p.do(line, "run 50ms")
		}
		p.mark("written")
		p.do("compaction 5")
		p.until(func(f *frame.Frame) bool { return f.Nodes[0].Store.ScheduledCompactRev == 5 })
		p.mark("scheduled")
		p.until(func(f *frame.Frame) bool { return f.Nodes[0].Store.FinishedCompactRev == 5 })
		p.mark("finished")
	})
})

// Hostile is a node with keys and values that no screen may show as they are, and
// Chinese ones: an escape sequence, a line break, a bell, bytes that are no text.
var Hostile = sync.OnceValue(func() *Run {
	return play(cluster(1, nil), func(p *player) {
		p.do("campaign n1", `run until leader == "n1" within 5s`)
		for _, line := range []string{`put 灯 开着`, `put "客厅/灯" "暖黄色，很亮"`, `put "\x1b[31mred" "\x1b]0;title\a"`, `put "two\nlines" "\t\r"`, `put "\xff\xfe" "\x00"`} {
			p.do(line, "run 50ms")
		}
		p.mark("written")
	})
})
