package config

import (
	"errors"
	"strings"
	"testing"
)

func TestNodeNames(t *testing.T) {
	for id := uint64(1); id <= MaxID; id++ {
		if got, ok := NodeID(NodeName(id)); got != id || !ok {
			t.Errorf("NodeID(NodeName(%d)) = %d, %v", id, got, ok)
		}
	}
	for id, want := range map[uint64]string{0: "", 1: "n1", 9: "n9", 15: "n15", 16: "n16", 1<<64 - 1: "n18446744073709551615"} {
		if got := NodeName(id); got != want {
			t.Errorf("NodeName(%d) = %q, want %q", id, got, want)
		}
	}
	for _, name := range []string{
		"", "n", "1", "n0", "n01", "n16", "n100", "n256", "n257", "n-1", "n+1", "n1_0", "n1 ", " n1", "N1", "m1", "nn", "n1.0", "n٣", "n0x1",
		"n18446744073709551617",
	} {
		if id, ok := NodeID(name); ok || id != 0 {
			t.Errorf("NodeID(%q) = %d, %v", name, id, ok)
		}
	}
}

func FuzzNodeID(f *testing.F) {
	f.Add("n1")
	f.Add("n15")
	f.Add("n016")
	f.Fuzz(func(t *testing.T, name string) {
		id, ok := NodeID(name)
		if ok != (id >= 1 && id <= MaxID) || ok && NodeName(id) != name {
			t.Errorf("NodeID(%q) = %d, %v", name, id, ok)
		}
	})
}

// A trial changes the default configuration; wrong is the error then, or "".
type trial struct {
	name   string
	change func(*Config)
	wrong  string
}

func (r trial) run(t *testing.T) {
	t.Helper()
	c := Default()
	r.change(&c)
	got := ""
	if err := c.Validate(); err != nil {
		got = err.Error()
		var e *FieldError
		if !errors.As(err, &e) || !strings.HasPrefix(got, e.Field+": ") {
			t.Errorf("%T is not a FieldError", err)
		}
	}
	if got != r.wrong {
		t.Errorf("got  %q\nwant %q", got, r.wrong)
	}
}

func TestValidate(t *testing.T) {
	for _, r := range []trial{
		{"the default", func(*Config) {}, ""},
		{"one node", func(c *Config) { c.Nodes = 1 }, ""},
		{"nine nodes", func(c *Config) { c.Nodes = 9 }, ""},
		{"no nodes", func(c *Config) { c.Nodes = 0 }, "nodes: 0 is not between 1 and 9"},
		{"ten nodes", func(c *Config) { c.Nodes = 10 }, "nodes: 10 is not between 1 and 9"},
		{"no ticks", func(c *Config) { c.Tick = 0 }, "tick: 0 is not between 1 and 60000"},
		{"heartbeat 0", func(c *Config) { c.Heartbeat = 0 }, "heartbeat: 0 is not between 1 and 1000"},
		{"a timeout as short as the heartbeat", func(c *Config) { c.Election, c.Heartbeat = 3, 3 }, "election: 3 is not between 4 and 10000"},
		{"a timeout just longer", func(c *Config) { c.Election, c.Heartbeat = 4, 3 }, ""},
		{"no latency at all", func(c *Config) { c.Latency, c.Jitter, c.Client, c.Disk = 0, 0, 0, 0 }, ""},
		{"messages that arrive before they leave", func(c *Config) { c.Latency = -1 }, "latency: -1 is not between 0 and 600000"},
		{"jitter below 0", func(c *Config) { c.Jitter = -5 }, "jitter: -5 is not between 0 and 600000"},
		{"clients too far", func(c *Config) { c.Client = 600_001 }, "client: 600001 is not between 0 and 600000"},
		{"a disk too slow", func(c *Config) { c.Disk = 1 << 40 }, "disk: 1099511627776 is not between 0 and 600000"},
		{"nothing in flight", func(c *Config) { c.MaxInflight = 0 }, "max_inflight: 0 is not between 1 and 1048576"},
		{"one entry a message", func(c *Config) { c.MaxSizePerMsg = 0 }, ""},
		{"snapshots by command only", func(c *Config) { c.SnapshotEvery, c.SnapshotKeep = 0, 0 }, ""},
		{"async disks", func(c *Config) { c.DiskMode = DiskAsync }, ""},
		{"no disk mode", func(c *Config) { c.DiskMode = "" }, `disk: "" is not a disk mode; use etcd or async`},
		{"no way to read", func(c *Config) { c.Reads = "quorum" }, `reads: "quorum" is not a way to read; use safe or lease`},
		{"lease reads", func(c *Config) { c.Reads = ReadsLease }, ""},
		{"lease reads without a lease", func(c *Config) { c.Reads, c.CheckQuorum = ReadsLease, false }, "reads: lease reads need checkquorum: true"},
	} {
		t.Run(r.name, r.run)
	}
	if err := (&Config{}).Validate(); err == nil {
		t.Error("the zero value is said to be valid")
	}
}

type (
	logs    = map[string][]uint64
	numbers = map[string]uint64
	votes   = map[string]string
)

