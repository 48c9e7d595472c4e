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
func (n *node) serve(o *op, hops int) { effectOf(o.cmd).serve(n, o, hops) }

// serveGet answers from this node's store, if that is what is asked for, or
// first learns from the leader how far it must have come.
func (n *node) serveGet(o *op) {
	if o.cmd.(command.Get).Serializable {
		n.respond(o, n.read(o.cmd))
		return
	}
	n.askIndex(o)
}

func (n *node) serveTxn(o *op) {
	if o.cmd.(command.Txn).ReadsOnly() {
		n.askIndex(o)
		return
	}
	n.serveWrite(o)
}

// serveWrite proposes what must come through the log, if etcd would.
func (n *node) serveWrite(o *op) {
	cmd := o.cmd.(command.StoreCommand)
	r := cmd.Request()
	if n.overQuota(o, r) {
		return
	}
	if err := mvcc.Validate(r); err != nil {
		n.respond(o, result{text: err.Error(), fail: true})
		return
	}
	n.waiters[o.request()] = o
	n.propose(o, raftpb.EntryNormal, encodeRequest(o.request(), cmd))
}

// answer serves what each node answers for itself.
func answer(text func(n *node) string) server {
	return func(n *node, o *op, _ int) {
		n.respond(o, result{rev: n.store.Rev(), text: text(n)})
	}
}

func (n *node) serveHashKV(o *op) {
	rev := n.store.Rev()
	h, err := n.store.HashKV(o.cmd.(command.EndpointHashKV).Rev)
	if err != nil {
		n.respond(o, result{text: err.Error(), rev: rev, fail: true})
		return
	}
	n.respond(o, result{text: fmt.Sprintf("hash %d at revision %d, compacted at %d", h.Hash, h.Rev, max(h.CompactRev, 0)), rev: rev})
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
	e := event.Event{Node: n.name, Term: before.term, Op: id}
	switch {
	case err != nil:
		e.Kind, e.Reason = event.ProposalDropped, n.whyDropped(before)
	case before.role != raft.StateLeader:
		e.Kind, e.Peer = event.ProposalForwarded, config.NodeName(before.lead)
	case m.GetEntries()[0].GetType() != asked:
		e.Kind, e.Reason = event.ProposalDropped, event.ConfPending
	default:
		e.Kind, e.Index = event.Proposed, last+1
	}
	n.c.emit(e)
	n.after(m, before)
	return e.Reason
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
		n.c.emit(event.Event{Kind: event.CompactionScheduled, Node: n.name, Index: uint64(r.GetCompaction().GetRevision())})
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
		n.c.emit(event.Event{Kind: event.ReadDropped, Node: n.name, Term: before.term, Op: o.ID, Reason: event.NoLeader})
		n.respond(o, result{text: proposalErrors[event.NoLeader], fail: true})
		return
	}
	n.reads[o.request()] = o
	e := event.Event{Kind: event.ReadRequested, Node: n.name, Term: before.term, Op: o.ID, Peer: config.NodeName(before.lead)}
	if before.role == raft.StateLeader && n.termAt(before.commit) != before.term {
		e.Reason = event.NoTermEntry // raft keeps it until it has committed one
	}
	n.c.emit(e)
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
	n.c.emit(event.Event{Kind: event.ReadConfirmed, Node: n.name, Op: o.ID, Index: rs.Index, Term: n.st.term})
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
	r := cmd.(command.StoreCommand).Request()
	if err := mvcc.Validate(r); err != nil {
		return result{text: err.Error(), rev: n.store.Rev(), fail: true}
	}
	resp, err := n.store.Apply(r)
	if err != nil {
		return result{text: err.Error(), rev: n.store.Rev(), fail: true}
	}
	return result{text: answerText(resp, cmd), rev: n.store.Rev()}
}
