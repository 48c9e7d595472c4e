package replica

import (
	"errors"
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/command"
	"raftviz/engine/etcd"
	"raftviz/engine/event"
	"raftviz/engine/frame"
	"raftviz/engine/request"
	"raftviz/mvccviz/mvcc"
)

// batchInterval is how long the store gathers writes before it commits them to
// its file: etcd's default backend batch interval, in ms.
const batchInterval = 100

// stopDelay is how long a node that applied its own removal goes on: etcd's
// server stops itself after a second.
const stopDelay = 1000

// An applier takes committed entries into the store.
type applier struct {
	r        *Replica
	applied  uint64            // last entry given to the store or to raft as configuration
	applying []*raftpb.Message // MsgStorageApply, in order
	batching bool              // the end of the store's batch is scheduled
}

// enqueue takes committed entries; they are applied in a later step, as etcd
// applies them outside raft's loop.
func (a *applier) enqueue(m *raftpb.Message) {
	a.applying = append(a.applying, m)
	if len(a.applying) == 1 {
		a.r.schedule(0, event.Apply)
	}
}

// next applies the oldest batch of committed entries.
func (a *applier) next() {
	if len(a.applying) == 0 {
		return // a snapshot took their place
	}
	m := a.applying[0]
	a.applying = a.applying[1:]
	es := m.GetEntries()
	a.r.emit(a.r.name, &event.Applied{First: es[0].GetIndex(), Last: es[len(es)-1].GetIndex()})
	for _, e := range es {
		a.apply(e)
	}
	a.r.local = append(a.r.local, m.GetResponses()...)
	a.r.Drain()
	a.r.server.serveReads()
	if a.r.Up() && len(a.applying) > 0 {
		a.r.schedule(0, event.Apply)
	}
	a.scheduleCommit()
	a.r.autoSnapshot()
}

// apply gives one entry to raft's configuration or to the store. Entries the
// store already holds, after a restart, are passed over.
func (a *applier) apply(e *raftpb.Entry) {
	i := e.GetIndex()
	a.applied = max(a.applied, i)
	done, _ := a.r.store.ConsistentIndex()
	fresh := i > done
	switch e.GetType() {
	case raftpb.EntryConfChange, raftpb.EntryConfChangeV2:
		a.advance(e)
		a.applyConf(e, fresh)
		return
	}
	a.advance(e)
	if len(e.GetData()) == 0 {
		if a.r.st.role == raft.StateLeader {
			a.r.leases.promote()
		}
		return
	}
	req := request.Decode(e.GetData())
	o := a.r.server.waiters[req.GetHeader().GetID()]
	var cmd command.Command
	if o != nil {
		delete(a.r.server.waiters, req.GetHeader().GetID())
		cmd = o.Command
	}
	var res result
	over := false
	if fresh {
		res, over = a.perform(req, cmd)
	}
	switch {
	case over:
		a.r.server.exceeded(o, res)
	case o != nil:
		a.r.server.answerApplied(o, req, res)
	}
}

// perform applies a request of the log to the store. over says that it was
// performed beyond the quota.
func (a *applier) perform(req *etcdserverpb.InternalRaftRequest, cmd command.Command) (res result, over bool) {
	var alarms []mvcc.Alarm
	if req.GetAlarm() != nil {
		alarms = a.r.store.Alarms()
	}
	resp, err := a.r.store.Apply(req)
	var damaged *mvcc.FileError
	if errors.As(err, &damaged) {
		a.r.must(err)
	}
	a.r.watches.service()
	a.r.leases.lessor.Applied(req, a.r.now())
	a.r.leases.schedule()
	if err != nil {
		return result{answer: etcd.FailedWith(err), rev: a.r.store.Rev()}, isNoSpace(resp, err)
	}
	switch {
	case req.GetCompaction() != nil:
		a.r.emit(a.r.name, &event.CompactionScheduled{Revision: req.GetCompaction().GetRevision()})
		a.r.compactor.schedule(0)
	case req.GetLeaseCheckpoint() != nil:
		a.r.leases.noteCheckpoint(req.GetLeaseCheckpoint())
	case req.GetAlarm() != nil:
		a.r.server.noteAlarms(alarms, req.GetAlarm())
	}
	return a.r.server.applied(resp, cmd), false
}

func (a *applier) advance(e *raftpb.Entry) {
	if done, _ := a.r.store.ConsistentIndex(); e.GetIndex() > done {
		a.r.store.SetConsistentIndex(e.GetIndex(), e.GetTerm())
	}
}

// applyConf puts a change of membership into force on this node. etcd, unlike
// the paper (§6), does that when the entry is applied, not when it is appended.
// fresh says that the store does not hold it yet.
func (a *applier) applyConf(e *raftpb.Entry, fresh bool) {
	cc := request.DecodeConf(e)
	was := a.r.members
	before := a.r.st
	a.r.members = a.r.rn.ApplyConfChange(cc)
	if fresh {
		a.r.noteMembers(was, a.r.members)
	}
	a.r.emit(a.r.name, &event.ConfChanged{Index: e.GetIndex(), Term: e.GetTerm(),
		Voters: request.Names(a.r.members.GetVoters()), Outgoing: request.Names(a.r.members.GetVotersOutgoing()),
		Learners: request.Names(a.r.members.GetLearners()), LearnersNext: request.Names(a.r.members.GetLearnersNext())})
	a.r.disownLeft(was)
	a.r.after(nil, before)
	for _, id := range request.Members(a.r.members) {
		a.r.group.ports.Join(a.r.group.ID, id)
	}
	if slices.Contains(a.r.disowned, a.r.id) && slices.Contains(request.Members(was), a.r.id) {
		a.r.schedule(stopDelay, event.Stop)
	}
	if o := a.r.server.waiters[request.ConfID(e)]; o != nil {
		delete(a.r.server.waiters, request.ConfID(e))
		a.r.server.respond(o, result{answer: a.r.server.memberAnswer(o)})
	}
}

// disownLeft notes who has left the cluster since the configuration was another.
func (r *Replica) disownLeft(was *raftpb.ConfState) {
	now := request.Members(r.members)
	for _, id := range request.Members(was) {
		if !slices.Contains(now, id) && !slices.Contains(r.disowned, id) {
			r.disowned = append(r.disowned, id)
		}
	}
}

// scheduleCommit schedules the end of the store's batch, when its writes enter
// the file.
func (a *applier) scheduleCommit() {
	if a.r.Up() && !a.batching && a.r.store.Pending() > 0 {
		a.batching = true
		a.r.schedule(batchInterval, event.Commit)
	}
}

// commit ends a batch: its writes enter the file, if the disk is willing.
func (a *applier) commit() {
	a.batching = false
	switch a.r.host.Disk() {
	case frame.DiskOK:
		if a.r.durability.lied {
			a.r.Flush() // an honest fsync writes what an earlier one kept back
		}
		a.r.must(a.r.store.Commit())
		a.r.dropKept()
		a.r.emit(a.r.name, &event.StoreCommitted{Index: a.r.store.DurableIndex()})
	case frame.DiskLie:
		a.r.keepStore()
		a.r.must(a.r.store.Commit())
		a.r.emit(a.r.name, &event.StoreCommitted{Index: a.r.store.DurableIndex()})
	case frame.DiskFail:
		a.r.emit(a.r.name, &event.SyncFailed{})
		a.r.host.Fail()
		return
	}
	a.scheduleCommit()
}
