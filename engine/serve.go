package engine

import (
	"encoding/binary"
	"errors"
	"fmt"

	"go.etcd.io/etcd/api/v3/etcdserverpb"
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/raftpb"

	"raftviz/engine/command"
	"raftviz/engine/config"
	"raftviz/engine/event"
	"raftviz/mvccviz/mvcc"
)

// A pendingRead knows the index it must wait for.
type pendingRead struct {
	o     *op
	index uint64
}

// serve takes a client's request.
func (n *node) serve(o *op, hops int) {
	switch cmd := o.cmd.(type) {
	case command.Get:
		if cmd.Serializable {
			n.respond(o, n.read(cmd))
			return
		}
		n.askIndex(o)
	case command.Txn:
		if readsOnly(cmd) {
			n.askIndex(o)
			return
		}
		n.serveWrite(o)
	case command.Put, command.Del, command.Compaction, command.LeaseGrant, command.LeaseRevoke:
		n.serveWrite(o)
	case command.LeaseKeepAlive, command.LeaseTimeToLive:
		n.serveLease(o, hops)
	case command.Watch, command.Unwatch, command.Progress:
		n.serveWatch(o)
	case command.AlarmList, command.AlarmDisarm:
		n.serveAlarm(o)
	case command.LeaseList, command.Defrag, command.SnapshotSave, command.EndpointStatus, command.EndpointHashKV:
		n.serveMaintenance(o)
	default:
		n.serveMember(o)
	}
}

// serveWrite proposes what must come through the log, if etcd would.
func (n *node) serveWrite(o *op) {
	r := requestOf(o.cmd)
	if n.overQuota(o, r) {
		return
	}
	if err := mvcc.Validate(r); err != nil {
		n.respond(o, result{text: err.Error(), fail: true})
		return
	}
	n.waiters[o.request()] = o
	n.propose(o, raftpb.EntryNormal, encodeRequest(o.request(), o.cmd))
}

// serveMaintenance answers what each node answers for itself.
func (n *node) serveMaintenance(o *op) {
	rev := n.store.Rev()
	switch cmd := o.cmd.(type) {
	case command.LeaseList:
		n.respond(o, result{text: n.leaseList(), rev: rev})
	case command.Defrag:
		n.defrag(o)
	case command.SnapshotSave:
		n.saveStore(o)
	case command.EndpointStatus:
		n.respond(o, result{text: n.statusText(), rev: rev})
	case command.EndpointHashKV:
		h, err := n.store.HashKV(cmd.Rev)
		if err != nil {
			n.respond(o, result{text: err.Error(), rev: rev, fail: true})
			return
		}
		n.respond(o, result{text: fmt.Sprintf("hash %d at revision %d, compacted at %d", h.Hash, h.Rev, max(h.CompactRev, 0)), rev: rev})
	}
}

// propose gives raft a proposal of this node's own client.
func (n *node) propose(o *op, typ raftpb.EntryType, data []byte) {
	m := &raftpb.Message{Type: raftpb.MsgProp.Enum(), From: new(n.id), Entries: []*raftpb.Entry{{Type: typ.Enum(), Data: data}}}
	if why := n.proposeMessage(m, o.ID); why != event.NoReason {
		delete(n.waiters, o.request())
		n.respond(o, result{text: proposalErrors[why], fail: true})
	}
}

// forwarded takes a proposal that a follower passed on.
func (n *node) forwarded(m *raftpb.Message) {
	n.proposeMessage(m, n.c.opOfEntry(m.GetEntries()[0]))
}

// proposeMessage returns why raft did not take the proposal, or NoReason.
func (n *node) proposeMessage(m *raftpb.Message, id uint64) event.Reason {
	before := n.st
	last := n.last()
	asked := m.GetEntries()[0].GetType()
	err := n.rn.Step(m)
	why := event.NoReason
	switch {
	case err != nil:
		why = n.whyDropped(before)
		n.c.emit(n.name, &event.ProposalDropped{Term: before.term, Op: id, Reason: why})
	case before.role != raft.StateLeader:
		n.c.emit(n.name, &event.ProposalForwarded{Leader: config.NodeName(before.lead), Term: before.term, Op: id})
	case m.GetEntries()[0].GetType() != asked:
		why = event.ConfPending
		n.c.emit(n.name, &event.ProposalDropped{Term: before.term, Op: id, Reason: why})
	default:
		n.c.emit(n.name, &event.Proposed{Term: before.term, Index: last + 1, Op: id})
	}
	n.after(m, before)
	return why
}

