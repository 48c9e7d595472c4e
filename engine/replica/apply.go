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

// An applier is the loop that takes committed entries into the store.
type applier struct {
	r        *Replica
	handed   uint64            // last entry that it was given
	applied  uint64            // last entry given to the store or to raft as configuration
	applying []batch           // that it was given, in order
	owed     []*raftpb.Message // MsgStorageApply whose answer waits until a change of membership is applied
	snaps    []*raftpb.Message // MsgSnap that wait for their turn
	batching bool              // the end of the store's batch is scheduled
}

// A batch is what the apply loop is given at once.
type batch struct {
	entries []*raftpb.Entry
	answers []*raftpb.Message // for raft, when it has been applied
}

func (b *batch) last() uint64 { return b.entries[len(b.entries)-1].GetIndex() }

// Apply gives the apply loop what raft has handed out for it. raft hears when it
// has been applied, as its asynchronous storage has it. What a turn of etcd's loop
// has handed over before the disk's mode was changed is passed over.
func (r *Replica) Apply(m *raftpb.Message) {
	es := m.GetEntries()
	for len(es) > 0 && es[0].GetIndex() <= r.applier.handed {
		es = es[1:]
	}
	if len(es) == 0 {
		r.applier.answer(m)
		return
	}
	r.applier.enqueue(batch{es, m.GetResponses()})
}

// ApplyCommitted gives the apply loop what is committed when a turn of etcd's
// loop begins, also what that turn is about to write. It returns whether a change
// of the membership is among it.
//
// etcd takes a Ready with all that is committed, stable or not; raft's
// asynchronous storage hands out only what is stable. So what is missing is taken
// from the entries that go to the disk, and is passed over when raft hands it out
// afterwards.
func (r *Replica) ApplyCommitted(turn []Ready) (changes bool) {
	a := r.applier
	var b batch
	for i := range turn { // what raft has handed out comes before what is written
		for _, m := range turn[i].Apply {
			b.take(m.GetEntries(), a.handed, r.st.commit)
		}
	}
	for i := range turn {
		if m := turn[i].Append; m != nil {
			if !raft.IsEmptySnap(m.GetSnapshot()) {
				return false // it comes first
			}
			b.take(m.GetEntries(), a.handed, r.st.commit)
		}
	}
	a.sendSnapshot()
	a.enqueue(b)
	return slices.ContainsFunc(b.entries, isConf)
}

// take takes the entries after the index handed and up to commit. They begin with
// the first that is not there, or take the place of some that are there: a turn may
// hold writes that a later one replaces.
func (b *batch) take(es []*raftpb.Entry, handed, commit uint64) {
	for _, e := range es {
		switch k := e.GetIndex() - handed - 1; {
		case e.GetIndex() <= handed || e.GetIndex() > commit:
		case k < uint64(len(b.entries)):
			b.entries[k] = e
		case k == uint64(len(b.entries)):
			b.entries = append(b.entries, e)
		}
	}
}

func isConf(e *raftpb.Entry) bool { return e.GetType() != raftpb.EntryNormal }

// enqueue takes committed entries; they are applied in a later step, as etcd
// applies them outside raft's loop.
func (a *applier) enqueue(b batch) {
	if len(b.entries) == 0 {
		return
	}
	a.handed = b.last()
	a.applying = append(a.applying, b)
	if len(a.applying) == 1 {
		a.r.schedule(0, event.Apply)
	}
}

// next applies the oldest batch of committed entries.
func (a *applier) next() {
	if len(a.applying) == 0 {
		return // a snapshot took their place
	}
	b := a.applying[0]
	a.r.emit(a.r.name, &event.Applied{First: b.entries[0].GetIndex(), Last: b.last()})
	for _, e := range b.entries {
		a.apply(e)
	}
	a.applying = a.applying[1:]
	a.r.local = append(a.r.local, b.answers...)
	a.answerOwed()
	a.sendSnapshot()
	a.r.Drain()
	a.r.server.reads.applied()
	if a.r.Up() && len(a.applying) > 0 {
		a.r.schedule(0, event.Apply)
	}
	a.scheduleCommit()
	a.r.AutoSnapshot()
	a.r.host.Applied()
}

// answer tells raft that etcd's loop is done with what it handed out. As there,
// that does not wait until it has been applied, but for a change of the
// membership, which raft must know before: if it is to leave a joint
// configuration by itself, it would do so twice.
func (a *applier) answer(m *raftpb.Message) {
	if len(a.owed) > 0 || a.owes(m) {
		a.owed = append(a.owed, m)
		return
	}
	a.r.local = append(a.r.local, m.GetResponses()...)
}

// owes reports whether a change of the membership among what was handed out is
// not applied yet.
func (a *applier) owes(m *raftpb.Message) bool {
	return slices.ContainsFunc(m.GetEntries(), func(e *raftpb.Entry) bool { return isConf(e) && e.GetIndex() > a.applied })
}

// answerOwed gives the answers that waited for what is applied by now.
func (a *applier) answerOwed() {
	for len(a.owed) > 0 && !a.owes(a.owed[0]) {
		a.r.local = append(a.r.local, a.owed[0].GetResponses()...)
		a.owed = a.owed[1:]
	}
}

// SendSnapshots sends what etcd's loop hands to the apply loop: that fills a
// MsgSnap with the store when it has applied what it was given, one at a time
// (applyAll in server/etcdserver/server.go).
func (r *Replica) SendSnapshots(ms []*raftpb.Message) {
	r.applier.snaps = append(r.applier.snaps, ms...)
	if len(r.applier.applying) == 0 {
		r.applier.sendSnapshot()
	}
}

func (a *applier) sendSnapshot() {
	if len(a.snaps) > 0 {
		m := a.snaps[0]
		a.snaps = a.snaps[1:]
		a.r.Send([]*raftpb.Message{m})
	}
}

// changing reports whether the apply loop has been given a change of the
// membership that it has not applied.
func (a *applier) changing() bool {
	return slices.ContainsFunc(a.applying, func(b batch) bool { return slices.ContainsFunc(b.entries, isConf) })
}

// Changing reports whether a change of the membership waits in the apply loop.
func (r *Replica) Changing() bool { return r.applier.changing() }

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
		a.r.server.reads.committed()
		return
	}
	req := request.Decode(e.GetData())
	o := a.r.server.awaited(req.GetHeader().GetID())
	var cmd command.Command
	if o != nil {
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
	a.r.leases.lessor.Applied(req, a.r.leases.clock())
	a.r.leases.schedule()
	if err != nil {
		return result{answer: etcd.FailedWith(err), rev: a.r.store.Rev()}, isNoSpace(resp, err)
	}
	switch {
	case req.GetLeaseRevoke() != nil:
		a.r.leases.noteRevoked(req.GetLeaseRevoke().GetID())
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
	if update, ok := cc.(*raftpb.ConfChange); ok && update.GetType() == raftpb.ConfChangeUpdateNode {
		a.updateMember(e, update, fresh)
		return
	}
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
	a.r.server.answerConf(e)
}

// updateMember gives a member other addresses, which raft knows nothing of.
func (a *applier) updateMember(e *raftpb.Entry, cc *raftpb.ConfChange, fresh bool) {
	a.r.rn.ApplyConfChange(cc)
	if fresh {
		m := a.r.memberWith(cc.GetNodeId(), slices.Contains(a.r.members.GetLearners(), cc.GetNodeId()))
		m.PeerURLs = etcd.URLs(string(cc.GetContext()))
		a.r.store.SetMember(m)
	}
	a.r.server.answerConf(e)
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
