package config

import (
	"maps"
	"slices"
)

// Validate returns a *FieldError for the first field that no cluster could
// start with, and nil if there is none.
func (c *Config) Validate() error {
	for _, r := range []struct {
		field    string
		v        int64
		min, max int64
	}{
		{"nodes", int64(c.Nodes), 1, MaxNodes},
		{"tick", c.Tick, 1, 60_000},
		{"heartbeat", int64(c.Heartbeat), 1, 1_000},
		{"election", int64(c.Election), int64(c.Heartbeat) + 1, 10_000},
		{"latency", c.Latency, 0, 600_000},
		{"jitter", c.Jitter, 0, 600_000},
		{"client", c.Client, 0, 600_000},
		{"disk", c.Disk, 0, 600_000},
		{"compact_batch", int64(c.CompactBatch), 1, 1 << 20},
		{"max_learners", int64(c.MaxLearners), 0, MaxID},
		{"max_inflight", int64(c.MaxInflight), 1, 1 << 20},
		{"watch_buffer", int64(c.WatchBuffer), 1, 1 << 16},
		{"watch_window", int64(c.WatchWindow), 1, 1 << 16},
		{"quota", c.Quota, -1, 1 << 40},
		{"checkpoint", c.Checkpoint, 0, 24 * 3600_000},
	} {
		if r.v < r.min || r.v > r.max {
			return wrong(r.field, "%d is not between %d and %d", r.v, r.min, r.max)
		}
	}
	if c.DiskMode != DiskEtcd && c.DiskMode != DiskAsync {
		return wrong("disk", "%q is not a disk mode; use %s or %s", c.DiskMode, DiskEtcd, DiskAsync)
	}
	switch {
	case c.Reads != ReadsSafe && c.Reads != ReadsLease:
		return wrong("reads", "%q is not a way to read; use %s or %s", c.Reads, ReadsSafe, ReadsLease)
	case c.Reads == ReadsLease && !c.CheckQuorum:
		return wrong("reads", "lease reads need checkquorum: true")
	}
	return c.validateStart()
}

// validateStart checks the starting states against each other: what Raft's
// own invariants exclude cannot be a state to start from.
func (c *Config) validateStart() error {
	for _, name := range slices.Sorted(maps.Keys(c.Logs)) {
		if err := c.isNode("logs", name); err != nil {
			return err
		}
		log, prev := c.Logs[name], uint64(1)
		for i, t := range log {
			if t < prev {
				return wrong("logs", "%s: the term at index %d is %d, after %d; terms start at 1 and never fall", name, i+1, t, prev)
			}
			prev = t
		}
		if len(log) > 100_000 {
			return wrong("logs", "%s: %d entries are too many; 100000 at most", name, len(log))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Terms)) {
		if err := c.isNode("terms", name); err != nil {
			return err
		}
		if log := c.Logs[name]; len(log) > 0 && c.Terms[name] < log[len(log)-1] {
			return wrong("terms", "%s: term %d is below that of its last entry, %d", name, c.Terms[name], log[len(log)-1])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Votes)) {
		if err := c.isNode("votes", name); err != nil {
			return err
		}
		if err := c.isNode("votes", c.Votes[name]); err != nil {
			return err
		}
		if c.StartTerm(name) == 0 {
			return wrong("votes", "%s: there is no vote in term 0; give it a term", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Commits)) {
		if err := c.isNode("commits", name); err != nil {
			return err
		}
		if n := uint64(len(c.Logs[name])); c.Commits[name] > n {
			return wrong("commits", "%s: commit %d is past the end of its log, %d", name, c.Commits[name], n)
		}
	}
	for _, validate := range []func() error{c.validateLogs, c.validateTerms, c.validateCommits} {
		if err := validate(); err != nil {
			return err
		}
	}
	return nil
}

// validateLogs refuses logs that break Log Matching (Raft §5.3) or commits
// that disagree about an entry.
func (c *Config) validateLogs() error {
	names := slices.Sorted(maps.Keys(c.Logs))
	for i, a := range names {
		for _, b := range names[i+1:] {
			la, lb := c.Logs[a], c.Logs[b]
			differ := 0
			for k := range min(len(la), len(lb)) {
				switch {
				case la[k] != lb[k] && differ == 0:
					differ = k + 1
				case la[k] == lb[k] && differ > 0:
					return wrong("logs", "%s and %s agree at index %d but differ at %d: no run of Raft can do that (log matching, Raft §5.3)", a, b, k+1, differ)
				}
			}
			if both := min(c.Commits[a], c.Commits[b]); differ > 0 && uint64(differ) <= both {
				return wrong("commits", "%s and %s have both committed index %d with different entries", a, b, differ)
			}
		}
	}
	return nil
}

func (c *Config) isNode(field, name string) error {
	if id, ok := NodeID(name); !ok || id > uint64(c.Nodes) {
		return wrong(field, "%q is not a node; they are n1 to n%d", name, c.Nodes)
	}
	return nil
}
