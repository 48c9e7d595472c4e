package frame

import "raftviz/mvccviz/contents"

// A Node is one member of the cluster: its raft state, its disk, its clock and
// its store.
type Node struct {
	Name   string
	Status Status

	Role       Role
	Term       uint64
	Vote       string // whom it voted for in Term, or ""
	Lead       string // whom it takes for the leader, or ""
	Commit     uint64
	Applied    uint64
	Granted    []string // while (pre-)candidate: who granted, itself included
	Refused    []string // while (pre-)candidate: who refused
	Transferee string   // leader: whom it is handing leadership to, or ""

	First    uint64   // index of Log[0]; Snapshot.Index+1 or below
	Log      []*Entry // the log as the node holds it in memory, synced or not
	Snapshot Snapshot // raft's snapshot; zero if none
	Synced   uint64   // the node has been told that entries up to here are on disk
	Durable  uint64   // entries up to here truly survive a crash; below Synced only if the disk lies
	DurTerm  uint64   // the term a crash would bring back
	DurVote  string   // the vote a crash would bring back

	Timer    Timer
	Config   *Membership // as this node has applied it
	Progress []Progress  // leader: one a peer, itself left out, by number

	Disk  Disk
	Clock Clock
	Store Store
	Data  *contents.Contents // what is in the store; nil while the node is down
	Inbox int                // messages waiting because the node is paused
}

// Last returns the index of the last log entry; First-1 if there is none.
func (n *Node) Last() uint64 { return n.First + uint64(len(n.Log)) - 1 }

// Entry returns the entry at index i, or nil if the log does not hold it.
func (n *Node) Entry(i uint64) *Entry {
	if i < n.First || i > n.Last() {
		return nil
	}
	return n.Log[i-n.First]
}

// TermAt returns the term of the entry at index i; ok is false where the log
// and its snapshot cannot tell. Index 0 has term 0.
func (n *Node) TermAt(i uint64) (term uint64, ok bool) {
	switch e := n.Entry(i); {
	case e != nil:
		return e.Term, true
	case i == 0:
		return 0, true
	case i == n.Snapshot.Index:
		return n.Snapshot.Term, true
	}
	return 0, false
}

// LastTerm returns the term of the last entry, 0 for an empty log.
func (n *Node) LastTerm() uint64 {
	t, _ := n.TermAt(n.Last())
	return t
}

// Up reports whether the node's process exists: running or paused.
func (n *Node) Up() bool { return n.Status == Running || n.Status == Paused }

// Running reports whether the node takes steps.
func (n *Node) Running() bool { return n.Status == Running }

// PeerProgress returns the leader's progress for the named peer, or nil.
func (n *Node) PeerProgress(name string) *Progress {
	for i := range n.Progress {
		if n.Progress[i].Node == name {
			return &n.Progress[i]
		}
	}
	return nil
}

// A Status says whether a node's process lives.
type Status uint8

// The statuses. Removed is a node that stopped for good because it left the
// cluster's configuration.
const (
	Running Status = iota
	Paused
	Down
	Removed
)

var statuses = [...]string{"running", "paused", "down", "removed"}

func (s Status) String() string { return statuses[s] }

// Names returns the names of all values, by value.
func (Status) Names() []string { return statuses[:] }

// A Role is raft's StateType.
type Role uint8

// The roles, in the order in which a node may climb them.
const (
	Follower Role = iota
	PreCandidate
	Candidate
	Leader
)

var roles = [...]string{"follower", "precandidate", "candidate", "leader"}

func (r Role) String() string { return roles[r] }

// Names returns the names of all values, by value.
func (Role) Names() []string { return roles[:] }

// An Entry is one log entry. Entries that are the same are usually the same
// pointer, in all logs.
type Entry struct {
	Index uint64
	Term  uint64
	Type  EntryType
	Text  string // what it asks for: "put x 1"; "no-op" for a leader's empty entry
}

// An EntryType is raft's.
type EntryType uint8

