package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/config"
	"raftviz/engine/disk"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/mvcc"
	"raftviz/mvccviz/store"
)

// A node is one member: raft, its disk, its clock and its store. What a
// process holds in memory is in proc and goes with it; the rest is the machine.
type node struct {
	c    *Cluster
	id   uint64
	name string
	dir  string

	life   uint64 // incarnation: counts starts and ends of the process
	up     bool
	paused bool
	gone   bool // stopped for good after its removal

	disk        diskState
	clock       clock
	leaseTicket uint64   // the look at leases that is scheduled; others are stale
	watchTicket uint64   // of the round of watches scheduled last
	timer       timer    // survives a restart so that its draws go on
	disowned    []uint64 // nodes this one knows to have left the cluster

	proc

	mirror    *mirror     // of its store, or of what that held before the node went down
	view      *frame.Node // as of the last step
	dirty     bool
	peers     progress
	shown     *frame.Membership // the visible form of shownConf
	shownConf *raftpb.ConfState
}

// A proc is what dies with the process.
type proc struct {
	rn      *raft.RawNode
	storage *raft.MemoryStorage // what raft reads, as in etcd; the file is for restarts
	logger  *raftLog
	st      status
	told    uint64 // the commit index reported last

	log     *disk.Log
	store   *mvcc.Store
	lessor  *mvcc.Lessor
	conf    *raftpb.ConfState // as applied
	applied uint64            // last entry given to the store or to raft as configuration

	entries  []*frame.Entry // the log in memory, from first on
	first    uint64
	snap     frame.Snapshot
	granted  []string
	refused  []string
	snapping bool  // a received snapshot is not installed yet
	batching bool  // the end of the store's batch is scheduled
	leaseAt  int64 // when the look at leases is due that is scheduled; 0 if none is
	sweeping bool  // the next batch of a compaction is scheduled
	swept    int64

	local    []*raftpb.Message // answers of the disk and the apply queue to raft itself
	backlog  []ready           // etcd mode: outputs that wait until the loop is free
	applying []*raftpb.Message // MsgStorageApply, in order
	tickOwed bool              // etcd mode or paused: a tick came while the loop was away
	held     []due             // came due while the process was paused

	waiters  map[uint64]*op // operations to answer when their entry is applied
	reads    map[uint64]*op // linearizable reads without an index yet
	waitRead []pendingRead  // with an index that is not applied yet
	physical []pendingCompaction

	watchable    *mvcc.Watchable   // the store's watchers; nil until somebody asks for one
	feeds        []*stream         // of clients that watch, in order of their making
	rounds       [numRounds]uint64 // the tickets of those scheduled; 0 is none
	streamsMoved bool              // since they were shown
	shownStreams []*store.Stream

	unled      []*op        // wait until the lessor of this leader counts
	heldBack   []heldAnswer // wait until this node's alarm is applied
	alarmUntil int64        // no other alarm is proposed before; 0 if none was
}

// A clock ticks every tick/rate.
type clock struct {
	rate   int    // per mille
	nextUS int64  // next tick, in microseconds of virtual time; 0 if it stands
	ticket uint64 // the tick that is scheduled; others are stale
}

func (c *Cluster) newNode(id uint64) *node {
	n := &node{
		c: c, id: id, name: config.NodeName(id),
		dir:   filepath.Join(c.dir, config.NodeName(id)),
		disk:  diskState{mode: c.cfg.DiskMode, latency: c.cfg.Disk},
		clock: clock{rate: 1000},
		timer: newTimer(c.cfg.Seed, id, c.cfg.Election),
	}
	n.st.role = raft.StateFollower
	return n
}

func (n *node) logPath() string   { return filepath.Join(n.dir, "raft.db") }
func (n *node) storePath() string { return filepath.Join(n.dir, "mvcc.db") }

// keptPath is where the store's true file lies while a lying disk lets the
// node believe in another.
func (n *node) keptPath() string { return filepath.Join(n.dir, "mvcc.db.kept") }

// format makes the node's files anew: an empty log based on the cluster's
// first configuration, and what the starting state says.
func (n *node) format() error {
	if err := os.RemoveAll(n.dir); err != nil {
		return err
	}
	if err := os.MkdirAll(n.dir, 0o755); err != nil {
		return err
	}
	log, _, err := disk.Open(n.logPath())
	if err != nil {
		return err
	}
	b := disk.Batch{Snapshot: &raftpb.SnapshotMetadata{
		Index: new(uint64(0)), Term: new(uint64(0)), ConfState: n.c.baseConf(),
	}}
	if n.c.step == 0 {
		n.c.startState(n.name, &b)
	}
	if err := log.Write(b); err != nil {
		_ = log.Close()
		return err
	}
	return log.Close()
}

// boot starts the process from its files.
func (n *node) boot() error {
	if _, err := os.Stat(n.logPath()); os.IsNotExist(err) {
		if err := n.format(); err != nil {
			return err
		}
	}
	log, found, err := disk.Open(n.logPath())
	if err != nil {
		return err
	}
	store, err := mvcc.Open(n.storePath(), n.storeOptions())
	if err != nil {
		_ = log.Close()
		return err
	}
	n.proc = proc{
		log: log, store: store, storage: raft.NewMemoryStorage(), logger: &raftLog{},
		waiters: map[uint64]*op{}, reads: map[uint64]*op{},
	}
	n.life++
	n.up, n.paused, n.dirty = true, false, true
	if err := n.found(); err != nil {
		return err
	}
	if err := n.load(found); err != nil {
		return err
	}
	n.rn, err = raft.NewRawNode(&raft.Config{
		ID: n.id, ElectionTick: n.c.cfg.Election, HeartbeatTick: n.c.cfg.Heartbeat,
		Storage: n.storage, AsyncStorageWrites: true,
		MaxSizePerMsg: n.c.cfg.MaxSizePerMsg, MaxInflightMsgs: n.c.cfg.MaxInflight,
		CheckQuorum: n.c.cfg.CheckQuorum, PreVote: n.c.cfg.PreVote,
		ReadOnlyOption: n.readOption(), Logger: n.logger,
		MaxUncommittedEntriesSize: maxUncommitted,
		MaxCommittedSizePerReady:  maxUncommitted,
	})
	if err != nil {
		return err
	}
	n.opened()
	n.st = statusOf(n.rn)
	n.told = n.st.commit
	n.timer.reset() // newRaft becomes follower
	n.startClock()
	n.drain(nil, n.st)
	return nil
}