func TestValidateStart(t *testing.T) {
	long := make([]uint64, 100_001)
	for i := range long {
		long[i] = 1
	}
	for _, r := range []trial{
		{"Figure 6", func(c *Config) {
			c.Nodes = 5
			c.Logs = logs{"n1": {1, 1, 1, 2, 3, 3, 3, 3}, "n2": {1, 1, 1, 2, 3}, "n3": {1, 1, 1, 2, 3, 3, 3, 3}, "n4": {1, 1}, "n5": {1, 1, 1, 2, 3, 3, 3}}
			c.Terms = numbers{"n2": 3, "n4": 3}
			c.Commits = numbers{"n1": 7, "n2": 5, "n3": 7, "n4": 2, "n5": 7}
		}, ""},
		{"Figure 7", func(c *Config) {
			c.Nodes = 7
			c.Logs = logs{
				"n1": {1, 1, 1, 4, 4, 5, 5, 6, 6, 6}, "n2": {1, 1, 1, 4, 4, 5, 5, 6, 6}, "n3": {1, 1, 1, 4},
				"n4": {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6}, "n5": {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7},
				"n6": {1, 1, 1, 4, 4, 4, 4}, "n7": {1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3},
			}
			c.Terms = numbers{"n1": 7, "n2": 7, "n3": 7, "n4": 7, "n6": 7, "n7": 7}
		}, ""},
		{"Figure 8 (b)", func(c *Config) {
			c.Nodes = 5
			c.Logs = logs{"n1": {1, 2}, "n2": {1, 2}, "n3": {1}, "n4": {1}, "n5": {1, 3}}
			c.Terms = numbers{"n1": 2, "n2": 2, "n3": 3, "n4": 3, "n5": 3}
			c.Votes = votes{"n1": "n1", "n2": "n1", "n3": "n5", "n4": "n5", "n5": "n5"}
			c.Commits = numbers{"n1": 1, "n2": 1, "n3": 1, "n4": 1, "n5": 1}
		}, ""},
		{"empty logs", func(c *Config) { c.Logs = logs{"n1": {}, "n2": nil} }, ""},
		{"a term and a vote without a log", func(c *Config) { c.Terms, c.Votes = numbers{"n1": 4}, votes{"n1": "n2"} }, ""},

		{"a log of nobody", func(c *Config) { c.Logs = logs{"n4": {1}} }, `logs: "n4" is not a node; they are n1 to n3`},
		{"a log of no name", func(c *Config) { c.Logs = logs{"a": {1}} }, `logs: "a" is not a node; they are n1 to n3`},
		{"a term of nobody", func(c *Config) { c.Terms = numbers{"n9": 1} }, `terms: "n9" is not a node; they are n1 to n3`},
		{"a vote of nobody", func(c *Config) { c.Votes = votes{"c1": "n1"} }, `votes: "c1" is not a node; they are n1 to n3`},
		{"a vote for nobody", func(c *Config) { c.Terms, c.Votes = numbers{"n1": 1}, votes{"n1": "n7"} }, `votes: "n7" is not a node; they are n1 to n3`},
		{"a commit of nobody", func(c *Config) { c.Commits = numbers{"n0": 0} }, `commits: "n0" is not a node; they are n1 to n3`},

		{"terms that fall", func(c *Config) { c.Logs = logs{"n1": {1, 3, 2}} },
			"logs: n1: the term at index 3 is 2, after 3; terms start at 1 and never fall"},
		{"term 0", func(c *Config) { c.Logs = logs{"n2": {0, 1}} },
			"logs: n2: the term at index 1 is 0, after 1; terms start at 1 and never fall"},
		{"a log too long", func(c *Config) { c.Logs = logs{"n1": long} }, "logs: n1: 100001 entries are too many; 100000 at most"},
		{"a term behind the log", func(c *Config) { c.Logs, c.Terms = logs{"n1": {1, 2, 5}}, numbers{"n1": 4} },
			"terms: n1: term 4 is below that of its last entry, 5"},
		{"a vote in term 0", func(c *Config) { c.Votes = votes{"n1": "n2"} }, "votes: n1: there is no vote in term 0; give it a term"},
		{"a commit past the end", func(c *Config) { c.Logs, c.Commits = logs{"n1": {1, 1}}, numbers{"n1": 3} },
			"commits: n1: commit 3 is past the end of its log, 2"},
		{"a commit without a log", func(c *Config) { c.Commits = numbers{"n1": 1} }, "commits: n1: commit 1 is past the end of its log, 0"},

		{"logs that meet again", func(c *Config) { c.Logs = logs{"n1": {1, 1, 3}, "n2": {1, 2, 3}} },
			"logs: n1 and n2 agree at index 3 but differ at 2: no run of Raft can do that (log matching, Raft §5.3)"},
		{"logs that part", func(c *Config) {
			c.Logs = logs{"n1": {1, 1, 1}, "n2": {1, 2, 3}, "n3": {1}}
			c.Terms = numbers{"n1": 3, "n3": 3}
		}, ""},
		{"two pasts committed", func(c *Config) {
			c.Logs, c.Commits = logs{"n1": {1, 1}, "n2": {1, 2}}, numbers{"n1": 2, "n2": 2}
		}, "commits: n1 and n2 have both committed index 2 with different entries"},

		{"the first of two mistakes, by name", func(c *Config) { c.Logs = logs{"n2": {0}, "n1": {0}} },
			"logs: n1: the term at index 1 is 0, after 1; terms start at 1 and never fall"},
	} {
		t.Run(r.name, r.run)
	}
}

func TestStartTerm(t *testing.T) {
	c := Default()
	if got := c.StartTerm("n1"); got != 0 {
		t.Errorf("a fresh node starts in term %d", got)
	}
	c.Logs, c.Terms = logs{"n1": {1, 2}, "n2": {1, 2, 2}}, numbers{"n2": 5}
	for name, want := range (numbers{"n1": 2, "n2": 5}) {
		if got := c.StartTerm(name); got != want {
			t.Errorf("%s starts in term %d, want %d", name, got, want)
		}
	}
}
