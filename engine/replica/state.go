package replica

import (
	"slices"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/mvccviz/mvcc"
)

// What others may ask of a replica.

// ID returns the number of the replica's machine.
func (r *Replica) ID() uint64 { return r.id }

// Group returns the number of the replica's group.
func (r *Replica) Group() uint32 { return r.group.ID }

// Role returns the replica's role.
func (r *Replica) Role() frame.Role { return roleOf(r.st.role) }

// Leads reports whether the replica leads its term.
func (r *Replica) Leads() bool { return r.st.role == raft.StateLeader }

// Term returns the replica's term.
func (r *Replica) Term() uint64 { return r.st.term }

// Last returns the index of the last entry of the log in memory.
func (r *Replica) Last() uint64 { return r.last() }

// Members returns the configuration as applied. It is not to be changed.
func (r *Replica) Members() *raftpb.ConfState { return r.members }

// HasVoter reports whether id is a voter of the applied configuration.
func (r *Replica) HasVoter(id uint64) bool { return slices.Contains(r.members.GetVoters(), id) }

// Disowns reports whether the replica knows a node to have left the group.
func (r *Replica) Disowns(id uint64) bool { return slices.Contains(r.disowned, id) }

// Retire notes that the replica, which has left its group, stopped for good.
func (r *Replica) Retire() { r.retired = true }

// Transfer has a leader hand over to another voter.
func (r *Replica) Transfer(to uint64) {
	before := r.st
	r.rn.TransferLeader(to)
	r.after(nil, before)
}

// Leader returns the number of the leader that the replica knows, 0 if none.
func (r *Replica) Leader() uint64 { return r.st.lead }

// ForgetLeader has a follower know no leader any more.
func (r *Replica) ForgetLeader() {
	before := r.st
	m := &raftpb.Message{Type: raftpb.MsgForgetLeader.Enum()}
	_ = r.rn.Step(m) // as RawNode.ForgetLeader does
	r.after(m, before)
}

// SendSnapshot has a leader send its store to a peer, whether raft asks for that
// or not: raft's own progress knows nothing of it.
func (r *Replica) SendSnapshot(to uint64) {
	s, err := r.storage.Snapshot()
	r.must(err)
	m := &raftpb.Message{
		Type: raftpb.MsgSnap.Enum(), Term: new(r.st.term), From: new(r.id), To: new(to),
		Snapshot: &raftpb.Snapshot{Metadata: proto.CloneOf(s.GetMetadata())},
	}
	r.host.Output(r, Ready{Send: []*raftpb.Message{m}})
}

// Happen carries out a cause that was scheduled for this replica.
func (r *Replica) Happen(typ event.CauseType, id uint64) {
	switch typ {
	case event.Apply:
		r.applier.next()
	case event.Commit:
		r.applier.commit()
	case event.Compact:
		r.compactor.next()
	case event.Lease:
		r.leases.expire()
	case event.Watch:
		r.watches.round(id)
	case event.Server:
		r.server.happen(id)
	default:
		panic("engine: a cause that is not a replica's")
	}
}

// Generation returns the generation of the latest scheduling of a cause that
// can be rescheduled while the process runs; ok is false for other causes.
func (r *Replica) Generation(typ event.CauseType, id uint64) (generation uint64, ok bool) {
	switch typ {
	case event.Lease:
		return r.leases.generation, true
	case event.Watch:
		return r.watches.rounds[id], true
	case event.Server:
		return r.server.generation(id), true
	}
	return 0, false
}

// An Inside is what a test may look at: raft itself, what it reads, the store.
// None of it may be changed.
type Inside struct {
	Raft       *raft.RawNode
	Storage    *raft.MemoryStorage
	Store      *mvcc.Store
	Lessor     *mvcc.Lessor
	Entries    []*frame.Entry // the log in memory, from First on
	First      uint64
	Elapsed    int // ticks of the election timer
	Snapping   bool
	Granted    []string
	Refused    []string
	Waiting    int // requests that wait for an entry or an index
	Streams    int // that serve watches
	Watchable  bool
	Revisions  int // that the group remembers
	KnownForms int // of entries, that the group remembers
}

// Inside returns what a test may look at.
func (r *Replica) Inside() Inside {
	return Inside{
		Raft: r.rn, Storage: r.storage, Store: r.store, Lessor: r.leases.lessor,
		Entries: r.entries, First: r.first, Elapsed: r.timer.elapsed, Snapping: r.snapping,
		Granted: r.observer.granted, Refused: r.observer.refused, Waiting: len(r.server.waiters) + len(r.server.reads.waiting) + len(r.server.reads.asking),
		Streams: len(r.watches.streams), Watchable: r.watches.watchable != nil,
		Revisions: len(r.group.history), KnownForms: r.group.Forms.Len(),
	}
}
