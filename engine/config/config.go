// Package config says what a cluster is made of. A Config, a seed and the
// commands given determine a run completely.
package config

import (
	"strconv"

	"raftviz/engine/lang"
)

// MaxNodes is the largest number of nodes a cluster may start with; MaxID is
// the largest number a node that joins later may bear.
const (
	MaxNodes = 9
	MaxID    = 15
)

// Disk modes: how a node's loop lives with its fsync.
const (
	DiskEtcd  = "etcd"  // the loop waits for the fsync, as etcd's raftNode does
	DiskAsync = "async" // the loop goes on; acknowledgements wait
)

// Read modes: how a linearizable read is confirmed.
const (
	ReadsSafe  = "safe"  // ReadIndex: a round of heartbeats to a quorum
	ReadsLease = "lease" // the leader's lease; needs CheckQuorum and honest clocks
)

// A Config is everything that is settled before the first step. The zero value
// is not valid; start from Default.
//
// Times are virtual milliseconds; Election and Heartbeat are ticks.
type Config struct {
	Nodes       int    `json:"nodes"`
	Seed        uint64 `json:"seed"`
	PreVote     bool   `json:"prevote"`
	CheckQuorum bool   `json:"checkquorum"`

	Tick      int64 `json:"tick"`      // ms between two ticks of an honest clock
	Election  int   `json:"election"`  // a timeout is drawn from [Election, 2×Election)
	Heartbeat int   `json:"heartbeat"` // the leader's heartbeat interval

	Latency int64 `json:"latency"` // ms one way, between nodes
	Jitter  int64 `json:"jitter"`  // ms added at most, drawn again for each message
	Client  int64 `json:"client"`  // ms one way, between a client and a node

	Disk     int64  `json:"disk"`      // ms an fsync takes
	DiskMode string `json:"disk_mode"` // DiskEtcd or DiskAsync
	Reads    string `json:"reads"`     // ReadsSafe or ReadsLease

	SnapshotEvery uint64 `json:"snapshot_every"`         // entries applied between two snapshots; 0: only by command
	SnapshotKeep  uint64 `json:"snapshot_keep"`          // entries kept behind a snapshot for slow followers
	CompactBatch  int    `json:"compact_batch"`          // entries a compaction of the store looks at in one step
	MaxLearners   int    `json:"max_learners,omitempty"` // learners that a cluster may have; 0: no limit, as in recordings without it
	MaxInflight   int    `json:"max_inflight"`           // MsgApps under way to one follower at most
	MaxSizePerMsg uint64 `json:"max_size"`               // bytes of entries in one MsgApp; 0: one entry each

	// Settings of raft's library that etcd leaves alone.
	StepDownOnRemoval           bool `json:"step_down_on_removal,omitempty"`           // a leader that is no voter any more steps down
	DisableProposalForwarding   bool `json:"disable_proposal_forwarding,omitempty"`    // a follower drops proposals
	DisableConfChangeValidation bool `json:"disable_conf_change_validation,omitempty"` // a leader proposes any membership change

	WatchBuffer int   `json:"watch_buffer"` // responses that wait for one client's watches at most (etcd's chanBufLen)
	WatchWindow int   `json:"watch_window"` // responses sent to a client that it has not read, at most: gRPC's flow control
	Quota       int64 `json:"quota"`        // bytes a node's store file may have; 0 is etcd's 2 GiB, negative no limit
	Checkpoint  int64 `json:"checkpoint"`   // ms between two checkpoints of a lease; 0: none, as in etcd unless asked for

	// Starting states, by node. Logs gives the term of each entry from index 1.
	Logs    map[string][]uint64 `json:"logs,omitempty"`
	Terms   map[string]uint64   `json:"terms,omitempty"`
	Votes   map[string]string   `json:"votes,omitempty"`
	Commits map[string]uint64   `json:"commits,omitempty"`
}

// Default returns etcd's own settings for a cluster of three: heartbeat 100 ms,
// election timeout 1 s, PreVote and CheckQuorum on.
func Default() Config {
	return Config{
		Nodes: 3, Seed: 1, PreVote: true, CheckQuorum: true,
		Tick: 100, Election: 10, Heartbeat: 1,
		Latency: 10, Client: 1, Disk: 1, DiskMode: DiskEtcd, Reads: ReadsSafe,
		SnapshotEvery: 10_000, SnapshotKeep: 5_000,
		CompactBatch: 1000,
		MaxLearners:  1,
		MaxInflight:  512, MaxSizePerMsg: 1 << 20,
		WatchBuffer: 128, WatchWindow: 16,
	}
}

// NodeName returns the name of the node with raft id n: n1 for 1.
func NodeName(n uint64) string {
	if n < uint64(len(names)) {
		return names[n]
	}
	return "n" + strconv.FormatUint(n, 10)
}

var names = func() (t [MaxID + 1]string) {
	for i := range t {
		if i > 0 {
			t[i] = "n" + strconv.Itoa(i)
		}
	}
	return t
}()

// NodeID is the inverse of NodeName; ok is false for anything that is not n1
// to n15.
func NodeID(name string) (id uint64, ok bool) {
	if len(name) < 2 || name[0] != 'n' || name[1] == '0' {
		return 0, false
	}
	n, err := strconv.ParseUint(name[1:], 10, 8)
	if err != nil || n < 1 || n > MaxID || name[1] == '+' {
		return 0, false
	}
	return n, true
}

// A FieldError names the field of a Config that is wrong, and the remedy.
type FieldError struct {
	Field string
	Msg   lang.Message
}

func (e *FieldError) Error() string { return e.In(lang.English) }

// In says the error in a language. A field is called as in files.
func (e *FieldError) In(l lang.Lang) string { return e.Field + ": " + e.Msg.In(l) }

func wrong(field, format string, a ...any) error {
	return &FieldError{field, texts.Sayf(format, a...)}
}
