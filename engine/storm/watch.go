package storm

import (
	"fmt"

	"raftviz/engine/frame"
)

// Watching is clients that watch, some of which do not read, while much is
// written; few things go wrong around them.
var Watching = []Maker{
	watchFromNow, watchThePast, watchThePast, unwatchOne, progress, deaf, hearing,
	write, write, write, write, write, write, write, write, write, write,
	func(_ *frame.Frame, n func(int) int) string { return fmt.Sprintf("del k%d", n(5)) },
	func(f *frame.Frame, n func(int) int) string {
		return fmt.Sprintf("compaction %d", 1+n(int(f.Revision())+2))
	},
	onNode("crash"), onNode("restart"), onNode("restart"), onNode("restart"), onNode("pause"), onNode("resume"), onNode("resume"),
	onMessage("drop %s"), onMessage("dup %s"), onMessage("delay %s 30ms"), onMessage("deliver %s"),
	onNode("cut"), func(*frame.Frame, func(int) int) string { return "heal" }, func(*frame.Frame, func(int) int) string { return "heal" },
}

func write(_ *frame.Frame, n func(int) int) string { return fmt.Sprintf("put k%d v%d", n(5), n(100)) }

func progress(*frame.Frame, func(int) int) string { return "progress" }

func deaf(_ *frame.Frame, n func(int) int) string {
	return fmt.Sprintf("client c%d reading=off", 1+n(3))
}

func hearing(_ *frame.Frame, n func(int) int) string {
	return fmt.Sprintf("client c%d reading=on", 1+n(3))
}

// mostWatches is how many watches there are at most; then one is ended.
const mostWatches = 8

func watchFromNow(f *frame.Frame, n func(int) int) string {
	if len(openWatches(f)) >= mostWatches {
		return unwatchOne(f, n)
	}
	options := []string{"", " --prefix", " --prev-kv", " --no-put", " --no-delete", " --fragment --progress-notify"}
	return fmt.Sprintf("c%d watch k%d%s", 1+n(3), n(5), options[n(len(options))])
}

func watchThePast(f *frame.Frame, n func(int) int) string {
	if len(openWatches(f)) >= mostWatches {
		return unwatchOne(f, n)
	}
	return fmt.Sprintf("c%d@%s watch a z --rev=%d", 1+n(3), anyNode(f, n), 1+n(int(f.Revision())+3))
}

func unwatchOne(f *frame.Frame, n func(int) int) string {
	all := openWatches(f)
	if len(all) == 0 {
		return "unwatch 1"
	}
	return all[n(len(all))]
}

// openWatches lists the commands that would each end one of the watches.
func openWatches(f *frame.Frame) (lines []string) {
	for _, c := range f.Clients {
		for _, w := range c.Watches {
			if w.State != frame.WatchCanceled {
				lines = append(lines, fmt.Sprintf("%s unwatch %d", c.Name, w.ID))
			}
		}
	}
	return lines
}
