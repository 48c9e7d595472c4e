package frame

import (
	"raftviz/engine/etcd"
	"raftviz/mvccviz/store"
)

// A Node is one member of the cluster: its raft state, its disk, its clock and
// its store.
type Node struct {
	Name   string `key:"n" says:"n1" zh:"名称" label:"-"`
	Status Status `key:"status" says:"running, paused, down or removed" zh:"running、paused、down 或 removed" label:"process|进程"`

	Role       Role     `key:"role" says:"follower, precandidate, candidate or leader" zh:"follower、precandidate、candidate 或 leader" label:"role|角色"`
	Term       uint64   `key:"term" says:"its current term" zh:"当前任期" label:"term|任期"`
	Vote       string   `key:"vote" says:"whom it voted for in this term, or \"\"" zh:"本任期投票给谁；没有则为 \"\"" label:"vote|投票"`
	Lead       string   `key:"lead" says:"whom it takes for the leader, or \"\"" zh:"它认定的领导者；没有则为 \"\"" label:"leader|领导者"`
	Commit     uint64   `key:"commit" says:"the last index it knows to be committed" zh:"已知已提交的最后索引" label:"commit|提交"`
	Applied    uint64   `key:"applied" says:"the last index applied to its store" zh:"已应用到存储的最后索引" label:"applied|应用"`
	Granted    []string `key:"granted" says:"of a candidate: who granted its vote" zh:"候选人：谁投了赞成票" label:"granted by|同意者"` // itself included
	Refused    []string `key:"refused" says:"of a candidate: who refused its vote" zh:"候选人：谁拒绝投票" label:"refused by|拒绝者"`
	Transferee string   `key:"transferee" says:"of a leader: whom it is handing over to, or \"\"" zh:"领导者：正在转移给谁；没有则为 \"\"" label:"hands over to|转移给"`

	First    uint64   `file:"-" says:"the index of the first entry it holds" zh:"所持第一条日志的索引" label:"-"`                                                            // Snapshot.Index+1 or below
	Log      []*Entry `key:"log" says:"the entries it holds; log[0] is the first of them, log[-1] the last" zh:"所持的日志条目；log[0] 是第一条，log[-1] 是最后一条" label:"log|日志"` // synced or not
	Snapshot Snapshot `key:"snap" says:"raft's snapshot" zh:"raft 快照" label:"snapshot|快照"`                                                                         // zero if none
	Synced   uint64   `key:"synced" says:"the last index it was told is on disk" zh:"被告知已落盘的最后索引" label:"synced|已落盘"`
	Durable  uint64   `key:"durable" says:"the last index that would survive a power failure" zh:"断电后真正能保留的最后索引" label:"durable|真正落盘"` // below Synced if the disk lies, or after a crash until the next fsync
	DurTerm  uint64   `key:"dterm" name:"durable_term" says:"the term a power failure would bring back" label:"-"`
	DurVote  string   `key:"dvote" name:"durable_vote" says:"the vote a power failure would bring back" label:"-"`

	Timer    Timer       `inline:"true" says:"its election timer, in ticks" zh:"选举计时器（以 tick 计）"`
	Config   *Membership `key:"conf" says:"the configuration it has applied" zh:"已应用的成员配置" label:"members|成员"`
	Progress []Progress  `key:"peer" says:"of a leader: one row a peer" zh:"领导者：每个对端一行"` // itself left out, by number

	Disk  Disk  `inline:"true" says:"its disk" zh:"磁盘"`
	Clock Clock `inline:"true" says:"its clock"`
	Inbox int   `key:"inbox" says:"messages that wait because it is paused" zh:"因暂停而等待的消息数" label:"waiting|等待"`

	Store        *store.State `key:"store" says:"its store" zh:"其存储"`                                                                                         // nil while the node is down
	StoreDurable uint64       `key:"sdur" name:"store_durable" says:"the consistent index that a power failure would bring back" label:"store on disk|存储已落盘"` // below Store.DurableIndex only if the disk lies
}

var closed store.State

// OpenStore returns the node's store, or an empty one while the node is down.
func (n *Node) OpenStore() *store.State {
	if n.Store == nil {
		return &closed
	}
	return n.Store
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
	Index   uint64       `key:"i" name:"index" says:"its index" zh:"索引"`
	Term    uint64       `key:"term" says:"the term it was proposed in" zh:"提出时的任期"`
	Request etcd.Request `key:"x" name:"text" as:"message" says:"what it asks for: \"put x 1\"; \"no-op\" for a leader's first" zh:"内容：\"put x 1\"；领导者的首条为 \"no-op\""`
	Type    EntryType    `key:"type" says:"normal, confchange or confchangev2" zh:"normal、confchange 或 confchangev2"`
}

