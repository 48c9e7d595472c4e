package lessons

import (
	"errors"
	"math"

	"gopkg.in/yaml.v3"

	"raftviz/engine/config"
)

// clusterFields are the fields of cluster: in a script. What is left out is as
// config.Default has it.
var clusterFields = []field[config.Config]{
	{"nodes", func(r *reader, n *yaml.Node, c *config.Config) { readInt(r, n, "nodes", &c.Nodes) }},
	{"seed", func(r *reader, n *yaml.Node, c *config.Config) { readUint(r, n, "seed", &c.Seed) }},
	{"prevote", func(r *reader, n *yaml.Node, c *config.Config) { readBool(r, n, "prevote", &c.PreVote) }},
	{"checkquorum", func(r *reader, n *yaml.Node, c *config.Config) { readBool(r, n, "checkquorum", &c.CheckQuorum) }},
	{"tick", func(r *reader, n *yaml.Node, c *config.Config) { readDuration(r, n, "tick", &c.Tick) }},
	{"election", func(r *reader, n *yaml.Node, c *config.Config) { readInt(r, n, "election", &c.Election) }},
	{"heartbeat", func(r *reader, n *yaml.Node, c *config.Config) { readInt(r, n, "heartbeat", &c.Heartbeat) }},
	{"latency", func(r *reader, n *yaml.Node, c *config.Config) { readDuration(r, n, "latency", &c.Latency) }},
	{"jitter", func(r *reader, n *yaml.Node, c *config.Config) { readDuration(r, n, "jitter", &c.Jitter) }},
	{"client", func(r *reader, n *yaml.Node, c *config.Config) { readDuration(r, n, "client", &c.Client) }},
	{"disk", readDisk},
	{"reads", func(r *reader, n *yaml.Node, c *config.Config) {
		readWord(r, n, "reads", &c.Reads, config.ReadsSafe, config.ReadsLease)
	}},
	{"snapshot_every", func(r *reader, n *yaml.Node, c *config.Config) { readUint(r, n, "snapshot_every", &c.SnapshotEvery) }},
	{"snapshot_keep", func(r *reader, n *yaml.Node, c *config.Config) { readUint(r, n, "snapshot_keep", &c.SnapshotKeep) }},
	{"compact_batch", func(r *reader, n *yaml.Node, c *config.Config) { readInt(r, n, "compact_batch", &c.CompactBatch) }},
	{"max_learners", func(r *reader, n *yaml.Node, c *config.Config) { readInt(r, n, "max_learners", &c.MaxLearners) }},
	{"max_inflight", func(r *reader, n *yaml.Node, c *config.Config) { readInt(r, n, "max_inflight", &c.MaxInflight) }},
	{"max_size", func(r *reader, n *yaml.Node, c *config.Config) { readUint(r, n, "max_size", &c.MaxSizePerMsg) }},
	{"step_down_on_removal", func(r *reader, n *yaml.Node, c *config.Config) {
		readBool(r, n, "step_down_on_removal", &c.StepDownOnRemoval)
	}},
	{"disable_proposal_forwarding", func(r *reader, n *yaml.Node, c *config.Config) {
		readBool(r, n, "disable_proposal_forwarding", &c.DisableProposalForwarding)
	}},
	{"disable_conf_change_validation", func(r *reader, n *yaml.Node, c *config.Config) {
		readBool(r, n, "disable_conf_change_validation", &c.DisableConfChangeValidation)
	}},
	{"watch_buffer", func(r *reader, n *yaml.Node, c *config.Config) { readInt(r, n, "watch_buffer", &c.WatchBuffer) }},
	{"watch_window", func(r *reader, n *yaml.Node, c *config.Config) { readInt(r, n, "watch_window", &c.WatchWindow) }},
	{"quota", func(r *reader, n *yaml.Node, c *config.Config) {
		if v, ok := r.number(n, "quota", math.MaxInt64); ok {
			c.Quota = int64(v)
		}
	}},
	{"checkpoint", func(r *reader, n *yaml.Node, c *config.Config) { readDuration(r, n, "checkpoint", &c.Checkpoint) }},
	{"logs", readLogs},
	{"terms", func(r *reader, n *yaml.Node, c *config.Config) {
		c.Terms = readByNode(r, n, "terms", func(v *yaml.Node, what any) (uint64, bool) {
			return r.number(v, what, math.MaxInt32)
		})
	}},
	{"votes", func(r *reader, n *yaml.Node, c *config.Config) { c.Votes = readByNode(r, n, "votes", r.text) }},
	{"commits", func(r *reader, n *yaml.Node, c *config.Config) {
		c.Commits = readByNode(r, n, "commits", func(v *yaml.Node, what any) (uint64, bool) {
			return r.number(v, what, math.MaxInt32)
		})
	}},
}

