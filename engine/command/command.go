// Package command is the vocabulary: everything a person, a lesson or a script
// can do to a cluster, as one line of text and as one value.
package command

// A Command is one of the types of this package. String gives its canonical
// line, which Parse reads back as an equal value.
type Command interface {
	String() string
}

// Commands that move in time. They are obeyed by whoever drives a run; a
// cluster does not know them and a recording does not hold them.
type (
	// StepN takes N steps.
	StepN struct{ N int }
	// RunFor lets virtual time pass: For ms.
	RunFor struct{ For int64 }
	// RunUntil steps until Expr holds, for at most Within ms (0: the default).
	RunUntil struct {
		Expr   string
		Within int64
	}
)

// Commands to nodes.
type (
	Campaign struct{ Node string }     // starts an election there now
	Transfer struct{ From, To string } // asks From, the leader, to hand over to To
	Crash    struct{ Node string }     // its process dies; its disk keeps what was synced
	Restart  struct{ Node string }     // it comes up from its files
	Wipe     struct{ Node string }     // deletes the files of a node that is down
	Pause    struct{ Node string }     // SIGSTOP
	Resume   struct{ Node string }     // SIGCONT
	Snapshot struct{ Node string }     // records a raft snapshot at its applied index
	Compact  struct {                  // discards its raft log up to Keep entries before its applied index
		Node string
		Keep uint64
	}
	Disk struct { // changes what is set
		Node    string
		Latency *int64 // ms
		State   string // stall, ok, lie, fail, or "" for no change
		Mode    string // etcd, async, or "" for no change
	}
	Clock struct {
		Node string
		Rate int // per mille
	}
)

// Commands to the network.
type (
	// Cut severs A from B in both directions, or only A to B if OneWay.
	// An empty B is every node not in A.
	Cut struct {
		A, B   []string
		OneWay bool
	}
	// Heal mends the directed link From > To, or every link if both are "".
	Heal struct{ From, To string }
	// Link changes what is set of one directed link.
	Link struct {
		From, To        string
		Latency, Jitter *int64 // ms
		Loss, Dup       *int   // per mille
	}
	// Hold makes messages of the given type ("" for all) wait on a link.
	Hold struct{ From, To, Type string }
	// Release ends a Hold and lets what waited go on.
	Release struct{ From, To string }
	Deliver struct{ Msg uint64 } // lets the message arrive now
	Drop    struct{ Msg uint64 }
	Dup     struct{ Msg uint64 }
	Delay   struct {
		Msg uint64
		By  int64 // ms
	}
)

// Commands that change the membership.
type (
	MemberAdd struct {
		Node    string
		Learner bool
	}
	MemberPromote struct{ Node string }
	MemberRemove  struct{ Node string }
	// MemberChange is a joint change: all Changes at once. If Explicit, the
	// joint configuration lasts until MemberLeave.
	MemberChange struct {
		Changes  []Change
		Explicit bool
	}
	MemberLeave struct{}
)

// A Change adds or removes one voter, or adds a learner.
type Change struct {
	Op   ChangeOp
	Node string
}

// A ChangeOp is what a Change does, spelled + - and ~ (learner).
type ChangeOp byte

// The change ops.
const (
	AddVoter   ChangeOp = '+'
	RemoveNode ChangeOp = '-'
	AddLearner ChangeOp = '~'
)

// A Target is who asks and whom: "c2@n3". Client "" is c1; Node "" is the
// leader's node, or where there is none the first that runs.
type Target struct{ Client, Node string }

// Commands of clients, spelled as etcdctl spells them.
type (
	Put struct {
		Target
		Key, Value  string
		Lease       int64
		PrevKV      bool // answer with what was there
		IgnoreValue bool // keep the value, change the lease
		IgnoreLease bool // keep the lease, change the value
	}
	Get struct {
		Target
		Key, End     string // End "" is the one key
		Prefix       bool
		Rev          int64
		Serializable bool // --consistency=s
		Limit        int64
		KeysOnly     bool
		CountOnly    bool
		SortBy       string // key, version, create, modify, value, or ""
		Order        string // ascend, descend, or ""
		MinCreate    int64  // 0: no bound, as for the three below
		MaxCreate    int64
		MinMod       int64
		MaxMod       int64
	}
	Del struct {
		Target
		Key, End string
		Prefix   bool
		PrevKV   bool
	}
	// Txn does Then if all Compares hold, else Else: both in one revision.
	// The operations are Put, Get, Del and Txn without a Target.
	Txn struct {
		Target
		Compares   []Compare
		Then, Else []Command
	}
	// Compaction discards the history of before Rev. Physical waits until the
	// file is rid of it too.
	Compaction struct {
		Target
		Rev      int64
		Physical bool
	}
	// LeaseGrant asks for a lease of TTL seconds; ID 0 lets the store choose.
	LeaseGrant struct {
		Target
		TTL, ID int64
	}
	LeaseRevoke struct {
		Target
		ID int64
	}
	// LeaseKeepAlive renews a lease once.
	LeaseKeepAlive struct {
		Target
		ID int64
	}
	LeaseTimeToLive struct {
		Target
		ID   int64
		Keys bool // also the keys attached to it
	}
	LeaseList      struct{ Target }
	Defrag         struct{ Target } // rewrites the store's file
	EndpointStatus struct{ Target }
	EndpointHashKV struct {
		Target
		Rev int64 // 0: the latest
	}
	// Watch asks to be told of every change in a range, from now or from a
	// revision on. It goes on until it is cancelled.
	Watch struct {
		Target
		Key, End       string // End "" is the one key
		Prefix         bool
		Rev            int64 // 0: from now on
		PrevKV         bool  // events say what was there before
		ProgressNotify bool  // empty responses tell how far it has come
		Fragment       bool  // large responses may come in pieces
		NoPut          bool  // leave out puts
		NoDelete       bool  // leave out deletions
	}
	// Unwatch cancels the client's watch with the given number, which is that
	// of the operation that asked for it.
	Unwatch struct {
		Target
		ID uint64
	}
	// Progress asks how far the client's watches have come.
	Progress  struct{ Target }
	AlarmList struct{ Target }
	// AlarmDisarm lowers every alarm.
	AlarmDisarm struct{ Target }
	// SnapshotSave fetches a node's whole store and writes it to a file.
	SnapshotSave struct {
		Target
		File string
	}
	// Client sets what is set of a named client.
	Client struct {
		Name    string
		Timeout *int64 // ms
		Retries *int
		Reading *bool // whether it reads what its watches are sent
	}
)

// A Compare is one condition of a Txn, spelled mod("k") > "3".
type Compare struct {
	Of       CompareOf
	Key, End string // End "" is the one key
	Op       byte   // = ! < >; ! is !=
	Value    string // OfValue
	N        int64  // the others
}

// A CompareOf is what a Compare looks at.
type CompareOf uint8

// What a Compare may look at.
const (
	OfValue CompareOf = iota
	OfVersion
	OfCreate
	OfMod
	OfLease
)
