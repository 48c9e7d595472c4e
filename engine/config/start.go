package config

import (
	"maps"
	"slices"
)

// StartTerm returns the term the named node starts in: the one given, else the
// latest of any log. Had a node never heard of the term of an entry that is in
// some log, it could be elected in that term a second time.
func (c *Config) StartTerm(name string) uint64 {
	if t, ok := c.Terms[name]; ok {
		return t
	}
	return c.lastTerm()
}

// lastTerm returns the latest term of any log.
func (c *Config) lastTerm() (t uint64) {
	for _, log := range c.Logs {
		if len(log) > 0 {
			t = max(t, log[len(log)-1])
		}
	}
	return t
}

// validateTerms refuses terms that have entries, and so had a leader, but that
// so many nodes have not voted in that another leader could be elected.
func (c *Config) validateTerms() error {
	for _, owner := range slices.Sorted(maps.Keys(c.Logs)) {
		for i, t := range c.Logs[owner] {
			if i+1 < len(c.Logs[owner]) && c.Logs[owner][i+1] == t {
				continue // the last entry of each term will do
			}
			free, behind := 0, ""
			for id := uint64(1); id <= uint64(c.Nodes); id++ {
				name := NodeName(id)
				switch at := c.StartTerm(name); {
				case at < t:
					free++
					behind = name
				case at == t && c.Votes[name] == "":
					free++
				}
			}
			if behind != "" && free > c.Nodes/2 {
				return wrong("terms", "%s starts in term %d, and could be elected leader of term %d, of which %s already holds an entry; give it term %d or more, or none",
					behind, c.StartTerm(behind), t, owner, t)
			}
		}
	}
	return nil
}

// validateCommits refuses commits that a leader could be elected without
// (leader completeness, Raft §5.4).
func (c *Config) validateCommits() error {
	for _, owner := range slices.Sorted(maps.Keys(c.Commits)) {
		k := c.Commits[owner]
		if k == 0 {
			continue
		}
		for id := uint64(1); id <= uint64(c.Nodes); id++ {
			log := c.Logs[NodeName(id)]
			if uint64(len(log)) >= k && log[k-1] == c.Logs[owner][k-1] {
				continue
			}
			if c.votesFor(log) > c.Nodes/2 {
				return wrong("commits", "%s has committed index %d, but %s does not hold it and could be elected; more logs must hold it", owner, k, NodeName(id))
			}
		}
	}
	return nil
}

// votesFor counts the nodes whose log is not more up to date than the given.
func (c *Config) votesFor(log []uint64) (votes int) {
	for id := uint64(1); id <= uint64(c.Nodes); id++ {
		other := c.Logs[NodeName(id)]
		var a, b uint64
		if len(log) > 0 {
			a = log[len(log)-1]
		}
		if len(other) > 0 {
			b = other[len(other)-1]
		}
		if a > b || a == b && len(log) >= len(other) {
			votes++
		}
	}
	return votes
}