// The entry types.
const (
	Normal EntryType = iota
	ConfChange
	ConfChangeV2
)

var entryTypes = [...]string{"normal", "confchange", "confchangev2"}

func (t EntryType) String() string { return entryTypes[t] }

// Names returns the names of all values, by value.
func (EntryType) Names() []string { return entryTypes[:] }

// A Snapshot is the point up to which raft's log has been replaced by the
// store's state.
type Snapshot struct{ Index, Term uint64 }

// A Timer is the election timer of a follower or candidate, in ticks of its
// own clock, or a leader's count towards its next quorum check.
type Timer struct {
	Elapsed int   // ticks since it was last reset
	Timeout int   // it fires when Elapsed reaches this
	Next    int64 // virtual ms of the node's next tick; 0 if its clock stands
}

// Membership is a raft configuration: while Outgoing is not empty it is joint,
// and both halves must agree.
type Membership struct {
	Voters       []string
	Outgoing     []string
	Learners     []string
	LearnersNext []string
	AutoLeave    bool
}

// Joint reports whether two majorities are needed.
func (m *Membership) Joint() bool { return len(m.Outgoing) > 0 }

// Progress is a leader's view of one peer (raft's tracker.Progress).
type Progress struct {
	Node     string
	Match    uint64
	Next     uint64
	State    ProgressState
	Inflight int    // MsgApps sent and not acknowledged
	Pending  uint64 // index of the snapshot under way, in StateSnapshot
	Paused   bool   // sends nothing until it hears from the peer
	Active   bool   // heard from since the last quorum check
	Learner  bool
}

// A ProgressState is raft's tracker.StateType.
type ProgressState uint8

// The progress states.
const (
	Probe ProgressState = iota
	Replicate
	SnapshotState
)

var progressStates = [...]string{"probe", "replicate", "snapshot"}

func (s ProgressState) String() string { return progressStates[s] }

// Names returns the names of all values, by value.
func (ProgressState) Names() []string { return progressStates[:] }

// A Disk is a node's disk: how it behaves and what waits for it.
type Disk struct {
	Mode    string // config.DiskEtcd or config.DiskAsync
	State   DiskState
	Latency int64   // ms an fsync takes
	Queue   []Write // written, not yet reported synced; the head is being synced
}

// A DiskState says what an fsync does.
type DiskState uint8

// The disk states.
const (
	DiskOK    DiskState = iota
	DiskStall           // it does not return
	DiskLie             // it reports success and keeps nothing
	DiskFail            // it returns an error
)

var diskStates = [...]string{"ok", "stall", "lie", "fail"}

func (s DiskState) String() string { return diskStates[s] }

// Names returns the names of all values, by value.
func (DiskState) Names() []string { return diskStates[:] }

// A Write is one piece of work for the disk.
type Write struct {
	First, Last uint64 // entries, both ends included; 0, 0 if none
	Term        uint64 // HardState in it: its term, else 0
	Vote        string // HardState in it: its vote
	Snapshot    uint64 // index of a snapshot in it, else 0
	Due         int64  // ms when the fsync returns; 0 if it has not begun
}

// A Clock is a node's own.
type Clock struct {
	Rate int // per mille of virtual time: 1000 is honest, 0 stands
}

// A Store is the summary of a node's MVCC store.
type Store struct {
	Rev     int64  // the revision of the last write
	Index   uint64 // the consistent index: the last log entry applied to it
	Durable uint64 // the consistent index in the data file, what a crash would bring back
	Keys    int    // keys that exist now
	Compact int64  // the revision it was compacted at: nothing before can be read
	Swept   int64  // the compaction that has removed what it leaves behind; below Compact while one runs
	Hash    uint64 // of everything in it; equal stores have equal hashes
}

// ParseDiskState returns the disk state with the given name.
func ParseDiskState(name string) (DiskState, bool) {
	for i, s := range diskStates {
		if s == name {
			return DiskState(i), true
		}
	}
	return 0, false
}
