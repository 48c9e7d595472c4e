package replica

import (
	"errors"
	"slices"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/command"
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

// enqueueApply takes committed entries; they are applied in a step of its own,
// as etcd applies them outside raft's loop.
func (r *Replica) enqueueApply(m *raftpb.Message) {
	r.applying = append(r.applying, m)
	if len(r.applying) == 1 {
		r.schedule(0, event.Apply)
	}
}

// applyNext applies the oldest batch of committed entries.
func (r *Replica) applyNext() {
	if len(r.applying) == 0 {
		return // a snapshot took their place
	}
	m := r.applying[0]
	r.applying = r.applying[1:]
	es := m.GetEntries()
	r.emit(event.Event{Kind: event.Applied, Node: r.name, Index: es[0].GetIndex(), Last: es[len(es)-1].GetIndex()})
	for _, e := range es {
		r.apply(e)
	}
	r.local = append(r.local, m.GetResponses()...)
	r.Drain()
	r.server.serveReads()
	if r.Up() && len(r.applying) > 0 {
		r.schedule(0, event.Apply)
	}
	r.scheduleCommit()
	r.autoSnapshot()
}

// apply gives one entry to raft's configuration or to the store. Entries the
// store already holds, after a restart, are passed over.
func (r *Replica) apply(e *raftpb.Entry) {
	i := e.GetIndex()
	r.applied = max(r.applied, i)
	done, _ := r.store.ConsistentIndex()
	fresh := i > done
	switch e.GetType() {
	case raftpb.EntryConfChange, raftpb.EntryConfChangeV2:
		r.advanceIndex(e)
		r.applyConf(e, fresh)
		return
	}
	r.advanceIndex(e)
	if len(e.GetData()) == 0 {
		if r.st.role == raft.StateLeader {
			r.leases.promote()
		}
		return
	}
	req := request.Decode(e.GetData())
	o := r.server.waiters[req.GetHeader().GetID()]
	var cmd command.Command
	if o != nil {
		delete(r.server.waiters, req.GetHeader().GetID())
		cmd = o.Command
	}
	var res result
	over := false
	if fresh {
		res, over = r.perform(req, cmd)
	}
	switch {
	case over:
		r.server.exceeded(o, res)
	case o != nil:
		r.server.answerApplied(o, req, res)
	}
}

// perform applies a request of the log to the store. over says that it was
// performed beyond the quota.
func (r *Replica) perform(req *etcdserverpb.InternalRaftRequest, cmd command.Command) (res result, over bool) {
	var alarms []mvcc.Alarm
	if req.GetAlarm() != nil {
		alarms = r.store.Alarms()
	}
	resp, err := r.store.Apply(req)
	var damaged *mvcc.FileError
	if errors.As(err, &damaged) {
		r.must(err)
	}
	r.watches.service()
	r.leases.lessor.Applied(req, r.now())
	r.leases.schedule()
	if err != nil {
		return result{text: err.Error(), rev: r.store.Rev(), fail: true}, isNoSpace(resp, err)
	}
	switch {
	case req.GetCompaction() != nil:
		r.emit(event.Event{Kind: event.CompactionScheduled, Node: r.name, Index: uint64(req.GetCompaction().GetRevision())})
		r.compactor.schedule(0)
	case req.GetLeaseCheckpoint() != nil:
		r.leases.noteCheckpoint(req.GetLeaseCheckpoint())
	case req.GetAlarm() != nil:
		r.server.noteAlarms(alarms, req.GetAlarm())
	}
	return result{text: request.Answer(resp, cmd), rev: r.store.Rev()}, false
}

func (r *Replica) advanceIndex(e *raftpb.Entry) {
	if done, _ := r.store.ConsistentIndex(); e.GetIndex() > done {
		r.store.SetConsistentIndex(e.GetIndex(), e.GetTerm())
	}
}

// applyConf puts a change of membership into force on this node. etcd, unlike
// the paper (§6), does that when the entry is applied, not when it is appended.
// fresh says that the store does not hold it yet.
func (r *Replica) applyConf(e *raftpb.Entry, fresh bool) {
	cc := request.DecodeConf(e)
	was := r.members
	before := r.st
	r.members = r.rn.ApplyConfChange(cc)
	if fresh {
		r.noteMembers(was, r.members)
	}
	r.emit(event.Event{Kind: event.ConfChanged, Node: r.name, Index: e.GetIndex(), Term: e.GetTerm(), Text: request.ConfText(r.members)})
	r.disownLeft(was)
	r.after(nil, before)
	for _, id := range request.Members(r.members) {
		r.group.ports.Join(r.group.ID, id)
	}
	if slices.Contains(r.disowned, r.id) && slices.Contains(request.Members(was), r.id) {
		r.schedule(stopDelay, event.Stop)
	}
	if o := r.server.waiters[request.ConfID(e)]; o != nil {
		delete(r.server.waiters, request.ConfID(e))
		r.server.respond(o, result{text: "OK: " + request.ConfText(r.members)})
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
func (r *Replica) scheduleCommit() {
	if r.Up() && !r.batching && r.store.Pending() > 0 {
		r.batching = true
		r.schedule(batchInterval, event.Commit)
	}
}

// commitStore ends a batch: its writes enter the file, if the disk is willing.
func (r *Replica) commitStore() {
	r.batching = false
	switch r.host.Disk() {
	case frame.DiskOK:
		if r.durability.lied {
			r.Flush() // an honest fsync writes what an earlier one kept back
		}
		r.must(r.store.Commit())
		r.emit(event.Event{Kind: event.StoreCommitted, Node: r.name, Index: r.store.DurableIndex()})
	case frame.DiskFail:
		r.emit(event.Event{Kind: event.SyncFailed, Node: r.name})
		r.host.Crash()
		return
	}
	r.scheduleCommit()
}