// storeOptions are the settings that every opening of the store has.
func (n *node) storeOptions() mvcc.Options {
	return mvcc.Options{Quota: n.c.cfg.Quota}
}

// opened prepares what goes with an open store.
func (n *node) opened() {
	n.lessor, n.leaseAt = mvcc.NewLessor(n.store, n.c.cfg.Checkpoint), 0
	n.sweeping, n.swept = false, 0
	if _, busy := n.store.Compacting(); !busy {
		n.swept = max(n.store.CompactRev(), 0)
	}
	n.watchStore()
	n.scheduleCompaction(0)
}

// maxUncommitted bounds, in bytes, the uncommitted tail of a leader's log, and
// what is handed to the store at once.
const maxUncommitted = 64 << 20

// load fills memory from what the disk kept. As in etcd the log before the
// snapshot is not read again.
func (n *node) load(found disk.State) error {
	meta := found.Snapshot
	if err := n.storage.ApplySnapshot(&raftpb.Snapshot{Metadata: meta}); err != nil {
		return err
	}
	es := found.Entries
	for len(es) > 0 && es[0].GetIndex() <= meta.GetIndex() {
		es = es[1:]
	}
	if err := n.storage.Append(es); err != nil {
		return err
	}
	if found.Hard != nil {
		if err := n.storage.SetHardState(found.Hard); err != nil {
			return err
		}
	}
	n.snap = frame.Snapshot{Index: meta.GetIndex(), Term: meta.GetTerm()}
	n.conf, n.applied = meta.GetConfState(), meta.GetIndex()
	n.first = meta.GetIndex() + 1
	n.entries = make([]*frame.Entry, 0, len(es)+16)
	for _, e := range es {
		n.entries = append(n.entries, n.c.entry(e))
	}
	n.disk.reload(found.Hard, n.last())
	return nil
}

func (n *node) last() uint64 { return n.first + uint64(len(n.entries)) - 1 }

// termAt returns the term of the entry at index i of the log in memory, synced
// or not, or of its snapshot; 0 if neither tells.
func (n *node) termAt(i uint64) uint64 {
	switch {
	case i >= n.first && i <= n.last():
		return n.entries[i-n.first].Term
	case i == n.snap.Index:
		return n.snap.Term
	}
	return 0
}

func (n *node) readOption() raft.ReadOnlyOption {
	if n.c.cfg.Reads == config.ReadsLease {
		return raft.ReadOnlyLeaseBased
	}
	return raft.ReadOnlySafe
}

// halt ends the process: what was not synced is lost, files are closed, and
// operations it had taken lose their connection.
func (n *node) halt() {
	lost := n.disk.durable + 1
	n.dropStreams()
	for _, o := range n.openOps() {
		n.c.connectionLost(o)
	}
	if lost <= n.last() {
		n.c.emit(event.Event{Kind: event.EntriesLost, Node: n.name, Index: lost, Last: n.last()})
	}
	n.closeFiles()
	n.proc = proc{entries: n.entries, first: n.first, snap: n.snap, st: n.st, conf: n.conf}
	n.keepDurable()
	n.disk.crash()
	n.clock.nextUS, n.clock.ticket = 0, n.clock.ticket+1
	n.life++
	n.up, n.paused, n.dirty = false, false, true
	n.c.deliverWaiting(n)
}

// keepDurable makes the dead node's memory show what its disk kept, so that a
// frame of a node that is down shows what a restart will find.
func (n *node) keepDurable() {
	log, found, err := disk.Open(n.logPath())
	if err != nil {
		panic(fmt.Sprintf("engine: %v", err))
	}
	_ = log.Close()
	n.storage = raft.NewMemoryStorage()
	if err := n.load(found); err != nil {
		panic(fmt.Sprintf("engine: %s cannot load its own log: %v", n.name, err))
	}
	n.storage = nil
	hs := found.Hard
	n.st = status{
		role: raft.StateFollower, term: hs.GetTerm(), vote: hs.GetVote(),
		commit: max(hs.GetCommit(), n.snap.Index), applied: n.applied,
	}
}

func (n *node) closeFiles() {
	if n.log != nil {
		n.must(n.log.Close())
	}
	if n.store != nil {
		_ = n.store.Close()
	}
	n.log, n.store = nil, nil
	if n.disk.kept { // a lying disk kept the older file
		if err := os.Rename(n.keptPath(), n.storePath()); err != nil {
			panic(fmt.Sprintf("engine: %v", err))
		}
		n.disk.kept = false
	}
}

// promotable is raft's: a voter of its own configuration that is not in the
// middle of installing a snapshot.
func (n *node) promotable() bool {
	return n.isVoter() && !n.snapping
}

func (n *node) isVoter() bool {
	return slices.Contains(n.conf.GetVoters(), n.id) || slices.Contains(n.conf.GetVotersOutgoing(), n.id)
}