var diskFields = []field[config.Config]{
	{"mode", func(r *reader, n *yaml.Node, c *config.Config) {
		readWord(r, n, texts.Sayf("disk mode"), &c.DiskMode, config.DiskEtcd, config.DiskAsync)
	}},
	{"latency", func(r *reader, n *yaml.Node, c *config.Config) {
		readDuration(r, n, texts.Sayf("disk latency"), &c.Disk)
	}},
}

// readCluster reads cluster: into c and checks that a cluster could start so.
func readCluster(r *reader, n *yaml.Node, c *config.Config) {
	defer func() {
		if usual := config.Default().Nodes; c.Nodes < 1 || c.Nodes > config.MaxNodes {
			c.Nodes = usual // it is refused; whatever else is looked at needs no such cluster
		}
	}()
	before := len(r.problems)
	lines, ok := mapping(r, n, "cluster", clusterFields, c)
	for _, k := range r.starts {
		if id, _ := config.NodeID(k.Value); id > uint64(c.Nodes) {
			r.wrong(k, "%q is not a node of this cluster; they are n1 to n%d", k.Value, c.Nodes)
		}
	}
	if !ok || len(r.problems) > before {
		return // what is read so far is not worth judging as a whole
	}
	var bad *config.FieldError
	switch err := c.Validate(); {
	case errors.As(err, &bad):
		line, ok := lines[bad.Field]
		if !ok {
			line = n.Line
		}
		r.wrongAt(line, "%v", err)
	case err != nil:
		r.wrong(n, "cluster: %v", err)
	}
}

func readInt(r *reader, n *yaml.Node, what any, into *int) {
	if v, ok := r.number(n, what, math.MaxInt32); ok {
		*into = int(v)
	}
}

func readUint(r *reader, n *yaml.Node, what any, into *uint64) {
	if v, ok := r.number(n, what, math.MaxUint64); ok {
		*into = v
	}
}

func readBool(r *reader, n *yaml.Node, what any, into *bool) {
	if v, ok := r.boolean(n, what); ok {
		*into = v
	}
}

func readDuration(r *reader, n *yaml.Node, what any, into *int64) {
	if v, ok := r.duration(n, what); ok {
		*into = v
	}
}

// readWord reads one of two words.
func readWord(r *reader, n *yaml.Node, what any, into *string, a, b string) {
	if n.Kind != yaml.ScalarNode || n.Value != a && n.Value != b {
		r.wrong(n, "%s is %s or %s, not %s", what, a, b, kindOf(n))
		return
	}
	*into = n.Value
}

// readDisk reads a mode, the time an fsync takes, or a mapping of both.
func readDisk(r *reader, n *yaml.Node, c *config.Config) {
	switch {
	case n.Kind == yaml.MappingNode:
		mapping(r, n, "disk", diskFields, c)
	case n.Value == config.DiskEtcd || n.Value == config.DiskAsync:
		c.DiskMode = n.Value
	case n.Kind == yaml.ScalarNode && n.Value != "" && n.Value[0] >= '0' && n.Value[0] <= '9':
		readDuration(r, n, "disk", &c.Disk)
	default:
		r.wrong(n, "disk is a mode (%s, %s), the time an fsync takes (10ms), or {mode: …, latency: …}, not %s",
			config.DiskEtcd, config.DiskAsync, kindOf(n))
	}
}

// readByNode reads a mapping from nodes to values.
func readByNode[T any](r *reader, n *yaml.Node, what any, value func(v *yaml.Node, what any) (T, bool)) map[string]T {
	m := make(map[string]T)
	r.pairs(n, what, func(name string, k, v *yaml.Node) {
		if _, ok := config.NodeID(name); !ok {
			r.wrong(k, "%s: %q is not a node; they are n1, n2, …", what, name)
			return
		}
		r.starts = append(r.starts, k)
		if x, ok := value(v, texts.Sayf("%s of %s", what, name)); ok {
			m[name] = x
		}
	})
	return m
}

// readLogs reads the terms of each node's entries from index 1.
func readLogs(r *reader, n *yaml.Node, c *config.Config) {
	c.Logs = readByNode(r, n, "logs", func(v *yaml.Node, what any) (log []uint64, ok bool) {
		if v.Kind != yaml.SequenceNode {
			r.wrong(v, "%s wants a list of terms, as in [1, 1, 2], not %s", what, kindOf(v))
			return nil, false
		}
		for i, t := range v.Content {
			term, ok := r.number(t, texts.Sayf("%s at index %d", what, i+1), math.MaxInt32)
			if !ok {
				return nil, false
			}
			log = append(log, term)
		}
		return log, true
	})
}
