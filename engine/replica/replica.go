// Package replica holds one raft group's member: unmodified raft with its
// election timer, the log in memory and on disk, the store with its leases and
// watches, and what it does for clients.
//
// A Replica lives on a Host, the machine, which it shares with replicas of other
// groups: the machine owns the process, the clock, the disk's queue and the loop
// around raft. What all replicas of a group share is in their Group.
//
// Where to look:
//
//	replica.go   a replica's life: boot, halt; files.go: its files
//	group.go     what a group's replicas share; ports.go: what they need
//	raft.go      calls to raft
//	observe.go   what they changed, as events; answers.go: votes and refusals
//	propose.go   proposals
//	timer.go     the election timer
//	log.go       the log in memory; persist.go: on its way to the disk
//	apply.go     committed entries on their way into the store; snapshot.go
//	serve.go     what a replica does for clients; limit.go: for how long; member.go, alarm.go, maintain.go
//	lease.go     leases; compaction.go: a store's upkeep
//	watch.go     watches
//	contents.go  what frames show of a store; revisions.go: shared between stores
//	view.go      what frames show of the rest
//	plant.go     mistakes that tests plant
package replica

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
	"raftviz/engine/schedule"
	"raftviz/mvccviz/mvcc"
)

// A Replica is one group's member on one machine. What its process holds in
// memory is in memory and goes with it; the rest stays.
type Replica struct {
	group *Group
	host  Host
	cfg   *config.Config
	id    uint64
	name  string
	dir   string

	timer      timer    // survives a restart so that its draws go on
	disowned   []uint64 // nodes this one knows to have left the cluster
	retired    bool     // stopped for good after its removal
	durability durability

	memory

	view  storeView // of its store, or of what that held before the process died
	peers progress
	conf  confView
}

// A memory is what dies with the process.
type memory struct {
	rn      *raft.RawNode       // nil while the process is down
	storage *raft.MemoryStorage // what raft reads, as in etcd; the file is for restarts
	logger  *raftLog
	st      status

	log     *disk.Log
	store   *mvcc.Store
	members *raftpb.ConfState // as applied

	memoryLog
	snapping bool // a received snapshot is not installed yet

	local []*raftpb.Message // answers of the disk and the apply queue to raft itself

	observer  *observer
	proposer  proposer
	applier   *applier
	server    *server
	leases    *leases
	watches   *watches
	compactor *compactor
}

// New makes the group's replica on the machine of that number, with its files
// under dir. It does not run until Boot.
func New(group *Group, id uint64, host Host, dir string) *Replica {
	r := &Replica{
		group: group, host: host, cfg: group.cfg, id: id, name: config.NodeName(id),
		dir:   filepath.Join(dir, config.NodeName(id)),
		timer: newTimer(group.cfg.Seed, uint64(group.ID)<<48|id, group.cfg.Election, group.ports.Step),
	}
	r.st.role = raft.StateFollower
	r.renew()
	group.add(r)
	return r
}

// renew makes the parts of the replica again. Numbers of causes that were
// scheduled go on, so that those of an earlier process stay stale.
func (r *Replica) renew() {
	r.observer, r.proposer, r.applier = &observer{r: r}, proposer{r}, &applier{r: r}
	leases, watches := &leases{r: r}, &watches{r: r}
	if r.leases != nil {
		leases.generation, watches.generation = r.leases.generation, r.watches.generation
	}
	reads := &reads{}
	if r.server != nil {
		reads.last, reads.retry = r.server.reads.last, r.server.reads.retry
	}
	r.server = &server{r: r, limits: map[uint64]limit{}, waiters: map[uint64]*call{}, reads: reads}
	reads.s = r.server
	r.leases, r.watches, r.compactor = leases, watches, &compactor{r: r}
}

// Up reports whether the replica's process runs, paused or not.
func (r *Replica) Up() bool { return r.rn != nil }

// Boot starts the replica from its files. Drain must follow once the process
// has a clock.
func (r *Replica) Boot() error {
	if _, err := os.Stat(r.logPath()); os.IsNotExist(err) {
		if err := r.Format(); err != nil {
			return err
		}
	}
	log, state, err := disk.Open(r.logPath())
	if err != nil {
		return err
	}
	store, err := mvcc.Open(r.storePath(), r.storeOptions())
	if err != nil {
		_ = log.Close()
		return err
	}
	r.planted().found(r, &state)
	leases, watches, server := r.leases, r.watches, r.server
	r.memory = memory{log: log, store: store, storage: raft.NewMemoryStorage(), logger: &raftLog{}, leases: leases, watches: watches, server: server}
	r.renew()
	if err := r.seedStore(); err != nil {
		return err
	}
	if err := r.load(state); err != nil {
		return err
	}
	if r.rn, err = raft.NewRawNode(r.raftConfig()); err != nil {
		return err
	}
	r.opened()
	r.st = statusOf(r.rn)
	r.observer.reportedCommit = r.st.commit
	r.timer.reset() // newRaft becomes follower
	r.planted().started(r)
	return nil
}

