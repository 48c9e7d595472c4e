package storm

import (
	"fmt"
	"slices"
	"strings"

	"raftviz/engine/config"
	"raftviz/engine/frame"
)

// A Mood is a storm around one thing: a cluster that suits it, and commands that
// meet where it may go wrong. Faults, which does everything to everyone, finds
// next to nothing that takes three things in a row.
type Mood struct {
	Name string
	Says string
	Of   []Maker
	Pace int // one command in so many steps, on average

	// Set settles the cluster. n is as in a Maker.
	Set func(cfg *config.Config, n func(int) int)
}

// Moods lists the moods.
var Moods = []Mood{
	{"elections", "candidates, votes and logs that part", elections, 5, func(cfg *config.Config, n func(int) int) {
		cfg.Nodes, cfg.Jitter = 3+n(3), int64(n(3))*15
		cfg.PreVote, cfg.CheckQuorum = n(3) == 0, n(3) == 0
		if n(3) == 0 {
			cfg.MaxSizePerMsg = 0 // one entry a message
		}
	}},
	{"disks", "slow fsyncs, crashes and snapshots", disks, 5, func(cfg *config.Config, n func(int) int) {
		cfg.Nodes, cfg.Disk = 1+2*n(3), int64(1+n(20))
		cfg.PreVote, cfg.CheckQuorum = false, n(2) == 0
		if n(2) == 0 {
			cfg.DiskMode = config.DiskAsync
		}
		if n(2) == 0 {
			cfg.SnapshotEvery, cfg.SnapshotKeep = uint64(2+n(5)), uint64(n(3))
		}
	}},
	{"membership", "members that join, leave and change places", membership, 6, func(cfg *config.Config, n func(int) int) {
		cfg.Nodes = 2 + n(4)
		cfg.PreVote, cfg.CheckQuorum, cfg.MaxLearners = n(3) == 0, n(3) == 0, 0
		if n(3) == 0 {
			cfg.SnapshotEvery, cfg.SnapshotKeep = uint64(2+n(5)), uint64(n(3))
		}
	}},
	{"transfers", "leaders that hand over", transfers, 6, func(cfg *config.Config, n func(int) int) {
		cfg.Nodes, cfg.Jitter = 3+n(3), int64(n(3))*10
		cfg.PreVote, cfg.CheckQuorum = n(2) == 0, n(2) == 0
	}},
	{"reads", "reads at every node, while leaders change", reading, 4, func(cfg *config.Config, n func(int) int) {
		cfg.Nodes = 3 + n(3)
		cfg.PreVote, cfg.CheckQuorum = false, n(3) == 0
	}},
	{"leases", "leases and compactions, while leaders change", leasing, 5, func(cfg *config.Config, n func(int) int) {
		cfg.Nodes, cfg.CompactBatch = 3, 1+n(2)
		cfg.Checkpoint = int64(n(3)) * 500
		if n(3) == 0 {
			cfg.SnapshotEvery, cfg.SnapshotKeep = uint64(2+n(5)), uint64(n(3))
		}
	}},
	{"skew", "clocks that run and jump as they like", skewed, 5, func(cfg *config.Config, n func(int) int) {
		cfg.Nodes = 3 + n(3)
		cfg.PreVote, cfg.CheckQuorum = n(2) == 0, n(2) == 0
	}},
}

// FindMood returns the mood of that name, or nil.
func FindMood(name string) *Mood {
	for i := range Moods {
		if Moods[i].Name == name {
			return &Moods[i]
		}
	}
	return nil
}

// Weighted makers: a maker comes as often as it is worth.
func often(times int, of ...Maker) (list []Maker) {
	for range times {
		list = append(list, of...)
	}
	return list
}

func join(lists ...[]Maker) (list []Maker) {
	for _, l := range lists {
		list = append(list, l...)
	}
	return list
}

func isDown(x *frame.Node) bool  { return x.Status == frame.Down }
func leads(x *frame.Node) bool   { return x.Running() && x.Role == frame.Leader }
func follows(x *frame.Node) bool { return x.Running() && x.Role != frame.Leader }
func isPaused(x *frame.Node) bool {
	return x.Status == frame.Paused
}

