package samples

import (
	"fmt"
	"sync"

	"raftviz/engine/config"
	"raftviz/engine/frame"
)

// Held is a network of five nodes with everything in it, when n1 sends a put on:
// held messages to n3, which is sent what n1 has from a duplicating link and
// loses to n4, while n5 is paused and has messages waiting.
var Held = sync.OnceValue(func() *Run {
	return play(cluster(5, func(c *config.Config) { c.Seed = 7 }), func(p *player) {
		p.do("campaign n1")
		p.applied(1, "n1", "n2", "n3", "n4", "n5")
		p.do("link n2>n1 jitter=5ms dup=1", "hold n1>n3 MsgApp", "hold n5>n1", "cut n1|n4", "pause n5", "put x 1")
		p.until(func(f *frame.Frame) bool { return f.Node("n5").Inbox > 0 })
		p.do("put y 2")
		p.until(func(f *frame.Frame) bool { return f.Node("n1").Last() == 3 })
		p.mark("sent")
	})
})

// Crowd is nine nodes with more messages under way than a pane has rows: the
// links are slow, and three clients ask and do not wait.
var Crowd = sync.OnceValue(func() *Run {
	return play(cluster(config.MaxNodes, nil), func(p *player) {
		p.do("campaign n1")
		p.applied(1, "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9")
		for n := 2; n <= 9; n++ {
			p.do(fmt.Sprintf("link n1>n%d latency=%dms", n, 40+7*n))
		}
		for i := range 40 {
			p.do(fmt.Sprintf("c%d@n1 put key%d %d", 1+i%3, i%7, i), "run 1ms")
		}
		p.mark("crowded")
	})
})