func (r *Replica) raftConfig() *raft.Config {
	return &raft.Config{
		ID: r.id, ElectionTick: r.cfg.Election, HeartbeatTick: r.cfg.Heartbeat,
		Storage: r.storage, AsyncStorageWrites: true,
		MaxSizePerMsg: r.cfg.MaxSizePerMsg, MaxInflightMsgs: r.cfg.MaxInflight,
		CheckQuorum: r.cfg.CheckQuorum, PreVote: r.cfg.PreVote,
		ReadOnlyOption: r.readOption(), Logger: r.logger,
		StepDownOnRemoval:           r.cfg.StepDownOnRemoval,
		DisableProposalForwarding:   r.cfg.DisableProposalForwarding,
		DisableConfChangeValidation: r.cfg.DisableConfChangeValidation,
		MaxUncommittedEntriesSize:   maxUncommitted,
		MaxCommittedSizePerReady:    maxUncommitted,
	}
}

// maxUncommitted bounds, in bytes, the uncommitted tail of a leader's log, and
// what is handed to the store at once.
const maxUncommitted = 64 << 20

func (r *Replica) readOption() raft.ReadOnlyOption {
	if r.cfg.Reads == config.ReadsLease {
		return raft.ReadOnlyLeaseBased
	}
	return raft.ReadOnlySafe
}

// opened prepares what goes with an open store.
func (r *Replica) opened() {
	r.leases.open(r.store)
	r.compactor.open()
	r.view.follow(r)
	r.compactor.schedule(0)
}

// Halt ends the replica with its process: files are closed, and operations it
// had taken lose their connection. What was written and not synced stays in the
// operating system's cache, unless the power fails with it.
func (r *Replica) Halt(powered bool) {
	r.watches.drop()
	r.group.ports.ConnectionLost(r.name)
	r.closeFiles()
	before := r.memoryLog
	r.memory = memory{memoryLog: r.memoryLog, st: r.st, members: r.members, leases: r.leases, watches: r.watches, server: r.server}
	r.renew()
	if powered {
		r.durability.die()
	} else {
		r.losePower()
	}
	r.rest()
	r.reportLost(&before)
}

// LosePower loses what a replica whose process is down had written and not
// synced.
func (r *Replica) LosePower() {
	before := r.memoryLog
	r.losePower()
	r.rest()
	r.reportLost(&before)
}

func (r *Replica) losePower() {
	r.durability.pending, r.durability.lied = nil, false
	r.restoreStore()
}

// Unsynced reports whether a power failure would lose anything that was written.
func (r *Replica) Unsynced() bool { return len(r.durability.pending) > 0 || r.durability.kept }

// reportLost reports which entries of an earlier log are there no longer.
func (r *Replica) reportLost(before *memoryLog) {
	lost := max(before.first, r.first)
	for lost <= min(before.last(), r.last()) && before.termAt(lost) == r.termAt(lost) {
		lost++
	}
	if lost <= before.last() {
		r.emit(r.name, &event.EntriesLost{First: lost, Last: before.last()})
	}
}

// promotable is raft's: a voter of the applied configuration that is not in the
// middle of installing a snapshot.
func (r *Replica) promotable() bool {
	return r.IsVoter() && !r.snapping
}

// IsVoter reports whether the replica votes in its own configuration.
func (r *Replica) IsVoter() bool {
	return slices.Contains(r.members.GetVoters(), r.id) || slices.Contains(r.members.GetVotersOutgoing(), r.id)
}

// isLearner reports whether the replica is a learner of its own configuration.
func (r *Replica) isLearner() bool { return slices.Contains(r.members.GetLearners(), r.id) }

// alone reports whether the replica is the only voter.
func (r *Replica) alone() bool {
	return r.IsVoter() && len(r.members.GetVoters()) == 1 && len(r.members.GetVotersOutgoing()) == 0
}

// must ends the run on an error of the real file system: the simulated disk
// has no part in it.
func (r *Replica) must(err error) {
	if err != nil {
		panic(fmt.Errorf("engine: %s: %w", r.name, err))
	}
}

func (r *Replica) now() int64                        { return r.group.ports.Now() }
func (r *Replica) emit(node string, p event.Payload) { r.group.ports.Emit(node, p) }

// schedule has a cause happen to this replica after a time, ms, unless the
// process dies before.
func (r *Replica) schedule(after int64, typ event.CauseType) {
	r.host.Schedule(r, schedule.Cause{At: r.now() + after, Type: typ})
}
