package explain

import (
	"slices"

	"raftviz/engine/config"
	"raftviz/engine/frame"
)

// The arithmetic of majorities, as far as it can be read from one node of a
// frame. All functions take a nil node or one without a configuration for one
// of which nothing is known.

// halves returns the sets of voters that must agree: one, or two while the
// node's configuration is joint.
func halves(n *frame.Node) [][]string {
	switch {
	case n == nil || n.Config == nil || len(n.Config.Voters) == 0:
		return nil
	case n.Config.Joint():
		return [][]string{n.Config.Voters, n.Config.Outgoing}
	}
	return [][]string{n.Config.Voters}
}

// voters returns everyone who has a vote in the node's configuration.
func voters(n *frame.Node) (all []string) {
	for _, half := range halves(n) {
		for _, v := range half {
			if !slices.Contains(all, v) {
				all = append(all, v)
			}
		}
	}
	return byNumber(all)
}

// byNumber sorts names as people count: n2 before n10.
func byNumber(names []string) []string {
	slices.SortStableFunc(names, func(a, b string) int {
		i, ok1 := config.NodeID(a)
		j, ok2 := config.NodeID(b)
		if !ok1 || !ok2 {
			return 0
		}
		return int(i) - int(j)
	})
	return names
}

// majority is how many of size voters are more than half.
func majority(size int) int { return size/2 + 1 }

// holders returns those of the set that, as far as the leader n knows, hold
// its log up to index i on disk. Of its own disk it knows what it was told.
func holders(n *frame.Node, set []string, i uint64) (hold []string) {
	for _, v := range set {
		if matched(n, v) >= i {
			hold = append(hold, v)
		}
	}
	return hold
}

// matched is how far the leader n knows the log of v to agree with its own, on
// disk.
func matched(n *frame.Node, v string) uint64 {
	if v == n.Name {
		return n.Synced
	}
	if p := n.PeerProgress(v); p != nil {
		return p.Match
	}
	return 0
}

// quorumIndex is the last index that, as far as the leader n knows, a majority
// of each half of its configuration holds on disk.
func quorumIndex(n *frame.Node) (index uint64) {
	for k, half := range halves(n) {
		ms := make([]uint64, len(half))
		for i, v := range half {
			ms[i] = matched(n, v)
		}
		slices.Sort(ms)
		i := ms[len(ms)-majority(len(ms))]
		if k == 0 || i < index {
			index = i
		}
	}
	return index
}

// among returns those of names that are in the set.
func among(names, set []string) (both []string) {
	for _, n := range names {
		if slices.Contains(set, n) {
			both = append(both, n)
		}
	}
	return both
}
