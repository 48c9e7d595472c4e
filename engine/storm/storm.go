// Package storm makes random commands: clients at work, and everything that can
// go wrong around them. Tests and soaks draw from it; what it makes is a plain
// script, so whatever it finds can be pasted and played.
package storm

import (
	"fmt"
	"strings"

	"raftviz/engine/frame"
)

// A Maker makes one command line that fits a cluster as it stands. Which one
// is decided by n, which returns a number from 0 up to but not its argument.
// The line always parses or contradicts itself; the cluster may refuse it. Makers of
// moods may make several, see Lines.
type Maker func(f *frame.Frame, n func(int) int) string

// Lines returns the commands that a Maker has made.
func Lines(made string) []string {
	return strings.FieldsFunc(made, func(r rune) bool { return r == '\n' })
}

func anyNode(f *frame.Frame, n func(int) int) string { return f.Nodes[n(len(f.Nodes))].Name }

// among returns a node for which ok holds, or none.
func among(f *frame.Frame, n func(int) int, ok func(*frame.Node) bool) string {
	var names []string
	for _, x := range f.Nodes {
		if ok(x) {
			names = append(names, x.Name)
		}
	}
	if len(names) == 0 {
		return "n0" // is refused
	}
	return names[n(len(names))]
}

// powerOff cuts the power of a machine whose disk holds all that its process takes
// for durable. A process may run on what the one before it had written and no fsync
// has covered, and acknowledge it: Raft does not survive that such a machine loses
// its power.
func powerOff(f *frame.Frame, n func(int) int) string {
	return "poweroff " + among(f, n, func(x *frame.Node) bool {
		return x.Up() && x.Durable == x.Synced && x.DurTerm == x.Term && x.DurVote == x.Vote
	})
}

func twoNodes(f *frame.Frame, n func(int) int) (a, b string) {
	i := n(len(f.Nodes))
	j := n(len(f.Nodes))
	if i == j {
		j = (j + 1) % len(f.Nodes)
	}
	return f.Nodes[i].Name, f.Nodes[j].Name
}

func anyMessage(f *frame.Frame, n func(int) int) string {
	if len(f.Flight) == 0 {
		return "#1"
	}
	return fmt.Sprintf("#%d", f.Flight[n(len(f.Flight))].ID)
}

func onNode(verb string) Maker {
	return func(f *frame.Frame, n func(int) int) string { return verb + " " + anyNode(f, n) }
}

func onLink(format string) Maker {
	return func(f *frame.Frame, n func(int) int) string {
		a, b := twoNodes(f, n)
		return fmt.Sprintf(format, a, b)
	}
}

func onMessage(format string) Maker {
	return func(f *frame.Frame, n func(int) int) string { return fmt.Sprintf(format, anyMessage(f, n)) }
}

func onDisk(what string) Maker {
	return func(f *frame.Frame, n func(int) int) string { return "disk " + anyNode(f, n) + " " + what }
}

// putLong fills a store that has a quota.
func putLong(f *frame.Frame, n func(int) int) string {
	return fmt.Sprintf("@%s put k%d %s", anyNode(f, n), n(5), strings.Repeat("long", 100+n(150)))
}

func disarm(f *frame.Frame, n func(int) int) string { return "@" + anyNode(f, n) + " alarm disarm" }