// NoOp reports whether it is the empty entry with which a leader begins.
func (e *Entry) NoOp() bool { return e.Type == Normal && e.Request == "" }

// Text says what the entry asks for: "put x 1"; "no-op" for the empty one.
func (e *Entry) Text() string {
	if e.Request == "" {
		return "no-op"
	}
	return e.Request.Text()
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
type Snapshot struct {
	Index uint64 `says:"the last index it covers; 0 if there is none" zh:"所覆盖的最后索引；没有则为 0"`
	Term  uint64 `says:"the term of that entry" zh:"该条目的任期"`
}

// A Timer is the election timer of a follower or candidate, in ticks of its
// own clock, or a leader's count towards its next quorum check.
type Timer struct {
	Elapsed int   `key:"elapsed" says:"ticks since it was reset" zh:"重置以来的 tick 数" label:"timer|计时器"`
	Timeout int   `key:"timeout" says:"it fires when elapsed reaches this" zh:"elapsed 达到此值时触发" label:"-"`
	Next    int64 `key:"tick" says:"virtual ms of the node's next tick; 0 if its clock stands" label:"-"`
}

// Membership is a raft configuration: while Outgoing is not empty it is joint,
// and both halves must agree.
type Membership struct {
	Voters       []string `key:"voters" says:"who votes" zh:"投票成员"`
	Outgoing     []string `key:"outgoing" says:"while joint: who voted before" zh:"联合配置期间：旧配置的投票成员"`
	Learners     []string `key:"learners" says:"who only receives the log" zh:"只接收日志的成员"`
	LearnersNext []string `key:"next" name:"learners_next" says:"who will be a learner when the joint configuration ends"`
	AutoLeave    bool     `key:"auto" says:"whether the joint configuration ends by itself"`
}

// Joint reports whether two majorities are needed.
func (m *Membership) Joint() bool { return len(m.Outgoing) > 0 }

// Progress is a leader's view of one peer (raft's tracker.Progress).
type Progress struct {
	Node     string        `key:"n" says:"the peer" zh:"对端节点" label:"-"`
	Match    uint64        `key:"match" says:"the last index known to be the same there" zh:"已知一致的最后索引" label:"match|match"`
	Next     uint64        `key:"next" says:"the next index to send" zh:"下一个要发送的索引" label:"next|next"`
	State    ProgressState `key:"state" says:"probe, replicate or snapshot" zh:"probe、replicate 或 snapshot" label:"sent|发送方式"`
	Inflight int           `key:"inflight" says:"messages sent and not acknowledged" zh:"已发送未确认的消息数" label:"in flight|在途"`
	Pending  uint64        `key:"pending" says:"the index of the snapshot under way" label:"-"` // in StateSnapshot
	Paused   bool          `key:"paused" says:"sends nothing until it hears from the peer" zh:"收到对端消息前不再发送" label:"-"`
	Active   bool          `key:"active" says:"heard from since the last quorum check" zh:"上次多数派检查以来有回应" label:"-"`
	Learner  bool          `key:"learner" says:"whether the peer is a learner" label:"-"`
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
	Mode    string    `key:"mode" says:"etcd or async" zh:"etcd 或 async" label:"disk mode|磁盘模式"` // config.DiskEtcd or config.DiskAsync
	State   DiskState `key:"disk" says:"ok, stall, lie or fail" zh:"ok、stall、lie 或 fail" label:"disk|磁盘"`
	Latency int64     `key:"lat" says:"ms an fsync takes" zh:"一次 fsync 的毫秒数" label:"-"`
	Queue   []Write   `key:"queue" says:"writes not yet reported synced" zh:"尚未报告落盘的写入数" label:"writes queued|待写"` // the head is being synced
	Lied    bool      `key:"lied" says:"whether it has reported as synced what it did not keep" zh:"是否报告过已落盘而其实没有保存" label:"-"`
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
	First    uint64 `key:"i" says:"the first entry in it; 0 if there is none"`
	Last     uint64 `key:"l" says:"the last entry in it"`
	Term     uint64 `key:"term" says:"the term of a hard state in it, else 0"`
	Vote     string `key:"vote" says:"the vote of a hard state in it"`
	Snapshot uint64 `key:"snap" says:"the index of a snapshot in it, else 0"`
	Due      int64  `key:"due" says:"ms when its fsync returns; 0 if that has not begun"`
}

// A Clock is a node's own.
type Clock struct {
	Rate int `key:"rate" says:"the speed of its clock; 1000 is honest" zh:"时钟速度；1000 为准确" label:"clock|时钟"` // per mille of virtual time; 0 stands
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