func (n *node) whyDropped(s status) event.Reason {
	switch {
	case s.role != raft.StateLeader:
		return event.NoLeader
	case s.transferee != 0:
		return event.Transferring
	case n.rn.Status().Progress[n.id].Next == 0:
		return event.NotMember
	}
	return event.TooMuch
}

// proposalErrors is what a client is told. etcd has a request wait for a
// leader until it times out; raft itself drops it, and so do we, to be seen.
var proposalErrors = map[event.Reason]string{
	event.NoLeader:     "etcdserver: no leader",
	event.Transferring: "raft proposal dropped: leadership is being transferred",
	event.NotMember:    "raft proposal dropped: the leader was removed",
	event.TooMuch:      "etcdserver: too many requests",
	event.ConfPending:  "etcdserver: another membership change is under way",
}

// perform applies a request of the log to the store. over says that it was
// performed beyond the quota.
func (n *node) perform(r *etcdserverpb.InternalRaftRequest, cmd command.Command) (res result, over bool) {
	var alarms []mvcc.Alarm
	if r.GetAlarm() != nil {
		alarms = n.store.Alarms()
	}
	resp, err := n.store.Apply(r)
	var damaged *mvcc.FileError
	if errors.As(err, &damaged) {
		n.must(err)
	}
	n.tend()
	n.lessor.Applied(r, n.c.now)
	n.scheduleLeases()
	if err != nil {
		return result{text: err.Error(), rev: n.store.Rev(), fail: true}, isNoSpace(resp, err)
	}
	switch {
	case r.GetCompaction() != nil:
		n.c.emit(n.name, &event.CompactionScheduled{Revision: r.GetCompaction().GetRevision()})
		n.scheduleCompaction(0)
	case r.GetLeaseCheckpoint() != nil:
		n.noteCheckpoint(r.GetLeaseCheckpoint())
	case r.GetAlarm() != nil:
		n.noteAlarms(alarms, r.GetAlarm())
	}
	return result{text: answerText(resp, cmd), rev: n.store.Rev()}, false
}

// askIndex begins a linearizable read: ReadIndex (dissertation §6.4).
func (n *node) askIndex(o *op) {
	before := n.st
	if before.role != raft.StateLeader && before.lead == 0 {
		n.c.emit(n.name, &event.ReadDropped{Term: before.term, Op: o.ID, Reason: event.NoLeader})
		n.respond(o, result{text: proposalErrors[event.NoLeader], fail: true})
		return
	}
	n.reads[o.request()] = o
	e := &event.ReadRequested{Term: before.term, Op: o.ID, Leader: config.NodeName(before.lead)}
	if before.role == raft.StateLeader && n.termAt(before.commit) != before.term {
		e.Reason = event.NoTermEntry // raft keeps it until it has committed one
	}
	n.c.emit(n.name, e)
	n.rn.ReadIndex(binary.BigEndian.AppendUint64(nil, o.request()))
	n.after(nil, before)
}

// readConfirmed is raft saying up to where the store must have come.
func (n *node) readConfirmed(rs *raft.ReadState) {
	id := binary.BigEndian.Uint64(rs.RequestCtx)
	o := n.reads[id]
	if o == nil {
		return
	}
	delete(n.reads, id)
	n.c.emit(n.name, &event.ReadConfirmed{Op: o.ID, Index: rs.Index, Term: n.st.term})
	n.waitRead = append(n.waitRead, pendingRead{o, rs.Index})
	n.serveReads()
}

// serveReads answers the reads whose index has been applied.
func (n *node) serveReads() {
	keep := n.waitRead[:0]
	for _, p := range n.waitRead {
		if p.index > n.applied {
			keep = append(keep, p)
			continue
		}
		n.respond(p.o, n.read(p.o.cmd))
	}
	n.waitRead = keep
}

// read answers a get, or a transaction that only reads, from this node's store
// as it stands.
func (n *node) read(cmd command.Command) result {
	r := requestOf(cmd)
	if err := mvcc.Validate(r); err != nil {
		return result{text: err.Error(), rev: n.store.Rev(), fail: true}
	}
	resp, err := n.store.Apply(r)
	if err != nil {
		return result{text: err.Error(), rev: n.store.Rev(), fail: true}
	}
	return result{text: answerText(resp, cmd), rev: n.store.Rev()}
}