// Faults is everything that Raft must survive.
var Faults = []Maker{
	func(f *frame.Frame, n func(int) int) string { return fmt.Sprintf("put k%d v%d", n(5), n(100)) },
	func(f *frame.Frame, n func(int) int) string {
		return fmt.Sprintf("@%s put k%d v%d", anyNode(f, n), n(5), n(100))
	},
	func(f *frame.Frame, n func(int) int) string {
		return fmt.Sprintf("c%d@%s get k%d", 1+n(3), anyNode(f, n), n(5))
	},
	func(f *frame.Frame, n func(int) int) string { return fmt.Sprintf("@%s del k%d", anyNode(f, n), n(5)) },
	func(f *frame.Frame, n func(int) int) string {
		return fmt.Sprintf("@%s get k --prefix --consistency=s", anyNode(f, n))
	},
	func(f *frame.Frame, n func(int) int) string { return "put a b" },
	func(f *frame.Frame, n func(int) int) string { return "put c d" },
	func(f *frame.Frame, n func(int) int) string {
		k := n(5)
		return fmt.Sprintf(`@%s txn mod("k%d") > "%d" then put k%d t%d; del k%d else get k%d; put e%d x`, anyNode(f, n), k, n(30), k, n(100), n(5), k, n(3))
	},
	func(f *frame.Frame, n func(int) int) string {
		return fmt.Sprintf("compaction %d", 1+n(int(f.Revision())+2))
	},
	func(f *frame.Frame, n func(int) int) string {
		return fmt.Sprintf("lease grant %d --id=%d", 1+n(4), 1+n(4))
	},
	func(f *frame.Frame, n func(int) int) string {
		return fmt.Sprintf("put l%d v --lease=%d", n(4), 1+n(4))
	},
	func(f *frame.Frame, n func(int) int) string {
		return fmt.Sprintf("@%s lease keep-alive %d", anyNode(f, n), 1+n(4))
	},
	func(f *frame.Frame, n func(int) int) string { return fmt.Sprintf("lease revoke %d", 1+n(4)) },
	func(f *frame.Frame, n func(int) int) string { return "@" + anyNode(f, n) + " defrag" },
	func(f *frame.Frame, n func(int) int) string { return "@" + anyNode(f, n) + " endpoint hashkv" },
	onNode("campaign"), onNode("crash"), powerOff, onNode("restart"), onNode("restart"), onNode("restart"),
	onNode("pause"), onNode("resume"), onNode("resume"), onNode("cut"), onNode("snapshot"),
	onLink("transfer %s %s"), onLink("cut %s>%s"), onLink("heal %s>%s"),
	func(*frame.Frame, func(int) int) string { return "heal" },
	func(*frame.Frame, func(int) int) string { return "heal" },
	onLink("link %s>%s loss=0.2 dup=0.2 jitter=40ms"), onLink("link %s>%s loss=0 dup=0 jitter=0ms latency=5ms"),
	onLink("hold %s>%s MsgApp"), onLink("hold %s>%s"), onLink("release %s>%s"), onLink("release %s>%s"),
	onMessage("deliver %s"), onMessage("drop %s"), onMessage("dup %s"), onMessage("delay %s 30ms"),
	onDisk("latency=150ms"), onDisk("latency=0ms"), onDisk("stall"), onDisk("ok"), onDisk("ok"),
	onDisk("fail"), onDisk("mode=async"), onDisk("mode=etcd"),
	func(f *frame.Frame, n func(int) int) string {
		return fmt.Sprintf("compactlog %s keep=%d", anyNode(f, n), n(4))
	},
	func(f *frame.Frame, n func(int) int) string {
		return fmt.Sprintf("clock %s rate=%d.%d", anyNode(f, n), n(2), 3+n(6))
	},
	func(f *frame.Frame, n func(int) int) string { return "clock " + anyNode(f, n) + " rate=1" },
	func(f *frame.Frame, n func(int) int) string { return fmt.Sprintf("member add n%d --learner", 4+n(8)) },
	func(f *frame.Frame, n func(int) int) string { return fmt.Sprintf("member add n%d", 4+n(8)) },
	onNode("member promote"), onNode("member remove"),
	func(f *frame.Frame, n func(int) int) string {
		a, b := twoNodes(f, n)
		return fmt.Sprintf("member change +n%d -%s ~%s", 4+n(8), a, b)
	},
	func(f *frame.Frame, n func(int) int) string {
		return fmt.Sprintf("member change +n%d -%s --leave=explicit", 4+n(8), anyNode(f, n))
	},
	func(*frame.Frame, func(int) int) string { return "member leave" },
	func(f *frame.Frame, n func(int) int) string {
		return fmt.Sprintf("client c%d timeout=%dms retries=%d", 1+n(3), 200+n(2000), n(3))
	},
	putLong, putLong, disarm, disarm,
	func(*frame.Frame, func(int) int) string { return "alarm list" },
	func(f *frame.Frame, n func(int) int) string { return "@" + anyNode(f, n) + " snapshot save s.db" },
	watchFromNow, watchFromNow, watchThePast, unwatchOne, progress, deaf, hearing, hearing,
}

// Byzantine is what Raft does not promise to survive.
var Byzantine = append([]Maker{onDisk("lie"), onDisk("lie"), onNode("wipe"), onNode("crash"), onNode("poweroff")}, Faults...)