// to is a command to a node for which ok holds.
func to(ok func(*frame.Node) bool, format string) Maker {
	return func(f *frame.Frame, n func(int) int) string { return fmt.Sprintf(format, among(f, n, ok)) }
}

// say is a command that is always the same.
func say(line string) Maker { return func(*frame.Frame, func(int) int) string { return line } }

// fromLeader is a command about the link from a leader, the latest or an earlier
// one, to another node.
func fromLeader(format string) Maker {
	return func(f *frame.Frame, n func(int) int) string {
		a := among(f, n, leads)
		b := among(f, n, func(x *frame.Node) bool { return x.Name != a })
		if a == b {
			return "heal"
		}
		return fmt.Sprintf(format, a, b)
	}
}

// split cuts some of the nodes from the others.
func split(f *frame.Frame, n func(int) int) string {
	line := ""
	for i, x := range f.Nodes {
		if n(2) == 0 && i < len(f.Nodes)-1 {
			line += "," + x.Name
		}
	}
	if line == "" {
		return "cut " + anyNode(f, n)
	}
	return "cut " + line[1:]
}

// releaseAny ends a hold, if there is one.
func releaseAny(f *frame.Frame, n func(int) int) string {
	var held []string
	for _, l := range f.Network.Links {
		if l.Hold {
			held = append(held, "release "+l.From+">"+l.To)
		}
	}
	if len(held) == 0 {
		return "heal"
	}
	return held[n(len(held))]
}

// putAtLeader asks any node that takes itself for the leader.
func putAtLeader(f *frame.Frame, n func(int) int) string {
	return putAt(among(f, n, leads), n)
}

// getAt reads anywhere.
func getAt(f *frame.Frame, n func(int) int) string {
	return fmt.Sprintf("c%d@%s get k%d", 1+n(3), anyNode(f, n), n(3))
}

// getAtLeader reads at a node that takes itself for the leader.
func getAtLeader(f *frame.Frame, n func(int) int) string {
	return fmt.Sprintf("c%d@%s get k%d", 1+n(3), among(f, n, leads), n(3))
}

// strand has a leader append what it does not tell the others yet.
func strand(f *frame.Frame, n func(int) int) string {
	a := among(f, n, leads)
	lines := []string{}
	for _, x := range f.Nodes {
		if x.Name != a && n(4) > 0 {
			lines = append(lines, "hold "+a+">"+x.Name+" MsgApp")
		}
	}
	return strings.Join(append(lines, putAt(a, n)), "\n")
}

// lag has a follower miss a write that its leader takes.
func lag(f *frame.Frame, n func(int) int) string {
	return fromLeader("hold %s>%s MsgApp")(f, n) + "\n" + putAtLeader(f, n)
}

// getLagging reads at a node that something is kept from.
func getLagging(f *frame.Frame, n func(int) int) string {
	return fmt.Sprintf("c%d@%s get k%d", 1+n(3), among(f, n, func(x *frame.Node) bool {
		return slices.ContainsFunc(f.Network.Links, func(l frame.Link) bool { return l.Hold && l.To == x.Name })
	}), n(3))
}

// releaseAll ends all holds.
func releaseAll(f *frame.Frame, _ func(int) int) string {
	var lines []string
	for _, l := range f.Network.Links {
		if l.Hold {
			lines = append(lines, "release "+l.From+">"+l.To)
		}
	}
	return strings.Join(lines, "\n")
}

func putAt(node string, n func(int) int) string {
	return fmt.Sprintf("c%d@%s put k%d v%d", 1+n(3), node, n(3), n(100))
}

// latency makes one node's disk slow, or quick again.
func latency(f *frame.Frame, n func(int) int) string {
	return fmt.Sprintf("disk %s latency=%dms", anyNode(f, n), []int{1, 1, 5, 30, 100, 300}[n(6)])
}
